"""Blank cells: known optima, every choice tried on small tables, controlled rounding beside."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priemna.privacy import suppression
from priemna.privacy.attack import attack, targets_of
from priemna.privacy.controlled import controlled_rounding
from priemna.privacy.cubes import LeafCube
from priemna.privacy.dimensions import Dimension, Level
from priemna.privacy.errors import NoProtection
from priemna.privacy.hiding import cells_of
from priemna.privacy.own_record import Met, told_by_own_record
from priemna.privacy.protecting import Method, protect
from priemna.privacy.suppression import knows_suppressed, suppress
from tests.priemna.privacy.cubes import KEY, drawn_cube
from tests.priemna.privacy.test_attack import two_way


def test_the_first_example_of_sdctable_costs_forty():
    # microdata1 of the R package sdcTable: four regions, two genders, one cell of two persons.
    cube = two_way([[18, 2], [19, 14], [12, 10], [12, 13]])
    found = suppress(cube, threshold=4, width=1)
    assert (found.primary, found.secondary, found.cost, found.is_optimal) == (1, 3, 40, True)
    assert (found.intervals.low[0], found.intervals.high[0]) == (0, 12)


def too_narrow(cube, hidden, threshold, width):
    cells = cells_of(cube, cube.margins)
    small = np.flatnonzero((cells.values > 0) & (cells.values < threshold))
    found = attack(knows_suppressed(cube, hidden, cube.margins), cells.rows[small])
    assert found.exact.all()
    return found.exposed(threshold, width).any()


@pytest.mark.parametrize("seed", range(4))
def test_no_cheaper_choice_protects_of_all_that_there_are(seed):
    rng = np.random.default_rng(seed)
    cube = two_way(rng.integers(0, 14, (2, 3)))
    found = suppress(cube, threshold=3, width=2)
    assert found.is_optimal and not too_narrow(cube, found.hidden, 3, 2)
    cells = cells_of(cube, cube.margins)
    small = (cells.values > 0) & (cells.values < 3)
    options = np.flatnonzero((cells.values >= 3) & (cells.values.max() > cells.values))
    for size in range(min(options.size, 5) + 1):
        for choice in itertools.combinations(options, size):
            if cells.values[list(choice)].sum() < found.cost:
                mask = small.copy()
                mask[list(choice)] = True
                assert too_narrow(cube, cells.by_margin(mask), 3, 2)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_small_cells_of_any_hierarchy_stay_hidden(seed, large):
    cube = drawn_cube(seed, shape=(2, 4), persons=60)
    halves = Level("half", ("h1", "h1", "h2", "h2"))
    quarter = Dimension.with_total("quarter", cube.dimensions[1].leaves, (halves,))
    cube = LeafCube((cube.dimensions[0], quarter), cube.counts)
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(suppression, "MOST_FOR_OPTIMUM", 2)
        try:
            found = suppress(cube, threshold=4, width=4)
        except NoProtection:
            return
    assert not too_narrow(cube, found.hidden, 4, 4)
    everything = {m: cube.at(m) for m in cube.margins}
    assert all((~found.hidden[m] | (everything[m] > 0)).all() for m in cube.margins)


def test_one_secondary_cell_shown_again_is_found_out():
    cube = two_way([[18, 2], [19, 14], [12, 10], [12, 13]])
    found = suppress(cube, threshold=4, width=1)
    leaves = cube.margins[0]
    for place in np.argwhere(found.hidden[leaves] & (cube.counts > 3)):
        broken = {m: mask.copy() for m, mask in found.hidden.items()}
        broken[leaves][tuple(place)] = False
        assert too_narrow(cube, broken, 4, 1)


def test_a_table_of_one_small_cell_is_blank_altogether():
    found = suppress(two_way([[0, 0], [0, 3]]), threshold=5, width=4)
    assert found.primary == 4 and found.secondary == 0
    assert all(
        (mask == (two_way([[0, 0], [0, 3]]).at(m) > 0)).all() for m, mask in found.hidden.items()
    )


@pytest.mark.parametrize("counts", [np.zeros((2, 3), int), np.full((2, 3), 9)])
def test_a_table_without_small_cells_keeps_all(counts):
    found = suppress(two_way(counts), threshold=5, width=4)
    assert not any(mask.any() for mask in found.hidden.values())


def test_two_blank_tables_that_are_safe_alone_are_not_safe_together():
    cube = two_way([[18, 2], [19, 14], [12, 10], [12, 13]])
    first = suppress(cube, threshold=4, width=1).hidden
    leaves = cube.margins[0]
    other = {m: mask.copy() for m, mask in first.items()}
    other[leaves][2] = False
    other[leaves][3] = True
    alone = knows_suppressed(cube, other, cube.margins)
    target = targets_of(cube.dimensions, [leaves])[[1]]
    assert attack(alone, target).high[0] > 2
    together = alone.joined_with(knows_suppressed(cube, first, cube.margins))
    found = attack(together, target)
    assert (found.low[0], found.high[0]) == (2, 2)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_controlled_rounding_adds_up_and_moves_less_than_a_base(seed, base):
    cube = drawn_cube(seed, shape=(4, 5), persons=70)
    done = controlled_rounding(cube, base=base)
    leaves = done.values[cube.margins[0]]
    for margin in cube.margins:
        values, true = done.values[margin], cube.at(margin)
        assert (values % base == 0).all() and (np.abs(values - true) < base).all()
        assert (values[true % base == 0] == true[true % base == 0]).all()
        assert (LeafCube(cube.dimensions, leaves).at(margin) == values).all()


def test_controlled_rounding_of_two_cells_takes_the_cheaper_way():
    done = controlled_rounding(two_way([[4, 6]]), base=5)
    assert done.values[("row", "column")].tolist() == [[5, 5]]


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize(
    "counts",
    [np.zeros((3, 3), int), np.ones((3, 3), int), [[0, 0, 1]], [[7, 8, 9], [3, 8, 0], [1, 9, 2]]],
)
def test_every_method_protects_or_says_that_it_cannot(method, counts):
    cube = two_way(counts)
    try:
        done = protect(cube, method, threshold=5, base=5, width=4, key=KEY)
    except NoProtection:
        assert method is not Method.ROUND
        return
    assert done.safe and done.exposed == 0


def told_to_women_alone(cube, hidden, threshold, width):
    cells = cells_of(cube, cube.margins)
    blank = np.zeros(cells.values.size, bool)
    for margin, place in cells.place.items():
        blank[place] |= hidden[margin]
    knowledge = knows_suppressed(cube, hidden, cube.margins)
    return {
        (int(own), int(cell))
        for own in np.flatnonzero(blank & (cells.values == 1))
        for cell in told_by_own_record(
            cells, knowledge, int(own), (threshold, width), Met(cells, cube.counts)
        )
    }


def test_a_woman_alone_in_a_blank_cell_opens_another_unless_she_is_guarded_against():
    # Four blanks in a rectangle, two of them small: whoever knows one of them knows all four.
    cube = two_way([[1, 9, 20], [9, 2, 20], [20, 20, 20]])
    open_ = suppress(cube, threshold=5, width=4)
    assert told_to_women_alone(cube, open_.hidden, 5, 4)
    guarded = suppress(cube, threshold=5, width=4, own_record=True)
    assert told_to_women_alone(cube, guarded.hidden, 5, 4) == set()
    assert guarded.secondary > open_.secondary and not guarded.is_optimal
    assert not too_narrow(cube, guarded.hidden, 5, 4)


@pytest.mark.parametrize("seed", range(6))
def test_women_alone_in_blank_cells_of_drawn_tables_learn_nothing(seed):
    rng = np.random.default_rng(seed)
    cube = two_way(rng.choice([0, 1, 2, 6, 9, 15], (4, 4)))
    done = protect(cube, Method.SUPPRESS, threshold=5, base=5, width=4, key=KEY)
    assert done.safe
    assert told_to_women_alone(cube, done.suppression.hidden, 5, 4) == set()
