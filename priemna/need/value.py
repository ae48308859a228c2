"""What one more visit is worth: the need it would reach, and what it would teach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.exposure import Floats, chance_of_visit
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings

UNVISITED_DAYS = 365

HOMES_NAMED = 3


class Reach:
    """The need that visits reach; a further visit nearby adds less.

    Residents of the centre's city are left out: counted in, they would pull every visit to its
    suburbs, although the centre is open to them each working day.

    Parameters
    ----------
    needs
        Estimates for all settlements.
    travel
        Travel times between them.
    settings
        Reach of a visit and how it falls with travel time.
    """

    def __init__(
        self, needs: Sequence[SettlementNeed], travel: TravelTimes, settings: NeedSettings
    ) -> None:
        by_ekatte = {row.settlement.ekatte: row for row in needs}
        self.ekattes = travel.ekattes
        self.waiting: Floats = np.array(
            [0.0 if e == CENTRE_EKATTE else by_ekatte[e].need for e in travel.ekattes]
        )
        self._chance = chance_of_visit(travel.minutes, settings)
        self._index = {ekatte: i for i, ekatte in enumerate(travel.ekattes)}

    def women(self, sites: Iterable[str]) -> float:
        """Women expected to come to one visit at each of ``sites``, overlaps counted once."""
        return float(self.waiting.sum() - self._left(sites).sum())

    def gains(self, sites: Iterable[str]) -> Floats:
        """What a visit at each settlement would add to visits at ``sites``, in women."""
        gains: Floats = self._left(sites) @ self._chance
        return gains

    def by_home(self, site: str) -> dict[str, float]:
        """Women expected to come to one visit at ``site``, by the settlement they live in."""
        came = self.waiting * self._chance[:, self._index[site]]
        return dict(zip(self.ekattes, came.tolist(), strict=True))

    def _left(self, sites: Iterable[str]) -> Floats:
        columns = [self._index[site] for site in sites]
        left: Floats = self.waiting * np.prod(1 - self._chance[:, columns], axis=1)
        return left


def information(needs: Sequence[SettlementNeed], on: date) -> dict[str, float]:
    """Score what a visit would teach, for places without one in the last twelve months.

    Parameters
    ----------
    needs
        Estimates for all settlements.
    on
        Day from which the twelve months are counted back.

    Returns
    -------
    dict
        EKATTE → need × standard deviation of the log rate; the centre's city and places visited
        within twelve months are left out.
    """
    return {
        row.settlement.ekatte: row.need * row.log_rate_sd
        for row in needs
        if row.settlement.ekatte != CENTRE_EKATTE
        and (row.last_visit_on is None or on - row.last_visit_on > timedelta(days=UNVISITED_DAYS))
    }


@dataclass(frozen=True)
class VisitWorth:
    """What one visit at a settlement would reach, and what it would teach.

    Parameters
    ----------
    ekatte
        Where.
    women
        Women expected to come to one visit of usual length.
    share
        The same over all women expected outside the centre's city, 0–1.
    at_home
        Those of ``women`` who live in the place itself.
    rank
        1 is the visit that reaches most.
    homes
        The settlements most of them come from, most first; at most three.
    lesson_rank
        1 is the place from which most would be learnt; None where one was held within twelve
        months.
    """

    ekatte: str
    women: float
    share: float
    at_home: float
    rank: int
    homes: tuple[str, ...]
    lesson_rank: int | None


def worth_of_visits(
    needs: Sequence[SettlementNeed], travel: TravelTimes, settings: NeedSettings, on: date
) -> dict[str, VisitWorth]:
    """What a visit at each settlement outside the centre's city is worth, by EKATTE.

    Parameters
    ----------
    needs, travel, settings
        As in `Reach`.
    on
        Day of the visit.
    """
    reach = Reach(needs, travel, settings)
    lessons = sorted(information(needs, on).items(), key=lambda item: -item[1])
    lesson_ranks = {ekatte: rank for rank, (ekatte, _) in enumerate(lessons, start=1)}
    gains = dict(zip(reach.ekattes, reach.gains(()).tolist(), strict=True))
    sites = sorted((e for e in reach.ekattes if e != CENTRE_EKATTE), key=lambda e: -gains[e])
    waiting = float(reach.waiting.sum())
    found = {}
    for rank, site in enumerate(sites, start=1):
        by_home = reach.by_home(site)
        homes = sorted(by_home, key=lambda e: -by_home[e])[:HOMES_NAMED]
        found[site] = VisitWorth(
            ekatte=site,
            women=gains[site],
            share=gains[site] / waiting if waiting else 0.0,
            at_home=by_home[site],
            rank=rank,
            homes=tuple(e for e in homes if by_home[e] > 0),
            lesson_rank=lesson_ranks.get(site),
        )
    return found
