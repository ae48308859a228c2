"""What is asked at the edges: nobody, one, everybody, all alike, a missing number."""

import math

import numpy as np
import pytest

from priemna.evidence.changes import (
    UnusablePairs,
    Verdict,
    bonett_price,
    match_pairs,
    paired_change,
    paired_share_change,
)
from priemna.evidence.intervals import NotACount, byar, garwood, jeffreys_rate, wilson
from priemna.evidence.rates import smooth_by_moments, smooth_globally, smooth_rates
from priemna.evidence.samples import Sample, UnusableSample, mean, share, total
from priemna.evidence.silence import Heard, Silence, listen
from priemna.evidence.trends import Channel, UnusableSeries, expect

NAN, ENDLESS = float("nan"), float("inf")


def test_no_event_still_has_an_upper_limit_and_a_lower_one_of_zero():
    for interval in (garwood(0, 10), byar(0, 10), jeffreys_rate(0, 10), wilson(0, 10)):
        assert interval.low == 0.0 < interval.high


@pytest.mark.parametrize("n", [1, 3, 7, 29, 10**9])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.9999])
def test_nobody_and_everybody_are_ends_of_their_intervals(n, level):
    assert wilson(0, n, level=level).low == 0.0
    assert wilson(n, n, level=level).high == 1.0


def test_a_woman_who_stands_for_a_thousand_does_not_count_as_one_of_fifty():
    unequal = Sample([1000.0] + [1.0] * 49)
    found, alike = (share([0] * 50, one).interval() for one in (unequal, Sample([1] * 50)))
    assert found.high > 0.7
    assert alike.high == pytest.approx(wilson(0, 50).high, abs=0.01)


@pytest.mark.parametrize("count", [NAN, ENDLESS, -1])
def test_a_missing_or_impossible_count_is_refused(count):
    for method in (garwood, byar, jeffreys_rate):
        with pytest.raises(NotACount):
            method(count)
    with pytest.raises(NotACount):
        wilson(count, 10)


def test_lists_are_as_good_as_arrays():
    as_lists = Sample([1, 1, 2], ["a", "a", "b"], population_clusters=10)
    as_arrays = Sample(np.array([1.0, 1, 2]), np.array(["a", "a", "b"]), None, np.full(3, 10.0))
    assert mean([1, 2, 3], as_lists) == mean(np.array([1.0, 2, 3]), as_arrays)
    assert mean([1, 2, 3], Sample([1, 1, 2], [7, 7, 8])).degrees_of_freedom == 1


@pytest.mark.parametrize(
    ("values", "sample"),
    [
        ([NAN, 1], Sample([1, 1])),
        ([1, 0], Sample([1, NAN])),
        ([1, 0], Sample([1, ENDLESS])),
        ([1, 0], Sample([1, 1], ["a"])),
        ([1, 0, 1], Sample([1, 1, 1], ["a", "b", "c"], population_clusters=2)),
        ([1, 0, 1], Sample([1] * 3, ["a", "a", "b"], population_clusters=9, population_answers=1)),
        ([1, 0], Sample([1, 1], ["a", "b"], None, 9, [1, NAN])),
        ([1, 0], Sample([1, 1], ["a", "b"], None, 9, [4])),
        ([], Sample([])),
    ],
)
def test_answers_that_do_not_fit_their_design_are_refused(values, sample):
    for method in (mean, total, share):
        with pytest.raises(UnusableSample):
            method(values, sample)


def test_one_village_tells_nothing_of_how_villages_differ():
    sample = Sample([1, 1, 1], ["a", "a", "a"])
    found = mean([1, 2, 3], sample)
    assert found.value == 2
    assert found.degrees_of_freedom == 0
    assert math.isnan(found.standard_error)
    assert math.isnan(found.interval().low)
    only = share([1, 0, 1], sample).interval()
    assert (only.low, only.high) == (0.0, 1.0)


