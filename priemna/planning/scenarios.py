"""Plans side by side, and the curve of need reached against what it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from priemna.planning.case import PlanningCase
from priemna.planning.plan import plan_case
from priemna.planning.search import Clock
from priemna.planning.tours import Plan


@dataclass(frozen=True)
class Comparison:
    """One plan in figures.

    ``municipalities`` have at least one visit, ``fewest_visits`` is the smallest number that any of
    them has; ``gap`` is a share, None where no bound is known.
    """

    name: str
    women: float
    km: float
    hours: float
    visits: int
    municipalities: int
    fewest_visits: int
    gap: float | None
    rules_broken: int


@dataclass(frozen=True)
class CurvePoint:
    """What so many teams on so many days a week reach; ``team_days`` are those that are used."""

    teams: int
    days_per_week: int
    team_days: int
    women: float
    km: float
    bound: float | None


def compare(plans: Mapping[str, Plan]) -> tuple[Comparison, ...]:
    """Figures of several plans, in their order."""
    codes = {s.municipality_code for plan in plans.values() for _, s in plan.visits}
    return tuple(_figures(name, plan, codes) for name, plan in plans.items())


def scenario_curve(
    case: PlanningCase, team_days: Sequence[tuple[int, int]], *, clock: Clock | None = None
) -> tuple[CurvePoint, ...]:
    """Plan the question once per pair of teams and days a week.

    Parameters
    ----------
    case
        The question; its named teams are replaced by as many alike.
    team_days
        Pairs of teams and days a week.
    clock
        What the time limit of each is counted by, as in `plan_case`.
    """
    points = []
    for teams, days in team_days:
        inputs = replace(case.request.inputs, staff=())
        request = replace(case.request, teams=teams, days_per_week=days, inputs=inputs)
        plan = plan_case(replace(case, request=request), clock=clock)
        points.append(
            CurvePoint(teams, days, len(plan.tours), plan.women_reached, plan.km, plan.bound)
        )
    return tuple(points)


def _figures(name: str, plan: Plan, codes: set[str]) -> Comparison:
    held = [stop.municipality_code for _, stop in plan.visits]
    return Comparison(
        name=name,
        women=plan.women_reached,
        km=plan.km,
        hours=plan.hours,
        visits=len(held),
        municipalities=len(set(held)),
        fewest_visits=min((held.count(code) for code in codes), default=0),
        gap=plan.gap,
        rules_broken=len(plan.rules_not_kept),
    )
