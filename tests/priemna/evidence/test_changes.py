"""Before and after: known answers of R, few pairs, and claims only where they are earned."""

import math

import numpy as np
import pytest

from priemna.evidence.changes import (
    UnusablePairs,
    Verdict,
    bonett_price,
    match_pairs,
    mcnemar,
    paired_change,
    paired_share_change,
)

# Student 1908 (R data set sleep): extra hours of sleep of ten people with two drugs
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_paired_t_as_r_prints_it_for_sleep():
    found = paired_change(SECOND, FIRST)
    assert found.change.estimate == pytest.approx(-1.58)
    assert (found.change.low, found.change.high) == pytest.approx(
        (-2.4598857633, -0.7001142367), abs=1e-9
    )
    assert (found.statistic, found.p_value) == pytest.approx((-4.0621277, 0.00283289), rel=1e-6)


def test_mcnemar_as_r_prints_it_for_the_approval_ratings():
    # Agresti 1990, p. 350: 150 changed one way, 86 the other
    assert mcnemar(150, 86)[0] == pytest.approx(17.355932, abs=1e-6)
    assert mcnemar(150, 86, corrected=True)[0] == pytest.approx(16.817797, abs=1e-6)


def test_bonett_price_by_hand():
    # 20 pairs, 8 gained, 2 lost: p = 9/22 and 3/22, half = 1.96·√((12/22 − (6/22)²)/22)
    found = bonett_price(8, 2, 20)
    half = 1.959964 * math.sqrt((12 / 22 - (6 / 22) ** 2) / 22)
    assert (found.low, found.high) == pytest.approx((6 / 22 - half, 6 / 22 + half), abs=1e-6)
    assert found.estimate == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("pairs", "gain", "verdict"),
    [
        (7, 20.0, Verdict.NOT_SHOWN),
        (8, 20.0, Verdict.SHOWN_ONLY),
        (14, 20.0, Verdict.SHOWN_ONLY),
        (15, 20.0, Verdict.MORE),
        (15, -20.0, Verdict.LESS),
        (15, 0.1, Verdict.NO_CLEAR_CHANGE),
    ],
)
def test_a_change_is_shown_from_eight_pairs_and_claimed_from_fifteen(pairs, gain, verdict):
    before = np.linspace(30, 60, pairs)
    wobble = np.resize([4.0, -4.0], pairs)
    assert paired_change(before, before + gain + wobble).verdict is verdict


def test_who_missed_one_test_is_left_out():
    found = paired_change([50, math.nan, 60, 40], [60, 70, math.nan, 55])
    assert found.pairs == 2
    assert found.change.estimate == pytest.approx(12.5)


def test_everybody_changing_alike_has_no_p_value():
    assert math.isnan(paired_change([1.0, 2, 3], [2.0, 3, 4]).p_value)


def test_codes_that_stand_twice_belong_to_nobody():
    before = [("a1", 10.0), ("b2", 20.0), ("b2", 25.0), ("", 5.0)]
    after = [("b2", 30.0), ("a1", 15.0), ("c3", 9.0)]
    first, second, alone = match_pairs(before, after)
    assert (first.tolist(), second.tolist(), alone) == ([10.0], [15.0], 5)


def test_one_item_uses_pairs_of_right_and_wrong():
    before, after = [0] * 12 + [1] * 8, [1] * 9 + [0] * 3 + [1] * 7 + [0]
    found = paired_share_change(before, after)
    assert found.change.estimate == pytest.approx((9 - 1) / 20)
    assert found.verdict is Verdict.MORE


@pytest.mark.parametrize(
    "call", [lambda: paired_change([1], [1, 2]), lambda: paired_share_change([2, 1], [1, 0])]
)
def test_tests_that_do_not_pair_are_refused(call):
    with pytest.raises(UnusablePairs):
        call()
