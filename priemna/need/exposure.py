"""Who had a chance to come: waiting women and their access, month by month."""

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.settings import NeedSettings

CENTRE = "centre"

SHORTEST, LONGEST = 0.25, 2.0
"""Over the hours of a usual visit: a moment still meets some, a long day not ever more."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class HeldVisit:
    """A mobile office that took place; one that was cancelled met nobody and is none.

    Parameters
    ----------
    ekatte
        Settlement where it was held.
    on
        Day on which it was held.
    length
        Its hours over those of a usual visit; half as long meets about half as many.
    """

    ekatte: str
    on: date
    length: float = 1.0


@dataclass(frozen=True)
class Access:
    """How women come to help; one value per draw, each of shape (draws,).

    Parameters
    ----------
    centre_reach, centre_decay_minutes, visit_reach, visit_decay_minutes, monthly_loss
        As in `NeedSettings`.
    """

    centre_reach: Floats
    centre_decay_minutes: Floats
    visit_reach: Floats
    visit_decay_minutes: Floats
    monthly_loss: Floats

    @classmethod
    def of(cls, settings: NeedSettings) -> "Access":
        """The single draw that the settings are."""
        return cls(*(np.array([getattr(settings, name)]) for name in cls.__annotations__))


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


def length_of(hours: float | None, settings: NeedSettings) -> float:
    """Length of a visit over the usual one, 0.25–2; 1 where its hours were not noted."""
    if hours is None or math.isnan(hours):
        return 1.0
    return min(max(hours / settings.usual_visit_hours, SHORTEST), LONGEST)


class Calendar:
    """The visits of a period by month, ready to be followed under many assumptions.

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
    """

    def __init__(
        self,
        women: Floats,
        travel: TravelTimes,
        visits: Sequence[HeldVisit],
        *,
        since: date,
        until: date,
    ) -> None:
        index = {ekatte: i for i, ekatte in enumerate(travel.ekattes)}
        # Sorted, so that the same visits in another order give the same sums to the last digit.
        visits = sorted(visits, key=lambda v: (v.on, v.ekatte, v.length))
        sites = sorted({visit.ekatte for visit in visits if since <= visit.on < until})
        self.channels = (CENTRE, *sites)
        self.women = women
        self._centre_minutes = travel.minutes[:, index[CENTRE_EKATTE]]
        self._site_minutes = travel.minutes[:, [index[site] for site in sites]].T
        self._months = [
            (share, _lengths([v for v in visits if first <= v.on < end], sites))
            for first, end, share in _months(since, until)
        ]

    def follow(self, access: Access) -> tuple[Floats, Floats]:
        """Follow the stock of waiting women to the end of the period.

        Parameters
        ----------
        access
            The assumptions, one or many draws.

        Returns
        -------
        stock : ndarray
            Shape (draws, settlements), see `Exposure`.
        met : ndarray
            Shape (draws, channels, settlements), see `Exposure`.

        Notes
        -----
        s ← s·(1 − p)·(1 − loss) + women/12 per month, 1 − p the product of (1 − chance) over the
        centre and every visit within the month; the share p·s is divided among channels in
        proportion to their hazards −log(1 − chance), so that the channels add up exactly.
        """
        kept = 1 - access.monthly_loss[:, None]
        at_centre = _chance(self._centre_minutes, access.centre_reach, access.centre_decay_minutes)
        centre = -np.log1p(-at_centre)
        sites = -np.log1p(
            -_chance(self._site_minutes, access.visit_reach, access.visit_decay_minutes)
        )
        stock = self.women / 12 / (1 - (1 - at_centre) * kept)
        # Women-years waiting, month by month, while a channel was open: met = hazard × this.
        open_to = np.zeros((len(kept), len(self.channels), len(self.women)))
        for share, lengths in self._months:
            total = centre * share
            for site, length in lengths.items():
                total = total + sites[:, site] * length
            # The mean stock while women come and go, stock·(1 − e^−total)/total.
            waiting = stock * np.divide(
                -np.expm1(-total), total, out=np.ones_like(total), where=total > 0
            )
            open_to[:, 0] += waiting * share
            for site, length in lengths.items():
                open_to[:, 1 + site] += waiting * length
            stock = stock * np.exp(-total) * kept**share + self.women / 12 * share
        open_to[:, 0] *= centre
        open_to[:, 1:] *= sites
        return stock, open_to


def exposure(
    women: Floats,
    travel: TravelTimes,
    visits: Sequence[HeldVisit],
    *,
    since: date,
    until: date,
    settings: NeedSettings,
) -> Exposure:
    """Follow the stock of waiting women under one set of assumptions; see `Calendar`.

    Returns
    -------
    Exposure
        In the order of ``travel.ekattes``.
    """
    calendar_of_visits = Calendar(women, travel, visits, since=since, until=until)
    stock, met = calendar_of_visits.follow(Access.of(settings))
    return Exposure(stock=stock[0], channels=calendar_of_visits.channels, met=met[0])


def _chance(minutes: Floats, reach: Floats, decay: Floats) -> Floats:
    """Chance to come from ``minutes`` away, shape (draws, …)."""
    ends = (...,) + (None,) * minutes.ndim
    chance: Floats = reach[ends] * np.exp(-minutes / decay[ends])
    return chance


def _lengths(visits: Sequence[HeldVisit], sites: Sequence[str]) -> dict[int, float]:
    """Total length of the visits at each site."""
    lengths: dict[int, float] = {}
    for visit in visits:
        site = sites.index(visit.ekatte)
        lengths[site] = lengths.get(site, 0.0) + visit.length
    return lengths


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
