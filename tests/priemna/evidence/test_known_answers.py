"""Figures that others have published, typed in with their source."""

import numpy as np
import pytest

from priemna.evidence.changes import bonett_price
from priemna.evidence.intervals import garwood, wilson
from priemna.evidence.limits import ALARM, rate_funnel, share_funnel, u_chart
from priemna.evidence.samples import Sample, Share, difference, mean, share, total
from tests.priemna.evidence.california_schools import (
    CLUSTERED,
    DISTRICTS,
    STRATA,
    STRATIFIED,
    schools,
    schools_of_two_stages,
)


@pytest.fixture(scope="module")
def stratified():
    """R: svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)."""
    _, kinds, index, pupils = (
        np.array(column) for column in zip(*schools(STRATIFIED), strict=True)
    )
    drawn = {kind: int((kinds == kind).sum()) for kind in STRATA}
    sample = Sample(
        weights=[STRATA[kind] / drawn[kind] for kind in kinds],
        strata=kinds,
        population_clusters=[STRATA[kind] for kind in kinds],
    )
    return kinds, index, pupils, sample


@pytest.fixture(scope="module")
def clustered():
    """R: svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)."""
    districts, kinds, index, pupils = (
        np.array(column) for column in zip(*schools(CLUSTERED), strict=True)
    )
    weights = np.full(len(kinds), 6194 / 183)
    return kinds, index, pupils, Sample(weights, districts, population_clusters=DISTRICTS)


def test_the_stratified_mean_and_total_are_those_of_r(stratified):
    # survey 4.x, svymean and svytotal with finite population correction
    kinds, index, pupils, sample = stratified
    assert len(kinds) == 200
    found = mean(index, sample)
    assert found.value == pytest.approx(662.287363577655, rel=1e-9)
    assert found.standard_error == pytest.approx(9.408940879434, rel=1e-8)
    assert found.degrees_of_freedom == 197
    found = mean(pupils, sample)
    assert (found.value, found.standard_error) == pytest.approx(
        (595.282131094607, 18.5085106862115), rel=1e-8
    )
    found = total(pupils, sample)
    assert (found.value, found.standard_error) == pytest.approx(
        (3687177.52, 114641.715190394), rel=1e-8
    )
    found = total(index, sample)
    assert (found.value, found.standard_error) == pytest.approx(
        (4102207.93, 58278.9798072143), rel=1e-8
    )


def test_without_the_correction_the_stratified_errors_are_those_of_r(stratified):
    # R's own weights pw are rounded in their eighth digit
    _, index, pupils, sample = stratified
    plain = Sample(sample.weights, strata=sample.strata)
    assert mean(index, plain).standard_error == pytest.approx(9.53613229692516, rel=1e-6)
    assert total(pupils, plain).standard_error == pytest.approx(117319.085968965, rel=1e-6)


def test_the_cluster_mean_and_total_are_those_of_r(clustered):
    # survey, svymean and svytotal; the totals stand on the page "Simple summary statistics"
    _, index, pupils, sample = clustered
    found = mean(index, sample)
    assert (found.value, found.standard_error) == pytest.approx(
        (644.169398907105, 23.5422406937812), rel=1e-9
    )
    assert found.degrees_of_freedom == 14
    assert mean(pupils, sample).standard_error == pytest.approx(45.1913723435604, rel=1e-9)
    found = total(pupils, sample)
    assert (found.value, found.standard_error) == pytest.approx((3404940.13, 932235.03), abs=0.5)
    plain = Sample(sample.weights, sample.clusters)
    assert mean(index, plain).standard_error == pytest.approx(23.7790107208869, rel=1e-9)
    assert total(pupils, plain).standard_error == pytest.approx(941610.74091198, rel=1e-6)


@pytest.fixture(scope="module")
def two_stages():
    """R: svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)."""
    districts, there, kinds, index = (
        np.array(column) for column in zip(*schools_of_two_stages(), strict=True)
    )
    asked = np.array([(districts == one).sum() for one in districts])
    weights = DISTRICTS / 40 * there / asked
    return kinds, index, Sample(weights, districts, None, DISTRICTS, there)


