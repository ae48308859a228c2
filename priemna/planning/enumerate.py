"""All sets of visits that fit into one team-day, each with the shortest way to drive it."""

from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from geo.errors import PriemnaError
from priemna.planning.problem import DayClass, DayLimits, Flags, Floats, Problem, Whole

NO_STOP = -1

MOST_ROUTES = 3_000_000
"""Beyond this the routes do not fit into the memory of an office machine."""

LOOKED_AT = 10 * MOST_ROUTES
"""So many sets of one place more are looked at for those that fit."""

EVERY_ORDER = 6
"""Of so many stops every order is looked at."""

# Sums of minutes are compared with limits after this much rounding.
TOLERANCE = 1e-6


class TooManyRoutes(PriemnaError, ValueError):
    """More routes than can be looked at one by one."""


@dataclass(frozen=True, eq=False)
class Routes:
    """Routes that fit into a day.

    Parameters
    ----------
    stops
        Shape (routes, most stops): positions of the places, ascending, filled up with -1.
    drive, minutes
        Shape (routes,): shortest driving, and the whole day with visits and break.
    origin
        Shape (routes,): number of the set of places in the list it was taken from.
    """

    stops: Whole
    drive: Floats
    minutes: Floats
    origin: Whole

    def __len__(self) -> int:
        return len(self.drive)

    def take(self, chosen: Whole | Flags, drive: Floats | None = None) -> "Routes":
        """Some of the routes, perhaps with other driving (and so much longer days)."""
        new = self.drive[chosen] if drive is None else drive
        minutes = self.minutes[chosen] + new - self.drive[chosen]
        return Routes(self.stops[chosen], new, minutes, self.origin[chosen])


def enumerate_routes(problem: Problem, limits: DayLimits, sites: Whole) -> Routes:
    """All routes among ``sites`` that fit into a day of these limits.

    Parameters
    ----------
    problem
        Travel and lengths of visits.
    limits
        What bounds the day.
    sites
        Positions of the places that may be visited.

    Returns
    -------
    Routes
        Of one up to ``limits.most_stops`` stops.

    Raises
    ------
    TooManyRoutes
        Where there are more than `MOST_ROUTES`.

    Notes
    -----
    Sets of k + 1 places are made from sets of k, a set only where each of its parts fits (Agrawal
    and Srikant 1994); the shortest way through a set is carried along by its last stop (Held and
    Karp 1962). Both take for granted that a detour is never shorter than the direct way.
    """
    travel, base = problem.minutes, limits.base
    level = _Level(np.sort(sites)[:, None], travel[base, np.sort(sites)][:, None])
    found = []
    total = 0
    for size in range(1, limits.most_stops + 1):
        if size > 1:
            level = _extended(problem, limits, level)
        drive = (level.ways + travel[level.sets, base]).min(axis=1, initial=np.inf)
        minutes = day_minutes(limits, drive, problem.service[level.sets].sum(axis=1))
        fits = (drive <= limits.drive_minutes + TOLERANCE) & (
            minutes <= limits.day_minutes + TOLERANCE
        )
        if np.isfinite(limits.km):
            fits &= _km(problem, base, level.sets) <= limits.km + TOLERANCE
        level = _Level(level.sets[fits], level.ways[fits])
        total += len(level.sets)
        if total > MOST_ROUTES:
            raise TooManyRoutes("More than {n} routes fit into one day.", n=MOST_ROUTES)
        if not len(level.sets):
            break
        found.append((level.sets, drive[fits], minutes[fits]))
    if not found:
        none = np.empty(0, dtype=np.int64)
        return Routes(np.empty((0, 1), dtype=np.int64), np.empty(0), np.empty(0), none)
    width = found[-1][0].shape[1]
    stops = np.full((total, width), NO_STOP, dtype=np.int64)
    at = 0
    for sets, _, _ in found:
        stops[at : at + len(sets), : sets.shape[1]] = sets
        at += len(sets)
    drives = np.concatenate([f[1] for f in found])
    return Routes(stops, drives, np.concatenate([f[2] for f in found]), np.arange(total))


def day_minutes(limits: DayLimits, drive: Floats, service: Floats) -> Floats:
    """Length of days in minutes: driving, visits, and a break where they are long."""
    work = drive + service
    rest = np.where(work > limits.break_after_minutes + TOLERANCE, limits.break_minutes, 0.0)
    length: Floats = work + rest
    return length


