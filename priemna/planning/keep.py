"""Plans that break few promises and are worth nearly as much as the best one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from priemna.planning.enumerate import Routes
from priemna.planning.greedy import greedy_plan
from priemna.planning.problem import Floor, Pick, Problem
from priemna.planning.search import Cancel, Clock, can_hold, place_of, search
from priemna.planning.value import objective

LOCAL_PRICES = (1.0, 0.01, 0.003, 0.001, 0.0)
"""Prices of a broken promise at which the old plan is mended, as shares of the value."""

SEARCH_PRICES = (0.001,)
"""Prices at which the best plan is looked for, until one loses no more than allowed."""

FEW_PRICES = (0.0005,)
"""Prices at which the routes of known plans are put together anew."""

SEARCH_GAP = 0.0003


@dataclass(frozen=True)
class Promise:
    """A visit that was promised: the place and the day classes that keep it."""

    site: int
    classes: tuple[int, ...]


def kept(picks: Sequence[Pick], promises: Sequence[Promise]) -> int:
    """How many promises a plan keeps."""
    held = {(pick.day_class, stop) for pick in picks for stop in pick.stops}
    return sum(any((k, p.site) in held for k in p.classes) for p in promises)


def mended(
    problem: Problem,
    options: Sequence[Routes],
    promises: Sequence[Promise],
    old: Sequence[Pick],
) -> list[list[Pick]]:
    """The old plan filled up and its routes exchanged while that helps, at several prices."""
    start = list(old) if can_hold(problem, options, old) else []
    worth = abs(objective(problem, start))
    return [
        greedy_plan(priced(problem, promises, price * worth), options, start)
        for price in LOCAL_PRICES
    ]


def rearranged(
    problem: Problem,
    options: Sequence[Routes],
    promises: Sequence[Promise],
    plans: Sequence[Sequence[Pick]],
    seconds: float,
    clock: Clock | None = None,
) -> list[list[Pick]]:
    """Plans of the routes that known plans drive, on any day on which they are possible.

    The best plan often has the promised visits on other days; so few routes are chosen at once.
    """
    driven = {tuple(sorted(pick.stops)) for picks in plans for pick in picks}
    few = []
    for routes in options:
        own = {place_of(routes, stops) for stops in driven}
        few.append(routes.take(np.array(sorted(n for n in own if n is not None), int)))
    worth = max(abs(objective(problem, picks)) for picks in plans)
    return [
        list(
            search(
                priced(problem, promises, price * worth),
                few,
                gap=SEARCH_GAP,
                seconds=seconds,
                clock=clock,
            ).picks
        )
        for price in FEW_PRICES
    ]


def fewest_changes(
    problem: Problem,
    options: Sequence[Routes],
    promises: Sequence[Promise],
    known: Sequence[Sequence[Pick]],
    *,
    tolerance: float,
    seconds: float,
    cancel: Cancel | None = None,
    clock: Clock | None = None,
) -> tuple[list[Pick], float]:
    """Of the plans worth nearly the best known value, the one that keeps most promises.

    Parameters
    ----------
    problem
        The problem, promises without a price.
    options
        All routes of each day class.
    promises
        What should stay as it is.
    known
        Plans that are possible, among them the best known.
    tolerance
        Share of the best known value that may be given up.
    seconds
        Time for the search at each price at most.
    cancel
        Asked whether to stop.
    clock
        What the seconds are counted by, as in `search`.

    Returns
    -------
    picks, reference
        The plan, and the best value that was seen on the way.
    """
    plans = [list(picks) for picks in known]

    def best() -> tuple[list[Pick], float]:
        reference = max(objective(problem, picks) for picks in plans)
        least = reference - tolerance * abs(reference)
        within = [picks for picks in plans if objective(problem, picks) >= least]
        # Of equal promises the larger value.
        return max(within, key=lambda p: (kept(p, promises), objective(problem, p))), reference

    plans += rearranged(problem, options, promises, plans, seconds, clock)
    for price in SEARCH_PRICES:
        chosen, reference = best()
        if kept(chosen, promises) == len(promises) or (cancel is not None and cancel()):
            break
        found = search(
            priced(problem, promises, price * abs(reference)),
            options,
            gap=SEARCH_GAP,
            seconds=seconds,
            start=chosen,
            cancel=cancel,
            clock=clock,
        )
        plans.append(list(found.picks))
        if objective(problem, found.picks) >= reference - tolerance * abs(reference):
            break
    return best()


def priced(problem: Problem, promises: Sequence[Promise], price: float) -> Problem:
    """The problem in which each broken promise costs so much."""
    floors = [Floor(np.array([p.site]), np.array(p.classes, int), 1, price) for p in promises]
    return replace(problem, floors=(*problem.floors, *floors))
