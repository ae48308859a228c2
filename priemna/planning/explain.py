"""Why a settlement is in a plan, and why another is not."""

import itertools
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from geo.messages import Message
from geo.places import settlement
from priemna.planning.build import Built, build
from priemna.planning.case import PlanningCase
from priemna.planning.enumerate import day_minutes
from priemna.planning.inputs import Commitment, CommitmentKind
from priemna.planning.plan import plan_case, solve, tell_plan
from priemna.planning.problem import Floor
from priemna.planning.search import Clock
from priemna.planning.tours import Plan, PlanStatus

TIE = 0.002
"""A difference below this share of the value is a tie, for the coordinator to break."""

PROVEN = (PlanStatus.PROVEN, PlanStatus.WITHIN)


@dataclass(frozen=True)
class StopReason:
    """What a stop is worth: the plan less the best plan without it, in women.

    ``is_exact`` is True where the plan without it was proven as well; otherwise the worth is at
    most this.
    """

    worth: float
    is_exact: bool
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class AbsentReason:
    """Why a settlement is not visited; ``price`` in women of forcing it in, None if impossible."""

    price: float | None
    is_tie: bool
    messages: tuple[Message, ...]


def explain_stop(
    case: PlanningCase,
    plan: Plan,
    ekatte: str,
    on: date | None = None,
    *,
    clock: Clock | None = None,
) -> StopReason:
    """What would be lost if a settlement were not visited (on a day), all else planned anew.

    Parameters
    ----------
    case
        The question.
    plan
        Its plan.
    ekatte
        The settlement.
    on
        Only this visit; None: all visits to the settlement.
    clock
        What the time limit is counted by, as in `plan_case`.
    """
    inputs = case.request.inputs
    ban = Commitment(ekatte, CommitmentKind.FORBIDDEN, on)
    kept = tuple(
        c for c in inputs.commitments if c.ekatte != ekatte or (on is not None and c.on != on)
    )
    without = replace(
        case,
        request=replace(case.request, inputs=replace(inputs, commitments=(*kept, ban))),
    )
    other = plan_case(without, start=plan, clock=clock)
    worth = max(0.0, plan.objective - other.objective)
    instead = sorted({s.ekatte for _, s in other.visits} - {s.ekatte for _, s in plan.visits})
    values = {"place": settlement(ekatte), "women": worth}
    said = [
        Message("Without {place} the best plan would bring {women} women less.", values)
        if worth > TIE * abs(plan.objective)
        else Message(
            "Without {place} a plan that is practically as good is possible: this is a tie.", values
        )
    ]
    if instead:
        said.append(
            Message("In its place {place} would be visited.", {"place": settlement(instead[0])})
        )
    own = [reason.why for _, reason in plan.visits if reason.ekatte == ekatte]
    return StopReason(worth, other.status in PROVEN, (*own, *said))


def explain_absent(
    case: PlanningCase,
    plan: Plan,
    ekatte: str,
    *,
    with_price: bool = True,
    clock: Clock | None = None,
) -> AbsentReason:
    """Why a settlement is not in a plan, and what it would cost to visit it all the same.

    Parameters
    ----------
    case
        The question.
    plan
        Its plan.
    ekatte
        The settlement.
    with_price
        Plan anew with the settlement to say what it would cost; without it the answer is at once,
        and the price is None.
    clock
        What the time limit is counted by, as in `plan_case`.
    """
    built = build(case)
    site = list(case.travel.ekattes).index(ekatte)
    said = [*_never_open(built, site, ekatte), *_reached_by(case, built, plan, site)]
    short = _minutes_short(built, site)
    if short is None:
        return AbsentReason(None, False, tuple(said))
    if short > 0:
        values = {"place": settlement(ekatte), "minutes": int(np.ceil(short))}
        said.append(
            Message("{place} would need {minutes} min more, on any day of its own.", values)
        )
        return AbsentReason(None, False, tuple(said))
    said += _missing_minutes(case, built, plan, site, ekatte)
    if not with_price:
        return AbsentReason(None, False, tuple(said))
    every = np.arange(len(built.problem.classes))
    must = Floor(np.array([site]), every, 1, 2 * float(built.problem.weights.sum()) + 2)
    forced = replace(
        built,
        problem=replace(built.problem, floors=(*built.problem.floors, must)),
        floors=(*built.floors, ("must", ekatte)),
    )
    other = tell_plan(case, forced, solve(case, forced, start=plan, clock=clock))
    price = max(0.0, plan.objective - other.objective)
    is_tie = price <= TIE * abs(plan.objective)
    values = {"place": settlement(ekatte), "women": price}
    if is_tie:
        said.append(
            Message(
                "A plan with {place} is practically as good: this is a tie, you decide.", values
            )
        )
    else:
        said.append(Message("A plan with {place} would bring {women} women less.", values))
    return AbsentReason(price, is_tie, tuple(said))


