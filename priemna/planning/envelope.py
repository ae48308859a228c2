"""Need reached by visits, bounded from above by lines that hold for parts of visits as well."""

from dataclasses import dataclass

import numpy as np

from priemna.planning.problem import Floats, Problem, Whole

SLIGHT = 1e-9

FULL = 1e-7
"""Rounding in sums of parts of visits."""


@dataclass(frozen=True, eq=False)
class Line:
    """At most ``height`` plus so much a visit is reached of a place, less what routes repeat.

    Parameters
    ----------
    term
        Number of the period and place (see `Envelope`).
    least
        Shape (gains,): a visit counts at each rank only by what its share exceeds this.
    """

    term: int
    least: Floats


class Envelope:
    """The lines of a problem.

    Parameters
    ----------
    problem
        The problem.

    Notes
    -----
    Let S_t be the t places that reach a demand best and a_t the t-th share. Need reached is the sum
    over ranks k and t of (g_k - g_(k+1)) (a_t - a_(t+1)) min(k, visits within S_t). As a route adds
    at most k of the first k visits, visits within S_t may be counted as the sum over routes of
    min(k, stops within S_t). For every choice of which of these minima are k there is a line that
    nothing exceeds; for given parts of routes `touching` finds the one that is met.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        order = np.lexsort((problem.site, -problem.share, problem.demand))
        self._demand, self._site = problem.demand[order], problem.site[order]
        self._share = problem.share[order]
        self._from = np.searchsorted(self._demand, np.arange(problem.places + 1))
        has = self._from[1:] > self._from[:-1]
        self.periods, self.demands = np.nonzero((problem.weights > 0) & has)
        self.weights = problem.weights[self.periods, self.demands]
        self.falls = -np.diff(np.append(np.asarray(problem.gains), 0.0))
        rank = np.arange(len(order)) - self._from[self._demand]
        self._longest = int(rank.max(initial=-1)) + 1
        shape = (problem.places, problem.places + 1)
        self._rank = np.full(shape, self._longest)
        self._shares = np.zeros(shape)
        self._rank[self._demand, self._site] = rank
        self._shares[self._demand, self._site] = self._share
        self._sorted = np.zeros((problem.places, self._longest + 1))
        self._sorted[self._demand, rank] = self._share

    def flat(self) -> list[Line]:
        """Lines that count every visit in full."""
        none = np.zeros(len(self.falls))
        return [Line(term, none) for term in range(len(self.weights))]

    def touching(self, used: list[tuple[int, Whole, Floats]]) -> tuple[Floats, list[Line]]:
        """What parts of routes reach of each term, and the lines that they meet.

        Parameters
        ----------
        used
            Of each pool: its period, the stops of routes, and how often each is driven.
        """
        reached, least = np.zeros(len(self.weights)), np.zeros((len(self.weights), len(self.falls)))
        for period in range(self.problem.periods):
            terms = np.flatnonzero(self.periods == period)
            rows = self.demands[terms]
            heights = -np.diff(self._sorted[rows], axis=1)
            visits = self._standing(period, rows)
            ranks = [np.sort(self._rank[rows][:, s], axis=2) for p, s, _ in used if p == period]
            often = [o for p, _, o in used if p == period]
            for k, fall in enumerate(self.falls, 1):
                for own, parts in zip(ranks, often, strict=True):
                    if k <= own.shape[2]:
                        visits = visits + self._cumulated(own[:, :, k - 1], parts)
                full = visits >= k - FULL
                first = np.where(full.any(axis=1), full.argmax(axis=1), self._longest)
                least[terms, k - 1] = self._sorted[rows, first]
                reached[terms] += fall * (heights * np.minimum(visits, k)).sum(axis=1)
        return reached, [Line(n, own) for n, own in enumerate(least)]

    def height(self, line: Line) -> float:
        """Height of a line, standing visits included."""
        sites, worth = self.visits(line)
        standing = self.problem.standing[self.periods[line.term], sites]
        ranks = np.arange(1, len(self.falls) + 1)
        return float((self.falls * ranks * line.least).sum() + worth @ standing)

    def visits(self, line: Line) -> tuple[Whole, Floats]:
        """Places of which a visit counts, and how much."""
        demand = self.demands[line.term]
        own = slice(self._from[demand], self._from[demand + 1])
        worth = np.maximum(self._share[own][:, None] - line.least, 0.0) @ self.falls
        counted = worth > SLIGHT
        return self._site[own][counted], worth[counted]

    def repeated(self, line: Line, stops: Whole) -> Floats:
        """What each route has less than its visits one by one, shape (routes,)."""
        less = np.zeros(len(stops))
        ranks = min(len(self.falls), stops.shape[1] - 1)
        if not ranks:
            return less
        own = self._shares[self.demands[line.term]]
        counted = own > line.least[ranks - 1] + SLIGHT
        several = np.flatnonzero(counted[stops].sum(axis=1) > 1)
        shares = -np.sort(-own[stops[several]], axis=1)
        for k in range(1, ranks + 1):
            over = np.maximum(shares[:, k:] - line.least[k - 1], 0.0)
            less[several] += self.falls[k - 1] * over.sum(axis=1)
        return less

    def repeated_by_two(self, priced: list[tuple[float, Line]]) -> Floats:
        """What two places on one route have less at least, at the prices of lines."""
        less = np.zeros((self.problem.places + 1, self.problem.places + 1))
        for price, line in priced:
            demand = self.demands[line.term]
            own = slice(self._from[demand], self._from[demand + 1])
            over = self.falls[0] * np.maximum(self._share[own] - line.least[0], 0.0)
            counted = np.flatnonzero(over > 0)
            sites, over = self._site[own][counted], price * over[counted]
            less[np.ix_(sites, sites)] += np.minimum(over[:, None], over)
        np.fill_diagonal(less, 0.0)
        return less

    def _standing(self, period: int, rows: Whole) -> Floats:
        held = np.flatnonzero(self.problem.standing[period])
        often = self.problem.standing[period, held].astype(float)
        return self._cumulated(self._rank[rows][:, held], often)

    def _cumulated(self, ranks: Whole, often: Floats) -> Floats:
        """Visits within the t best places of each row, shape (rows, longest)."""
        rows, width = len(ranks), self._longest + 1
        at = (np.arange(rows)[:, None] * width + ranks).ravel()
        count = np.bincount(at, np.broadcast_to(often, ranks.shape).ravel(), minlength=rows * width)
        visits: Floats = np.cumsum(count.reshape(rows, width)[:, :-1], axis=1)
        return visits


def least_repeated(by_two: Floats, stops: Whole) -> Floats:
    """What each route has less at least, from pairs of its places, shape (routes,).

    All stops but the best are at least what each has in common with one of them; "no stop" is the
    last place, which has nothing in common with any.
    """
    less = np.zeros(len(stops))
    if by_two.any():
        for column in stops.T:
            np.maximum(less, by_two[column[:, None], stops].sum(axis=1), out=less)
    return less
