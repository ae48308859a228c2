"""Access of the whole district in a period: what is near whom, and where more would help."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.places import CENTRE_EKATTE, Settlement
from geo.travel import TravelTimes
from priemna.access.coverage import (
    LIMITS_MINUTES,
    Catchment,
    Floats,
    band,
    catchments,
    nearest,
    women_within,
)
from priemna.access.floating import hours_per_woman
from priemna.access.sites import Choice, nearest_median, widest_cover

CENTRE_HOURS_PER_WEEK = 40.0
"""Opening hours of the fixed centre: working days of eight hours."""

COVER_MINUTES = 30


@dataclass(frozen=True)
class Offer:
    """One mobile office that was held: where, and for how many hours."""

    ekatte: str
    hours: float


@dataclass(frozen=True)
class SettlementAccess:
    """One settlement.

    Parameters
    ----------
    settlement
        The settlement.
    centre_minutes
        Whole minutes to the fixed centre.
    minutes
        Whole minutes to the fixed centre or the nearest visit of the period.
    nearest_ekatte
        Where that is.
    band
        0 within the first limit, …, len(limits) beyond the last.
    hours_per_1000
        Hours of help in reach per 1 000 women aged 14 and over and year.
    visits
        Visits held here in the period.
    """

    settlement: Settlement
    centre_minutes: int
    minutes: int
    nearest_ekatte: str
    band: int
    hours_per_1000: float
    visits: int


@dataclass(frozen=True)
class AccessOverview:
    """The district.

    Parameters
    ----------
    limits
        Limits of the bands in whole minutes.
    rows
        All settlements in the order of the travel times.
    women
        All women aged 14 and over.
    by_centre, by_all
        Women within each limit of the fixed centre alone, and of it or a visit of the period.
    catchments
        Settlements by what is nearest to them.
    """

    limits: tuple[int, ...]
    rows: tuple[SettlementAccess, ...]
    women: float
    by_centre: tuple[float, ...]
    by_all: tuple[float, ...]
    catchments: tuple[Catchment, ...]


@dataclass(frozen=True)
class FixedPoints:
    """Where further fixed points would stand.

    Parameters
    ----------
    median, cover
        For the fewest minutes altogether, and for the most women within `COVER_MINUTES`.
    weight
        Sum of all weights.
    median_places, cover_places
        The chosen settlements.
    also
        For a single point the next best settlements by minutes, with their mean minutes.
    """

    median: Choice
    cover: Choice
    weight: float
    median_places: tuple[Settlement, ...]
    cover_places: tuple[Settlement, ...]
    also: tuple[tuple[Settlement, float], ...]

    @property
    def mean_before(self) -> float:
        """Mean minutes to the fixed centre."""
        return self.median.before / self.weight

    @property
    def mean_after(self) -> float:
        """Mean minutes to the nearest fixed point with the chosen ones."""
        return self.median.value / self.weight


def overview(
    places: Sequence[Settlement],
    travel: TravelTimes,
    offers: Sequence[Offer],
    *,
    days: float,
    limits: tuple[int, ...] = LIMITS_MINUTES,
) -> AccessOverview:
    """Say how near help is to every settlement.

    Parameters
    ----------
    places
        All settlements, in any order.
    travel
        Travel times between them.
    offers
        Visits held in the period.
    days
        Length of the period, at least 1: hours are told per year.
    limits
        Limits of the bands in whole minutes, rising.
    """
    ordered = _in_order(places, travel)
    index = {place.ekatte: i for i, place in enumerate(ordered)}
    women = np.array([place.women_14_plus for place in ordered])
    supply = np.zeros(len(ordered))
    visits = np.zeros(len(ordered), dtype=int)
    for offer in offers:
        supply[index[offer.ekatte]] += offer.hours * 365 / days
        visits[index[offer.ekatte]] += 1
    centre = index[CENTRE_EKATTE]
    supply[centre] += CENTRE_HOURS_PER_WEEK * 365 / 7
    to_centre = nearest(travel.minutes, [centre])
    near = nearest(travel.minutes, [centre, *np.flatnonzero(visits)])
    hours = hours_per_woman(women, supply, travel.minutes, limits=limits) * 1000
    rows = tuple(
        SettlementAccess(
            place,
            int(to_centre.minutes[i]),
            int(near.minutes[i]),
            ordered[int(near.site[i])].ekatte,
            band(int(near.minutes[i]), limits),
            float(hours[i]),
            int(visits[i]),
        )
        for i, place in enumerate(ordered)
    )
    return AccessOverview(
        limits,
        rows,
        float(women.sum()),
        women_within(women, to_centre, limits),
        women_within(women, near, limits),
        catchments(women, near),
    )


def fixed_points(
    places: Sequence[Settlement], travel: TravelTimes, weights: dict[str, float], count: int
) -> FixedPoints:
    """Choose where further fixed points would help most beside the centre.

    Parameters
    ----------
    places, travel
        As for `overview`.
    weights
        Weight of each settlement by EKATTE: women, or need.
    count
        How many points.
    """
    ordered = _in_order(places, travel)
    weight = np.array([weights[place.ekatte] for place in ordered])
    centre = [place.ekatte for place in ordered].index(CENTRE_EKATTE)
    median = nearest_median(weight, travel.minutes, count, existing=[centre])
    cover = widest_cover(weight, travel.minutes, count, within=COVER_MINUTES, existing=[centre])
    return FixedPoints(
        median,
        cover,
        float(weight.sum()),
        tuple(ordered[site] for site in median.sites),
        tuple(ordered[site] for site in cover.sites),
        _next_best(ordered, weight, travel, centre, median) if count == 1 else (),
    )


NEXT_BEST = 3


def _next_best(
    places: Sequence[Settlement],
    weight: Floats,
    travel: TravelTimes,
    centre: int,
    best: Choice,
) -> tuple[tuple[Settlement, float], ...]:
    base = travel.minutes[:, centre]
    means = weight @ np.minimum(travel.minutes, base[:, None]) / weight.sum()
    order = [int(i) for i in np.argsort(means, kind="stable") if i not in (centre, *best.sites)]
    return tuple((places[i], float(means[i])) for i in order[:NEXT_BEST])


def _in_order(places: Sequence[Settlement], travel: TravelTimes) -> list[Settlement]:
    known = {place.ekatte: place for place in places}
    return [known[ekatte] for ekatte in travel.ekattes]