def routes_of_class(problem: Problem, day: DayClass, routes: Routes) -> Routes:
    """Those of the routes whose places are open on a day of this class, in an order that fits.

    Parameters
    ----------
    problem
        Travel and lengths of visits.
    day
        The day class.
    routes
        Routes that fit the limits of the class.
    """
    closed = np.append(~day.open, False)
    routes = routes.take(np.flatnonzero(~closed[routes.stops].any(axis=1)))
    if day.hours is None or not len(routes):
        return routes
    drive = np.full(len(routes), np.inf)
    sizes = (routes.stops != NO_STOP).sum(axis=1)
    for size in range(1, routes.stops.shape[1] + 1):
        rows = np.flatnonzero(sizes == size)
        if len(rows):
            drive[rows] = _drive_within_hours(problem, day, routes.stops[rows, :size])
    fits = drive <= day.limits.drive_minutes + TOLERANCE
    return routes.take(fits, drive[fits])


def best_order(problem: Problem, day: DayClass, stops: tuple[int, ...]) -> tuple[int, ...]:
    """The order of the stops with the least driving among those that keep hours and limits.

    Of many stops a good order, which no exchange of two legs and no other place of a stop betters.

    Parameters
    ----------
    problem
        Travel and lengths of visits.
    day
        The day class.
    stops
        Positions of the places.
    """
    if len(stops) > EVERY_ORDER:
        return _improved_order(problem, day, stops)
    best, shortest = tuple(stops), np.inf
    for order in permutations(stops):
        row = np.array([order])
        drive = float(_drive(problem, day.limits.base, row)[0])
        if drive < shortest - TOLERANCE and (
            day.hours is None or _ends(problem, day, row)[0] <= day.limits.day_minutes + TOLERANCE
        ):
            best, shortest = order, drive
    return best


def shortest_way(problem: Problem, day: DayClass, stops: tuple[int, ...]) -> float | None:
    """Minutes of driving in the best order; None where the stops do not fit into the day."""
    row, limits = np.array([best_order(problem, day, stops)]), day.limits
    drive = _drive(problem, limits.base, row)
    length = day_minutes(limits, drive, problem.service[row].sum(axis=1))
    late = length if day.hours is None else np.maximum(length, _ends(problem, day, row))
    km = problem.km[[limits.base, *row[0]], [*row[0], limits.base]].sum()
    fits = (
        len(stops) <= limits.most_stops
        and drive[0] <= limits.drive_minutes + TOLERANCE
        and late[0] <= limits.day_minutes + TOLERANCE
        and km <= limits.km + TOLERANCE
    )
    return float(drive[0]) if fits else None


def _improved_order(problem: Problem, day: DayClass, stops: tuple[int, ...]) -> tuple[int, ...]:
    left, order = sorted(stops), [day.limits.base]
    while left:
        order.append(min(left, key=lambda stop: (problem.minutes[order[-1], stop], stop)))
        left.remove(order[-1])
    best = order[1:]
    pairs = list(combinations(range(len(best) + 1), 2))
    while True:
        rows = [best] + [best[:i] + best[i:j][::-1] + best[j:] for i, j in pairs]
        for i in range(len(best)):
            rest = best[:i] + best[i + 1 :]
            rows += [[*rest[:j], best[i], *rest[j:]] for j in range(len(best))]
        orders = np.array(rows)
        drive = np.round(_drive(problem, day.limits.base, orders), 6)
        over = np.zeros(len(orders))
        if day.hours is not None:
            ends = _ends(problem, day, orders)
            over = np.maximum(ends - day.limits.day_minutes - TOLERANCE, 0.0)
        first = int(np.lexsort((drive, over))[0])
        if (over[first], drive[first]) >= (over[0], drive[0]):
            return tuple(best)
        best = rows[first]


@dataclass(frozen=True, eq=False)
class _Level:
    """Sets of one size, shape (sets, size), and the shortest way through each by last stop."""

    sets: Whole
    ways: Floats


