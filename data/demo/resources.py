"""Invented teams, halls and what places ask: plausible for the district, true of nobody."""

from datetime import time

import numpy as np
from duckdb import DuckDBPyConnection

from data.resources.halls import write_hall
from data.resources.places import write_place
from data.resources.teams import write_team
from geo.places import CENTRE_EKATTE, Settlement, municipalities, settlements

WITHOUT_HALL = 0.15
"""Share of the villages in which no hall is known."""

_OFFICE = ((1, 2, 3, 4, 5), time(8, 30), time(17))
_HOURS = {
    "municipality": _OFFICE,
    "library": ((2, 3, 4, 5), time(9), time(17, 30)),
    "chitalishte": ((1, 2, 3, 4, 5), time(9), time(18)),
    "health": ((1, 2, 4), time(8), time(15)),
    "school": ((1, 2, 3, 4, 5), time(12, 30), time(17)),
}
_DISCRETION = {"municipality": 3, "library": 4, "chitalishte": 4, "health": 5, "school": 3}


def write_resources(cursor: DuckDBPyConnection, rng: np.random.Generator) -> None:
    """Write two teams, the halls, and what a few villages ask."""
    for code, skills, languages in (
        ("A", ["legal", "psychological", "romani"], ["bulgarian", "romani"]),
        ("B", ["psychological", "social_work", "turkish"], ["bulgarian", "turkish"]),
    ):
        home = _village(rng)
        write_team(
            cursor,
            code,
            {
                "base_ekatte": CENTRE_EKATTE,
                "in_use": True,
                "languages": languages,
                "skills": skills,
                "lives_in": [home.ekatte],
                "weekdays": [],
                "blocked_days": [],
            },
        )
    centres = {m.centre_ekatte for m in municipalities()}
    for place in settlements():
        is_village = place.ekatte not in centres
        if is_village and rng.random() < WITHOUT_HALL:
            continue
        kinds = ["municipality", "chitalishte", "library", "health", "school"]
        often = [0.35, 0.35, 0.1, 0.1, 0.1] if is_village else [0.15, 0.3, 0.35, 0.1, 0.1]
        for number in range(1 if is_village else 2):
            kind = str(rng.choice(kinds, p=often))
            # In a village the room of the mayor is seen by everybody who passes.
            discretion = _DISCRETION[kind] - int(is_village and rng.random() < 0.25)
            write_hall(cursor, f"{place.ekatte}-{number + 1}", _hall(place, kind, discretion))
    for place in rng.choice(len(settlements()), 6, replace=False):
        ekatte = settlements()[int(place)].ekatte
        if ekatte not in centres:
            language = str(rng.choice(["romani", "turkish"]))
            write_place(cursor, ekatte, {"languages": [language], "skills": []})


def _hall(place: Settlement, kind: str, discretion: int) -> dict[str, object]:
    weekdays, opens, closes = _HOURS[kind]
    return {
        "ekatte": place.ekatte,
        "venue_type": kind,
        "discretion": discretion,
        "has_referral": True,
        "in_use": True,
        "hours": [[weekday, str(opens), str(closes)] for weekday in weekdays],
    }


def _village(rng: np.random.Generator) -> Settlement:
    centres = {municipality.centre_ekatte for municipality in municipalities()}
    villages = [place for place in settlements() if place.ekatte not in centres]
    return villages[int(rng.integers(len(villages)))]
