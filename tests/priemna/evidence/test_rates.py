"""Smoothed contact rates: known answers of R and pysal, and by grid."""

import numpy as np
import pytest

from priemna.evidence.intervals import Interval, NotACount
from priemna.evidence.rates import (
    can_show_raw,
    raw_rate,
    smooth_by_moments,
    smooth_globally,
    smooth_rates,
)
from tests.oracles.evidence_by_hand import negative_binomial_mode
from tests.priemna.evidence.public_areas import carolina, scotland


def test_scotland_lip_cancer_as_glm_nb_fits_it():
    observed, expected, outdoor = scotland()
    plain = smooth_rates(observed, expected, shape_prior=False)
    assert plain.shape == pytest.approx(1.879489974, rel=1e-5)
    assert plain.mean[0] == pytest.approx(1.422060013, rel=1e-5)
    with_outdoor = smooth_rates(observed, expected, outdoor[:, None], shape_prior=False)
    assert with_outdoor.shape == pytest.approx(2.984280248, rel=1e-5)
    assert with_outdoor.coefficients == pytest.approx([-0.3527686, 0.7148155], abs=1e-5)


def test_moment_iteration_as_dcluster_runs_it():
    observed, expected, _ = scotland()
    assert smooth_by_moments(observed, expected) == pytest.approx((1.644015826, 1.148839609), 1e-4)
    _, deaths, births = carolina()
    expected = births * deaths.sum() / births.sum()
    assert smooth_by_moments(deaths, expected) == pytest.approx((4.630656412, 4.395645698), 1e-4)


def test_north_carolina_as_pysal_smooths_it():
    names, deaths, births = carolina()
    found = dict(zip(names, smooth_globally(deaths, births), strict=True))
    for county, rate in {
        "Ashe": 0.0016973,
        "Alleghany": 0.0017054,
        "Surry": 0.0017731,
        "Currituck": 0.0020129,
        "Northampton": 0.0035349,
    }.items():
        assert found[county] == pytest.approx(rate, abs=5e-8)


def test_the_mode_is_where_a_grid_finds_it():
    counts, exposure = [3, 0, 9, 4, 22, 1, 7], [4.0, 2.0, 5.0, 6.0, 8.0, 3.0, 4.0]
    found = smooth_rates(counts, exposure, shape_prior=False)
    shapes, means = np.linspace(0.5, 6, 111), np.linspace(0.5, 3, 101)
    assert (found.shape, found.mean[0]) == pytest.approx(
        negative_binomial_mode(counts, exposure, shapes, means), abs=0.05
    )


def test_equal_rates_do_not_drive_the_shape_to_infinity():
    found = smooth_rates([5, 5, 5, 5], [1000.0] * 4)
    assert np.isfinite(found.shape)
    assert found.rates[0].estimate == pytest.approx(0.005, rel=0.01)


def test_a_small_village_is_drawn_further_than_a_town():
    found = smooth_rates([4, 40, 12, 30], [200.0, 8000.0, 3000.0, 6000.0])
    village, town = found.rates[0], found.rates[1]
    assert abs(village.estimate - 4 / 200) > abs(town.estimate - 40 / 8000)
    assert village.low < village.estimate < village.high


def test_no_contact_anywhere_still_gives_finite_rates():
    found = smooth_rates([0, 0, 0], [100.0, 200.0, 300.0])
    assert all(0 < rate.estimate < 0.02 and np.isfinite(rate.high) for rate in found.rates)


@pytest.mark.parametrize(("count", "shown"), [(0, False), (9, False), (10, True), (40, True)])
def test_a_raw_rate_is_shown_from_ten_contacts(count, shown):
    assert can_show_raw(count, raw_rate(count, 5000, 1.5)) is shown


def test_a_raw_rate_with_too_wide_an_interval_is_not_shown():
    assert not can_show_raw(12, Interval(1.0, 0.2, 1.9))


def test_raw_rate_is_per_thousand_and_year():
    assert raw_rate(15, 5000, 1.5).estimate == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("counts", "exposure"),
    [([1], [1.0, 2.0]), ([-1, 2], [1.0, 1.0]), ([1, 2], [1.0, 0.0]), ([], [])],
)
def test_what_is_no_count_is_refused(counts, exposure):
    with pytest.raises(NotACount):
        smooth_rates(counts, exposure)
