"""Who had a chance to come: waiting women and their access, month by month."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.settings import NeedSettings

CENTRE = "centre"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class HeldVisit:
    """A mobile office that took place.

    Parameters
    ----------
    ekatte
        Settlement where it was held.
    on
        Day on which it was held.
    """

    ekatte: str
    on: date


@dataclass(frozen=True)
class Exposure:
    """Stock and chances, both per unit rate (one woman in need per woman aged 14+ and year).

    Parameters
    ----------
    stock
        Women-years of need that wait at the end of the period, shape (settlements,).
    channels
        ``"centre"`` for the fixed centre (and phone, online, partners), then the EKATTE of each
        settlement where a visit was held.
    met
        Women-years that had come through each channel, shape (channels, settlements). Their
        product with a settlement's rate is the number of women expected to have come.
    """

    stock: Floats
    channels: tuple[str, ...]
    met: Floats


def chance_of_visit(minutes: Floats, settings: NeedSettings) -> Floats:
    """Chance that a waiting woman comes to one visit ``minutes`` of travel away.

    Parameters
    ----------
    minutes
        Travel minutes, any shape.
    settings
        Reach at the place itself and how it falls with travel time.

    Returns
    -------
    ndarray
        ``visit_reach · exp(−minutes / visit_decay_minutes)``, same shape, each in (0, 1).
    """
    return settings.visit_reach * np.exp(-minutes / settings.visit_decay_minutes)


def exposure(
    women: Floats,
    travel: TravelTimes,
    visits: Sequence[HeldVisit],
    *,
    since: date,
    until: date,
    settings: NeedSettings,
) -> Exposure:
    """Follow the stock of waiting women from ``since`` to the day before ``until``.

    Parameters
    ----------
    women
        Women aged 14+ per settlement, in the order of ``travel.ekattes``.
    travel
        Travel times between all settlements, the centre's city among them.
    visits
        Mobile offices held; those outside the period do not count.
    since
        First day of recording. Before it only the fixed centre was there, long enough for
        arrivals and departures to be in balance.
    until
        Day after the last one that counts.
    settings
        The assumptions.

    Returns
    -------
    Exposure
        In the order of ``travel.ekattes``.

    Notes
    -----
    s ← s·(1 − p)·(1 − loss) + women/12 per month, 1 − p the product of (1 − chance) over the
    centre and every visit within the month; the share p·s is divided among channels in proportion
    to their hazards −log(1 − chance), so that the channels add up exactly.
    """
    index = {ekatte: i for i, ekatte in enumerate(travel.ekattes)}
    sites = tuple(sorted({visit.ekatte for visit in visits if since <= visit.on < until}))
    centre_minutes = travel.minutes[:, index[CENTRE_EKATTE]]
    centre_chance = settings.centre_reach * np.exp(-centre_minutes / settings.centre_decay_minutes)
    centre_hazard = -np.log1p(-centre_chance)
    site_hazard = -np.log1p(
        -chance_of_visit(travel.minutes[:, [index[site] for site in sites]].T, settings)
    )
    stock = women / 12 / (1 - (1 - centre_chance) * (1 - settings.monthly_loss))
    met = np.zeros((1 + len(sites), len(women)))
    for first, end, month_share in _months(since, until):
        counts = np.array(
            [sum(v.ekatte == site and first <= v.on < end for v in visits) for site in sites],
            dtype=np.float64,
        ).reshape(-1, 1)
        hazards = np.vstack([centre_hazard * month_share, site_hazard * counts])
        total = hazards.sum(axis=0)
        came = stock * -np.expm1(-total)
        met += came * hazards / total
        stock = (stock - came) * (1 - settings.monthly_loss) ** month_share
        stock = stock + women / 12 * month_share
    return Exposure(stock=stock, channels=(CENTRE, *sites), met=met)


def _months(since: date, until: date) -> list[tuple[date, date, float]]:
    """Cut [since, until) at month ends: first day, day after the last, share of the month."""
    pieces = []
    first = since
    while first < until:
        days = calendar.monthrange(first.year, first.month)[1]
        end = min(first.replace(day=1) + timedelta(days=days), until)
        pieces.append((first, end, (end - first).days / days))
        first = end
    return pieces
