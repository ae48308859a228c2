"""What pages and the command ask for: answers of the store turned into the values of decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import shapely
from numpy.typing import NDArray

from data.store import Store
from geo.places import municipalities, settlements
from geo.shapes import MunicipalityShapes, municipality_frame, schematic_shapes
from geo.travel import TravelTimes, straight_line_times
from priemna.need.exposure import HeldVisit, length_of
from priemna.need.model import Method, estimate_need_by_model
from priemna.need.observations import Contacts
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings
from queries import ask


@dataclass(frozen=True)
class NeedAnswer:
    """Need of all settlements on one day, with what it was estimated from.

    Parameters
    ----------
    on
        Day of the estimate: what was recorded before it counts.
    since
        First day of the records.
    rows
        Estimates, largest need first.
    travel
        Travel times used.
    settings
        Assumptions used.
    fitted
        The same with what the contacts taught about access.
    method
        How the estimate came about.
    """

    on: date
    since: date
    rows: tuple[SettlementNeed, ...]
    travel: TravelTimes
    settings: NeedSettings
    fitted: NeedSettings
    method: Method


def load_answer(store: Store, name: str, **parameters: object) -> pd.DataFrame:
    """Ask the store one question of `queries`."""
    with store.cursor() as cursor:
        return ask(cursor, name, **parameters)


def load_travel(store: Store) -> TravelTimes:
    """Load the travel times of the store, or the straight-line estimate where there are none."""
    frame = load_answer(store, "travel_times")
    if frame.empty:
        return straight_line_times(settlements())
    ekattes = tuple(s.ekatte for s in settlements())
    square: Callable[[str], NDArray[Any]] = lambda column: (  # noqa: E731
        frame.pivot(index="from_ekatte", columns="to_ekatte", values=column)
        .reindex(index=ekattes, columns=ekattes)
        .to_numpy()
    )
    is_estimate = bool(frame["is_estimate"].all())
    return TravelTimes(
        ekattes=ekattes,
        minutes=square("travel_minutes"),
        km=square("distance_km"),
        source=frame["source"].iloc[0],
        is_estimate=is_estimate,
        estimated=None if is_estimate else square("is_estimate").astype(bool),
    )


def load_shapes(store: Store) -> MunicipalityShapes:
    """Load the shapes of the store, or the schematic ones where none were loaded."""
    frame = load_answer(store, "municipality_shapes")
    if frame.empty:
        return schematic_shapes()
    return MunicipalityShapes(
        frame=municipality_frame(shapely.from_geojson(frame["geometry_geojson"].to_list())),
        is_schematic=bool(frame["is_schematic"].iloc[0]),
        source=frame["source"].iloc[0],
    )


def load_period(store: Store) -> tuple[date, date] | None:
    """Load the first day of the records and the day after the last; None for an empty store."""
    row = load_answer(store, "recorded_period").iloc[0]
    if pd.isna(row["since"]):
        return None
    return row["since"].date(), row["until"].date()


def load_working_day(store: Store, today: date) -> date:
    """Load the day on which people work: today; in a demo the day after its last record."""
    period = load_period(store) if store.is_demo() else None
    return period[1] if period else today


def load_need(store: Store, *, on: date, settings: NeedSettings | None = None) -> NeedAnswer:
    """Estimate the need on a day from what the store records before it.

    Parameters
    ----------
    store
        The store.
    on
        Day of the estimate.
    settings
        Assumptions; the defaults where none are given.
    """
    settings = settings or NeedSettings()
    period = load_period(store)
    since = min(period[0], on - timedelta(days=1)) if period else on - timedelta(days=1)
    visits = load_answer(store, "held_visits", until=on)
    contacts = load_answer(store, "first_contacts", since=since, until=on)
    knowledge = load_answer(store, "women_who_know_where_to_apply", until=on)
    travel = load_travel(store)
    found = estimate_need_by_model(
        settlements(),
        municipalities(),
        travel,
        [
            HeldVisit(row.ekatte, row.held_on.date(), length_of(row.hours, settings))
            for row in visits.itertuples()
        ],
        [Contacts(row.channel, row.home, int(row.women)) for row in contacts.itertuples()],
        since=since,
        until=on,
        settings=settings,
        knowledge={
            row.municipality_code: (int(row.asked), int(row.know)) for row in knowledge.itertuples()
        },
    )
    return NeedAnswer(on, since, found.rows, travel, settings, found.fitted, found.method)