def test_a_part_of_each_drawn_district_has_the_errors_of_r(two_stages):
    # survey 4.1, svymean, svytotal and svymean(~stype); without fpc: weights = ~weights(dclus2)
    kinds, index, sample = two_stages
    assert len(index) == 126
    found = mean(index, sample)
    assert (found.value, found.standard_error) == pytest.approx(
        (670.811808118081, 30.0990273768366), rel=1e-10
    )
    assert found.degrees_of_freedom == 39
    found = total(index, sample)
    assert (found.value, found.standard_error) == pytest.approx(
        (3440375.75, 926665.58609027), rel=1e-10
    )
    errors = [share(kinds == kind, sample).standard_error for kind in "EHM"]
    assert errors == pytest.approx(
        [0.0556406470060076, 0.0567331862925889, 0.0222252155055291], rel=1e-10
    )
    plain = Sample(sample.weights, sample.clusters)
    assert mean(index, plain).standard_error == pytest.approx(30.7115763093289, rel=1e-10)
    assert total(index, plain).standard_error == pytest.approx(951979.600560783, rel=1e-10)


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [("E", 0.786885, 0.0463), ("H", 0.076503, 0.0268), ("M", 0.136612, 0.0296)],
)
def test_shares_of_a_cluster_sample_are_those_of_r(clustered, kind, value, error):
    # the same page: svymean(~stype, dclus1)
    kinds, _, _, sample = clustered
    found = share(kinds == kind, sample)
    assert found.value == pytest.approx(value, abs=5e-7)
    assert found.standard_error == pytest.approx(error, abs=5e-5)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_as_newcombe_prints_it(part, whole, low, high):
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3
    found = wilson(part, whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090),
     ((5, 56), (0, 29), -0.0381, 0.1926)],
)  # fmt: skip
def test_differences_of_shares_as_newcombe_prints_them(one, other, low, high):
    # Newcombe 1998, Statistics in Medicine 17: 873-890, table II, method 10, without a design
    shares = [Share(part / n, 0.0, 10**9, 10**9, float(n)) for part, n in (one, other)]
    found = difference(*shares)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_bonett_and_price_on_remissions_before_and_after_therapy():
    # Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables, table 8.3
    # (Cavo et al. 2012): 59, 6, 16, 80 of 161 pairs
    found = bonett_price(6, 16, 161)
    assert (found.estimate, found.low, found.high) == pytest.approx(
        (-0.0621, -0.1195, -0.0032), abs=5e-5
    )


@pytest.mark.parametrize(
    ("events", "expected_low", "expected_high", "level"),
    [
        (1, 5.571644586, 0.025317898, 0.95),
        (10, 18.390357986, 4.795387629, 0.95),
        (1360, 1434.248667432, 1288.672162045, 0.95),
        (1, 9.233410142, 0.001000547, 0.998),
        (10, 24.133972351, 2.960519924, 0.998),
        (1360, 1477.859608911, 1248.881243757, 0.998),
    ],
)
def test_rate_funnels_are_those_of_public_health_england(
    events, expected_low, expected_high, level
):
    # PHEindicatormethods, tested tables of rate funnels: expected events at which so many lie on
    # the lower and on the upper line (population x years x common rate)
    common = 1.161720835e-3
    at = np.array([expected_low, expected_high]) / common
    lines = rate_funnel(common, at, level=level)
    assert lines.low[0] * at[0] == pytest.approx(events, rel=1e-5)
    assert lines.high[1] * at[1] == pytest.approx(events, rel=1e-5)
    exact = garwood(events, level=level)
    assert exact.high == pytest.approx(expected_low, rel=1e-5)
    assert exact.low == pytest.approx(expected_high, rel=1e-4)


@pytest.mark.parametrize(
    ("n", "low", "high", "low_alarm", "high_alarm"),
    [
        (1, 3.204264, 100, 0, 100),
        (20, 63.326743, 97.958152, 53.341156, 100),
        (102, 72.974925, 88.309971, 68.553233, 92.731663),
        (1008, 78.203374, 83.081521, 76.796814, 84.488082),
    ],
)
def test_share_funnels_are_those_of_public_health_england(n, low, high, low_alarm, high_alarm):
    # PHEindicatormethods, tested tables of proportion funnels around 80.642448 %
    warn, alarm = (share_funnel(0.80642448, [n], level=level) for level in (0.95, ALARM))
    lines = [100 * ends[0] for ends in (warn.low, warn.high, alarm.low, alarm.high)]
    assert lines == pytest.approx([low, high, low_alarm, high_alarm], abs=1e-5)


def test_u_chart_of_equal_units_as_montgomery_prints_it():
    # Montgomery, Introduction to Statistical Quality Control, §7.3.1: errors in 50 shipments a week
    errors = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]
    found = u_chart(errors, np.full(20, 50))
    assert (found.centre, found.low[0], found.high[0]) == pytest.approx(
        (0.0740, 0.0, 0.1894), abs=5e-5
    )


def test_u_chart_of_unequal_units_as_montgomery_prints_it():
    # the same, §7.3.2: defects of dyed cloth in rolls of different size
    units = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
    found = u_chart([14, 12, 20, 11, 7, 10, 21, 16, 19, 23], units)
    assert found.centre == pytest.approx(1.42, abs=0.005)
    printed = {10: (0.29, 2.55), 8: (0.16, 2.68), 13: (0.43, 2.41), 12: (0.39, 2.45)}
    for unit, low, high in zip(units, found.low, found.high, strict=True):
        if unit in printed:
            assert (low, high) == pytest.approx(printed[unit], abs=0.012)
