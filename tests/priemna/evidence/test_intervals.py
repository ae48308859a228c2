"""Intervals of counts and shares: known answers of other programs, and slow obvious versions."""

import pytest

from priemna.evidence.intervals import (
    NotACount,
    byar,
    garwood,
    jeffreys_rate,
    wilson,
    wilson_share,
)
from tests.oracles.evidence_by_hand import poisson_limits, score_limits


def test_garwood_gives_what_r_prints_for_the_nuclear_example():
    # R 4.2 ?poisson.test: poisson.test(137, 24.19893)
    found = garwood(137, 24.19893)
    assert (found.low, found.high) == pytest.approx((4.753124805, 6.692709334), abs=1e-9)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 20])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_garwood_is_where_the_poisson_tails_are_used_up(count, level):
    found = garwood(count, level=level)
    assert (found.low, found.high) == pytest.approx(poisson_limits(count, level), abs=1e-7)


def test_byar_gives_the_worked_figures_of_breslow_and_day_formula():
    # 65 events, by hand: 65·(1 − 1/585 − 1.959964/24.1868)³ and 66·(1 − 1/594 + 1.959964/24.3721)³
    found = byar(65)
    assert (found.low, found.high) == pytest.approx((50.16, 82.85), abs=0.01)


@pytest.mark.parametrize("count", [10, 30, 200])
def test_byar_agrees_with_the_exact_limits_from_ten_events_on(count):
    found, exact = byar(count), garwood(count)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), rel=0.01)


@pytest.mark.parametrize(("successes", "n"), [(0, 12), (1, 12), (6, 12), (12, 12), (15, 25)])
def test_wilson_is_where_the_score_test_turns(successes, n):
    found = wilson(successes, n)
    expected = score_limits(successes, n, 1.959963984540054)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_nobody_of_ten_is_not_certainly_nobody():
    assert wilson(0, 10).high == pytest.approx(0.2775, abs=1e-4)
    assert wilson(0, 10).low == 0.0


def test_jeffreys_lies_within_garwood():
    for count in (0, 3, 12):
        inner, outer = jeffreys_rate(count, 2.0), garwood(count, 2.0)
        assert outer.low <= inner.low <= inner.high <= outer.high


def test_units_carry_over():
    assert garwood(4, 2000.0).times(1000).estimate == pytest.approx(2.0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: garwood(-1),
        lambda: garwood(1, 0),
        lambda: byar(float("nan")),
        lambda: wilson(3, 2),
        lambda: jeffreys_rate(1, 1, level=1.0),
    ],
)
def test_what_is_no_count_is_refused(call):
    with pytest.raises(NotACount):
        call()


def test_fewer_effective_answers_widen_the_interval():
    assert wilson_share(0.5, 20, 1.96).width > wilson_share(0.5, 80, 1.96).width
