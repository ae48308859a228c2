"""Lines above what visits reach."""

from dataclasses import replace

import numpy as np
import pytest

from priemna.planning.enumerate import NO_STOP
from priemna.planning.envelope import Envelope, Line, least_repeated
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


STOPS = np.array([[0, 1, 2], [3, 4, NO_STOP], [5, 6, NO_STOP], [2, 3, 5], [1, NO_STOP, NO_STOP]])


def reached(problem: Problem, often: np.ndarray) -> float:
    """Need reached by driving each of the routes so many times, standing visits included."""
    coverage = Coverage(problem)
    for route, times in zip(STOPS, often, strict=True):
        for place in route[route != NO_STOP]:
            for _ in range(int(times)):
                coverage.add(0, int(place))
    return coverage.women()


def height_over(envelope: Envelope, line: Line, often: np.ndarray) -> float:
    """What a line allows these routes to reach of its term."""
    visits = np.zeros(PLACES + 1)
    for route, times in zip(STOPS, often, strict=True):
        visits[route] += times
    sites, worth = envelope.visits(line)
    less = envelope.repeated(line, STOPS)
    return float(envelope.height(line) + worth @ visits[sites] - less @ often)


@pytest.mark.parametrize("seed", SEEDS)
def test_whole_routes_reach_what_their_visits_reach(seed: int) -> None:
    problem = problem_of(seed)
    often = np.random.default_rng(seed).integers(0, 3, len(STOPS)).astype(float)
    envelope = Envelope(problem)
    by_term, lines = envelope.touching([(0, STOPS, often)])
    assert by_term @ envelope.weights == pytest.approx(reached(problem, often))
    for line in lines:
        assert height_over(envelope, line, often) == pytest.approx(by_term[line.term])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_reaches_more_than_a_line_allows(seed: int) -> None:
    problem, chance = problem_of(seed), np.random.default_rng(seed)
    envelope = Envelope(problem)
    parts = chance.choice([0.0, 0.25, 0.5, 1.0, 1.5], len(STOPS))
    lines = [*envelope.touching([(0, STOPS, parts)])[1], *envelope.flat()]
    for _ in range(30):
        often = chance.integers(0, 3, len(STOPS)).astype(float)
        by_term, _lines = envelope.touching([(0, STOPS, often)])
        for line in lines:
            assert by_term[line.term] <= height_over(envelope, line, often) + 1e-9


def test_half_a_route_through_two_places_counts_half_a_first_visit() -> None:
    problem = replace(
        problem_of(0),
        demand=np.array([0, 0]),
        site=np.array([5, 6]),
        share=np.array([1.0, 1.0]),
        gains=(1.0, 0.0),
        standing=np.zeros((1, PLACES), dtype=np.int64),
    )
    half = np.array([0.0, 0.0, 0.5, 0.0, 0.0])
    assert Envelope(problem).touching([(0, STOPS, half)])[0] == pytest.approx([0.5])


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_of_places_repeat_no_more_than_the_route(seed: int) -> None:
    problem = problem_of(seed)
    envelope = Envelope(problem)
    parts = np.random.default_rng(seed).uniform(0, 1, len(STOPS))
    lines = [*envelope.flat(), *envelope.touching([(0, STOPS, parts)])[1]]
    priced = [(0.7, line) for line in lines]
    exact = sum(price * envelope.repeated(line, STOPS) for price, line in priced)
    least = least_repeated(envelope.repeated_by_two(priced), STOPS)
    assert (least <= exact + 1e-9).all()
    assert least.any()