def _never_open(built: Built, site: int, ekatte: str) -> list[Message]:
    if any(day.open[site] for day in built.problem.classes):
        return []
    return [
        Message(
            "{place} cannot be visited in this period: no team, no hall or no day is allowed.",
            {"place": settlement(ekatte)},
        )
    ]


def _reached_by(case: PlanningCase, built: Built, plan: Plan, site: int) -> list[Message]:
    pairs = (built.problem.demand == site) & (built.problem.site != site)
    near = {
        case.travel.ekattes[s]: share
        for s, share in zip(built.problem.site[pairs], built.problem.share[pairs], strict=True)
    }
    reaching = [(near[s.ekatte], t.on, s.ekatte) for t, s in plan.visits if s.ekatte in near]
    if not reaching:
        return []
    _, on, best = max(reaching, key=lambda r: (r[0], -r[1].toordinal()))
    minutes = case.travel.minutes[site, list(case.travel.ekattes).index(best)]
    values = {"place": settlement(best), "date": on, "minutes": int(np.ceil(minutes))}
    return [Message("Already reached by {place} on {date}, {minutes} min away.", values)]


def _minutes_short(built: Built, site: int) -> float | None:
    """Minutes that a day with this visit alone lacks, 0 where it fits; None if never open."""
    problem, short = built.problem, None
    for day in problem.classes:
        if day.open[site]:
            base = day.limits.base
            drive = problem.minutes[base, [site]] + problem.minutes[[site], base]
            length = float(day_minutes(day.limits, drive, problem.service[[site]])[0])
            over = max(
                length - day.limits.day_minutes, float(drive[0]) - day.limits.drive_minutes, 0.0
            )
            short = over if short is None else min(short, over)
    return short


def _missing_minutes(
    case: PlanningCase, built: Built, plan: Plan, site: int, ekatte: str
) -> list[Message]:
    """How much longer the tour would have to be to which the place is added most easily."""
    problem, ekattes = built.problem, list(case.travel.ekattes)
    best: tuple[float, date] | None = None
    for tour in plan.tours:
        day = next(
            (
                problem.classes[k]
                for k, d in enumerate(built.days)
                if d.on == tour.on and tour.team in d.teams
            ),
            None,
        )
        if day is None or not day.open[site]:
            continue
        base = day.limits.base
        way = [base, *(ekattes.index(s.ekatte) for s in tour.stops), base]
        detour = min(
            problem.minutes[a, site] + problem.minutes[site, b] - problem.minutes[a, b]
            for a, b in itertools.pairwise(way)
        )
        service = problem.service[way[1:-1]].sum() + problem.service[site]
        drive = np.array([tour.drive_minutes + detour])
        length = float(day_minutes(day.limits, drive, np.array([service]))[0])
        over = max(length - day.limits.day_minutes, float(drive[0]) - day.limits.drive_minutes)
        if best is None or over < best[0]:
            best = (over, tour.on)
    if best is None or best[0] <= 0:
        return []
    values = {"place": settlement(ekatte), "minutes": int(np.ceil(best[0])), "date": best[1]}
    return [
        Message(
            "To be added to a tour, {place} would need {minutes} min more on any day; fewest "
            "on {date}.",
            values,
        )
    ]
