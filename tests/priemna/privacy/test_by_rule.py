"""Whoever knows the rule of blanks: every table that fits is tried, on tables small enough."""

from itertools import product

import numpy as np
import pytest

from priemna.privacy.by_rule import knows_rule, told_by_rule
from priemna.privacy.errors import NoProtection
from priemna.privacy.hiding import cells_of
from priemna.privacy.protecting import Method, protect
from priemna.privacy.suppression import knows_suppressed, suppress
from tests.priemna.privacy.cubes import KEY
from tests.priemna.privacy.test_attack import two_way

THRESHOLD = 4
MOST = 14


def fitting(counts, blank, threshold):
    """Tables with the shown cells of this one, nobody-less blanks, and a small one among them."""
    counts = np.asarray(counts)

    def cells(table):
        return [*table.ravel(), *table.sum(0), *table.sum(1), table.sum()]

    true = cells(counts)
    for numbers in product(range(MOST), repeat=counts.size):
        found = cells(np.array(numbers).reshape(counts.shape))
        if all(hidden or a == b for a, b, hidden in zip(found, true, blank, strict=True)):
            hidden = [n for n, is_blank in zip(found, blank, strict=True) if is_blank]
            if all(n >= 1 for n in hidden) and (not hidden or min(hidden) < threshold):
                yield found


def blanks(hidden, cube):
    rows, columns = ("row", "total"), ("column", "total")
    order = [("row", "column"), ("total", "column"), ("row", "total"), ("total", "total")]
    assert set(order) == {(r, c) for r in rows for c in columns} == set(cube.margins)
    return [bool(b) for margin in order for b in hidden[margin].ravel()]


@pytest.mark.parametrize("seed", range(8))
def test_what_is_called_safe_is_safe_in_every_table_that_fits(seed):
    rng = np.random.default_rng(seed)
    counts = rng.choice([0, 1, 2, 3, 5, 7], (2, 2))
    cube = two_way(counts)
    try:
        done = protect(cube, Method.SUPPRESS, threshold=THRESHOLD, base=4, width=3, key=KEY,
                       own_record=False)  # fmt: skip
    except NoProtection:
        return
    if not done.safe or not done.small:
        return
    tables = list(fitting(counts, blanks(done.suppression.hidden, cube), THRESHOLD))
    true = [*counts.ravel(), *counts.sum(0), *counts.sum(1), counts.sum()]
    assert true in [[int(n) for n in table] for table in tables]
    for place, number in enumerate(true):
        if 0 < number < THRESHOLD:
            met = {int(table[place]) for table in tables}
            assert not met <= set(range(1, THRESHOLD)) and max(met) - min(met) >= 3


def test_a_small_cell_that_is_the_only_reason_of_its_blanks_is_told():
    # A total of 100 and more is no reason to be blank: the 2 beside it is.
    cube = two_way([[2, 100]])
    hidden = {m: cube.at(m) != 100 for m in cube.margins}
    cells = cells_of(cube, cube.margins)
    blank = cells.values != 100
    knowledge = knows_rule(knows_suppressed(cube, hidden, cube.margins), cells, blank)
    told = told_by_rule(cells, knowledge, blank, THRESHOLD)
    assert cells.values[told].tolist() == [2]


def test_blanks_with_two_possible_reasons_tell_neither():
    cube = two_way([[2, 9, 30], [9, 12, 30], [30, 30, 30]])
    found = suppress(cube, threshold=THRESHOLD, width=3, rule_known=True)
    knowledge = knows_rule(
        knows_suppressed(cube, found.hidden, cube.margins), found.cells, found.blank
    )
    assert told_by_rule(found.cells, knowledge, found.blank, THRESHOLD).size == 0


def test_groups_of_blanks_that_no_sum_of_their_own_binds_are_kept_apart():
    # Two rectangles; only the one sum of everything lies over both.
    counts = np.full((4, 4), 40)
    counts[:2, :2] = [[2, 9], [9, 9]]
    counts[2:, 2:] = [[3, 9], [9, 9]]
    cube = two_way(counts)
    cells = cells_of(cube, cube.margins)
    blank = cells.values < 10
    hidden = cells.by_margin(blank)
    knowledge = knows_rule(knows_suppressed(cube, hidden, cube.margins), cells, blank)
    # In each the cell across may be small instead: 2 → 8 lets the 9 beside it fall to 3.
    assert told_by_rule(cells, knowledge, blank, THRESHOLD).size == 0
    counts[:2, :2] = [[2, 90], [90, 90]]
    cube = two_way(counts)
    cells = cells_of(cube, cube.margins)
    blank = np.isin(cells.values, (2, 3, 9, 90))
    hidden = cells.by_margin(blank)
    knowledge = knows_rule(knows_suppressed(cube, hidden, cube.margins), cells, blank)
    told = told_by_rule(cells, knowledge, blank, THRESHOLD)
    assert 2 not in cells.values[told].tolist()
