"""The attacker's intervals: known answers, every table of small ones, broken protection."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from geo.messages import Message
from priemna.privacy.attack import attack, targets_of
from priemna.privacy.cubes import LeafCube
from priemna.privacy.dimensions import Dimension, all_margins
from priemna.privacy.errors import Contradiction, UnusableTable
from priemna.privacy.knowledge import (
    UNKNOWN,
    Knowledge,
    knows_nothing,
    knows_release,
    leaf_limits,
    reading,
)
from priemna.privacy.rounding import round_leaves
from tests.oracles.privacy_by_enumeration import intervals_by_enumeration
from tests.priemna.privacy.cubes import KEY, drawn_cube, places_and_quarters


def two_way(counts):
    counts = np.array(counts)
    return LeafCube(
        (
            Dimension.with_total("row", [f"r{i}" for i in range(counts.shape[0])]),
            Dimension.with_total("column", [f"c{i}" for i in range(counts.shape[1])]),
        ),
        counts,
    )


def published(cube, hidden):
    """All tables of a cube, the leaves without those hidden."""
    knowledge = knows_nothing(cube.dimensions)
    for place, margin in enumerate(cube.margins):
        knowledge = knowledge.and_table(margin, cube.at(margin), hidden=None if place else hidden)
    return knowledge


def intervals(cube, hidden):
    """Interval of each hidden leaf."""
    found = attack(published(cube, hidden), targets_of(cube.dimensions, cube.margins[:1]))
    return list(zip(found.low[hidden.ravel()], found.high[hidden.ravel()], strict=True))


def test_one_hidden_cell_with_its_totals_is_not_hidden():
    cube = two_way([[20, 50, 10], [3, 19, 22], [17, 32, 12]])
    assert intervals(cube, cube.counts == 3) == [(3, 3)]


def test_four_cells_at_the_corners_of_a_rectangle_hide_each_other():
    cube = two_way([[20, 50, 10], [3, 19, 22], [17, 32, 12]])
    hidden = np.array([[1, 0, 1], [1, 0, 1], [0, 0, 0]], bool)
    # The hidden ones of row two add to 25, of column one to 23, of column three to 32.
    assert intervals(cube, hidden) == [(0, 23), (7, 30), (0, 23), (2, 25)]


def test_five_hidden_cells_of_which_one_can_be_told():
    cube = two_way([[4, 9, 7], [8, 3, 6], [5, 5, 47]])
    hidden = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], bool)
    assert intervals(cube, hidden)[-1] == (47, 47)
    hidden[2, 0] = hidden[0, 2] = True
    assert intervals(cube, hidden)[-1] == (35, 52)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_intervals_are_those_of_every_table_that_fits(seed):
    rng = np.random.default_rng(seed)
    shape = [(2, 3), (3, 3), (2, 2, 2), (4, 2)][rng.integers(4)]
    cube = drawn_cube(seed, shape=shape, persons=int(rng.integers(4, 9)))
    knowledge = knows_nothing(cube.dimensions)
    for margin in cube.margins:
        values = cube.at(margin)
        spread = int(rng.choice([0, 0, 1, 2]))
        below, above = rng.integers(0, spread + 1), spread
        knowledge = knowledge.and_table(
            margin, values, hidden=rng.random(values.shape) < 0.4, below=below, above=above
        )
    total = int(cube.counts.sum())
    knowledge = knowledge.and_total({}, total, total, Message("known"))
    targets = targets_of(cube.dimensions, cube.margins)
    found = attack(knowledge, targets)
    low, high = intervals_by_enumeration(knowledge, targets, total, total)
    assert found.exact.all()
    assert (found.low == low).all() and (found.high == high).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_sums_with_any_factors_are_attacked_as_by_every_table(seed):
    rng = np.random.default_rng(seed)
    dimensions = (Dimension("leaf", ("a", "b", "c", "d")),)
    truth = rng.integers(0, 5, 4)
    rows = rng.integers(-2, 4, (3, 4))
    slack = rng.integers(0, 3, (2, 3))
    knowledge = Knowledge(dimensions, np.zeros(4, np.int64), np.full(4, 5, np.int64)).and_facts(
        sparse.csr_array(rows), rows @ truth - slack[0], rows @ truth + slack[1], Message("known")
    )
    targets = sparse.csr_array(np.vstack([np.eye(4, dtype=np.int64), rng.integers(-1, 2, (2, 4))]))
    found = attack(knowledge, targets)
    low, high = intervals_by_enumeration(knowledge, targets, 5, 20)
    assert (found.low == low).all() and (found.high == high).all() and found.exact.all()


def test_whole_numbers_tell_more_than_linear_programming():
    # Three sums of two leaves of which each lies between 0 and 1: only halves would fit apart.
    dimensions = (Dimension("leaf", ("a", "b", "c")),)
    pairs = sparse.csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    knowledge = Knowledge(dimensions, np.zeros(3, np.int64), np.ones(3, np.int64)).and_facts(
        pairs, np.ones(3), np.full(3, 2), Message("known")
    )
    found = attack(knowledge, sparse.csr_array(np.ones((1, 3), dtype=np.int64)))
    assert (found.low[0], found.high[0]) == (2, 3)


def test_what_nothing_bounds_is_unbounded():
    cube = two_way([[1, 2], [3, 4]])
    found = attack(
        knows_nothing(cube.dimensions).and_total({"row": "r0"}, 3, UNKNOWN, Message("known")),
        targets_of(cube.dimensions, cube.margins),
    )
    assert (found.high >= UNKNOWN).all()
    assert found.low.max() == 3


def test_figures_no_table_can_have_are_refused():
    cube = two_way([[1, 2], [3, 4]])
    knowledge = published(cube, cube.counts == 1).and_total({"row": "r0"}, 9, 9, Message("known"))
    with pytest.raises(Contradiction):
        attack(knowledge, targets_of(cube.dimensions, cube.margins))
    half = published(cube, cube.counts < 5)
    with pytest.raises(Contradiction):
        half.with_leaves(np.full(4, 3), np.full(4, 2))


def test_knowledge_names_only_what_is_there():
    cube = two_way([[1, 2], [3, 4]])
    with pytest.raises(UnusableTable, match="no dimension age"):
        knows_nothing(cube.dimensions).and_total({"age": "old"}, 1, 1, Message("known"))
    with pytest.raises(UnusableTable, match="no code r7"):
        knows_nothing(cube.dimensions).and_total({"row": "r7"}, 1, 1, Message("known"))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_the_true_number_of_every_cell_lies_within_its_reading(seed):
    cube = drawn_cube(seed)
    released = round_leaves(cube, base=5, key=KEY)
    for margin in cube.margins:
        low, high = reading(released, margin)
        assert (low <= cube.at(margin)).all() and (cube.at(margin) <= high).all()
    coarse = released.derive(("municipality", "quarter", "total", "age"))
    true = cube.at(("municipality", "quarter", "total", "age"))
    low, high = leaf_limits(coarse)
    assert (low <= true).all() and (true <= high).all()


def test_the_limits_of_a_sum_of_rounded_leaves_are_those_of_every_way_to_make_it():
    # Figures a leaf can show, with its true numbers, for base 3.
    leaves = {0: (0, 2), 3: (1, 3), 4: (4, 4), 5: (5, 5), 6: (6, 6), 7: (7, 7)}
    for pieces in (1, 2, 3):
        sums = {}
        ways = np.array(np.meshgrid(*[list(leaves)] * pieces)).reshape(pieces, -1).T
        for way in ways:
            low, high = (sum(leaves[s][end] for s in way) for end in (0, 1))
            before = sums.get(int(way.sum()), (low, high))
            sums[int(way.sum())] = min(low, before[0]), max(high, before[1])
        for shown, (low, high) in sums.items():
            if shown > 7:
                continue  # a single leaf may show it too, and was not listed
            released = round_leaves(two_way([[0, 0], [0, 0]]), base=3, key=KEY)
            one = type(released)(
                released.dimensions,
                np.full((2, 2), shown),
                3,
                pieces=np.full((2, 2), pieces),
            )
            assert (leaf_limits(one)[0][0, 0], leaf_limits(one)[1][0, 0]) == (low, high)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_nobody_can_be_sure_of_a_small_number_behind_rounded_leaves(seed):
    cube = drawn_cube(seed)
    released = round_leaves(cube, base=5, key=KEY)
    found = attack(knows_release(released), targets_of(cube.dimensions, cube.margins))
    assert found.exact.all()
    assert not ((found.low >= 1) & (found.high <= 4)).any()


def test_an_exact_total_beside_rounded_leaves_opens_them():
    cube = places_and_quarters([[0, 1, 0, 7], [9, 0, 0, 8], [6, 0, 0, 11]])
    released = round_leaves(cube, base=5, key=KEY)
    broken = knows_release(released)
    for margin in cube.margins[1:]:
        broken = broken.and_table(margin, cube.at(margin))
    found = attack(broken, targets_of(cube.dimensions, cube.margins[:1]))
    assert found.exposed(5).sum() == 1
    assert all_margins(cube.dimensions)[0] == cube.margins[0]
