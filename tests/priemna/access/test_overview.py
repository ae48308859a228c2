"""The overview of the district counts every woman once and believes only visits of the period."""

from dataclasses import replace

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE, settlements
from geo.travel import straight_line_times
from priemna.access.overview import (
    CENTRE_HOURS_PER_WEEK,
    COVER_MINUTES,
    Offer,
    fixed_points,
    overview,
)
from tests.oracles import access_by_hand

PLACES = settlements()
TRAVEL = straight_line_times(PLACES)
WOMEN = [place.women_14_plus for place in PLACES]
INDEX = {place.ekatte: i for i, place in enumerate(PLACES)}
CENTRE = INDEX[CENTRE_EKATTE]
BYALA, NISOVO = "07603", "51768"


def test_without_visits_all_is_what_the_centre_is():
    found = overview(PLACES, TRAVEL, [], days=365)
    assert found.by_all == found.by_centre
    assert len(found.catchments) == 1
    assert found.catchments[0].women == pytest.approx(sum(WOMEN))
    assert {row.nearest_ekatte for row in found.rows} == {CENTRE_EKATTE}
    assert all(row.minutes == row.centre_minutes for row in found.rows)


def test_a_visit_is_near_its_own_settlement_and_counts_for_its_neighbours():
    found = overview(PLACES, TRAVEL, [Offer(BYALA, 3.0), Offer(BYALA, 3.0)], days=365)
    byala = found.rows[INDEX[BYALA]]
    assert (byala.minutes, byala.nearest_ekatte, byala.band, byala.visits) == (0, BYALA, 0, 2)
    for limit, both in zip(found.limits, found.by_all, strict=True):
        sites = [CENTRE, INDEX[BYALA]]
        expected = access_by_hand.women_within(WOMEN, TRAVEL.minutes, sites, limit)
        assert both == pytest.approx(expected)


def test_hours_are_told_per_year_whatever_the_length_of_the_period():
    year = overview(PLACES, TRAVEL, [Offer(BYALA, 8.0)], days=365)
    half = overview(PLACES, TRAVEL, [Offer(BYALA, 4.0)], days=182.5)
    assert [row.hours_per_1000 for row in year.rows] == pytest.approx(
        [row.hours_per_1000 for row in half.rows]
    )
    given = sum(row.hours_per_1000 / 1000 * row.settlement.women_14_plus for row in year.rows)
    assert given == pytest.approx(8.0 + CENTRE_HOURS_PER_WEEK * 365 / 7)


def test_rows_stand_in_the_order_of_the_travel_times():
    found = overview(tuple(reversed(PLACES)), TRAVEL, [], days=365)
    assert [row.settlement.ekatte for row in found.rows] == list(TRAVEL.ekattes)


def test_a_further_point_is_the_best_of_all_and_the_next_best_are_no_better():
    weights = dict(zip(INDEX, WOMEN, strict=True))
    found = fixed_points(PLACES, TRAVEL, weights, 1)
    means = {
        place.ekatte: access_by_hand.cost_of(
            [[w * m for m in row] for w, row in zip(WOMEN, TRAVEL.minutes.tolist(), strict=True)],
            [CENTRE, INDEX[place.ekatte]],
        )
        / sum(WOMEN)
        for place in PLACES
        if place.ekatte != CENTRE_EKATTE
    }
    ranked = sorted(means, key=lambda ekatte: means[ekatte])
    assert found.median_places[0].ekatte == ranked[0]
    assert found.mean_after == pytest.approx(means[ranked[0]])
    assert [place.ekatte for place, _ in found.also] == ranked[1:4]
    assert [mean for _, mean in found.also] == pytest.approx([means[e] for e in ranked[1:4]])


def test_weight_on_one_far_village_moves_the_point_there():
    weights = dict.fromkeys(INDEX, 0.001) | {NISOVO: 1000.0}
    found = fixed_points(PLACES, TRAVEL, weights, 1)
    assert found.median_places[0].ekatte == NISOVO


def test_cover_never_falls_with_more_points():
    weights = dict(zip(INDEX, WOMEN, strict=True))
    left = [fixed_points(PLACES, TRAVEL, weights, count).cover.value for count in (1, 2, 3)]
    assert left == sorted(left, reverse=True)


def test_one_way_roads_are_driven_from_home_to_help():
    minutes = TRAVEL.minutes.copy()
    minutes[CENTRE, :] = 500.0
    np.fill_diagonal(minutes, 0.0)
    found = overview(PLACES, replace(TRAVEL, minutes=minutes), [], days=365)
    assert max(row.centre_minutes for row in found.rows) < 500
    assert COVER_MINUTES in found.limits
