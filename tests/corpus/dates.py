"""Days as people write them; none may shift, none may be guessed."""

from datetime import date

from tests.corpus.case import Case
from tests.corpus.write import csv, raw, xlsx

STORED = "ekatte | on\n51768 | 2024-03-05"


def written_as(*days):
    """One village, one day, a team for each way of writing the day."""
    rows = [[f"Е{n}", day, "Нисово"] for n, day in enumerate(days, start=1)]
    stored = "".join(f"Е{n} | 2024-03-05\n" for n in range(1, len(days) + 1))
    return Case(
        f"one day written in {len(days)} ways",
        "visits",
        csv([["Екип", "Дата", "Населено място"], *rows]),
        f"team | on\n{stored}",
    )


def no_days(*days):
    """What is no day, a row each, and one sound row below."""
    rows = [["Дата", "Населено място"], *([day, "Нисово"] for day in days), ["12.03.2024", "Бяла"]]
    return Case(
        f"{len(days)} things that are no day",
        "visits",
        csv(rows),
        "ekatte | on\n07603 | 2024-03-12",
        rejected=tuple((row, "Дата", "date") for row in range(2, len(days) + 2)),
    )


CASES = (
    written_as(
        "5.3.24",  # 1-digit day and month, 2-digit year
        "05.03.2024 г.",  # „г.“ behind the year
        "05.03.2024г",  # „г“ without space and stop
        "5 март 2024",  # the month in words
        "5 март 2024 година",  # the month in words and „година“
        "05-мар-24",  # the month shortened
        "вторник, 5 март 2024 г.",  # a weekday in front
        "5 March 2024",  # an English month
        "05,03,2024",  # commas of the keypad instead of stops
        "05. 03. 2024",  # spaces after the stops
        "05-03-2024",  # hyphens, day first
        "2024-03-05",  # ISO
        "2024-03-05 23:30:00",  # ISO with hours
        "2024-03-05T00:30:00.000+02:00",  # ISO with zone, shortly after midnight
        "2024-03-05T23:30:00.000+02:00",  # ISO with zone, shortly before midnight
        "2024.03.05",  # year first with stops
        "45356",  # a serial number of Excel as text
        "05.03.2024 10:30",  # hours behind the day
        "05.03.2024\u00a0",  # no-break space at the end
    ),
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
    no_days(
        "29.02.2023",  # 29 February of a common year
        "31.04.2024",  # 31 April
        "март 2024",  # no day
        "05.03.",  # no year
        "05-06.03.2024",  # two days in a cell
        "05.03.0204",  # a year of another age
        "вторник",  # a word
        "05.03.2204",  # two years ahead, held
    ),
    Case(
        "nothing where a day is needed",
        "visits",
        csv("Дата|Населено място\n|Нисово\n12.03.2024|Бяла"),
        "ekatte | on\n07603 | 2024-03-12",
        rejected=((2, "Дата", "missing"),),
    ),
    # Excel of another language turns the two round; what cannot be turned round is taken.
    Case(
        "strokes: the day first where it can be nothing else, otherwise asked",
        "visits",
        csv("Дата|Населено място\n25/03/2024|Нисово\n05/03/2024|Бяла"),
        "ekatte | on\n51768 | 2024-03-25",
        rejected=((3, "Дата", "date"),),
    ),
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
