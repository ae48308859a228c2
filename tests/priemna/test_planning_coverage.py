"""Steps of coverage and the cuts that tie them to routes."""

import numpy as np
import pytest

from priemna.planning.coverage import Cut, Step, broken_cuts, coverage_steps, within
from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.problem import DayClass, DayLimits, Problem
from priemna.planning.value import Coverage

PLACES = 7
SEEDS = range(6)


def problem_of(seed: int) -> Problem:
    """A problem in which every place reaches some others."""
    rng = np.random.default_rng(seed)
    demand, site = np.nonzero(rng.random((PLACES, PLACES)) < 0.5)
    standing = np.zeros((1, PLACES), dtype=np.int64)
    standing[0, seed % PLACES] = seed % 3
    day = DayClass(3, 0, DayLimits(0, 480.0, 180.0), np.ones(PLACES, dtype=bool))
    return Problem(
        minutes=np.zeros((PLACES, PLACES)),
        km=np.zeros((PLACES, PLACES)),
        service=np.full(PLACES, 120.0),
        weights=rng.random((1, PLACES)),
        demand=demand,
        site=site,
        share=rng.choice([0.2, 0.5, 0.9, 1.0], len(demand)),
        gains=(1.0, 0.5, 0.25),
        price_per_minute=0.0,
        classes=(day,),
        standing=standing,
    )


def worth_by_steps(problem: Problem, steps: tuple[Step, ...], visits: np.ndarray) -> float:
    """What steps say that visits are worth, standing ones included."""
    total = 0.0
    for step in steps:
        count = int(visits[step.sites].sum()) + step.standing
        total += step.worth * sum(problem.gains[:count])
    return total


@pytest.mark.parametrize("seed", SEEDS)
def test_the_steps_add_up_to_what_visits_reach(seed: int) -> None:
    problem = problem_of(seed)
    visits = np.random.default_rng(seed).integers(0, 3, PLACES)
    coverage = Coverage(problem)
    for place, count in enumerate(visits):
        for _ in range(count):
            coverage.add(0, place)
    by_steps = worth_by_steps(problem, coverage_steps(problem), visits)
    assert by_steps == pytest.approx(coverage.women())


@pytest.mark.parametrize("seed", SEEDS)
def test_fewer_places_leave_the_worth_of_visits_to_them(seed: int) -> None:
    problem = problem_of(seed)
    steps = coverage_steps(problem)
    open_ = np.array([1, 2, 5])
    visits = np.zeros(PLACES, dtype=np.int64)
    visits[open_] = (1, 0, 2)
    fewer, kept = within(steps, [Cut(n, 1) for n in range(len(steps))], open_)
    assert len(fewer) < len(steps)
    assert len(kept) == len(fewer)
    assert worth_by_steps(problem, fewer, visits) == pytest.approx(
        worth_by_steps(problem, steps, visits)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_breaks_a_cut(seed: int) -> None:
    problem = problem_of(seed)
    steps = coverage_steps(problem)
    stops = np.array([[0, 1, 2], [3, 4, NO_STOP], [5, 6, NO_STOP]])
    routes = Routes(stops, np.zeros(3), np.zeros(3), np.arange(3))

    def counted(often: np.ndarray) -> np.ndarray:
        """The most that each rank of each step counts when only visits bind it."""
        visits = np.zeros(PLACES + 1)
        for route, times in zip(stops, often, strict=True):
            visits[route] += times
        of_step = [visits[step.sites].sum() + step.standing for step in steps]
        return np.clip(np.array(of_step)[:, None] - np.arange(3), 0.0, 1.0)

    whole = np.array([1.0, 0.0, 2.0])
    assert broken_cuts(steps, 3, [(0, routes, whole)], counted(whole)) == []


def test_half_a_route_through_two_places_counts_half_a_first_visit() -> None:
    steps = (Step(0, np.array([5, 6]), 1.0, 0), Step(0, np.array([6]), 1.0, 0))
    route = Routes(np.array([[5, 6]]), np.zeros(1), np.zeros(1), np.zeros(1, dtype=np.int64))
    counted = np.array([[1.0, 0.0], [0.5, 0.0]])
    assert broken_cuts(steps, 2, [(0, route, np.array([0.5]))], counted) == [Cut(0, 1)]
