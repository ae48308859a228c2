"""What a release counts, asked of the store: exact, so it stays inside until it is protected."""

from datetime import date

import pandas as pd

from data.codebook import codes
from data.releases.keeping import Built, Kept
from data.store import Store
from geo.places import municipalities, settlements
from pages.ui.load import load_answer, load_period
from priemna.sharing.compose import Leaves
from priemna.sharing.cube import AGES, HOMES, KINDS, LEAF, quarter_start
from priemna.sharing.released import quarters_between

NO_PLACE = "no_place"
"""Events without a settlement: in the media, or online."""

_PLACES = tuple(place.code for place in municipalities())


def count(
    store: Store, since: date, until: date, before: Kept | Built | None, *, enough: int
) -> dict[str, Leaves]:
    """Count everything a protocol may give, at its finest.

    Parameters
    ----------
    since, until
        First day of the records and the day after the last.
    before
        What was given out before.
    enough
        Women who must have been asked for a wave of the survey to be told at all.
    """
    quarters = quarters_between(since, until)
    years = tuple(dict.fromkeys(quarter[:4] for quarter in quarters))
    women = Leaves(
        "women",
        LEAF,
        {"home": HOMES, "quarter": quarters, "kind": KINDS, "age": AGES},
        _women(store, since, until, before),
    )
    visits = load_answer(store, "release_visits", since=since, until=until)
    found = {"women": women, "visits": _visits(visits, quarters)}
    survey = load_answer(store, "release_survey", until=until)
    for of, column in (("survey_asked", "asked"), ("survey_right", "right_answers")):
        told = {leaf[1] for leaf in before.figures.get(of, {})} if before else set()
        found[of] = _survey(of, survey, column, enough, told)
    events = load_answer(store, "release_events", since=since, until=until)
    for of in ("events", "participants"):
        found[of] = _events(of, events, years)
    return found


def _women(
    store: Store, since: date, until: date, before: Kept | Built | None
) -> dict[tuple[str, ...], int]:
    found = _counts(load_answer(store, "release_women", since=since, until=until), LEAF, "women")
    recorded = load_period(store)
    if before and recorded:
        # Records that have become counts keep the figures they had in releases.
        single = set(quarters_between(quarter_start(recorded[0]), until))
        found |= {leaf: n for leaf, n in before.leaves.items() if leaf[1] not in single}
    return found


def _survey(of: str, rows: pd.DataFrame, column: str, enough: int, told: set[str]) -> Leaves:
    dimensions = ("municipality", "wave", "item")
    asked = rows.groupby(["wave", "item"])["asked"].sum().groupby("wave").max()
    # A wave that was told once stays: that it went would tell how few are left.
    waves = tuple(sorted({str(wave) for wave in asked[asked >= enough].index} | told))
    items = tuple(code.code for code in codes("knowledge"))
    known = rows[rows["wave"].isin(waves)]
    return Leaves(
        of,
        dimensions,
        {"municipality": _PLACES, "wave": waves, "item": items},
        _counts(known, dimensions, column),
    )


def _visits(rows: pd.DataFrame, quarters: tuple[str, ...]) -> Leaves:
    dimensions = ("settlement", "municipality", "quarter")
    places = tuple(place.ekatte for place in settlements())
    return Leaves(
        "visits",
        dimensions,
        {"settlement": places, "municipality": _PLACES, "quarter": quarters},
        _counts(rows, dimensions, "visits"),
    )


def _events(of: str, rows: pd.DataFrame, years: tuple[str, ...]) -> Leaves:
    dimensions = ("municipality", "year", "event_type")
    kinds = tuple(code.code for code in codes("event_type"))
    return Leaves(
        of,
        dimensions,
        {"municipality": (*_PLACES, NO_PLACE), "year": years, "event_type": kinds},
        _counts(rows, dimensions, of),
    )


def _counts(rows: pd.DataFrame, keys: tuple[str, ...], column: str) -> dict[tuple[str, ...], int]:
    return {
        tuple(str(row[name]) for name in keys): int(row[column]) for row in rows.to_dict("records")
    }
