"""The best choice of routes with a proven bound: prices of all routes, then whole numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from priemna.planning.days import put_on_days
from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.envelope import Envelope, Line
from priemna.planning.greedy import greedy_plan, minutes_of
from priemna.planning.master import build_master
from priemna.planning.pools import Pool, alone, together
from priemna.planning.problem import Flags, Floats, Pick, Problem
from priemna.planning.programme import Watch
from priemna.planning.relaxation import Relaxation
from priemna.planning.value import count_visits, objective

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
    """How far a search is: best value, bound (infinite at first), seconds since it began, picks."""

    objective: float
    bound: float
    seconds: float
    picks: tuple[Pick, ...] = ()


Tell = Callable[[Progress], None]
Cancel = Callable[[], bool]
Clock = Callable[[], float]
"""Seconds since any moment; decisions look at no clock but one that they are given."""


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
    clock: Clock | None = None,
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
    clock
        What the seconds are counted by; without it only those of the solver count.

    Returns
    -------
    Found
        Never worse than the greedy plan.

    Notes
    -----
    Day classes that only spacing tells apart are first taken together (`pools.together`): what is
    possible there bounds every plan, and its routes are then put on days. The programme without
    whole numbers bounds every plan (`relaxation`). A route whose reduced cost is below the distance
    of that bound to the best known plan can be in no better plan and is left out of the programme
    with whole numbers (Nemhauser and Wolsey 1988, II.5). Where that programme counts more than its
    plan reaches, lines are added and it is solved again.
    """
    hunt = _Hunt(problem, options, gap, seconds, progress, cancel or (lambda: False), clock)
    at_once = greedy_plan(problem, options, rounds=0)
    hunt.offer(at_once)
    if can_hold(problem, options, start):
        hunt.offer(list(start))
    hunt.tell()
    hunt.offer(greedy_plan(problem, options, at_once, cancel=hunt.is_late))
    hunt.tell()
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
        clock: Clock | None = None,
    ) -> None:
        self.problem, self.options, self.gap, self.seconds = problem, options, gap, seconds
        self._progress, self._cancel = progress, cancel
        self._solving = 0.0
        self._clock = clock
        self._began = clock() if clock else 0.0
        self.best: list[Pick] = []
        self.worth = objective(problem, [])
        self.bound = np.inf
        self.is_spread_too_thin = False
        self._envelope = Envelope(problem)
        self._lines: list[Line] = []

    def offer(self, picks: list[Pick]) -> None:
        """Keep a plan if it is the best so far."""
        worth = objective(self.problem, picks)
        if worth > self.worth:
            self.best, self.worth = picks, worth

    def is_proven(self) -> bool:
        """Within the share that was asked for."""
        return bool(self.bound - self.worth <= self.allowed() + TINY)

    def spent(self) -> float:
        """Seconds since the search began; without a clock those that solvers worked."""
        return self._clock() - self._began if self._clock else self._solving

    def left(self) -> float:
        """Seconds left; none where somebody told to stop."""
        return 0.0 if self._cancel() else self.seconds - self.spent()

    def is_late(self) -> bool:
        """Out of time or told to stop."""
        return self.left() <= 0

    def is_done(self) -> bool:
        """Proven, out of time or told to stop."""
        return self.is_proven() or self.is_late()

    def allowed(self) -> float:
        """How far, in the unit of the objective, the bound may be."""
        return self.gap * max(abs(self.worth), TINY)

    def run(self, pools: Sequence[Pool]) -> None:
        """Bound with these pools, then search among ever more routes."""
        relaxation = Relaxation(
            self.problem, pools, self._envelope, self._locate(pools), self.worth
        )
        bounded = relaxation.run(self.left, self.tell, self.gap)
        relaxed, reduced, self._lines = bounded.bound, bounded.prices, bounded.lines
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
        numbers = [np.flatnonzero(own) for own in inside]
        stops = [pools[q].routes.stops[r] for q, r in known]
        stops = [own[own != NO_STOP] for own in stops]
        while True:
            master = build_master(self.problem, pools, numbers, self._envelope, self._lines)
            answer = master.programme.solve(
                gap=gap,
                absolute_gap=max(0.5 * self.allowed(), 0.0),
                seconds=self.left(),
                start=master.start(known, stops, self._reached(pools, known)[0]),
                watch=self._watch(master.constant, left_out),
            )
            self.tell(answer.seconds)
            self.bound = min(self.bound, max(answer.bound - master.constant, left_out))
            if answer.values is None:
                return
            chosen = master.chosen(answer.values)
            picks = put_on_days(self.problem, pools, chosen)
            self.is_spread_too_thin = len(picks) < len(chosen)
            self.offer(picks)
            if self.is_spread_too_thin:
                self.offer(greedy_plan(self.problem, self.options, picks, cancel=self.is_late))
            reached, lines = self._reached(pools, chosen)
            over = (answer.values[master.term_columns] - reached) * self._envelope.weights
            self._lines += [lines[n] for n in np.flatnonzero(over > TINY * max(1, self.worth))]
            if over.clip(0.0).sum() <= 0.1 * self.allowed() + TINY * len(over) or self.is_done():
                return

    def _watch(self, constant: float, left_out: float) -> Watch:
        """Tells how far a search in whole numbers is, and ends it where time is up."""
        before = self.spent()

        def watch(now: float, _value: float, proven: float) -> bool:
            if self._progress is not None:
                bound = min(max(proven - constant, left_out), self.bound)
                seconds = self.spent() if self._clock else before + now
                self._progress(Progress(self.worth, bound, seconds, tuple(self.best)))
            return self.is_late()

        return watch

    def tell(self, seconds: float = 0.0, bound: float = np.inf) -> None:
        """Count seconds of a solver and tell how far the search is."""
        self._solving += seconds
        if self._progress is not None:
            bound = min(bound, self.bound)
            self._progress(Progress(self.worth, bound, self.spent(), tuple(self.best)))

    def _reached(
        self, pools: Sequence[Pool], chosen: Sequence[tuple[int, int]]
    ) -> tuple[Floats, list[Line]]:
        """What routes reach of each term, and the lines that they meet."""
        used = [
            (pools[q].period, pools[q].routes.stops[[route]], np.ones(1)) for q, route in chosen
        ]
        return self._envelope.touching(used)

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
