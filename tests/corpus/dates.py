"""Days as people write them; none may shift, none may be guessed."""

from datetime import date

from tests.corpus.case import Case
from tests.corpus.write import csv, raw, xlsx

STORED = "ekatte | on\n51768 | 2024-03-05"


def written(title, day):
    return Case(title, "visits", csv([["Дата", "Населено място"], [day, "Нисово"]]), STORED)


def not_a_day(title, day, reason="date"):
    file = csv([["Дата", "Населено място"], [day, "Нисово"], ["12.03.2024", "Бяла"]])
    return Case(
        title,
        "visits",
        file,
        "ekatte | on\n07603 | 2024-03-12",
        rejected=((2, "Дата", reason),),
    )


CASES = (
    written("1-digit day and month, 2-digit year", "5.3.24"),
    written("„г.“ behind the year", "05.03.2024 г."),
    written("„г“ without space and stop", "05.03.2024г"),
    written("the month in words", "5 март 2024"),
    written("the month in words and „година“", "5 март 2024 година"),
    written("the month shortened", "05-мар-24"),
    written("a weekday in front", "вторник, 5 март 2024 г."),
    written("an English month", "5 March 2024"),
    written("commas of the keypad instead of stops", "05,03,2024"),
    written("spaces after the stops", "05. 03. 2024"),
    written("hyphens, day first", "05-03-2024"),
    written("strokes, day first", "05/03/2024"),
    written("ISO", "2024-03-05"),
    written("ISO with hours", "2024-03-05 23:30:00"),
    written("ISO with zone, shortly after midnight", "2024-03-05T00:30:00.000+02:00"),
    written("ISO with zone, shortly before midnight", "2024-03-05T23:30:00.000+02:00"),
    written("year first with stops", "2024.03.05"),
    written("a serial number of Excel as text", "45356"),
    written("hours behind the day", "05.03.2024 10:30"),
    written("no-break space at the end", "05.03.2024\u00a0"),
    Case(
        "a serial number of Excel as number",
        "visits",
        xlsx([["Дата", "Населено място"], [45356, "Нисово"]]),
        STORED,
    ),
    Case(
        "real dates and text dates mixed in a column",
        "visits",
        xlsx([["Дата", "Населено място"], [date(2024, 3, 5), "Нисово"], ["6.3.24", "Нисово"],
              ["7 март 2024 г.", "Нисово"]]),
        "ekatte | on\n51768 | 2024-03-05\n51768 | 2024-03-06\n51768 | 2024-03-07",
    ),
    not_a_day("29 February of a common year", "29.02.2023"),
    not_a_day("31 April", "31.04.2024"),
    not_a_day("no day", "март 2024"),
    not_a_day("no year", "05.03."),
    not_a_day("two days in a cell", "05-06.03.2024"),
    not_a_day("a year of another age", "05.03.0204"),
    not_a_day("a word", "вторник"),
    not_a_day("two years ahead, held", "05.03.2204"),
    not_a_day("nothing where a day is needed", "", "missing"),
    # One day of the column proves that the month stands first; the other would be taken for May.
    Case(
        "the month first, as American Excel writes it: no day of the column is believed",
        "visits",
        raw("Дата;Населено място\n03/13/2024;Нисово\n03/05/2024;Бяла\n", "файл.csv"),
        "ekatte | on",
        rejected=((2, "Дата", "date"), (3, "Дата", "date")),
    ),
    Case(
        "29 February of a leap year",
        "visits",
        csv("Дата|Населено място\n29.02.2024|Нисово"),
        "ekatte | on\n51768 | 2024-02-29",
    ),
    Case(
        "a visit held tomorrow",
        "visits",
        csv("Дата|Населено място|Състояние\n01.05.2024|Нисово|проведена\n"
            "30.04.2024|Бяла|проведена"),
        "ekatte | on\n07603 | 2024-04-30",
        rejected=((2, "Дата", "future"),),
    ),
    Case(
        "an event of next year",
        "events",
        csv("Вид събитие|Дата|Населено място|Целева група\nобучение|10.03.2025|Ветово|специалисти"),
        "event_type | held_on",
        rejected=((2, "Дата", "future"),),
    ),
)  # fmt: skip