def _extended(problem: Problem, limits: DayLimits, level: _Level) -> _Level:
    """Sets of one place more, each part of which is in ``level``."""
    sets, travel = level.sets, problem.minutes
    keys = _keys(sets, problem.places)
    order = np.argsort(keys)
    keys, sets, ways = keys[order], sets[order], level.ways[order]
    singles = np.unique(sets)
    after = np.searchsorted(singles, sets[:, -1], side="right")
    # The way through more places is no shorter.
    drive = (ways + travel[sets, limits.base]).min(axis=1, initial=np.inf)
    left = limits.day_minutes + TOLERANCE - drive - problem.service[sets].sum(axis=1)
    count = np.where(left >= problem.service[singles].min(initial=np.inf), len(singles) - after, 0)
    if count.sum() > LOOKED_AT:
        raise TooManyRoutes("More than {n} routes fit into one day.", n=MOST_ROUTES)
    parent = np.repeat(np.arange(len(sets)), count)
    offset = np.arange(len(parent)) - np.repeat(np.cumsum(count) - count, count)
    newcomer = singles[np.repeat(after, count) + offset]
    fits = problem.service[newcomer] <= left[parent]
    grown = np.column_stack([sets[parent[fits]], newcomer[fits]])
    size = grown.shape[1]
    # Without the newcomer: the parent itself.
    found = [parent[fits]]
    for missing in range(size - 2, -1, -1):
        part = np.delete(grown, missing, axis=1)
        wanted = _keys(part, problem.places)
        where = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there = keys[where] == wanted
        grown = grown[there]
        found = [f[there] for f in found]
        found.append(where[there])
    new_ways = np.empty(grown.shape)
    for last, where in zip(range(size - 1, -1, -1), found, strict=True):
        part = np.delete(grown, last, axis=1)
        new_ways[:, last] = (ways[where] + travel[part, grown[:, [last]]]).min(axis=1, initial=1e18)
    return _Level(grown, new_ways)


def _keys(sets: Whole, places: int) -> Whole:
    keys = np.zeros(len(sets), dtype=np.int64)
    for column in sets.T:
        keys = keys * (places + 1) + column
    return keys


def _drive(problem: Problem, base: int, orders: Whole) -> Floats:
    """Driving of ordered stops, shape (routes, stops) → (routes,)."""
    way: Floats = problem.minutes[base, orders[:, 0]] + problem.minutes[orders[:, -1], base]
    for here, there in zip(orders.T[:-1], orders.T[1:], strict=True):
        way = way + problem.minutes[here, there]
    return way


def _km(problem: Problem, base: int, sets: Whole) -> Floats:
    """Kilometres of the order with the fewest minutes."""
    best_minutes = np.full(len(sets), np.inf)
    km = np.full(len(sets), np.inf)
    for order in permutations(range(sets.shape[1])):
        ordered = sets[:, order]
        minutes = _drive(problem, base, ordered)
        way = problem.km[base, ordered[:, 0]] + problem.km[ordered[:, -1], base]
        for here, there in zip(ordered.T[:-1], ordered.T[1:], strict=True):
            way = way + problem.km[here, there]
        better = minutes < best_minutes - TOLERANCE
        best_minutes[better], km[better] = minutes[better], way[better]
    return km


def _ends(problem: Problem, day: DayClass, orders: Whole) -> Floats:
    """When each ordered route is back, minutes after the start; infinite where a hall is shut."""
    assert day.hours is not None  # noqa: S101  (callers look first)
    clock = np.zeros(len(orders))
    here = np.full(len(orders), day.limits.base)
    service = problem.service[orders].sum(axis=1)
    rest = day_minutes(day.limits, _drive(problem, day.limits.base, orders), service)
    rest = rest - service - _drive(problem, day.limits.base, orders)
    shut = np.zeros(len(orders), dtype=bool)
    for number, there in enumerate(orders.T):
        clock = np.maximum(clock + problem.minutes[here, there], day.hours[there, 0])
        clock = clock + problem.service[there]
        shut |= clock > day.hours[there, 1] + TOLERANCE
        if number == 0:
            clock = clock + rest
        here = there
    ends: Floats = np.where(shut, np.inf, clock + problem.minutes[here, day.limits.base])
    return ends


def _drive_within_hours(problem: Problem, day: DayClass, sets: Whole) -> Floats:
    """Least driving over the orders of each set that keep hours and day; infinite where none."""
    best = np.full(len(sets), np.inf)
    for order in permutations(range(sets.shape[1])):
        ordered = sets[:, order]
        drive = _drive(problem, day.limits.base, ordered)
        late = _ends(problem, day, ordered) > day.limits.day_minutes + TOLERANCE
        best = np.minimum(best, np.where(late, np.inf, drive))
    return best
