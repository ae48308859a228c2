"""A plan after something changed: nearly the best one, with the fewest changes to promises."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from geo.messages import Message
from geo.places import settlement
from priemna.planning.build import Built, build
from priemna.planning.case import PlanningCase
from priemna.planning.inputs import Commitment, CommitmentKind, PlanInputs
from priemna.planning.keep import Promise, fewest_changes, mended
from priemna.planning.plan import options_that_fit, picks_of, tell_plan
from priemna.planning.search import Cancel, Clock, Found, Tell, search
from priemna.planning.tours import Plan
from priemna.planning.value import objective

SECONDS_FOR_BEST = 3.0
"""Time for the search of the best plan, which begins with the old one mended."""

SECONDS_PER_PRICE = 1.5
"""Time for the search at each price of a broken promise, once the best value is known."""


class ChangeKind(StrEnum):
    """What became of a visit."""

    KEPT = "kept"
    MOVED = "moved"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Change:
    """What became of one visit: its day before and after, and a sentence."""

    kind: ChangeKind
    ekatte: str
    before: date | None
    after: date | None
    message: Message


@dataclass(frozen=True)
class Replanned:
    """A new plan and how it differs.

    Parameters
    ----------
    plan
        The new plan; its bound is that of the best plan without regard to promises.
    changes
        One entry per visit of either plan, in order of days.
    commitments, kept
        Promised visits from today on, and those that stay on their day.
    lost_share
        Share of the best known value that is given up for fewer changes.
    """

    plan: Plan
    changes: tuple[Change, ...]
    commitments: int
    kept: int
    lost_share: float


def replan(
    case: PlanningCase,
    old: Plan,
    *,
    today: date,
    progress: Tell | None = None,
    cancel: Cancel | None = None,
    clock: Clock | None = None,
) -> Replanned:
    """Plan anew after a change, keeping what was promised where that costs nearly nothing.

    Parameters
    ----------
    case
        The question as it is now: lost days, closed halls and new needs are in it.
    old
        The plan that was promised.
    today
        Visits before are no promises any more; those of the next ``freeze_days`` are fixed.
    progress, cancel
        Told of progress; asked whether to stop.
    clock
        What the times are counted by, the limit of the request for all of them together; without
        it only seconds of the solver count, for each search alone.

    Notes
    -----
    First the old plan is mended, then the best one is looked for, then changes get a price
    (`keep`). Of all plans found that lose no more than ``change_tolerance`` of the best value,
    the one with the fewest changes.
    """
    began = clock() if clock else 0.0

    def is_late() -> bool:
        spent = clock() - began if clock else 0.0
        return spent >= case.request.time_limit_seconds or (cancel is not None and cancel())

    rules = case.request.inputs.rules
    promised = [(t.on, s.ekatte) for t, s in old.visits if t.on >= today]
    frozen = [
        Commitment(e, CommitmentKind.LOCKED, on)
        for on, e in promised
        if on < today + timedelta(days=rules.freeze_days)
    ]
    inputs = case.request.inputs
    fixed = _with_inputs(case, replace(inputs, commitments=(*inputs.commitments, *frozen)))
    built = build(_days_of(fixed, promised))
    problem = built.problem
    options, is_complete = options_that_fit(problem, is_late)
    promises = [_promise(built, case, on, ekatte) for on, ekatte in promised]
    nearby = mended(problem, options, promises, picks_of(fixed, built, options, old))
    free = search(
        problem,
        options,
        gap=case.request.gap,
        seconds=min(case.request.time_limit_seconds, SECONDS_FOR_BEST),
        start=max(nearby, key=lambda picks: objective(problem, picks)),
        progress=progress,
        cancel=is_late,
        clock=clock,
    )
    picks, reference = fewest_changes(
        problem,
        options,
        promises,
        [free.picks, *nearby],
        tolerance=rules.change_tolerance,
        seconds=SECONDS_PER_PRICE,
        cancel=is_late,
        clock=clock,
    )
    value = objective(problem, picks)
    # A bound over some of the routes bounds nothing.
    bound = max(free.bound, value) if is_complete else float("inf")
    best = Found(tuple(picks), value, bound, free.is_complete and is_complete)
    plan = tell_plan(fixed, built, best)
    lost = max(0.0, reference - best.objective) / max(abs(reference), 1e-9)
    changes = difference(old, plan, today)
    return Replanned(
        plan, changes, len(promised), sum(c.kind is ChangeKind.KEPT for c in changes), lost
    )


def difference(old: Plan, new: Plan, today: date) -> tuple[Change, ...]:
    """What became of every visit from ``today`` on, in order of days."""
    before = [(t.on, s.ekatte) for t, s in old.visits if t.on >= today]
    after = [(t.on, s.ekatte) for t, s in new.visits if t.on >= today]
    changes = [_change(ChangeKind.KEPT, e, on, on) for on, e in before if (on, e) in after]
    gone = [visit for visit in before if visit not in after]
    come = [visit for visit in after if visit not in before]
    for on, ekatte in gone:
        to = next((day for day, e in come if e == ekatte), None)
        if to is None:
            changes.append(_change(ChangeKind.DROPPED, ekatte, on, None))
        else:
            come.remove((to, ekatte))
            changes.append(_change(ChangeKind.MOVED, ekatte, on, to))
    changes += [_change(ChangeKind.ADDED, ekatte, None, on) for on, ekatte in come]
    return tuple(sorted(changes, key=lambda c: (c.before or c.after or today, c.ekatte)))


def _change(kind: ChangeKind, ekatte: str, before: date | None, after: date | None) -> Change:
    values = {"place": settlement(ekatte), "before": before, "after": after}
    message = {
        ChangeKind.KEPT: Message("{place} stays on {before}.", values),
        ChangeKind.MOVED: Message("{place} moves from {before} to {after}.", values),
        ChangeKind.ADDED: Message("{place} is new on {after}.", values),
        ChangeKind.DROPPED: Message("{place} on {before} is dropped.", values),
    }[kind]
    return Change(kind, ekatte, before, after, message)


def _with_inputs(case: PlanningCase, inputs: PlanInputs) -> PlanningCase:
    return replace(case, request=replace(case.request, inputs=inputs))


def _days_of(case: PlanningCase, promised: list[tuple[date, str]]) -> PlanningCase:
    """The question with the days of the promises among its days; the promises have no price."""
    inputs = case.request.inputs
    free = replace(inputs.rules, promise_penalty=0.0)
    known = tuple(Commitment(e, CommitmentKind.COMMITTED, on) for on, e in promised)
    return _with_inputs(
        case, replace(inputs, rules=free, commitments=(*inputs.commitments, *known))
    )


def _promise(built: Built, case: PlanningCase, on: date, ekatte: str) -> Promise:
    classes = tuple(k for k, day in enumerate(built.days) if day.on == on)
    return Promise(case.travel.ekattes.index(ekatte), classes)


__all__ = ["Change", "ChangeKind", "Replanned", "difference", "replan"]
