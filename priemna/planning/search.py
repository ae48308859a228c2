"""The best choice of routes with a proven bound: pricing of all routes, then whole numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from priemna.planning.coverage import Cut, broken_cuts, coverage_steps, within
from priemna.planning.days import put_on_days
from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.greedy import greedy_plan, minutes_of
from priemna.planning.master import Master, build_master, heavy_allowance
from priemna.planning.pools import Pool, alone, together
from priemna.planning.problem import Flags, Floats, Pick, Problem
from priemna.planning.programme import Answer
from priemna.planning.value import Coverage, count_visits, objective

PRICED_AT_ONCE = 4000
"""Routes of a day class that enter the programme together while it is being priced."""

ALL_AT_ONCE = 20_000
"""With fewer routes pricing is not worth it: all enter at once."""

FIRST_LOOK = 250
"""So few routes of the best prices are tried first, for a plan that rules most others out."""

FIRST_GAP = 0.008
"""The first look ends this near its own best."""

FEW = 2500
"""So few routes then enter the programme with whole numbers all at once."""

STAGES = (1500, 6000, 40_000)
"""Otherwise at most so many, stage by stage; the bound takes account of those left out."""

TINY = 1e-7


@dataclass(frozen=True)
class Progress:
    """How far a search is: best value and bound so far, and seconds since it began."""

    objective: float
    bound: float
    seconds: float


Tell = Callable[[Progress], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True)
class Found:
    """Picks, what they are worth, and what none can exceed."""

    picks: tuple[Pick, ...]
    objective: float
    bound: float
    is_complete: bool

    @property
    def gap(self) -> float:
        """Share of the bound by which a better choice could be better."""
        return max(0.0, self.bound - self.objective) / max(abs(self.bound), 1e-9)


def search(
    problem: Problem,
    options: Sequence[Routes],
    *,
    gap: float,
    seconds: float,
    start: Sequence[Pick] = (),
    progress: Tell | None = None,
    cancel: Cancel | None = None,
) -> Found:
    """Choose routes.

    Parameters
    ----------
    problem
        The problem.
    options
        All routes of each day class.
    gap
        The search ends once the choice is proven to be within this share of the best.
    seconds
        It ends after this time as well.
    start
        A plan to begin with, besides the greedy one.
    progress, cancel
        Told of progress; asked whether to stop.

    Returns
    -------
    Found
        Never worse than the greedy plan.

    Notes
    -----
    Day classes that only spacing tells apart are first taken together (`pools.together`): what is
    possible there bounds every plan, and its routes are then put on days. The programme without
    whole numbers is solved with few routes; routes whose price is right are added until none is
    left (Dantzig and Wolfe 1960), so its value bounds every plan. A route whose reduced cost is
    below the distance of that bound to the best known plan can be in no better plan and is left
    out of the programme with whole numbers (Nemhauser and Wolsey 1988, II.5).
    """
    hunt = _Hunt(problem, options, gap, seconds, progress, cancel or (lambda: False))
    hunt.offer(greedy_plan(problem, options))
    if can_hold(problem, options, start):
        hunt.offer(list(start))
    if any(len(own) for own in options):
        hunt.run(together(problem, options))
    else:
        hunt.bound = hunt.worth
    return Found(tuple(hunt.best), hunt.worth, max(hunt.bound, hunt.worth), hunt.is_proven())


def can_hold(problem: Problem, options: Sequence[Routes], picks: Sequence[Pick]) -> bool:
    """True where picks are possible routes and keep every rule that has no price."""
    visits = count_visits(problem, picks)
    used = np.bincount([p.day_class for p in picks], minlength=len(problem.classes))
    if (used > [day.team_days for day in problem.classes]).any() or (visits > 1).any():
        return False
    if any((visits[list(group)].sum(axis=0) > 1).any() for group in problem.spacing):
        return False
    for rule in problem.together:
        ends = visits[[rule.first, rule.second], rule.site].sum()
        if ends - visits[list(rule.between), rule.site].sum() > 1:
            return False
    for limit in problem.heavy:
        own = [p for p in picks if p.day_class in limit.classes]
        if sum(minutes_of(problem, p) > limit.minutes for p in own) > limit.at_most:
            return False
    return all(place_of(options[pick.day_class], pick.stops) is not None for pick in picks)


def place_of(routes: Routes, stops: Sequence[int]) -> int | None:
    """Number of the route through these stops; None where there is none."""
    if len(stops) > routes.stops.shape[1]:
        return None
    wanted = np.full(routes.stops.shape[1], NO_STOP)
    wanted[: len(stops)] = sorted(stops)
    found = np.flatnonzero((routes.stops == wanted).all(axis=1))
    return int(found[0]) if len(found) else None


class _Hunt:
    """The best plan and the best bound so far."""

    def __init__(
        self,
        problem: Problem,
        options: Sequence[Routes],
        gap: float,
        seconds: float,
        progress: Tell | None,
        cancel: Cancel,
    ) -> None:
        self.problem, self.options, self.gap, self.seconds = problem, options, gap, seconds
        self._progress, self._cancel = progress, cancel
        self._spent = 0.0
        self.best: list[Pick] = []
        self.worth = objective(problem, [])
        self.bound = np.inf
        self.is_spread_too_thin = False
        self._steps = coverage_steps(problem)
        self._cuts: list[Cut] = []

    def offer(self, picks: list[Pick]) -> None:
        """Keep a plan if it is the best so far."""
        worth = objective(self.problem, picks)
        if worth > self.worth:
            self.best, self.worth = picks, worth

    def is_proven(self) -> bool:
        """Within the share that was asked for."""
        return bool(self.bound - self.worth <= self.allowed() + TINY)

    def is_done(self) -> bool:
        """Proven, out of time or told to stop."""
        return self.is_proven() or self._spent >= self.seconds or self._cancel()

    def allowed(self) -> float:
        """How far, in the unit of the objective, the bound may be."""
        return self.gap * max(abs(self.worth), TINY)

    def run(self, pools: Sequence[Pool]) -> None:
        """Bound with these pools, then search among ever more routes."""
        relaxed, reduced = self._price(pools)
        if not np.isfinite(relaxed):
            return
        self.bound = min(self.bound, relaxed)
        single = alone(self.problem, self.options)
        # What is possible day by day is possible in the pools, so their prices bound it as well.
        own = [
            reduced[q][pool.where[pool.classes.index(k)]]
            for k in range(len(self.options))
            for q, pool in enumerate(pools)
            if k in pool.classes
        ]
        if self.is_done():
            return
        complete = self._stage(pools, reduced, relaxed, FIRST_LOOK, few=FIRST_LOOK, gap=FIRST_GAP)
        for most in STAGES:
            if self.is_done():
                return
            complete = self._stage(pools, reduced, relaxed, most)
            if not self.is_done() and self.is_spread_too_thin and len(pools) < len(single):
                complete = self._stage(single, own, relaxed, most)
            if complete:
                return

    def _stage(
        self,
        pools: Sequence[Pool],
        reduced: list[Floats],
        relaxed: float,
        most: int,
        *,
        few: int = FEW,
        gap: float = 0.0,
    ) -> bool:
        """Search among the ``most`` routes with the best prices; True if no more is needed."""
        # A plan with any of the others is not better by more than is allowed.
        left_out = self.worth + 0.5 * self.allowed()
        floor = left_out - relaxed
        every = np.concatenate(reduced)
        is_all = (every >= floor).sum() <= max(most, few)
        if not is_all:
            floor = float(np.partition(every, -most)[-most])
            left_out = relaxed + floor
        self._whole(pools, [own >= floor for own in reduced], left_out, gap)
        return is_all and not gap

    def _whole(
        self, pools: Sequence[Pool], inside: list[Flags], left_out: float, gap: float
    ) -> None:
        known = self._locate(pools)
        for q, route in known:
            inside[q][route] = True
        places = np.unique(
            np.concatenate(
                [p.routes.stops[own].ravel() for p, own in zip(pools, inside, strict=True)]
            )
        )
        steps, cuts = within(self._steps, self._cuts, places[places != NO_STOP])
        numbers = [np.flatnonzero(own) for own in inside]
        master = build_master(self.problem, pools, numbers, steps, cuts)
        stops = [pools[q].routes.stops[r] for q, r in known]
        start = master.start(known, [own[own != NO_STOP] for own in stops])
        before = self._spent

        def watch(now: float, value: float, proven: float) -> bool:
            self._spent = before + now
            if self._progress is not None:
                best = max(self.worth, value - master.constant)
                bound = max(proven - master.constant, left_out)
                self._progress(Progress(best, min(bound, self.bound), self._spent))
            return self._cancel()

        answer = master.programme.solve(
            gap=gap,
            absolute_gap=max(0.5 * self.allowed(), 0.0),
            seconds=self.seconds - self._spent,
            start=start,
            watch=watch if self._progress is not None else None,
        )
        self._spent = before + answer.seconds
        self.bound = min(self.bound, max(answer.bound - master.constant, left_out))
        if answer.values is None:
            return
        chosen = master.chosen(answer.values)
        picks = put_on_days(self.problem, pools, chosen)
        self.is_spread_too_thin = len(picks) < len(chosen)
        self.offer(picks)
        if self.is_spread_too_thin:
            self.offer(greedy_plan(self.problem, self.options, picks))

    def _price(self, pools: Sequence[Pool]) -> tuple[float, list[Floats]]:
        """Value without whole numbers over all routes, and the reduced cost of each."""
        total = sum(len(pool.routes) for pool in pools)
        inside = [np.full(len(pool.routes), total <= ALL_AT_ONCE) for pool in pools]
        if total > ALL_AT_ONCE:
            self._first_columns(pools, inside)
        for q, route in self._locate(pools):
            inside[q][route] = True
        bound = np.inf
        prices: list[Floats] = []
        while True:
            master = self._master(pools, inside)
            answer = master.programme.relax(self.seconds - self._spent)
            self._spent += answer.seconds
            if not answer.is_optimal or answer.values is None:
                return bound, prices
            reduced = self._reduced(pools, master, answer)
            added = 0
            for flags, own in zip(inside, reduced, strict=True):
                better = np.flatnonzero((own > TINY) & ~flags)
                better = better[np.argsort(-own[better], kind="stable")][:PRICED_AT_ONCE]
                flags[better] = True
                added += len(better)
            is_late = self._cancel() or self._spent >= self.seconds
            worth = answer.worth - master.constant
            if added and is_late and not np.isfinite(bound):
                return self._early_bound(pools, worth, reduced), reduced
            if not added and worth < bound:
                bound, prices = worth, reduced
            if is_late:
                return bound, prices
            if not added and not self._cut(pools, master, answer.values):
                return bound, prices

    def _cut(self, pools: Sequence[Pool], master: Master, values: Floats) -> bool:
        """Add the cuts that a solution breaks; False where there are none."""
        used = []
        for pool, inside, columns in zip(pools, master.inside, master.route_columns, strict=True):
            often = values[columns]
            driven = np.flatnonzero(often > TINY)
            used.append((pool.period, pool.routes.take(inside[driven]), often[driven]))
        counted = values[master.step_columns]
        broken = broken_cuts(self._steps, len(self.problem.gains), used, counted)
        new = [cut for cut in broken if cut not in self._cuts]
        self._cuts += new
        return bool(new)

    def _master(self, pools: Sequence[Pool], inside: Sequence[Flags]) -> Master:
        numbers = [np.flatnonzero(own) for own in inside]
        return build_master(self.problem, pools, numbers, self._steps, self._cuts)

    def _early_bound(self, pools: Sequence[Pool], worth: float, reduced: list[Floats]) -> float:
        """Bound where pricing was broken off: each team-day may gain its largest price (Farley)."""
        gains = [
            float(pool.capacities[-1]) * max(float(own.max(initial=0.0)), 0.0)
            for pool, own in zip(pools, reduced, strict=True)
        ]
        return worth + sum(gains)

    def _first_columns(self, pools: Sequence[Pool], inside: list[Flags]) -> None:
        coverage = Coverage(self.problem)
        for pool, flags in zip(pools, inside, strict=True):
            gains = np.append(coverage.gains(pool.period), 0.0)
            sums = gains[pool.routes.stops].sum(axis=1)
            sums -= self.problem.price_per_minute * pool.routes.drive
            flags[np.argsort(-sums, kind="stable")[:PRICED_AT_ONCE]] = True
            flags |= (pool.routes.stops != NO_STOP).sum(axis=1) == 1

    def _locate(self, pools: Sequence[Pool]) -> list[tuple[int, int]]:
        """Pool and number of each route of the best plan."""
        found = []
        for pick in self.best:
            q = next(n for n, pool in enumerate(pools) if pick.day_class in pool.classes)
            routes = pools[q].routes
            wanted = np.full(routes.stops.shape[1], NO_STOP)
            wanted[: len(pick.stops)] = sorted(pick.stops)
            bit = 1 << pools[q].classes.index(pick.day_class)
            same = (routes.stops == wanted).all(axis=1) & (pools[q].allowed & bit > 0)
            found.append((q, int(np.flatnonzero(same)[0])))
        return found

    def _reduced(self, pools: Sequence[Pool], master: Master, answer: Answer) -> list[Floats]:
        """Reduced costs: what one more team-day on each route would add at these prices."""
        duals, found = answer.row_duals, []
        for q, pool in enumerate(pools):
            visit = np.append(duals[master.link_rows[q]], 0.0)
            own = -self.problem.price_per_minute * pool.routes.drive
            own = own - visit[pool.routes.stops].sum(axis=1)
            for row, subset in zip(master.limit_rows[q], pool.subsets, strict=True):
                if duals[row]:
                    own = own - duals[row] * ((pool.allowed & ~subset) == 0)
            found.append(own)
        for row, cut in zip(master.cut_rows, self._cuts, strict=True):
            for q, pool in enumerate(pools):
                if duals[row] and pool.period == self._steps[cut.step].period:
                    found[q] = found[q] + duals[row] * cut.counted(self._steps, pool.routes.stops)
        for row, (minutes, _, members) in zip(
            master.heavy_rows, heavy_allowance(self.problem, pools), strict=True
        ):
            for q in members:
                found[q] = found[q] - duals[row] * (pools[q].routes.minutes > minutes)
        return found