def test_one_woman_of_a_village_tells_nothing_of_the_others_there():
    villages = ["a", "a", "b", "c"]
    unknown = mean([1, 2, 3, 4], Sample([1] * 4, villages, None, 9, [5, 5, 7, 1]))
    assert math.isnan(unknown.standard_error)
    assert math.isnan(unknown.interval().low)
    everybody = Sample([1] * 4, villages, None, 9, [2, 2, 1, 1])
    as_villages = Sample([1] * 4, villages, None, 9)
    assert mean([1, 2, 3, 4], everybody) == mean([1, 2, 3, 4], as_villages)


def test_one_answer_is_not_the_whole_truth():
    found = share([1], Sample([1])).interval()
    assert (found.estimate, found.low, found.high) == (1.0, 0.0, 1.0)


def test_equal_weights_weigh_as_none_whatever_their_size():
    clusters = list("aabbcc")
    small, large = (mean([1, 2, 3, 4, 6, 8], Sample([w] * 6, clusters)) for w in (1, 1000))
    assert small.value == pytest.approx(large.value)
    assert small.standard_error == pytest.approx(large.standard_error)


def test_areas_without_events_or_without_difference_have_a_rate_all_the_same():
    assert (smooth_globally([0, 0], [10, 20]) == 0).all()
    assert smooth_by_moments([2, 4], [1, 2]) == (ENDLESS, ENDLESS)
    alone = smooth_rates([3], [1000.0])
    assert 0 < alone.rates[0].low < alone.rates[0].high < 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: smooth_by_moments([2], [1]),
        lambda: smooth_rates([1, 2], [1, 1], [[NAN], [1]]),
        lambda: smooth_rates([1, 2], [1, 1], [[1.0]]),
        lambda: smooth_rates([1, 2], [1, 1], level=1.0),
        lambda: smooth_globally([1, NAN], [1, 1]),
        lambda: listen([Heard("a", 1, NAN)], shape=3.0),
        lambda: listen([Heard("a", 1, 2.0)], shape=0.0),
        lambda: listen([Heard("a", -1, 2.0)], shape=3.0),
    ],
)
def test_what_no_rate_can_be_made_of_is_refused(call):
    with pytest.raises(NotACount):
        call()


def test_nobody_anywhere_is_no_silence():
    found = listen([Heard("a", 0, 5.0), Heard("b", 0, 9.0)], shape=3.0)
    assert {one.silence for one in found} == {Silence.NOT_REACHED}
    assert listen([], shape=3.0) == ()


@pytest.mark.parametrize("counts", [(-1, 0, 4), (3, 3, 5), (0, 0, 0)])
def test_more_changes_than_pairs_are_refused(counts):
    with pytest.raises(UnusablePairs):
        bonett_price(*counts)


def test_nobody_one_or_all_alike_claim_nothing():
    assert paired_change([], []).verdict is Verdict.NOT_SHOWN
    assert paired_change([1], [2]).verdict is Verdict.NOT_SHOWN
    assert paired_change([NAN, 1], [2, NAN]).pairs == 0
    alike = paired_change([1.0] * 20, [3.0] * 20)
    assert (alike.change.low, alike.change.high) == (2.0, 2.0)
    assert math.isnan(alike.statistic)
    assert paired_share_change([1] * 20, [1] * 20).verdict is Verdict.NO_CLEAR_CHANGE
    assert match_pairs([], [])[2] == 0


def test_a_series_with_a_missing_number_is_refused_and_one_of_nothing_expects_nothing():
    for counts, offered in (([NAN, 1], [1, 1]), ([1, 1], [1, ENDLESS])):
        with pytest.raises(UnusableSeries):
            Channel(counts, offered)
    quiet = expect([Channel([0, 0, 0, 0], [0, 0, 0, 0])], [[0, 0]])
    assert (quiet.mean, quiet.low, quiet.high) == (0.0, 0, 0)
