"""What a set of visits is worth: need reached, less driving, less what the rules lack."""

from collections.abc import Iterable, Sequence

import numpy as np

from priemna.planning.problem import Floats, Pick, Problem, Whole


class Coverage:
    """Need that visits reach, the best visit of a place counting in full, the next ones less.

    Parameters
    ----------
    problem
        The problem; its standing visits count from the beginning.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        order = np.argsort(problem.site, kind="stable")
        self._site, self._demand = problem.site[order], problem.demand[order]
        self._share = problem.share[order]
        self._from = np.searchsorted(self._site, np.arange(problem.places + 1))
        shape = (problem.periods, problem.places, len(problem.gains))
        self.levels: Floats = np.zeros(shape)
        for period, site in np.argwhere(problem.standing):
            for _ in range(problem.standing[period, site]):
                self.add(int(period), int(site))
        self._standing = self.levels.copy()
        self.standing_women = self.women()

    def clear(self) -> None:
        """Go back to the standing visits alone."""
        self.levels = self._standing.copy()

    def add(self, period: int, site: int) -> None:
        """Count one more visit."""
        pairs = slice(self._from[site], self._from[site + 1])
        rows = self._demand[pairs]
        carry = self._share[pairs]
        levels = self.levels[period]
        for level in range(levels.shape[1]):
            old = levels[rows, level]
            levels[rows, level] = np.maximum(old, carry)
            carry = np.minimum(old, carry)

    def women(self) -> float:
        """Need reached by the visits counted so far, standing ones included."""
        gains = np.asarray(self._problem.gains)
        return float((self._problem.weights * (self.levels @ gains)).sum())

    def joint_gain(self, period: int, sites: Sequence[int]) -> float:
        """What one more visit at each of ``sites`` would add together."""
        kept = self.levels[period].copy()
        for site in sites:
            self.add(period, site)
        change = (self.levels[period] - kept) @ np.asarray(self._problem.gains)
        self.levels[period] = kept
        return float(self._problem.weights[period] @ change)

    def gains(self, period: int) -> Floats:
        """What one more visit at each place would add, shape (places,)."""
        levels = self.levels[period][self._demand]
        carry, added = self._share, np.zeros(len(self._share))
        for level, gain in enumerate(self._problem.gains):
            old = levels[:, level]
            added += gain * (np.maximum(old, carry) - old)
            carry = np.minimum(old, carry)
        weighted = added * self._problem.weights[period][self._demand]
        gains: Floats = np.bincount(self._site, weighted, minlength=self._problem.places).astype(
            float
        )
        return gains


def count_visits(problem: Problem, picks: Iterable[Pick]) -> Whole:
    """Visits of each place by day class, shape (classes, places)."""
    visits = np.zeros((len(problem.classes), problem.places), dtype=np.int64)
    for pick in picks:
        for stop in pick.stops:
            visits[pick.day_class, stop] += 1
    return visits


def women_reached(problem: Problem, picks: Iterable[Pick]) -> float:
    """Need that the picked visits reach beyond the standing ones."""
    coverage = Coverage(problem)
    before = coverage.women()
    for pick in picks:
        for stop in pick.stops:
            coverage.add(problem.classes[pick.day_class].period, stop)
    return coverage.women() - before


class Floors:
    """What the floors of a problem lack.

    Parameters
    ----------
    problem
        The problem.
    """

    def __init__(self, problem: Problem) -> None:
        shape = (len(problem.floors), len(problem.classes), problem.places)
        self.counts: Floats = np.zeros(shape)
        for number, floor in enumerate(problem.floors):
            self.counts[number, floor.classes] -= floor.of_all
            self.counts[np.ix_(np.array([number]), floor.classes, floor.sites)] += 1
        self._least = np.array([floor.least for floor in problem.floors])
        self.penalties: Floats = np.array([floor.penalty for floor in problem.floors])

    def lacking(self, visits: Whole) -> Floats:
        """How much each floor lacks with these visits (classes, places), shape (floors,)."""
        met = np.tensordot(self.counts, visits, axes=2)
        lack: Floats = np.maximum(self._least - met, 0.0)
        return lack

    def price(self, visits: Whole) -> float:
        """What all that lacks costs."""
        return float(self.penalties @ self.lacking(visits))


def objective(problem: Problem, picks: Sequence[Pick]) -> float:
    """Need reached less driving less the price of what floors lack."""
    driving = sum(pick.drive_minutes for pick in picks)
    lack = Floors(problem).price(count_visits(problem, picks))
    return women_reached(problem, picks) - problem.price_per_minute * driving - lack
