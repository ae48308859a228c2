"""Headers as people type them."""

from tests.corpus.case import Case
from tests.corpus.formats import VISITS_STORED
from tests.corpus.layout import visits
from tests.corpus.write import csv, raw, xlsx

BODY = "05.03.2024 | с. Нисово | проведена | 31,5\n12.03.2024 | гр. Бяла | отменена |"


def under(title, headers, **more):
    return Case(title, "visits", csv(f"{headers}\n{BODY}"), taken=VISITS_STORED, **more)


CASES = (
    under("English headers", "Date | Settlement | Status | Distance (km)"),
    under("capital letters", "ДАТА | НАСЕЛЕНО МЯСТО | СЪСТОЯНИЕ | КИЛОМЕТРИ"),
    under("colons, stars and units", "Дата: | Населено място * | Състояние | Километри (км)"),
    under("the way to write it in brackets", "Дата (дд.мм.гггг) | Нас. място | Статус | Км."),
    under("letters missing", "Дата | Населно място | Сътояние | Килметри"),
    under("letters swapped and doubled", "Дтаа | Населлено място | Състояине | Киломтери"),
    under("Latin letters that look Cyrillic", "Дaтa | Haceлeнo мяcтo | Cъcтoяниe | Kилoмeтpи"),
    under("spaces before, after and between",
          "  Дата | Населено   място\u00a0| Състояние  | Километри"),
    under("no-break spaces", "Дата | Населено\u00a0място | Състояние | Километри"),
    visits(
        "a line break inside a header",
        xlsx([["Дата на\nприемната", "Населено\nмясто"], ["05.03.2024", "Нисово"],
              ["12.03.2024", "Бяла"]]),
    ),
    visits(
        "columns in another order",
        csv("Състояние|Населено място|Дата\nпроведена|Нисово|05.03.2024\n"
            "планирана|Бяла|12.03.2024"),
    ),
    visits(
        "columns nobody knows are left out and named",
        csv("Дата|Населено място|Гориво|Шофьорска книжка\n05.03.2024|Нисово|12|Б\n"
            "12.03.2024|Бяла|9|Б"),
        says=("Гориво",),
    ),
    visits(
        "the same column twice with other values",
        csv("Дата|Населено място|Дата\n05.03.2024|Нисово|06.03.2024"),
        None,
        refused="column_twice",
        refused_column="Дата",
    ),
    visits(
        "the settlement in two columns under two names",
        csv("Дата|Населено място|Село\n05.03.2024|Нисово|Бяла"),
        None,
        refused="column_twice",
    ),
    visits(
        "a needed column is missing",
        csv("Дата|Състояние\n05.03.2024|проведена"),
        None,
        refused="column_missing",
        refused_column="Населено място",
    ),
    visits(
        "a column is matched by hand",
        csv("Ден|Къде бяхме\n05.03.2024|Нисово\n12.03.2024|Бяла"),
        chosen={"Къде бяхме": "ekatte"},
    ),
    visits(
        "a column is left out by hand although it is known",
        csv("Дата|Населено място|Състояние\n05.03.2024|Нисово|май да\n12.03.2024|Бяла|?"),
        chosen={"Състояние": ""},
    ),
    visits(
        "a column without a header",
        csv("Дата||Населено място\n05.03.2024|виж|Нисово\n12.03.2024||Бяла"),
    ),
    visits(
        "only a row of values, no header at all",
        raw("05.03.2024;Нисово\n12.03.2024;Бяла\n", "файл.csv"),
        None,
        refused="column_missing",
    ),
    Case(
        "events with questions as headers",
        "events",
        csv("Вид|Дата на събитието|Място|За кого|Брой участници|Теми\n"
            "обучение|16.02.2023|Ценово|специалисти|13|права, насочване"),
        "event_type | held_on | ekatte | target_group | participants | topic\n"
        "training | 2023-02-16 | 78361 | professionals | 13 | referral+rights",
    ),
)  # fmt: skip
