"""Day sheets of the team as PDF: one page per tour, to be printed and written on."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import typst

from geo.places import CENTRE_EKATTE, municipality, settlement
from geo.travel import TravelTimes
from pages.ui.texts import WEEKDAYS, Number, say, write
from priemna.planning.plan import Tour

TEMPLATE = Path(__file__).with_name("day_sheets.typ")


def day_sheets(tours: Sequence[Tour], travel: TravelTimes, language: str) -> bytes:
    """Write a sheet for each tour.

    Parameters
    ----------
    tours
        In the order to be printed.
    travel
        Minutes of each drive.
    language
        ``"bg"`` or ``"en"``.

    Returns
    -------
    bytes
        PDF, A4, black on white.

    Notes
    -----
    A sheet may be left lying in a village. It says where and when, and neither for whom, why nor
    how many are expected; and it asks for nothing by which a person could be found.
    """
    sheets = {
        "title": say(language, "Day sheets"),
        "language": language,
        "foot": say(language, "Day sheet of the team"),
        "heads": [
            say(language, "No."),
            say(language, "Place"),
            say(language, "Drive to there, min"),
            say(language, "Arrives"),
            say(language, "Departs"),
        ],
        "before_title": say(language, "Before leaving"),
        "before": [
            say(language, "The hall is confirmed and the key agreed on"),
            say(language, "There is a room where nobody overhears"),
            say(language, "Leaflets, forms and a charged phone are in the car"),
            say(language, "Somebody in the office knows the route and the hour of return"),
        ],
        "held_hours": say(language, "Held from ………… to …………"),
        "after": [
            say(language, "held"),
            say(language, "not held"),
            say(language, "could talk undisturbed"),
            say(language, "asked to come again"),
        ],
        "kilometres": say(language, "Kilometres at the end: ………………   Number of contacts: ………………"),
        "caution": say(
            language,
            "No names, phone numbers or addresses on this sheet. In danger call 112.",
        ),
        "days": [_day(tour, travel, language) for tour in tours],
    }
    return bytes(
        typst.compile(
            str(TEMPLATE),
            sys_inputs={"sheets": json.dumps(sheets, ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    )


def _day(tour: Tour, travel: TravelTimes, language: str) -> dict[str, object]:
    way = [CENTRE_EKATTE, *(stop.ekatte for stop in tour.stops), CENTRE_EKATTE]
    places = [travel.ekattes.index(ekatte) for ekatte in way]
    drives = [round(travel.minutes[i, j]) for i, j in pairwise(places)]
    rows = [
        {
            "number": str(number),
            "place": write(language, settlement(stop.ekatte)),
            "municipality": say(
                language,
                "municipality {municipality}",
                municipality=municipality(stop.municipality_code),
            ),
            "drive": str(drive),
            "arrive": f"{stop.arrive:%H:%M}",
            "depart": f"{stop.depart:%H:%M}",
            "is_stop": True,
        }
        for number, (stop, drive) in enumerate(zip(tour.stops, drives, strict=False), 1)
    ]
    back = {
        "number": "",
        "place": say(language, "Return: {place}", place=settlement(CENTRE_EKATTE)),
        "municipality": "",
        "drive": str(drives[-1]),
        "arrive": f"{tour.returns:%H:%M}",
        "depart": "",
        "is_stop": False,
    }
    return {
        "title": say(
            language,
            "{weekday}, {date}",
            weekday=say(language, WEEKDAYS[tour.on.weekday()]),
            date=write(language, tour.on),
        ),
        "team": say(language, "Team {team}", team=tour.team),
        "sum": say(
            language,
            "{km} km, {drive} min of driving, back at {returns} ({hours} h)",
            km=Number(tour.km),
            drive=tour.drive_minutes,
            returns=tour.returns,
            hours=tour.hours,
        ),
        "rows": [*rows, back],
    }
