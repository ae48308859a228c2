"""The value of a plan without whole numbers over all routes: a bound at any time, and prices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from priemna.planning.enumerate import NO_STOP
from priemna.planning.envelope import Envelope, Line, least_repeated
from priemna.planning.master import (
    build_master,
    heavy_allowance,
    line_entries,
    most_driven,
)
from priemna.planning.pools import Pool
from priemna.planning.problem import Floats, Problem, Whole
from priemna.planning.programme import Answer, Growing
from priemna.planning.value import Coverage, Floors, count_visits

FIRST_ROUTES = 1000
"""Routes of each pool that the programme begins with, those of the largest single gains."""

LOOKED_AT = 1500
"""Routes of which the price is computed exactly in one round."""

PRICED_AT_ONCE = 600
"""Routes that enter in one round."""

LINES_AT_ONCE = 400
"""Lines that enter in one round."""

EXACTLY = 60_000
"""Routes of which the price is exact in the end; of the others a bound of it is kept."""

NEAR = 0.02
"""Lines are kept for whole numbers where the solution is nearer to them than this."""

TINY = 1e-7


@dataclass(frozen=True, eq=False)
class Bounded:
    """No plan is worth more than ``bound``, none with a route of price p more than bound + p.

    ``prices`` are given per pool and route, ``lines`` are those that the solution is near.
    """

    bound: float
    prices: list[Floats]
    lines: list[Line]


def simple_bound(problem: Problem, pools: Sequence[Pool]) -> Bounded:
    """What is reached if every team-day held the route of the largest single gains (no overlaps).

    The gain of a set of visits is at most the sum of what each alone adds.
    """
    visits = count_visits(problem, [])
    floors, coverage = Floors(problem), Coverage(problem)
    prices, bound = [], -floors.price(visits)
    for pool in pools:
        relief = floors.penalties @ np.maximum(floors.counts[:, pool.classes[0]], 0.0)
        gains = np.append(coverage.gains(pool.period) + relief, 0.0)
        own = gains[pool.routes.stops].sum(axis=1) - problem.price_per_minute * pool.routes.drive
        best = max(float(own.max(initial=0.0)), 0.0)
        bound += float(pool.capacities[-1]) * best
        prices.append(own - best)
    return Bounded(bound, prices, [])


class Relaxation:
    """Routes and lines are added to a linear programme until none is missing.

    Parameters
    ----------
    problem, pools, envelope
        The problem, its day classes and the lines of what visits reach.
    known
        Number of the pool and of the route of each tour of a known plan.
    worth
        Value of that plan.

    Notes
    -----
    Routes enter by price (Dantzig and Wolfe 1960), lines where the solution exceeds what it reaches
    (Kelley 1960). Lines that are missing and routes of too high a price, each of which a team-day
    may gain once (Farley 1990), leave the value above every plan, so each round has a bound.
    """

    def __init__(
        self,
        problem: Problem,
        pools: Sequence[Pool],
        envelope: Envelope,
        known: Sequence[tuple[int, int]],
        worth: float,
    ) -> None:
        self._problem, self._pools, self._envelope = problem, pools, envelope
        self._value, self._worth = worth, max(abs(worth), TINY)
        self.best = simple_bound(problem, pools)
        self._inside = [np.zeros(len(pool.routes), dtype=bool) for pool in pools]
        for flags, prices, pool in zip(self._inside, self.best.prices, pools, strict=True):
            flags[np.argsort(-prices, kind="stable")[:FIRST_ROUTES]] = True
            flags |= (pool.routes.stops != NO_STOP).sum(axis=1) == 1
        for q, route in known:
            self._inside[q][route] = True
        self._numbers = [np.flatnonzero(own) for own in self._inside]
        self._master = build_master(problem, pools, self._numbers, envelope)
        self._columns = list(self._master.route_columns)
        self._heavy = [(minutes, own) for minutes, _, own in heavy_allowance(problem, pools)]
        self._programme = Growing(self._master.programme)
        self._lines: list[Line] = []
        self._rows, self._heights = np.zeros(0, dtype=np.int64), np.zeros(0)
        used = [(p.period, p.routes.stops[[r]], np.ones(1)) for q, r in known for p in [pools[q]]]
        self._add_lines([*envelope.flat(), *envelope.touching(used)[1]])

    def run(
        self, left: Callable[[], float], tell: Callable[[float, float], None], gap: float
    ) -> Bounded:
        """Solve until nothing is missing or no time is ``left``.

        ``tell`` is told the seconds of the solver and the bound after each round.
        Where what is missing is worth less than a tenth of ``gap`` that is near enough.
        """
        priced: list[tuple[float, Line]] = []
        while left() > 0:
            answer = self._programme.relax(left())
            tell(answer.seconds, self.best.bound)
            if not answer.is_optimal or answer.values is None:
                break
            reached, lines = self._envelope.touching(self._used(answer.values))
            over = answer.values[self._master.term_columns] - reached
            over = over * self._envelope.weights
            now = [(d, line) for d, line in self._duals(answer) if d > TINY * TINY]
            prices = self._prices(answer, now)
            added, most = self._to_add(prices, now)
            gains = [p.capacities[-1] * own for p, own in zip(self._pools, most, strict=True)]
            missing = float(sum(gains))
            bound = answer.worth - self._master.constant + missing
            if bound < self.best.bound:
                lower = [own - best for own, best in zip(prices, most, strict=True)]
                self.best, priced = Bounded(bound, lower, self._near(answer)), now
            above = np.flatnonzero(over > TINY * self._worth)
            enters = any(len(own) for own in added)
            if missing + float(over.clip(0.0).sum()) <= 0.1 * gap * self._worth or not (
                len(above) or enters
            ):
                break
            self._add_lines([lines[n] for n in above[np.argsort(-over[above])][:LINES_AT_ONCE]])
            for q, own in enumerate(added):
                if len(own):
                    self._add_routes(q, own)
        return replace(self.best, prices=self._exactly(priced))

    def _used(self, values: Floats) -> list[tuple[int, Whole, Floats]]:
        used = []
        for pool, inside, columns in zip(self._pools, self._numbers, self._columns, strict=True):
            often = values[columns]
            driven = np.flatnonzero(often > TINY)
            used.append((pool.period, pool.routes.stops[inside[driven]], often[driven]))
        return used

    def _duals(self, answer: Answer) -> list[tuple[float, Line]]:
        return list(zip(answer.row_duals[self._rows].tolist(), self._lines, strict=True))

    def _near(self, answer: Answer) -> list[Line]:
        slack = self._heights - answer.row_values[self._rows]
        return [self._lines[n] for n in np.flatnonzero(slack <= NEAR)]

    def _prices(self, answer: Answer, priced: list[tuple[float, Line]]) -> list[Floats]:
        """At most what one more team-day on each route would add at the prices of the rows."""
        duals, found, master = answer.row_duals, [], self._master
        by_two = [
            self._envelope.repeated_by_two(
                [own for own in priced if self._envelope.periods[own[1].term] == period]
            )
            for period in range(self._problem.periods)
        ]
        for q, pool in enumerate(self._pools):
            visit = np.append(duals[master.link_rows[q]], 0.0)
            own = -self._problem.price_per_minute * pool.routes.drive
            own -= visit[pool.routes.stops].sum(axis=1)
            for row, subset in zip(master.limit_rows[q], pool.subsets, strict=True):
                if duals[row]:
                    own -= duals[row] * ((pool.allowed & ~subset) == 0)
            found.append(own - least_repeated(by_two[pool.period], pool.routes.stops))
        for row, (minutes, members) in zip(master.heavy_rows, self._heavy, strict=True):
            for q in members:
                found[q] -= duals[row] * (self._pools[q].routes.minutes > minutes)
        return found

    def _to_add(
        self, prices: list[Floats], priced: list[tuple[float, Line]]
    ) -> tuple[list[Whole], list[float]]:
        """Routes that enter from each pool, and the most that any of its routes may add."""
        added, most = [], []
        for q, (flags, own) in enumerate(zip(self._inside, prices, strict=True)):
            better = np.flatnonzero((own > TINY) & ~flags)
            rest = 0.0
            if len(better) > LOOKED_AT:
                better = better[np.argsort(-own[better], kind="stable")]
                rest = float(own[better[LOOKED_AT]])
                better = better[:LOOKED_AT]
            own[better] -= self._repeated(q, better, priced)
            worth = own[better]
            most.append(max(rest, float(worth.max(initial=0.0))))
            order = np.argsort(-worth, kind="stable")[:PRICED_AT_ONCE]
            added.append(better[order][worth[order] > TINY])
        return added, most

    def _repeated(self, q: int, routes: Whole, priced: list[tuple[float, Line]]) -> Floats:
        """What is counted too much of routes when only pairs of their places are looked at."""
        pool = self._pools[q]
        stops = pool.routes.stops[routes]
        own = [p for p in priced if self._envelope.periods[p[1].term] == pool.period]
        less = -least_repeated(self._envelope.repeated_by_two(own), stops)
        for dual, line in own:
            less += dual * self._envelope.repeated(line, stops)
        return np.maximum(less, 0.0)

    def _exactly(self, priced: list[tuple[float, Line]]) -> list[Floats]:
        """Prices, exact for the routes that a better plan may need."""
        found = []
        for q, own in enumerate(self.best.prices):
            near = np.flatnonzero(own >= self._value - self.best.bound)
            if len(near) > EXACTLY:
                near = near[np.argpartition(-own[near], EXACTLY)[:EXACTLY]]
            better = own.copy()
            if priced and len(near):
                better[near] -= self._repeated(q, near, priced)
            found.append(better)
        return found

    def _add_lines(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        stops = [p.routes.stops[n] for p, n in zip(self._pools, self._numbers, strict=True)]
        master = replace(self._master, route_columns=tuple(self._columns))
        heights = np.array([self._envelope.height(line) for line in lines])
        entries = [line_entries(self._envelope, self._pools, master, stops, line) for line in lines]
        self._rows = np.append(self._rows, self._programme.add_rows(heights, entries))
        self._heights = np.append(self._heights, heights)
        self._lines += lines

    def _add_routes(self, q: int, routes: Whole) -> None:
        pool, master = self._pools[q], self._master
        stops = pool.routes.stops[routes]
        rows: list[list[int]] = [[] for _ in routes]
        values: list[list[float]] = [[] for _ in routes]
        for row, subset in zip(master.limit_rows[q], pool.subsets, strict=True):
            for n in np.flatnonzero((pool.allowed[routes] & ~subset) == 0):
                rows[n].append(int(row))
                values[n].append(1.0)
        for n, stop in np.argwhere(stops != NO_STOP):
            rows[n].append(int(master.link_rows[q, stops[n, stop]]))
            values[n].append(1.0)
        for row, (minutes, members) in zip(master.heavy_rows, self._heavy, strict=True):
            for n in np.flatnonzero(pool.routes.minutes[routes] > minutes):
                if q in members:
                    rows[n].append(int(row))
                    values[n].append(1.0)
        for row, line in zip(self._rows, self._lines, strict=True):
            if self._envelope.periods[line.term] == pool.period:
                less = self._envelope.repeated(line, stops)
                for n in np.flatnonzero(less):
                    rows[n].append(int(row))
                    values[n].append(less[n])
        entries = [(np.array(r), np.array(v)) for r, v in zip(rows, values, strict=True)]
        gain = -self._problem.price_per_minute * pool.routes.drive[routes]
        columns = self._programme.add_columns(gain, most_driven(pool, routes), entries)
        self._numbers[q] = np.append(self._numbers[q], routes)
        self._columns[q] = np.append(self._columns[q], columns)
        self._inside[q][routes] = True
