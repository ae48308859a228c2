"""The model agrees with the slow ways: every allocation added up, blind draws weighted."""

from datetime import date

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.beliefs import Beliefs
from priemna.need.exposure import Calendar, HeldVisit
from priemna.need.likelihood import Likelihood
from priemna.need.observations import ANY_CHANNEL, Group
from priemna.need.posterior import draw_posterior
from priemna.need.settings import NeedSettings
from tests.oracles.need_by_enumeration import by_blind_draws, exactly

EKATTES = ("02083", "51768", CENTRE_EKATTE)
MINUTES = [[0, 12, 40], [12, 0, 25], [41, 24, 0]]
WOMEN = [900.0, 400.0, 2000.0]
SINCE, UNTIL = date(2023, 1, 1), date(2023, 4, 1)
VISITS = [(0, date(2023, 2, 7)), (0, date(2023, 3, 7)), (1, date(2023, 3, 16))]
SCORES = [[0.8, 0.0], [0.8, 0.0], [-0.6, 0.5]]
SETTINGS = NeedSettings()
CENTRE, FIRST, SECOND = 0, 1, 2
TOGETHER = [
    Group(2, CENTRE, np.array([0, 1])),
    Group(4, CENTRE, np.array([2])),
    Group(3, FIRST, np.array([0, 1])),
    Group(1, SECOND, np.array([0, 1, 2])),
]
APART = [Group(5, ANY_CHANNEL, np.array([0])), Group(4, ANY_CHANNEL, np.array([2]))]


def likelihood(groups):
    minutes = np.array(MINUTES, dtype=float)
    calendar = Calendar(
        np.array(WOMEN),
        TravelTimes(EKATTES, minutes, minutes, source="test", is_estimate=False),
        [HeldVisit(EKATTES[i], on) for i, on in VISITS],
        since=SINCE,
        until=UNTIL,
    )
    return Likelihood(calendar, groups, Beliefs(SETTINGS, np.array(SCORES)))


@pytest.mark.parametrize("groups", [TOGETHER, APART, []], ids=["together", "apart", "nobody"])
def test_the_density_follows_the_sum_over_all_allocations(groups):
    judged = likelihood(groups)
    points = np.random.default_rng(3).normal(size=(12, judged.beliefs.size))
    fit = judged.evaluate(points)
    _stock, met = judged.calendar.follow(judged.beliefs.assumptions(points).access)
    exact = [
        exactly(
            [(g.women, g.members) for g in groups],
            [met[d].sum(axis=0) if g.channel == ANY_CHANNEL else met[d, g.channel] for g in groups],
            met[d].sum(axis=0),
            fit.expected[d],
            fit.spread[d, 0],
        )[0]
        for d in range(len(points))
    ]
    difference = fit.log_density - judged.beliefs.log_density(points) - exact
    # Laplace's approximation is off by the same amount everywhere, but for a few hundredths.
    assert np.ptp(difference) < 0.15
    assert np.ptp(exact) > 2


@pytest.mark.parametrize("groups", [TOGETHER, APART], ids=["together", "apart"])
def test_rates_average_to_the_sum_over_all_allocations(groups):
    judged = likelihood(groups)
    drawn = draw_posterior(judged, seed=0, count=4000)
    _stock, met = judged.calendar.follow(judged.beliefs.assumptions(drawn.points).access)
    spread = judged.beliefs.assumptions(drawn.points).spread[:, 0]
    some = range(0, 4000, 40)
    exact = [
        exactly(
            [(g.women, g.members) for g in groups],
            [met[d].sum(axis=0) if g.channel == ANY_CHANNEL else met[d, g.channel] for g in groups],
            met[d].sum(axis=0),
            drawn.expected[d],
            spread[d],
        )[1]
        for d in some
    ]
    np.testing.assert_allclose(drawn.rate.mean(axis=0), np.mean(exact, axis=0), rtol=0.06)
    np.testing.assert_allclose(drawn.mean_rate.mean(axis=0), np.mean(exact, axis=0), rtol=0.06)


def test_need_and_its_interval_agree_with_blind_draws_weighted_by_the_counts():
    drawn = draw_posterior(likelihood(TOGETHER), seed=0, count=4000)
    need = drawn.rate * drawn.stock
    channels = ("centre", 0, 1)
    blind, weights = by_blind_draws(
        SETTINGS,
        SCORES,
        WOMEN,
        MINUTES,
        2,
        VISITS,
        SINCE,
        UNTIL,
        [(g.women, channels[g.channel], list(g.members)) for g in TOGETHER],
        draws=8000,
    )
    assert 1 / (weights**2).sum() > 1000
    np.testing.assert_allclose(need.mean(axis=0), weights @ blind, rtol=0.06)
    for i in range(3):
        order = np.argsort(blind[:, i])
        below = np.cumsum(weights[order])
        for share in (0.05, 0.5, 0.95):
            expected = blind[order, i][np.searchsorted(below, share)]
            assert np.quantile(need[:, i], share) == pytest.approx(expected, rel=0.12)
