"""Trends: more visits are no rise, few quarters are no trend."""

import numpy as np
import pytest

from priemna.evidence.intervals import NotACount
from priemna.evidence.limits import c_chart, rate_funnel, share_funnel, u_chart
from priemna.evidence.trends import (
    Channel,
    Signal,
    UnusableSeries,
    expect,
    headline,
    rolling_years,
)
from tests.oracles.evidence_by_hand import poisson_limits, predictive_limits


def channel(counts, offered):
    return Channel(np.array(counts, float), np.array(offered, float))


def false_signals(visits_factor, need_factor, mean, runs=300):
    """Share of simulated districts for which the last year is called higher or lower."""
    rng, found = np.random.default_rng(7), 0
    last = np.arange(12) >= 8
    visits = np.where(last, 5.0 * visits_factor, 5.0)
    for _ in range(runs):
        counts = rng.poisson(mean * visits / 5 * np.where(last, need_factor, 1.0))
        signal, _ = headline([Channel(counts.astype(float), visits)])
        found += signal in (Signal.HIGHER, Signal.LOWER)
    return found / runs


def test_doubling_the_visits_is_no_rise():
    assert false_signals(2, 1, mean=5) <= 0.06


def test_doubled_need_is_seen():
    assert false_signals(1, 2, mean=15) >= 0.95


def test_predictive_limits_are_those_of_drawing_rate_and_count():
    counts, offered, ahead = [6, 4, 7, 5, 6, 3, 8, 5], [2.0] * 8, [2.0] * 4
    found = expect([channel(counts, offered)], [ahead])
    low, high = predictive_limits(counts, offered, ahead)
    assert found.mean == pytest.approx(44.5 / 16 * 8)
    assert abs(found.low - low) <= 1
    assert abs(found.high - high) <= 1


@pytest.mark.parametrize(
    ("quarters", "mean", "signal"),
    [
        (3, 9, Signal.TOO_EARLY),
        (11, 9, Signal.TOO_EARLY),
        (12, 1, Signal.TOO_FEW),
        (12, 9, Signal.AS_EXPECTED),
    ],
)
def test_nothing_is_said_too_early_or_of_too_few(quarters, mean, signal):
    found, _ = headline([channel([mean] * quarters, [3] * quarters)])
    assert found is signal


def test_a_fall_and_a_rise_are_said():
    assert headline([channel([20] * 8 + [8] * 4, [3] * 12)])[0] is Signal.LOWER
    assert headline([channel([20] * 8 + [40] * 4, [3] * 12)])[0] is Signal.HIGHER


def test_channels_add_up():
    office, mobile = channel([3] * 12, [1] * 12), channel([6] * 8 + [12] * 4, [2] * 8 + [4] * 4)
    signal, year = headline([office, mobile])
    assert signal is Signal.AS_EXPECTED
    assert year.count == 4 * 15
    assert year.expected.mean == pytest.approx((24.5 / 8 + 48.5 / 16 * 4) * 4)


def test_rolling_years_have_limits_once_a_year_lies_before_them():
    years = rolling_years([channel(range(1, 11), [2] * 10)])
    assert [year.count for year in years][:2] == [10, 14]
    assert [year.expected is None for year in years] == [True] * 4 + [False] * 3


def test_a_channel_that_only_now_begins_has_nothing_to_be_compared_with():
    new = channel([0] * 8 + [9] * 4, [0] * 8 + [2] * 4)
    assert headline([new])[0] is Signal.TOO_EARLY
    with pytest.raises(UnusableSeries):
        expect([channel([0], [0])], [[2.0]])


@pytest.mark.parametrize(
    ("counts", "offered"), [([1, 2], [1]), ([-1], [1]), ([1], [-1]), ([2], [0])]
)
def test_series_that_contradict_themselves_are_refused(counts, offered):
    with pytest.raises(UnusableSeries):
        channel(counts, offered)


def test_c_chart_as_montgomery_prints_it():
    # Montgomery, Introduction to Statistical Quality Control, §7.3.1: 516 defects in 26 samples
    counts = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24,
              16, 19, 17, 15]  # fmt: skip
    found = c_chart(counts)
    assert (found.centre, found.low[0], found.high[0]) == pytest.approx(
        (19.85, 6.48, 33.22), abs=0.01
    )
    outside = [c for c in counts if not found.low[0] <= c <= found.high[0]]
    assert outside == [5, 39]


def test_u_chart_widens_for_few_visits():
    found = u_chart([4, 30], [2, 10])
    assert found.high[0] > found.high[1]
    assert found.low[0] == 0.0


@pytest.mark.parametrize("count", [1, 7, 30])
def test_an_area_lies_on_a_line_where_its_own_interval_touches_the_common_rate(count):
    low_mean, high_mean = poisson_limits(count, 0.95)
    lines = rate_funnel(0.005, [high_mean / 0.005, low_mean / 0.005])
    assert lines.low[0] * high_mean / 0.005 == pytest.approx(count, rel=1e-6)
    assert lines.high[1] * low_mean / 0.005 == pytest.approx(count, rel=1e-6)


def test_the_alarm_lines_lie_outside_the_warning_lines_and_none_below_zero():
    at = [10.0, 400.0, 4000.0]
    wide, narrow = rate_funnel(0.005, at, level=0.998), rate_funnel(0.005, at)
    assert (wide.low <= narrow.low).all()
    assert (narrow.high < wide.high).all()
    assert narrow.low[0] == 0.0
    shares = share_funnel(0.4, [1.0, 1000.0])
    assert (shares.low[0], shares.high[0]) == (0.0, 1.0)
    half = 1.959964 * np.sqrt(0.4 * 0.6 / 1000)
    assert shares.high[1] == pytest.approx(0.4 + half)


@pytest.mark.parametrize(
    "call",
    [
        lambda: c_chart([]),
        lambda: c_chart([1.0, float("nan")]),
        lambda: u_chart([1.0, float("inf")], [1, 1]),
        lambda: rate_funnel(0.1, [10.0], level=1.0),
        lambda: rate_funnel(float("nan"), [10.0]),
        lambda: share_funnel(float("nan"), [10.0]),
        lambda: u_chart([1], [0]),
        lambda: rate_funnel(0, [10.0]),
        lambda: share_funnel(0.5, [0.0]),
    ],
)
def test_limits_of_nothing_are_refused(call):
    with pytest.raises(NotACount):
        call()
