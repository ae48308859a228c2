"""Small leaves show 0 or base, sums stay close, and what was shown stays."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priemna.privacy.cubes import LeafCube, ReleasedCube
from priemna.privacy.dimensions import Dimension
from priemna.privacy.errors import UnusableRelease
from priemna.privacy.rounding import round_leaves
from tests.priemna.privacy.cubes import KEY, drawn_cube, places_and_quarters


def test_zero_stays_zero_four_is_rounded_five_is_shown():
    cube = places_and_quarters([[0, 1, 4, 5], [0, 0, 6, 0], [2, 3, 0, 30]])
    shown = round_leaves(cube, base=5, key=KEY).shown
    assert (shown[cube.counts == 0] == 0).all()
    assert set(shown[(cube.counts > 0) & (cube.counts < 5)]) <= {0, 5}
    assert (shown[cube.counts >= 5] == [5, 6, 30]).all()


def test_two_builds_with_one_key_are_the_same_and_another_key_may_differ():
    cube = drawn_cube(1)
    assert (
        round_leaves(cube, base=5, key=KEY).shown == round_leaves(cube, base=5, key=KEY).shown
    ).all()
    others = [round_leaves(cube, base=5, key=bytes([i]) * 16).shown for i in range(5)]
    assert any((shown != others[0]).any() for shown in others)


def test_the_search_leaves_smaller_errors_than_the_draws_it_starts_from():
    worse = better = 0
    for seed in range(10):
        cube = drawn_cube(seed)
        by_cell = round_leaves(cube, base=5, key=KEY, margins=[cube.margins[0]])
        jointly = round_leaves(cube, base=5, key=KEY)
        errors = [
            sum(
                (((c.at(m) - cube.at(m)) ** 2) / np.sqrt(1 + cube.at(m))).sum()
                for m in cube.margins
            )
            for c in (by_cell, jointly)
        ]
        worse, better = worse + errors[0], better + errors[1]
    assert better < worse / 2


@pytest.mark.parametrize("counts", [np.zeros((3, 4), int), np.ones((3, 4), int)])
def test_a_cube_of_zeros_stays_one_and_one_of_small_counts_keeps_its_total(counts):
    cube = places_and_quarters(counts)
    released = round_leaves(cube, base=5, key=KEY)
    assert abs(released.shown.sum() - counts.sum()) <= 2


def test_a_single_record_shows_nothing_or_five():
    counts = np.zeros((3, 4), int)
    counts[1, 2] = 1
    assert round_leaves(places_and_quarters(counts), base=5, key=KEY).shown.sum() in (0, 5)


def test_one_municipality_alone_is_released():
    cube = drawn_cube(3, shape=(1, 4, 3, 2), persons=20)
    shown = round_leaves(cube, base=5, key=KEY).shown
    assert abs(shown.sum() - 20) <= 5


def test_a_late_record_does_not_move_a_leaf_and_six_do():
    cube = places_and_quarters([[0, 7, 3, 5], [0, 0, 6, 0], [2, 3, 0, 30]])
    before = round_leaves(cube, base=5, key=KEY)
    for late, seen in ((1, False), (5, False), (6, True)):
        counts = cube.counts.copy()
        counts[0, 1] += late
        after = round_leaves(replace(cube, counts=counts), base=5, key=KEY, previous=before)
        assert (after.shown != before.shown).any() == seen
        assert after.carried[0, 1] != seen


def test_withdrawn_consent_does_not_move_a_leaf():
    cube = places_and_quarters([[0, 7, 3, 5], [0, 0, 6, 0], [2, 3, 0, 30]])
    before = round_leaves(cube, base=5, key=KEY)
    less = replace(cube, counts=cube.counts // 2)
    assert (round_leaves(less, base=5, key=KEY, previous=before).shown == before.shown).all()


def test_a_quarter_that_is_added_leaves_the_others_as_they_were():
    cube = drawn_cube(4, shape=(3, 4, 3, 2))
    longer = drawn_cube(5, shape=(3, 5, 3, 2))
    counts = longer.counts.copy()
    counts[:, :4] = cube.counts
    before = round_leaves(cube, base=5, key=KEY)
    after = round_leaves(replace(longer, counts=counts), base=5, key=KEY, previous=before)
    assert (after.shown[:, :4] == before.shown).all()
    assert after.carried[:, :4].all() and not after.carried[:, 4].any()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 7))
def test_no_filter_and_no_difference_of_nested_filters_shows_a_small_number(seed, base):
    rng = np.random.default_rng(seed)
    shown = round_leaves(drawn_cube(seed), base=base, key=KEY).shown.ravel()
    for _ in range(20):
        wide = rng.random(shown.size) < rng.random()
        narrow = wide & (rng.random(shown.size) < rng.random())
        difference = shown[wide].sum() - shown[narrow].sum()
        assert difference == 0 or difference >= base


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_no_two_releases_of_a_history_differ_by_a_few_anywhere(seed):
    rng = np.random.default_rng(seed)
    cube, releases = drawn_cube(seed), []
    for _ in range(6):
        released = round_leaves(cube, base=5, key=KEY, previous=releases[-1] if releases else None)
        releases.append(released)
        late = rng.poisson(0.4, cube.shape) * rng.integers(0, 3, cube.shape)
        withdrawn = rng.binomial(cube.counts, 0.05)
        cube = replace(cube, counts=cube.counts - withdrawn + late)
    for later in range(1, 6):
        for earlier in range(later):
            for margin in cube.margins:
                moved = releases[later].at(margin) - releases[earlier].at(margin)
                assert ((moved == 0) | (moved > 5)).all()


def test_a_coarser_audience_sees_sums_of_the_same_figures():
    released = round_leaves(places_and_quarters([[1, 2, 3, 4]] * 3), base=5, key=KEY)
    yearly = released.derive(("municipality", "year"))
    assert (yearly.shown == released.shown.reshape(3, 2, 2).sum(axis=2)).all()
    assert [level.name for level in yearly.dimensions[1].levels] == ["year", "total"]
    assert (yearly.pieces == 2).all()


@pytest.mark.parametrize(
    ("key", "base", "message"),
    [(b"short", 5, "secret key"), (KEY, 1, "base of 2"), (KEY, 3, "another base")],
)
def test_rounding_refuses_what_would_not_protect(key, base, message):
    cube = places_and_quarters(np.ones((3, 4), int))
    before = round_leaves(cube, base=5, key=KEY)
    with pytest.raises(UnusableRelease, match=message):
        round_leaves(cube, base=base, key=key, previous=before)


def test_a_code_that_was_published_may_not_vanish():
    cube = places_and_quarters(np.ones((3, 4), int))
    before = round_leaves(cube, base=5, key=KEY)
    fewer = LeafCube(
        (Dimension.with_total("municipality", ("M1", "M2")), cube.dimensions[1]), cube.counts[:2]
    )
    with pytest.raises(UnusableRelease, match="lost codes that were published before: M3"):
        round_leaves(fewer, base=5, key=KEY, previous=before)


def test_a_figure_between_zero_and_base_cannot_be_released():
    cube = places_and_quarters(np.ones((3, 4), int))
    with pytest.raises(UnusableRelease, match="between 0 and 5"):
        ReleasedCube(cube.dimensions, cube.counts, 5)
