"""The JSON shapes that `priemna need --json` and `priemna plan --json` print: extended, not broken.

Other programs read them. Fields may be added; none is renamed, removed or given another meaning.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from geo.messages import Message
from geo.places import Settlement
from geo.travel import TravelTimes
from priemna.need.explain import explain_need
from priemna.need.model import Method
from priemna.need.rows import SettlementNeed
from priemna.planning.plan import Plan, Tour

Say = Callable[[Message], str]


def need_as_json(
    rows: Sequence[SettlementNeed],
    travel: TravelTimes,
    on: date,
    name: Callable[[Settlement], str],
    say: Say,
    method: Method,
) -> dict[str, Any]:
    """Need of all settlements.

    Parameters
    ----------
    rows
        The estimates, largest need first.
    travel
        Travel times they stand on.
    on
        Day of the estimate.
    name, say
        Name of a place and words of a reason in the reader's language.
    method
        How the estimates came about.

    Returns
    -------
    dict
        ``on`` (ISO date), ``method`` (``model`` or ``closed_form``), ``travel`` (``source``,
        ``is_estimate``, ``estimated_ways``: ordered pairs without a known road) and
        ``settlements``: per row ``need``, ``low`` and ``high`` in women
        expected to come if reached, ``rank`` from 1 with ``rank_low`` and ``rank_high``,
        ``p_top10`` in 0–1, ``parts`` (log factors against the usual settlement, which add up).
    """
    return {
        "on": on.isoformat(),
        "method": method.value,
        "travel": {
            "source": say(Message(travel.source)),
            "is_estimate": travel.is_estimate,
            "estimated_ways": travel.estimated_ways,
        },
        "settlements": [
            {
                "ekatte": row.settlement.ekatte,
                "name": name(row.settlement),
                "municipality_code": row.settlement.municipality_code,
                "need": round(row.need, 3),
                "low": round(row.low, 3),
                "high": round(row.high, 3),
                "rank": row.rank,
                "rank_low": row.rank_low,
                "rank_high": row.rank_high,
                "p_top10": round(row.p_top10, 4),
                "parts": {part: round(value, 3) for part, value in asdict(row.parts).items()},
                "visited": row.visited,
                "last_visit_on": row.last_visit_on.isoformat() if row.last_visit_on else None,
                "why": " ".join(say(reason) for reason in explain_need(row, travel, on)),
            }
            for row in rows
        ],
    }


def plan_as_json(plan: Plan, say: Say) -> dict[str, Any]:
    """A plan.

    Parameters
    ----------
    plan
        The plan.
    say
        Words of a reason in the reader's language.

    Returns
    -------
    dict
        ``objective`` in women, ``bound`` that no plan can exceed and ``gap`` (share of the
        bound), both None where no bound was computed, ``tours`` with clock times as HH:MM,
        ``rules_not_kept`` as sentences.
    """
    return {
        "objective": round(plan.objective, 3),
        "bound": None if plan.bound is None else round(plan.bound, 3),
        "gap": None if plan.gap is None else round(plan.gap, 6),
        "status": plan.status.value,
        "how_good": say(plan.how_good),
        "women_reached": round(plan.women_reached, 3),
        "tours": [_tour(tour, say) for tour in plan.tours],
        "rules_not_kept": [say(reason) for reason in plan.rules_not_kept],
    }


def _tour(tour: Tour, say: Say) -> dict[str, Any]:
    return {
        "on": tour.on.isoformat(),
        "team": tour.team,
        "km": round(tour.km, 1),
        "drive_minutes": tour.drive_minutes,
        "hours": round(tour.hours, 2),
        "returns": tour.returns.isoformat("minutes"),
        "stops": [
            {
                "ekatte": stop.ekatte,
                "municipality_code": stop.municipality_code,
                "arrive": stop.arrive.isoformat("minutes"),
                "depart": stop.depart.isoformat("minutes"),
                "why": say(stop.why),
                "adds": round(stop.adds, 3),
                "costs_minutes": stop.costs_minutes,
            }
            for stop in tour.stops
        ],
    }
