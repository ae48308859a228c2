"""A good plan at once: the best route first, then each route exchanged while that helps."""

from collections.abc import Callable, Sequence

import numpy as np

from priemna.planning.enumerate import NO_STOP, Routes, day_minutes
from priemna.planning.problem import Flags, Pick, Problem, Whole
from priemna.planning.value import Coverage, Floors, count_visits, objective

LOOKED_AT = 24
"""Routes whose joint gain is computed, of those with the largest sums of single gains."""

ROUNDS = 30

WORTH = 1e-9


def greedy_plan(
    problem: Problem,
    options: Sequence[Routes],
    start: Sequence[Pick] = (),
    rounds: int = ROUNDS,
    cancel: Callable[[], bool] | None = None,
) -> list[Pick]:
    """Fill the days one by one with the best route, then exchange routes while that helps.

    Parameters
    ----------
    problem
        The problem.
    options
        The routes of each day class.
    start
        Picks to begin with.
    rounds
        Times that each route is looked at again at most.
    cancel
        Asked whether to stop exchanging.

    Returns
    -------
    list of Pick
        At most as many per day class as it has team-days.

    Notes
    -----
    The value of a set of visits is submodular, so that the sum of the single gains bounds the
    joint gain of a route: only routes near the top need a closer look.
    """
    plan = _Filling(problem, options, list(start))
    while plan.add_best():
        pass
    for _ in range(rounds):
        before = plan.worth
        for number in range(len(plan.picks)):
            if cancel is not None and cancel():
                return plan.picks
            plan.exchange(number)
        while plan.add_best():
            pass
        if plan.worth <= before + WORTH:
            break
    return plan.picks


class _Filling:
    """A plan in the making."""

    def __init__(self, problem: Problem, options: Sequence[Routes], picks: list[Pick]) -> None:
        self.problem, self.options, self.picks = problem, options, picks
        self._coverage, self._floors = Coverage(problem), Floors(problem)
        self.worth = objective(problem, picks)

    def add_best(self) -> bool:
        """Put the best route on a free day; False where none is worth its way."""
        gain, pick = self._best()
        if pick is None:
            return False
        self.picks.append(pick)
        self.worth += gain
        return True

    def exchange(self, number: int) -> None:
        """Take a route out and put the best one in its place, which may be itself."""
        old = self.picks.pop(number)
        without = self._worth()
        gain, pick = self._best()
        if pick is None or without + gain <= self.worth + WORTH:
            self.picks.insert(number, old)
            return
        self.picks.insert(number, pick)
        self.worth = without + gain

    def _worth(self) -> float:
        visits = self._recount()
        driving = sum(pick.drive_minutes for pick in self.picks)
        women = self._coverage.women() - self._coverage.standing_women
        return women - self.problem.price_per_minute * driving - self._floors.price(visits)

    def _recount(self) -> Whole:
        visits = count_visits(self.problem, self.picks)
        self._coverage.clear()
        for k, site in np.argwhere(visits):
            for _ in range(visits[k, site]):
                self._coverage.add(self.problem.classes[k].period, int(site))
        return visits

    def _best(self) -> tuple[float, Pick | None]:
        problem, visits = self.problem, self._recount()
        used = np.bincount([p.day_class for p in self.picks], minlength=len(problem.classes))
        gains = [self._coverage.gains(period) for period in range(problem.periods)]
        price, lack = self._floors.price(visits), self._floors.lacking(visits)
        found: list[tuple[float, int, int]] = []
        for k, day in enumerate(problem.classes):
            if used[k] >= day.team_days or not len(self.options[k]):
                continue
            wanted = self._floors.penalties * np.minimum(lack, 1.0)
            single = gains[day.period] + wanted @ np.maximum(self._floors.counts[:, k], 0.0)
            single[self._blocked(k, visits)] = -np.inf
            routes = self.options[k]
            sums = np.append(single, 0.0)[routes.stops].sum(axis=1)
            sums = sums - problem.price_per_minute * routes.drive
            sums[self._too_heavy(k, routes)] = -np.inf
            top = np.argpartition(-sums, min(LOOKED_AT, len(sums) - 1))[:LOOKED_AT]
            found += [(float(sums[r]), k, int(r)) for r in top if sums[r] > WORTH]
        best, chosen = WORTH, None
        for bound, k, r in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
            if bound <= best + WORTH:
                break
            routes = self.options[k]
            stops = tuple(int(s) for s in routes.stops[r] if s != NO_STOP)
            pick = Pick(k, stops, float(routes.drive[r]))
            gain = self._coverage.joint_gain(problem.classes[k].period, stops)
            visits[k, list(stops)] += 1
            gain += price - self._floors.price(visits)
            visits[k, list(stops)] -= 1
            gain -= problem.price_per_minute * pick.drive_minutes
            if gain > best + WORTH:
                best, chosen = gain, pick
        return best, chosen

    def _blocked(self, k: int, visits: Whole) -> Flags:
        blocked: Flags = visits[k] > 0
        for group in self.problem.spacing:
            if k in group:
                blocked |= visits[list(group)].sum(axis=0) > 0
        for rule in self.problem.together:
            other = {rule.first: rule.second, rule.second: rule.first}.get(k)
            if other is not None and visits[other, rule.site]:
                blocked[rule.site] |= not visits[list(rule.between), rule.site].any()
        return blocked

    def _too_heavy(self, k: int, routes: Routes) -> Flags:
        heavy = np.zeros(len(routes), dtype=bool)
        for limit in self.problem.heavy:
            if k in limit.classes:
                long = [
                    pick
                    for pick in self.picks
                    if pick.day_class in limit.classes
                    and minutes_of(self.problem, pick) > limit.minutes
                ]
                if len(long) >= limit.at_most:
                    heavy |= routes.minutes > limit.minutes
        return heavy


def minutes_of(problem: Problem, pick: Pick) -> float:
    """Length of the day of a pick in minutes, without waiting."""
    service = np.array([problem.service[list(pick.stops)].sum()])
    limits = problem.classes[pick.day_class].limits
    return float(day_minutes(limits, np.array([pick.drive_minutes]), service)[0])
