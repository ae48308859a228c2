"""Settlements in every spelling; a place that is not sure is asked, never guessed."""

from datetime import date, timedelta

from tests.corpus.case import Case
from tests.corpus.write import csv, raw, xlsx

FIRST = date(2024, 1, 1)


def understood(*spellings):
    """A visit for each spelling, each on a day of its own."""
    rows = [
        [f"П-{n}", FIRST + timedelta(days=n), written] for n, (written, _) in enumerate(spellings)
    ]
    stored = "".join(f"П-{n} | {ekatte}\n" for n, (_, ekatte) in enumerate(spellings))
    return Case(
        f"settlements in {len(spellings)} spellings",
        "visits",
        xlsx([["Номер на посещението", "Дата", "Населено място"], *rows]),
        f"visit_id | ekatte\n{stored}",
    )


def asked(title, *spellings, says=()):
    """Spellings that are not sure, each with its reason, and a sound row below."""
    rows = [[FIRST + timedelta(days=n), written] for n, (written, _) in enumerate(spellings)]
    return Case(
        title,
        "visits",
        xlsx([["Дата", "Населено място"], *rows, [FIRST, "с. Кацелово"]]),
        "ekatte\n36703",
        rejected=tuple(
            (row, "Населено място", reason) for row, (_, reason) in enumerate(spellings, start=2)
        ),
        says=says,
    )


CASES = (
    understood(
        ("с. Нисово", "51768"),  # with its kind
        ("с.Нисово", "51768"),  # kind without a space
        ("село Нисово", "51768"),  # kind in full
        ("гр.Бяла", "07603"),  # town without a space
        ("ГР. БЯЛА", "07603"),  # town in capitals
        ("Нисово, общ. Иваново", "51768"),  # with its municipality
        ("с. Нисово (общ. Иваново, обл. Русе)", "51768"),  # with municipality and district
        ("7079 с. Нисово", "51768"),  # with post code in front
        ("НИСОВО", "51768"),  # capital letters
        ("NISOVO", "51768"),  # Latin capital letters
        ("Shtraklevo", "84049"),  # Latin letters
        ("Нисoвo", "51768"),  # Latin look-alikes inside
        ("с.\u00a0Нисово\u00a0", "51768"),  # no-break space
        ("гр. Две Могили", "20184"),  # capital in the second word
        ("Сливо  поле", "67444"),  # one space too many
        ("Сваленик", "65509"),  # begins like a prefix
        ("Сливо-поле", "67444"),  # hyphen between
        ("51768", "51768"),  # EKATTE
        ("2587", "02587"),  # EKATTE without its zero
        ("51768.0", "51768"),  # EKATTE that pandas wrote
        ("51768 Нисово", "51768"),  # EKATTE and name
        ("Rousse", "63427"),  # common Latin name of the city
        ("Ново село, общ. Русе", "52235"),  # one of several Ново село, with its municipality
    ),
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
    asked(
        "other places and places that are not sure",
        ("Бяла, обл. Варна", "outside"),  # the other Бяла
        ("гр. Бяла (Варненско)", "place"),  # the other Бяла by its municipality's district
        ("гр. Разград", "place"),  # outside the district
        ("Ново село, обл. Видин", "outside"),  # one of many, another district
        ("Абланово", "place"),  # two have that name's half
        ("Г. Враново", "place"),  # a shortened half
        ("Нисово и Кошов", "place"),  # two in a cell
        ("община Ветово", "place"),  # a municipality is no settlement
        ("99999", "place"),  # an unknown code
        ("10135", "place"),  # a code of another district
        ("?", "place"),  # a question mark
    ),
    asked(
        "slips of the pen are suggested, never taken",
        ("Нисава", "place"),
        ("с. Пиргаво", "place"),
        ("Сливополе", "place"),
        says=("Нисово", "Пиргово", "Сливо поле"),
    ),
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
