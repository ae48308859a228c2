"""Places chosen are the best there are, and the bound is never above the best."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places import CENTRE_EKATTE, settlements
from geo.travel import straight_line_times
from priemna.access.bound import bound_choice
from priemna.access.exact import choose_exactly
from priemna.access.sites import nearest_median, widest_cover
from priemna.access.swap import improve_by_swaps, start_greedily, value_of
from tests.oracles import access_by_hand

ROOT = Path(__file__).parents[3]
PLACES = settlements()
MINUTES = straight_line_times(PLACES).minutes
WOMEN = np.array([place.women_14_plus for place in PLACES])
CENTRE = [i for i, place in enumerate(PLACES) if place.ekatte == CENTRE_EKATTE]


def tables(rows, columns):
    return st.lists(
        st.lists(st.integers(0, 30), min_size=columns, max_size=columns),
        min_size=rows,
        max_size=rows,
    ).map(lambda table: np.array(table, dtype=float))


@settings(max_examples=150, deadline=None)
@given(tables(7, 7), st.integers(1, 3), st.booleans())
def test_the_programme_finds_what_trying_everything_finds(costs, count, exists):
    existing = [6] if exists else []
    base = costs[:, 6] if exists else None
    free = costs[:, :6] if exists else costs
    sites, bound = choose_exactly(free, count, base)
    best = access_by_hand.best_choice(costs, count, existing)
    assert len(set(sites)) == count
    assert value_of(free, sites, base) == pytest.approx(best)
    assert bound == pytest.approx(best)


@settings(max_examples=150, deadline=None)
@given(tables(8, 8), st.integers(1, 4), st.booleans())
def test_a_bound_is_never_above_the_best_and_no_better_choice_is_ruled_out(costs, count, exists):
    existing = [7] if exists else []
    base = costs[:, 7] if exists else None
    start = start_greedily(costs, count, base, barred=existing)
    found = bound_choice(costs, count, base, start=start, barred=existing)
    best = access_by_hand.best_choice(costs, count, existing)
    assert found.bound <= best + 1e-6
    assert value_of(costs, found.sites, base) >= best - 1e-6
    if value_of(costs, found.sites, base) > best + 1e-6:
        assert any(
            abs(access_by_hand.cost_of(costs, [*existing, *found.certain, *rest]) - best) < 1e-6
            for rest in _choices(found.possible, count - len(found.certain))
        )


def _choices(places, count):
    from itertools import combinations

    return combinations(places, count)


@settings(max_examples=150, deadline=None)
@given(tables(8, 8), st.integers(1, 4), st.booleans())
def test_no_exchange_of_one_place_is_left_that_saves(costs, count, exists):
    existing = [7] if exists else []
    base = costs[:, 7] if exists else None
    start = start_greedily(costs, count, base, barred=existing)
    sites = improve_by_swaps(costs, start, base, barred=existing)
    value = value_of(costs, sites, base)
    assert value <= value_of(costs, start, base)
    assert not set(sites) & set(existing)
    for leaves in range(count):
        for enters in set(range(8)) - set(sites) - set(existing):
            other = [*sites[:leaves], enters, *sites[leaves + 1 :]]
            assert value_of(costs, other, base) >= value - 1e-6


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_district_gets_its_best_further_points_proven(count):
    costs = WOMEN[:, None] * MINUTES
    choice = nearest_median(WOMEN, MINUTES, count, existing=CENTRE)
    assert choice.gap < 1e-6
    assert choice.before == pytest.approx(costs[:, CENTRE[0]].sum())
    if count < 3:
        best = access_by_hand.best_choice(costs.tolist(), count, CENTRE)
        assert choice.value == pytest.approx(best)


def test_the_classical_programme_of_another_solver_agrees_on_the_district():
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_matrix

    costs = WOMEN[:, None] * MINUTES
    size, count = len(WOMEN), 4
    pairs = size * size
    rows, columns, values = [], [], []
    for i in range(size):
        for j in range(size):
            rows += [i, size + i * size + j, size + i * size + j]
            columns += [i * size + j, i * size + j, pairs + j]
            values += [1.0, 1.0, -1.0]
    rows += [size + pairs] * size
    columns += list(range(pairs, pairs + size))
    values += [1.0] * size
    matrix = coo_matrix((values, (rows, columns)), shape=(size + pairs + 1, pairs + size))
    low = np.concatenate([np.ones(size), np.full(pairs, -np.inf), [count]])
    high = np.concatenate([np.ones(size), np.zeros(pairs), [count]])
    answer = milp(
        np.concatenate([costs.ravel(), np.zeros(size)]),
        constraints=LinearConstraint(matrix.tocsr(), low, high),
        integrality=np.concatenate([np.zeros(pairs), np.ones(size)]),
        bounds=Bounds(0, 1),
    )
    choice = nearest_median(WOMEN, MINUTES, count)
    assert choice.value == pytest.approx(answer.fun, rel=1e-6)
    assert choice.gap < 1e-6


@pytest.mark.parametrize("within", [15, 30, 45])
def test_covering_leaves_as_few_women_out_as_trying_all_pairs_does(within):
    costs = WOMEN[:, None] * (np.ceil(np.round(MINUTES, 3)) > within)
    choice = widest_cover(WOMEN, MINUTES, 2, within=within, existing=CENTRE)
    assert choice.value == pytest.approx(access_by_hand.best_choice(costs.tolist(), 2, CENTRE))
    assert choice.gap < 1e-6


def test_nothing_is_chosen_where_every_place_is_taken():
    choice = nearest_median(np.ones(2), np.array([[0.0, 5.0], [5.0, 0.0]]), 3, existing=[0, 1])
    assert (choice.sites, choice.value, choice.gap) == ((), 0.0, 0.0)


def test_a_large_case_comes_with_a_bound_close_below_it():
    rng = np.random.default_rng(5)
    points = rng.uniform(0, 100, (600, 2))
    minutes = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    women = rng.lognormal(5, 1, 600)
    choice = nearest_median(women, minutes, 30)
    assert 0 <= choice.gap < 0.01


def test_the_solver_says_nothing_on_standard_output():
    code = (
        "import numpy as np; from priemna.access.exact import choose_exactly; "
        "choose_exactly(np.eye(3), 1, None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True
    )
    assert done.stdout == ""
