"""Percentages, rates, means, medians, classes, orders, lists and shapes tell about counts."""

import numpy as np
import pytest

from priemna.privacy.attack import attack, targets_of
from priemna.privacy.dimensions import Dimension
from priemna.privacy.knowledge import knows_nothing
from priemna.privacy.statistics import (
    and_class,
    and_mean,
    and_median,
    and_ranks,
    and_rate,
    and_shape,
    and_share,
    and_worst_off,
)
from tests.oracles.privacy_by_enumeration import tables

KINDS = ("a", "b", "c")
CELLS = tuple({"kind": kind} for kind in KINDS)
WHOLE = 20


def known(total=WHOLE):
    knowledge = knows_nothing((Dimension.with_total("kind", KINDS),))
    return knowledge.with_leaves(np.zeros(3, np.int64), np.full(3, total)).and_total(
        {}, total, total, "known"
    )


def found(knowledge):
    answer = attack(knowledge, targets_of(knowledge.dimensions, [("kind",)]))
    assert answer.exact.all()
    return list(zip(answer.low.tolist(), answer.high.tolist(), strict=True))


def every(fits, total=WHOLE):
    fitting = [t for t in tables(3, total, total) if t.sum() == total and fits(t)]
    return list(
        zip(np.min(fitting, axis=0).tolist(), np.max(fitting, axis=0).tolist(), strict=True)
    )


@pytest.mark.parametrize(("percent", "digits"), [(15, 0), (5, 0), (0, 0), (100, 0)])
def test_a_percentage_of_a_known_whole_is_the_count(percent, digits):
    def fits(t):
        return abs(100 * t[0] / WHOLE - percent) <= 0.5 * 10**-digits + 1e-9

    assert found(and_share(known(), CELLS[0], {}, percent, digits=digits)) == every(fits)


def test_three_of_twenty_hide_nowhere_in_fifteen_per_cent():
    assert found(and_share(known(), CELLS[0], {}, 15))[0] == (3, 3)


def test_a_percentage_of_an_unknown_whole_tells_too():
    def fits(t):
        return t[0] + t[1] > 0 and abs(100 * t[0] / (t[0] + t[1]) - 33.3) <= 0.05 + 1e-9

    pair = knows_nothing(
        (
            Dimension.with_total(
                "kind", KINDS, (type(Dimension("x", ("y",)).levels[0])("pair", ("ab", "ab", None)),)
            ),
        )
    )
    pair = pair.with_leaves(np.zeros(3, np.int64), np.full(3, WHOLE)).and_total(
        {}, WHOLE, WHOLE, "known"
    )
    shared = and_share(pair, CELLS[0], {"kind": "ab"}, 33.3, digits=1)
    low, high = found(shared)[0]
    expected = every(fits)
    # No person in either is what the percentage alone does not exclude.
    assert (low, high) == (0, expected[0][1])


def test_a_rate_of_a_known_population_is_the_count():
    assert found(and_rate(known(), CELLS[1], 1234, 3 / 1.234))[1] == (3, 3)
    assert found(and_rate(known(), CELLS[1], 12340, 0.2))[1] == (2, 3)


def test_a_mean_of_cells_is_their_sum():
    assert found(and_mean(known(), CELLS[:2], 8.5))[2] == (3, 3)


def test_a_median_tells_of_the_upper_half():
    knowledge = and_median(known(), CELLS, 6)
    assert found(knowledge) == [(0, 20)] * 3
    with_class = and_class(
        and_class(and_median(known(13), CELLS[:2], 6), CELLS[0], 0, 6), CELLS[1], 0, 6
    )
    assert found(with_class)[2] == (1, 7)


def test_the_class_on_a_map_is_an_interval():
    def fits(t):
        return 1 <= t[0] <= 4 and t[1] >= 15

    assert found(and_class(and_class(known(), CELLS[0], 1, 4), CELLS[1], 15, 20)) == every(fits)


@pytest.mark.parametrize("strict", [False, True])
def test_an_order_bounds_every_cell_by_its_neighbours(strict):
    def fits(t):
        return t[0] >= t[1] + strict and t[1] >= t[2] + strict

    assert found(and_ranks(known(), CELLS, strict=strict)) == every(fits)


def test_a_list_of_the_worst_off_bounds_the_others():
    def fits(t):
        return min(t[0], t[1]) >= t[2]

    assert found(and_worst_off(known(), CELLS[:2], CELLS[2:])) == every(fits)


def test_the_shape_of_a_line_tells_the_counts_behind_it():
    def fits(t):
        return t[0] and all(
            abs(t[i] / t[0] * 30 - pixels) <= 0.5 for i, pixels in ((1, 15), (2, 5))
        )

    assert (
        every(fits)
        == found(and_shape(known(), CELLS, (30, 15, 5), 30))
        == [(12, 12), (6, 6), (2, 2)]
    )
