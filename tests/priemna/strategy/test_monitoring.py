"""After adoption: no success without a signal, and none that the mean's return explains."""

import numpy as np
import pytest
from scipy import stats

from priemna.strategy.monitoring import BORROWED, Course, course, shrunken_baseline

QUARTER = (12.0, 20.0)


def judged(after, part=10, whole=40, district=0.5, better="higher", target=0.6):
    baseline = shrunken_baseline(part, whole, district)
    return course(baseline, after, better=better, target=target)


def test_the_baseline_is_drawn_towards_the_district():
    found = shrunken_baseline(10, 40, 0.5)
    assert found.raw == 0.25
    assert found.share == pytest.approx((10 + BORROWED * 0.5) / (40 + BORROWED))


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ([QUARTER] * 3, Course.TOO_EARLY),
        ([(4.0, 7.0)] * 4, Course.TOO_FEW),
        ([(6.0, 20.0)] * 4, Course.NO_CHANGE),
        ([(10.0, 20.0)] * 4, Course.BETTER),
        ([(14.0, 20.0)] * 4, Course.REACHED),
        ([(0.0, 20.0)] * 4, Course.WORSE),
    ],
)
def test_the_verdict_follows_what_came(after, verdict):
    found = judged(after)
    assert found.verdict is verdict
    assert str(found.why)
    assert (found.value is None) == (verdict in (Course.TOO_EARLY, Course.TOO_FEW))


def test_where_lower_is_better_the_directions_turn():
    up = course(shrunken_baseline(10, 40, 0.3), [(16.0, 20.0)] * 4, better="lower", target=0.1)
    down = course(shrunken_baseline(30, 40, 0.7), [(4.0, 20.0)] * 4, better="lower", target=0.3)
    assert up.verdict is Course.WORSE
    assert down.verdict is Course.REACHED


def test_a_target_met_by_luck_alone_is_not_claimed():
    found = judged([(4.0, 8.0)] * 4, part=18, whole=40, target=0.5)
    assert found.value == 0.5
    assert found.verdict is Course.NO_CHANGE


def test_the_limits_are_those_of_the_beta_binomial():
    found = judged([QUARTER] * 4)
    share = (10 + BORROWED * 0.5) / (40 + BORROWED)
    weight = 40 + BORROWED
    low, high = stats.betabinom.ppf([0.025, 0.975], 80, share * weight, (1 - share) * weight)
    assert (found.low, found.high) == (low / 80, high / 80)


def test_places_chosen_because_they_were_lowest_seldom_pass_for_success():
    """Eight places of one true share; the lowest is picked, nothing changes, and it is watched."""
    rng = np.random.default_rng(20240411)
    claims = {"shrunken": 0, "raw": 0}
    for _run in range(400):
        before = rng.binomial(40, 0.4, 8)
        after = rng.binomial(20, 0.4, 4)
        district = before.sum() / 320
        for name, baseline in (
            ("shrunken", shrunken_baseline(before.min(), 40, district)),
            ("raw", shrunken_baseline(before.min(), 40, before.min() / 40)),
        ):
            found = course(baseline, [(float(k), 20.0) for k in after], better="higher", target=0.9)
            claims[name] += found.verdict is Course.BETTER
    assert claims["shrunken"] < claims["raw"]
    assert claims["shrunken"] / 400 < 0.15
