"""What one more visit is worth: the need it would reach, and what it would teach."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.exposure import Floats, chance_of_visit
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings

UNVISITED_DAYS = 365


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
