"""The sentence that says by which subtraction a cell can be worked out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.messages import Message
from pages.ui.texts import say_error
from priemna.privacy.attack import attack, targets_of
from priemna.privacy.explain import cell_name, explain
from priemna.privacy.knowledge import knows_nothing
from tests.priemna.privacy.cubes import drawn_cube
from tests.priemna.privacy.test_attack import published, two_way


def test_a_hidden_cell_is_its_row_less_the_shown_cells_of_the_row():
    cube = two_way([[20, 50, 10], [3, 19, 22], [17, 32, 12]])
    knowledge = published(cube, cube.counts == 3)
    found = explain(knowledge, targets_of(cube.dimensions, cube.margins[:1])[[3]], "r1 × c0")
    assert (found.low, found.high) == (3, 3)
    assert (
        say_error("en", found.message)
        == "r1 × c0 is 3: add up r1 (44), take away r1 × c1 (19) and r1 × c2 (22)."
    )


def test_no_figure_of_an_explanation_can_be_left_out():
    cube = drawn_cube(1)
    knowledge = published(cube, (cube.counts > 0) & (cube.counts < 5))
    targets = targets_of(cube.dimensions, cube.margins[:1])
    true = targets @ cube.counts.ravel()
    opened = np.flatnonzero(attack(knowledge, targets, enough=5).exposed(5) & (true > 0))
    found = explain(knowledge, targets[[opened[0]]], "x")
    rows = [*found.added, *found.subtracted]
    assert (found.low, found.high) == (true[opened[0]],) * 2

    def ends(kept):
        some = knows_nothing(cube.dimensions).and_facts(
            knowledge.rows[kept], knowledge.row_low[kept], knowledge.row_high[kept], Message("m")
        )
        answer = attack(some, targets[[opened[0]]])
        return int(answer.low[0]), int(answer.high[0])

    assert ends(rows) == (found.low, found.high)
    for row in rows:
        assert ends([r for r in rows if r != row]) != (found.low, found.high)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_an_explanation_has_the_ends_of_linear_programming(seed):
    rng = np.random.default_rng(seed)
    cube = two_way(rng.integers(0, 8, (3, 4)))
    knowledge = published(cube, rng.random((3, 4)) < 0.6)
    targets = targets_of(cube.dimensions, cube.margins[:1])
    # The sums of a table of two dimensions are unimodular: whole numbers tell no more.
    found = attack(knowledge, targets)
    for target in range(3):
        one = explain(knowledge, targets[[target]], "x")
        assert (max(one.low, 0), one.high) == (found.low[target], found.high[target])


def test_a_leaf_that_nothing_but_itself_limits_is_said_so():
    cube = two_way([[1, 2], [3, 4]])
    knowledge = knows_nothing(cube.dimensions).with_leaves(np.ones(4), np.full(4, 5))
    found = explain(knowledge, targets_of(cube.dimensions, cube.margins[:1])[[0]], "r0 × c0")
    assert str(found.message) == "r0 × c0 lies between 1 and 5 by what is shown of it."


def test_a_cell_is_called_by_its_codes_without_totals():
    assert cell_name(("RSE27", "total", "2024")) == "RSE27 × 2024"
    assert cell_name(("total", "total")) == "total"
