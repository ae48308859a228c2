"""What visits reach, as steps that count rank by rank, and cuts that tie the steps to routes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.problem import Floats, Problem, Whole

SLIGHT = 1e-3
"""A cut that is broken by less is not worth its row."""


@dataclass(frozen=True, eq=False)
class Step:
    """Places of which the n-th visit, to whichever of them, is worth the n-th gain times ``worth``.

    ``standing`` visits among them are held in any case.
    """

    period: int
    sites: Whole
    worth: float
    standing: int


@dataclass(frozen=True)
class Cut:
    """The first ``rank`` visits of a step come from routes, each of which adds at most so many."""

    step: int
    rank: int

    def counted(self, steps: Sequence[Step], stops: Whole) -> Whole:
        """How many of the first ranks each route can add, shape (routes,)."""
        sites = steps[self.step].sites
        inside = np.zeros(max(int(stops.max(initial=0)), int(sites.max(initial=0))) + 2)
        inside[sites] = 1
        counted: Whole = np.minimum(inside[stops].sum(axis=1), self.rank).astype(np.int64)
        return counted


def coverage_steps(problem: Problem) -> tuple[Step, ...]:
    """Need reached by any visits as a sum over steps.

    Parameters
    ----------
    problem
        The problem.

    Notes
    -----
    With the shares of a place in falling order, the l-th largest share among the visits is the sum
    of the falls s_t - s_(t+1) over all t for which at least l visits go to the t nearest places
    (Abel summation). Equal sets of nearest places of different demands are one step.
    """
    order = np.lexsort((problem.site, -problem.share, problem.demand))
    demand, site, share = problem.demand[order], problem.site[order], problem.share[order]
    starts = np.searchsorted(demand, np.arange(problem.places + 1))
    worths: dict[tuple[int, tuple[int, ...]], float] = {}
    for i in range(problem.places):
        own = slice(starts[i], starts[i + 1])
        falls = share[own] - np.append(share[own][1:], 0.0)
        for period in np.flatnonzero(problem.weights[:, i] > 0):
            for t in np.flatnonzero(falls > 0):
                key = (int(period), tuple(sorted(site[own][: t + 1].tolist())))
                worth = float(problem.weights[period, i] * falls[t])
                worths[key] = worths.get(key, 0.0) + worth
    return tuple(
        Step(period, np.array(sites), worth, int(problem.standing[period, list(sites)].sum()))
        for (period, sites), worth in worths.items()
    )


def within(
    steps: Sequence[Step], cuts: Sequence[Cut], places: Whole
) -> tuple[tuple[Step, ...], list[Cut]]:
    """Steps and cuts where only ``places`` can be visited: fewer, as many become the same."""
    worths: dict[tuple[int, tuple[int, ...], int], float] = {}
    keys = []
    for step in steps:
        left = tuple(step.sites[np.isin(step.sites, places)].tolist())
        key = (step.period, left, step.standing)
        keys.append(key)
        if left or step.standing:
            worths[key] = worths.get(key, 0.0) + step.worth
    number = {key: n for n, key in enumerate(worths)}
    fewer = tuple(
        Step(period, np.array(sites, dtype=np.int64), worth, standing)
        for (period, sites, standing), worth in worths.items()
    )
    kept = {Cut(number[keys[c.step]], c.rank): None for c in cuts if keys[c.step] in number}
    return fewer, list(kept)


def broken_cuts(
    steps: Sequence[Step],
    ranks: int,
    used: Sequence[tuple[int, Routes, Floats]],
    counted: Floats,
) -> list[Cut]:
    """Cuts that a solution without whole numbers breaks.

    Parameters
    ----------
    steps
        The steps.
    ranks
        Number of gains.
    used
        Period, routes and how often each is driven.
    counted
        Shape (steps, ranks): how much of each rank the solution counts.
    """
    places = 1 + max((int(step.sites.max(initial=0)) for step in steps), default=0)
    places = max(places, 1 + max((int(r.stops.max(initial=0)) for _, r, _ in used), default=0))
    inside = np.zeros((len(steps), places + 1), dtype=np.int64)
    for number, step in enumerate(steps):
        inside[number, step.sites] = 1
    inside[:, NO_STOP] = 0
    standing = np.array([step.standing for step in steps])
    periods = np.array([step.period for step in steps])
    within = [inside[:, routes.stops].sum(axis=2) for _, routes, _ in used]
    found = []
    for rank in range(1, ranks + 1):
        most = np.minimum(standing, rank).astype(float)
        for (period, _, often), own in zip(used, within, strict=True):
            most += (periods == period) * (np.minimum(own, rank) @ often)
        over = counted[:, :rank].sum(axis=1) - most
        found += [Cut(int(step), rank) for step in np.flatnonzero(over > SLIGHT)]
    return found
