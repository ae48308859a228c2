"""What the team did, invented on the real timetable: visits, events, tests after trainings."""

from datetime import date, time, timedelta

import numpy as np
import pandas as pd

from geo.places import CENTRE_EKATTE, district, municipalities, settlements

SINCE, UNTIL = date(2022, 10, 3), date(2024, 4, 3)
"""The project ran from 03.10.2022 to 03.04.2024 (Norway Grants BGJUSTICE-4.002-0001)."""

HELD_VISITS = 34
"""Reported result: 34 mobile offices in the seven municipalities outside Ruse."""

CANCELLED_VISITS = 4

# What is still on the way when the records end: two visits of which nobody said what became of
# them, and two of the days to come. No woman can have come to any of them.
OPEN_VISITS = (
    ("planned", date(2024, 3, 19), "53117"),
    ("confirmed", date(2024, 3, 28), "20184"),
    ("confirmed", date(2024, 4, 4), "67444"),
    ("planned", date(2024, 4, 5), "38529"),
)
EVENTS = 90

# Public facts (domesticviolence-ruse.eu): place, day and people of the five focus groups; another
# district has groups of the same size in its seats, and they are invented.
FOCUS_GROUPS = (
    ("78361", date(2023, 2, 16), 13),
    ("20184", date(2023, 2, 21), 14),
    ("05611", date(2023, 3, 2), 13),
    ("10803", date(2023, 3, 7), 16),
    ("67444", date(2023, 3, 14), 14),
)
PUBLIC_SOURCE = "domesticviolence-ruse.eu"

_IN_RUSE = district().code == "RSE"

HOSTS = ("health_mediator", "library", "municipality", "chitalishte")

PROFESSIONS = ("judge", "prosecutor", "police", "social_worker", "teacher", "health_worker")


def visits(rng: np.random.Generator) -> pd.DataFrame:
    """Mobile offices: most in municipal centres and large villages, as habit has it.

    Returns
    -------
    DataFrame
        Rows of the table ``visit``: 34 held in seven municipalities, the last of them not yet
        reported, four cancelled, four still open.
    """
    outside = [m for m in municipalities() if m.centre_ekatte != CENTRE_EKATTE]
    total = HELD_VISITS + CANCELLED_VISITS
    span = (UNTIL - SINCE).days
    rows = []
    for number in range(total):
        home = outside[number % len(outside)]
        places = [s for s in settlements() if s.municipality_code == home.code]
        pull = np.array(
            [s.population * (3 if s.ekatte == home.centre_ekatte else 1) for s in places]
        )
        place = places[rng.choice(len(places), p=pull / pull.sum())]
        day = SINCE + timedelta(days=14 + round(number * (span - 28) / (total - 1)))
        day += timedelta(days=(1, 0, 0, 0, 0, 2, 1)[day.weekday()])
        cancelled = number % 9 == 8
        rows.append(
            {
                "visit_id": f"V{number + 1:03d}",
                "status": "cancelled"
                if cancelled
                else "reported"
                if number < total - 1
                else "held",
                "planned_on": day,
                "held_on": None if cancelled else day,
                "starts_at": time(10),
                "ends_at": time(13),
                "ekatte": place.ekatte,
                "team": "A" if number % 2 else "B",
                "venue_discretion": int(rng.integers(2, 6)),
                "announced_as": "neutral" if number % 3 else "open",
                "cancel_reason": ("weather", "staff", "venue")[number % 3] if cancelled else None,
            }
        )
    for number, (status, day, real) in enumerate(OPEN_VISITS, total + 1):
        ekatte = real if _IN_RUSE else outside[number % len(outside)].centre_ekatte
        rows.append(
            {
                "visit_id": f"V{number:03d}",
                "status": status,
                "planned_on": day,
                "ekatte": ekatte,
                "team": "A" if number % 2 else "B",
            }
        )
    return pd.DataFrame(rows)


def visit_hosts(rng: np.random.Generator, held: pd.DataFrame) -> pd.DataFrame:
    """With whom three of four mobile offices were shared; rows of the table ``visit_host``."""
    ids = held.loc[held["held_on"].notna(), "visit_id"].to_numpy()
    shared = ids[rng.random(len(ids)) < 0.75]
    return pd.DataFrame({"visit_id": shared, "host": rng.choice(HOSTS, len(shared))})


def events(rng: np.random.Generator) -> pd.DataFrame:
    """Events: the five focus groups, and invented trainings, sessions, meetings and media.

    Returns
    -------
    DataFrame
        Rows of the table ``event``; real ones carry their source in ``public_source``.
    """
    centres = [m.centre_ekatte for m in municipalities()]
    rows = [
        {
            "event_id": f"E{number + 1:03d}",
            "event_type": "focus_group",
            "held_on": on,
            "ekatte": ekatte if _IN_RUSE else centres[number % len(centres)],
            "venue_type": "municipality",
            "target_group": "roma_women",
            "participants": people,
            "partner": "open_society_club",
            "public_source": PUBLIC_SOURCE if _IN_RUSE else None,
        }
        for number, (ekatte, on, people) in enumerate(FOCUS_GROUPS)
    ]
    kinds = (
        ("training", "professionals", "municipality", "regional_administration"),
        ("school_session", "adolescents", "school", "school"),
        ("school_session", "adolescents", "school", "school"),
        ("community_meeting", "roma_women", "chitalishte", "health_mediators"),
        ("community_meeting", "community_leaders", "chitalishte", "open_society_club"),
        ("media", "general_public", "online", "media"),
    )
    for number in range(len(rows), EVENTS):
        kind, group, venue, partner = kinds[number % len(kinds)]
        day = SINCE + timedelta(days=int(rng.integers(10, (UNTIL - SINCE).days - 3)))
        day -= timedelta(days=max(0, day.weekday() - 4))
        media = kind == "media"
        rows.append(
            {
                "event_id": f"E{number + 1:03d}",
                "event_type": kind,
                "held_on": day,
                "ekatte": CENTRE_EKATTE if media else centres[int(rng.integers(len(centres)))],
                "venue_type": venue,
                "target_group": group,
                "participants": None if media else int(rng.integers(8, 30)),
                "partner": partner,
                "media_reach": int(rng.integers(500, 9000)) if media else None,
                "public_source": None,
            }
        )
    frame = pd.DataFrame(rows)
    return frame.astype({"participants": "Int64", "media_reach": "Int64"})


def training_tests(
    rng: np.random.Generator, held: pd.DataFrame, scale: int
) -> dict[str, pd.DataFrame]:
    """Tests before and after trainings, paired, on average four of twenty points better."""
    trainings = held.loc[held["event_type"] == "training", "event_id"].to_numpy()
    count = 120 * scale
    ability = rng.normal(11, 3, count)
    frame = pd.DataFrame(
        {
            "training_test_id": [f"T{i + 1:06d}" for i in range(count)],
            "event_id": rng.choice(trainings, count),
            "profession": rng.choice(PROFESSIONS, count),
            "pre_points": np.clip(np.round(ability + rng.normal(0, 2, count)), 0, 20),
            "post_points": np.clip(np.round(ability + 4 + rng.normal(0, 2, count)), 0, 20),
            "max_points": 20.0,
        }
    )
    frame.loc[rng.random(count) < 0.08, "post_points"] = None
    return {"training_test": frame}
