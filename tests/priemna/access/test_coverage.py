"""Bands hold what their names say at every edge, and hours in reach add up to the hours given."""

import numpy as np
import pytest

from priemna.access.coverage import band, catchments, nearest, whole_minutes, women_within
from priemna.access.floating import hours_per_woman
from tests.oracles import access_by_hand

LIMITS, WEIGHTS = (15, 30, 45), (1.0, 0.68, 0.22)


def invented(places, seed):
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 60, (places, 2))
    minutes = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    minutes *= rng.uniform(0.9, 1.1, minutes.shape)
    np.fill_diagonal(minutes, 0.0)
    return rng.integers(0, 900, places).astype(float), minutes


@pytest.mark.parametrize(
    ("minutes", "shown", "lies_in"),
    [
        (0.0, 0, 0),
        (14.2, 15, 0),
        (15.0, 15, 0),
        (15.0000001, 15, 0),
        (15.01, 16, 1),
        (29.4, 30, 1),
        (30.0, 30, 1),
        (30.4, 31, 2),
        (45.0, 45, 2),
        (45.4, 46, 3),
        (59.0, 59, 3),
        (60.0, 60, 3),
    ],
)
def test_a_limit_belongs_to_the_band_it_closes_and_the_minutes_shown_agree(minutes, shown, lies_in):
    assert whole_minutes(np.array([minutes]))[0] == shown
    assert band(shown, LIMITS) == lies_in


def test_59_and_60_minutes_are_both_within_an_hour_and_61_is_not():
    assert [band(minutes, (30, 60)) for minutes in (30, 31, 59, 60, 61)] == [0, 1, 1, 1, 2]


def test_without_any_site_nobody_has_help_within_anything():
    near = nearest(np.zeros((3, 3)), [])
    assert list(near.minutes) == [-1, -1, -1]
    assert women_within(np.ones(3), near) == (0.0, 0.0, 0.0)
    assert band(-1) == 3
    assert catchments(np.ones(3), near) == ()


@pytest.mark.parametrize("seed", range(8))
def test_women_within_a_limit_are_those_counted_one_by_one(seed):
    women, minutes = invented(12, seed)
    sites = [1, 4, 7]
    found = women_within(women, nearest(minutes, sites), LIMITS)
    assert found == pytest.approx(
        [access_by_hand.women_within(women, minutes, sites, limit) for limit in LIMITS]
    )
    assert list(found) == sorted(found)


@pytest.mark.parametrize("seed", range(8))
def test_catchments_share_all_women_out_once(seed):
    women, minutes = invented(12, seed)
    sites = [0, 5, 11]
    near = nearest(minutes, sites)
    found = catchments(women, near)
    assert sorted(place for one in found for place in one.members) == list(range(12))
    assert sum(one.women for one in found) == women.sum()
    for one in found:
        assert one.site in one.members
        for place in one.members:
            shown = access_by_hand.nearest_minutes(minutes, place, sites)
            assert near.minutes[place] == shown
        assert one.farthest_minutes == max(near.minutes[list(one.members)])


def test_of_two_sites_equally_near_the_first_takes_the_settlement():
    minutes = np.array([[0.0, 10.0, 10.0], [10.0, 0.0, 20.0], [10.0, 20.0, 0.0]])
    assert list(nearest(minutes, [2, 1]).site) == [1, 1, 2]


@pytest.mark.parametrize("seed", range(8))
def test_hours_in_reach_are_those_of_the_loops(seed):
    women, minutes = invented(11, seed)
    supply = np.where(np.arange(11) % 3 == 0, 40.0, 0.0)
    found = hours_per_woman(women, supply, minutes, limits=LIMITS, weights=WEIGHTS)
    expected = access_by_hand.hours_per_woman(women, supply, minutes, LIMITS, WEIGHTS)
    assert found == pytest.approx(expected, rel=1e-12)
    assert (women * found).sum() == pytest.approx(supply.sum())


def test_one_site_for_one_place_gives_all_its_hours_to_its_women():
    found = hours_per_woman(np.array([50.0]), np.array([100.0]), np.zeros((1, 1)))
    assert list(found) == [2.0]


def test_a_place_beyond_the_last_band_gets_nothing_and_asks_for_nothing():
    minutes = np.array([[0.0, 46.0], [46.0, 0.0]])
    found = hours_per_woman(np.array([10.0, 10.0]), np.array([20.0, 0.0]), minutes)
    assert list(found) == [2.0, 0.0]


def test_hours_where_nobody_lives_within_reach_are_lost_and_not_infinite():
    minutes = np.array([[0.0, 99.0], [99.0, 0.0]])
    found = hours_per_woman(np.array([0.0, 10.0]), np.array([20.0, 0.0]), minutes)
    assert list(found) == [0.0, 0.0]


def test_the_worked_example_of_the_methods_holds():
    minutes = np.array([[0.0, 20.0], [20.0, 0.0]])
    found = hours_per_woman(np.array([100.0, 200.0]), np.array([30.0, 0.0]), minutes)
    assert [round(1000 * hours) for hours in found] == [127, 86]
