"""Files that come again: the same, changed, in another order or another container."""

from tests.corpus.case import Case
from tests.corpus.formats import (
    CONSULTATIONS,
    CONSULTATIONS_STORED,
    EVENTS,
    EVENTS_STORED,
    SURVEYS,
    SURVEYS_STORED,
    TYPED,
    VISITS,
    VISITS_STORED,
)
from tests.corpus.rules import NEEDED
from tests.corpus.write import csv, ods, table, xlsx

HEAD = "Дата|Населено място|Километри\n"
NUMBERED = "Номер на посещението|Дата|Населено място\n"


def again(title, kind, first, second, taken, counts, **more):
    return Case(title, kind, second, taken, before=((kind, first),), counts=counts, **more)


def same(kind, content, stored):
    return again(f"the same file of {kind}", kind, csv(content), csv(content), stored, (0, 0, 2))


BODY = table(VISITS)
CALLS = [list(NEEDED), list(NEEDED.values()), list(NEEDED.values())]

CASES = (
    same("visits", VISITS, VISITS_STORED),
    same("events", EVENTS, EVENTS_STORED),
    same("consultations", CONSULTATIONS, CONSULTATIONS_STORED),
    same("surveys", SURVEYS, SURVEYS_STORED),
    again("saved as xlsx with real dates", "visits", csv(VISITS), xlsx(TYPED), VISITS_STORED,
          (0, 0, 2)),
    again("saved by LibreOffice", "visits", xlsx(TYPED), ods(VISITS), VISITS_STORED, (0, 0, 2)),
    again("sorted the other way", "visits", csv(VISITS), csv([BODY[0], BODY[2], BODY[1]]),
          VISITS_STORED, (0, 0, 2)),
    again("with an unknown column more", "visits", csv(VISITS),
          csv([[*row, "x"] for row in BODY]), VISITS_STORED, (0, 0, 2)),
    again(
        "kilometres filled in later",
        "visits",
        csv(HEAD + "05.03.2024|Нисово|\n12.03.2024|Бяла|44"),
        csv(HEAD + "05.03.2024|Нисово|31\n12.03.2024|Бяла|44"),
        "ekatte | distance_km\n51768 | 31.0\n07603 | 44.0",
        (0, 1, 1),
    ),
    again(
        "a planned visit was held",
        "visits",
        csv("Дата|Населено място|Състояние\n12.04.2024|Нисово|планирана"),
        csv("Дата|Населено място|Състояние\n12.04.2024|Нисово|проведена"),
        "ekatte | status | held_on\n51768 | held | 2024-04-12",
        (0, 1, 0),
    ),
    again(
        "a numbered visit moved to another day",
        "visits",
        csv(NUMBERED + "П-1|12.04.2024|Нисово"),
        csv(NUMBERED + "П-1|19.04.2024|Нисово"),
        "visit_id | on\nП-1 | 2024-04-19",
        (0, 1, 0),
    ),
    again(
        "next month's file also counts its rows from 1",
        "visits",
        csv("№|Дата|Населено място\n1|05.03.2024|Нисово\n2|12.03.2024|Бяла"),
        csv("№|Дата|Населено място\n1|02.04.2024|Кошов\n2|09.04.2024|Ветово"),
        "ekatte\n51768\n07603\n39205\n10803",
        (2, 0, 0),
    ),
    # „Номер“ may be the number of the row as well as that of the case: not believed, but said.
    Case(
        "a column „Номер“ that says not of what",
        "consultations",
        csv([["Номер", *NEEDED], ["1", *NEEDED.values()]]),
        "age_band\na26_40",
        says=("Номер",),
    ),
    again(
        "two equal calls, then a third on the same day",
        "consultations",
        csv(CALLS),
        csv([*CALLS, CALLS[1]]),
        "age_band\na26_40\na26_40\na26_40",
        (1, 0, 2),
    ),
    again(
        "consent withdrawn later",
        "consultations",
        csv([["Номер на консултацията", *NEEDED], ["К-1", *NEEDED.values()]]),
        csv([["Номер на консултацията", *NEEDED, "Оттеглено съгласие на"],
             ["К-1", *NEEDED.values(), "20.03.2024"]]),
        "consultation_id | withdrawn_on\nК-1 | 2024-03-20",
        (0, 1, 0),
    ),
    Case(
        "the same visit twice in a file counts once",
        "visits",
        csv("Дата|Населено място\n05.03.2024|Нисово\n05.03.2024|с. Нисово\n12.03.2024|Бяла"),
        "ekatte\n51768\n07603",
        rejected=((3, "Населено място", "twice"),),
        says=("2",),
    ),
    Case(
        "two teams in a village on one day are two visits",
        "visits",
        csv("Дата|Населено място|Екип\n05.03.2024|Нисово|А\n05.03.2024|Нисово|Б"),
        "ekatte\n51768\n51768",
    ),
    Case(
        "the same number for two visits",
        "visits",
        csv(NUMBERED + "П-1|05.03.2024|Нисово\nП-1|12.03.2024|Бяла\nП-2|13.03.2024|Кошов"),
        "visit_id | ekatte\nП-1 | 51768\nП-2 | 39205",
        rejected=((3, "Номер на посещението", "twice"),),
    ),
    Case(
        "the same number for two consultations",
        "consultations",
        csv([["Номер на консултацията", *NEEDED], ["К-1", *NEEDED.values()],
             ["К-1", *{**NEEDED, "Възрастова група": "61+"}.values()]]),
        "consultation_id | age_band\nК-1 | a26_40",
        rejected=((3, "Номер на консултацията", "twice"),),
    ),
)  # fmt: skip
