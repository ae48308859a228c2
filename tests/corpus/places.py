"""Settlements in every spelling; a place that is not sure is asked, never guessed."""

from tests.corpus.case import Case
from tests.corpus.write import csv, raw, xlsx


def place(title, written, ekatte):
    file = csv([["Дата", "Населено място"], ["05.03.2024", written]])
    return Case(f"{title}: {written}", "visits", file, f"ekatte\n{ekatte}")


def asked(title, written, reason="place", says=()):
    file = csv([["Дата", "Населено място"], ["05.03.2024", written], ["05.03.2024", "с. Кацелово"]])
    return Case(
        f"{title}: {written}",
        "visits",
        file,
        "ekatte\n36703",
        rejected=((2, "Населено място", reason),),
        says=says,
    )


CASES = (
    place("with its kind", "с. Нисово", "51768"),
    place("kind without a space", "с.Нисово", "51768"),
    place("kind in full", "село Нисово", "51768"),
    place("town without a space", "гр.Бяла", "07603"),
    place("town in capitals", "ГР. БЯЛА", "07603"),
    place("with its municipality", "Нисово, общ. Иваново", "51768"),
    place("with municipality and district", "с. Нисово (общ. Иваново, обл. Русе)", "51768"),
    place("with post code in front", "7079 с. Нисово", "51768"),
    place("capital letters", "НИСОВО", "51768"),
    place("Latin capital letters", "NISOVO", "51768"),
    place("Latin letters", "Shtraklevo", "84049"),
    place("Latin look-alikes inside", "Нисoвo", "51768"),
    place("no-break space", "с.\u00a0Нисово\u00a0", "51768"),
    place("capital in the second word", "гр. Две Могили", "20184"),
    place("one space too many", "Сливо  поле", "67444"),
    place("begins like a prefix", "Сваленик", "65509"),
    place("hyphen between", "Сливо-поле", "67444"),
    place("EKATTE", "51768", "51768"),
    place("EKATTE without its zero", "2587", "02587"),
    place("EKATTE that pandas wrote", "51768.0", "51768"),
    place("EKATTE and name", "51768 Нисово", "51768"),
    place("common Latin name of the city", "Rousse", "63427"),
    place("one of several Ново село, with its municipality", "Ново село, общ. Русе", "52235"),
    Case(
        "EKATTE as a number",
        "visits",
        xlsx([["Дата", "ЕКАТТЕ"], ["05.03.2024", 2587]]),
        "ekatte\n02587",
    ),
    Case(
        "EKATTE as text with its zero",
        "visits",
        xlsx([["Дата", "ЕКАТТЕ"], ["05.03.2024", "02587"]]),
        "ekatte\n02587",
    ),
    Case(
        "the municipality beside the settlement",
        "visits",
        csv("Дата|Община|Населено място\n05.03.2024|общ. Бяла|Бяла\n"
            "05.03.2024|Община Русе|Ново село"),
        "ekatte\n07603\n52235",
    ),
    asked("the other Бяла", "Бяла, обл. Варна", "outside"),
    asked("the other Бяла by its municipality's district", "гр. Бяла (Варненско)"),
    asked("outside the district", "гр. Разград"),
    asked("one of many, another district", "Ново село, обл. Видин", "outside"),
    asked("a letter wrong, suggested and not taken", "Нисава", says=("Нисово",)),
    asked("a letter too many, suggested and not taken", "с. Пиргоово", says=("Пиргово",)),
    asked("run together, suggested and not taken", "Сливополе", says=("Сливо поле",)),
    asked("two have that name's half", "Абланово"),
    asked("a shortened half", "Г. Враново"),
    asked("two in a cell", "Нисово и Кошов"),
    asked("a municipality is no settlement", "община Ветово"),
    asked("an unknown code", "99999"),
    asked("a code of another district", "10135"),
    asked("a question mark", "?"),
    Case(
        "settlement and municipality contradict each other",
        "visits",
        raw("Дата;Община;Населено място\n05.03.2024;Русе;Нисово\n05.03.2024;Иваново;Кошов\n"
            "", "а.csv"),
        "ekatte\n39205",
        rejected=((2, "Община", "municipality"),),
    ),
    Case(
        "an event on the air has no place, a meeting needs one",
        "events",
        csv("Вид събитие|Дата|Населено място|Целева група\nмедийна изява|10.03.2024||граждани\n"
            "среща с общността|10.03.2024||жени"),
        "event_type | ekatte\nmedia | -",
        rejected=((3, "Населено място", "missing"),),
    ),
)  # fmt: skip
