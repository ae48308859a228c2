"""How near help is: travel times and visits of the store turned into access of settlements."""

from datetime import date

import pandas as pd

from data.store import Store
from geo.places import settlements
from pages.ui.load import load_answer, load_travel
from priemna.access.overview import AccessOverview, FixedPoints, Offer, fixed_points, overview
from priemna.need.settings import NeedSettings


def load_access(store: Store, *, since: date, until: date) -> AccessOverview:
    """Load the access of every settlement in a period.

    Parameters
    ----------
    store
        The store.
    since, until
        The period (``since`` ≤ day < ``until``). A visit without hours counts as a usual one.
    """
    usual = NeedSettings().usual_visit_hours
    held = load_answer(store, "visits_held_between", since=since, until=until)
    offers = [
        Offer(row.ekatte, usual if pd.isna(row.hours) else float(row.hours))
        for row in held.itertuples()
    ]
    return overview(settlements(), load_travel(store), offers, days=(until - since).days)


def load_fixed_points(store: Store, *, count: int, weights: tuple[float, ...] = ()) -> FixedPoints:
    """Load where further fixed points would help.

    Parameters
    ----------
    store
        Its travel times count.
    count
        How many points.
    weights
        Weight of each settlement in the order of their EKATTE; women aged 14 and over where empty.
    """
    places = settlements()
    used = weights or tuple(place.women_14_plus for place in places)
    by_ekatte = {place.ekatte: weight for place, weight in zip(places, used, strict=True)}
    return fixed_points(places, load_travel(store), by_ekatte, count)
