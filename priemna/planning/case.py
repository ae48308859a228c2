"""One planning question with all that answers it: needs, travel, settings and the request."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.places import Municipality
from geo.travel import TravelTimes
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings
from priemna.planning.request import PlanRequest


@dataclass(frozen=True, eq=False)
class PlanningCase:
    """What every decision about a plan is computed from.

    Parameters
    ----------
    needs
        Estimates for all settlements on the first day of the period.
    municipalities
        All municipalities; each shall get its visits.
    travel
        Travel times between the settlements.
    settings
        Reach of a visit.
    request
        Period, teams, limits and rules.
    arranged
        Settlements with a visit already planned or confirmed in the period outside this plan:
        what they reach is not sought twice.
    """

    needs: Sequence[SettlementNeed]
    municipalities: Sequence[Municipality]
    travel: TravelTimes
    settings: NeedSettings
    request: PlanRequest
    arranged: Sequence[str] = ()
