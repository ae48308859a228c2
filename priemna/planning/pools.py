"""Day classes that differ only in what is open, taken together: fewer routes, fewer twins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from priemna.planning.enumerate import Routes
from priemna.planning.problem import Floats, Problem, Whole

MOST_SUBSETS = 256


@dataclass(frozen=True, eq=False)
class Pool:
    """Day classes taken together, and their routes.

    Parameters
    ----------
    classes
        The day classes.
    period
        Their period of diminishing returns.
    routes
        Each way of each set of places that is possible in any of them.
    allowed
        Shape (routes,): bit n is set where the route is possible in the n-th of ``classes``.
    subsets, capacities
        Sets of classes (bits) and the team-days in each: routes possible only within a set may not
        outnumber them. Together the sets suffice for every route to find a day (Hall 1935).
    most_visits
        Shape (places,): more visits to a place than this cannot be spaced out.
    where
        Per class: where its routes stand among those of the pool.
    """

    classes: tuple[int, ...]
    period: int
    routes: Routes
    allowed: Whole
    subsets: Whole
    capacities: Whole
    most_visits: Whole
    where: tuple[Whole, ...]


def alone(problem: Problem, options: Sequence[Routes]) -> tuple[Pool, ...]:
    """Every day class for itself."""
    return tuple(_pool(problem, options, (k,)) for k in range(len(problem.classes)))


def together(problem: Problem, options: Sequence[Routes]) -> tuple[Pool, ...]:
    """Day classes that no rule but spacing tells apart, as one pool each.

    Parameters
    ----------
    problem
        The problem.
    options
        Routes of each day class.

    Returns
    -------
    tuple of Pool
        A plan for the pools may visit a place on days that are too near: it bounds, and its routes
        still have to be put on days.
    """
    groups: dict[object, list[int]] = {}
    for k, day in enumerate(problem.classes):
        named = tuple(number for number, floor in enumerate(problem.floors) if k in floor.classes)
        groups.setdefault((day.period, day.limits, named), []).append(k)
    # Classes are bits of a whole number.
    return tuple(
        _pool(problem, options, tuple(group[first : first + 60]))
        for group in groups.values()
        for first in range(0, len(group), 60)
    )


def most_spaced(problem: Problem, classes: Sequence[int]) -> int:
    """At most so many visits to one place fit into these classes (a cover by spacing groups)."""
    left = set(classes)
    count = 0
    while left:
        best = max(problem.spacing, key=lambda g: len(left & set(g)), default=())
        gone = left & set(best)
        if len(gone) <= 1:
            return count + len(left)
        left -= gone
        count += 1
    return count


def _pool(problem: Problem, options: Sequence[Routes], classes: tuple[int, ...]) -> Pool:
    routes, allowed, where = _merged([options[k] for k in classes])
    team_days = np.array([problem.classes[k].team_days for k in classes])
    subsets = _unions(np.unique(allowed), (1 << len(classes)) - 1)
    bits = (subsets[:, None] >> np.arange(len(classes))) & 1
    open_ = np.array([problem.classes[k].open for k in classes])
    patterns, which = np.unique(open_, axis=1, return_inverse=True)
    most = [
        most_spaced(problem, [k for k, flag in zip(classes, pattern, strict=True) if flag])
        for pattern in patterns.T
    ]
    return Pool(
        classes=classes,
        period=problem.classes[classes[0]].period,
        routes=routes,
        allowed=allowed,
        subsets=subsets,
        capacities=bits @ team_days,
        most_visits=np.array(most, dtype=np.int64)[which.ravel()],
        where=where,
    )


def _merged(options: Sequence[Routes]) -> tuple[Routes, Whole, tuple[Whole, ...]]:
    """Routes of several classes, equal ones once; the classes that have them as bits; and where."""
    if len(options) == 1:
        count = len(options[0])
        return options[0], np.ones(count, dtype=np.int64), (np.arange(count),)
    origin = np.concatenate([own.origin for own in options])
    drive = np.concatenate([own.drive for own in options])
    bit = np.concatenate([np.full(len(own), 1 << n) for n, own in enumerate(options)])
    order = np.lexsort((drive, origin))
    origin, drive, bit = origin[order], drive[order], bit[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (origin[1:] != origin[:-1]) | (drive[1:] != drive[:-1])
    first = np.flatnonzero(new)
    allowed = np.add.reduceat(bit, first) if len(first) else np.zeros(0, dtype=np.int64)
    width = max(own.stops.shape[1] for own in options)
    stops = np.concatenate(
        [
            np.pad(own.stops, ((0, 0), (0, width - own.stops.shape[1])), constant_values=-1)
            for own in options
        ]
    )
    minutes: Floats = np.concatenate([own.minutes for own in options])
    at = order[first]
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.cumsum(new) - 1
    ends = np.cumsum([len(own) for own in options])[:-1]
    where = tuple(np.split(position, ends))
    return Routes(stops[at], drive[first], minutes[at], origin[first]), allowed, where


def _unions(masks: Whole, every: int) -> Whole:
    """All unions of the masks; where there are too many, the masks and everything."""
    unions = {int(mask) for mask in masks}
    grown = True
    while grown and len(unions) <= MOST_SUBSETS:
        more = {a | b for a, b in combinations(unions, 2)}
        grown = not more <= unions
        unions |= more
    if len(unions) > MOST_SUBSETS:
        unions = {int(mask) for mask in masks}
    return np.array(sorted(unions | {every}), dtype=np.int64)
