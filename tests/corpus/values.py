"""Numbers, codes, hours and yes or no as people write them."""

from tests.corpus.case import Case
from tests.corpus.write import csv, xlsx


def visit_with(title, column, written, stored, to):
    file = csv([["Дата", "Населено място", column], ["05.03.2024", "Нисово", written]])
    return Case(title, "visits", file, f"ekatte | {to}\n51768 | {stored}")


def visit_without(title, column, written, reason):
    file = csv(
        [["Дата", "Населено място", column], ["05.03.2024", "Нисово", written],
         ["05.03.2024", "Кошов", ""]]
    )  # fmt: skip
    return Case(title, "visits", file, "ekatte\n39205", rejected=((2, column, reason),))


def event_with(title, column, written, stored, to):
    return Case(
        title,
        "events",
        xlsx([["Вид събитие", "Дата", "Населено място", "Целева група", column],
              ["обучение", "16.02.2023", "Ценово", "специалисти", written]]),
        f"ekatte | {to}\n78361 | {stored}",
    )  # fmt: skip


def event_without(title, column, written, reason):
    return Case(
        title,
        "events",
        xlsx([["Вид събитие", "Дата", "Населено място", "Целева група", column],
              ["обучение", "16.02.2023", "Ценово", "специалисти", written],
              ["обучение", "17.02.2023", "Бяла", "специалисти", None]]),
        "ekatte\n07603",
        rejected=((2, column, reason),),
    )  # fmt: skip


CASES = (
    visit_with("decimal comma", "Километри", "31,5", "31.5", "distance_km"),
    visit_with("decimal point", "Километри", "31.5", "31.5", "distance_km"),
    visit_with("unit behind the number", "Километри", "31,5 км", "31.5", "distance_km"),
    visit_with("space for thousands and a currency", "Разходи (лв.)", "1 250,40 лв.", "1250.4",
               "cost_bgn"),
    visit_with("no-break space for thousands", "Разходи (лв.)", "1\u00a0250,40", "1250.4",
               "cost_bgn"),
    visit_with("apostrophe Excel puts before text numbers", "Километри", "'31,5", "31.5",
               "distance_km"),
    visit_with("hours with a dash", "Часове", "10:00–12:30 ч.", "10:00:00 | 12:30:00",
               "starts_at | ends_at"),
    visit_with("hours with „от“ and „до“", "Часове", "от 10.00 до 12.30 часа",
               "10:00:00 | 12:30:00", "starts_at | ends_at"),
    visit_with("hours without minutes", "Часове", "10-12", "10:00:00 | 12:00:00",
               "starts_at | ends_at"),
    visit_with("several hosts with commas and „и“", "Домакин",
               "кметство, читалище и библиотека", "chitalishte+library+municipality", "host"),
    visit_with("several skills on lines of their own", "Умения", "юрист\nпсихолог",
               "legal+psychological", "skill"),
    visit_with("a status in capitals with a full stop", "Състояние", "ПРОВЕДЕНА.", "held",
               "status"),
    visit_with("a status in English", "Status", "cancelled", "cancelled", "status"),
    visit_with("Latin look-alikes in a status", "Състояние", "пpoвeдeнa", "held", "status"),
    visit_with("a dash where nothing is known", "Километри", "-", "-", "distance_km"),
    visit_with("„няма данни“ where nothing is known", "Разходи (лв.)", "няма данни", "-",
               "cost_bgn"),
    visit_without("negative kilometres", "Километри", "-31", "number"),
    visit_without("words for a number", "Километри", "около трийсет", "number"),
    visit_without("a range for a number", "Километри", "30-35", "number"),
    visit_without("a thousand times too many kilometres", "Километри", "31500", "number"),
    visit_without("a status nobody knows", "Състояние", "чакаме отговор", "code"),
    visit_without("two statuses in a cell", "Състояние", "планирана/отменена", "code"),
    visit_without("closes before it opens", "Часове", "12:30-10:00", "hours"),
    visit_without("an hour that does not exist", "Начален час", "25:00", "hours"),
    visit_without("discretion of 6", "Дискретност на мястото (1–5)", "6", "number"),
    event_with("people as text", "Участници", "13", "13", "participants"),
    event_with("people with their word", "Участници", "13 души", "13", "participants"),
    event_with("people as 13.0", "Участници", 13.0, "13", "participants"),
    event_with("no people counted", "Участници", "", "-", "participants"),
    event_with("nobody came is zero, not empty", "Участници", 0, "0", "participants"),
    event_with("per cent sign in a text", "Среден резултат преди (%)", "62,5 %", "62.5",
               "pre_mean"),
    event_with("professions in columns of their own", "Полицаи", "7", "police:7", "professions"),
    event_without("half a person", "Участници", 12.5, "number"),
    event_without("a negative number of people", "Участници", -3, "number"),
    event_without("about so many people", "Участници", "20-25", "number"),
    event_without("a result above 100 per cent", "Среден резултат преди (%)", 104, "number"),
    # Excel shows 62 % and hands over 0.62; stored as it is, the result would be a hundredth.
    event_without("a fraction where per cents are asked", "Среден резултат преди (%)", 0.62,
                  "percent"),
    Case(
        "parts that exceed the whole",
        "events",
        csv("Вид събитие|Дата|Населено място|Целева група|Участници|Полицаи|Учители\n"
            "обучение|16.02.2023|Ценово|специалисти|13|8|9\n"
            "обучение|17.02.2023|Бяла|специалисти|13|8|5"),
        "ekatte | professions\n07603 | police:8+teacher:5",
        rejected=((2, "Участници", "number"),),
    ),
    Case(
        "a cancelled visit keeps its reason, a held one cannot have any",
        "visits",
        csv("Дата|Населено място|Състояние|Причина за отмяна\n05.03.2024|Нисово|отменена|сняг\n"
            "06.03.2024|Кошов|проведена|сняг"),
        "ekatte | status | cancel_reason\n51768 | cancelled | weather",
        rejected=((3, "Причина за отмяна", "visit"),),
    ),
    Case(
        "errors of Excel in cells",
        "visits",
        xlsx([["Дата", "Населено място", "Километри"], ["05.03.2024", "Нисово", "#REF!"],
              ["06.03.2024", "Кошов", 30], ["#VALUE!", "Бяла", 44], ["07.03.2024", "#N/A", 44]]),
        "ekatte | distance_km\n39205 | 30.0",
        rejected=((2, "Километри", "cell_error"), (4, "Дата", "cell_error"),
                  (5, "Населено място", "cell_error")),
    ),
    Case(
        "formulas that were never computed",
        "visits",
        xlsx([["Дата", "Населено място", "Километри"], ["05.03.2024", "Нисово", "=10+21"],
              ["06.03.2024", "Кошов", 30]]),
        "ekatte | distance_km\n39205 | 30.0",
        rejected=((2, "Километри", "formula"),),
    ),
)  # fmt: skip
