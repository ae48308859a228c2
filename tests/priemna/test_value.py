"""What a visit is worth, and what other assumptions change, against counting by hand."""

from dataclasses import replace
from datetime import date

import pytest

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.effect import effect_of
from priemna.need.estimate import estimate_need
from priemna.need.exposure import HeldVisit
from priemna.need.settings import NeedSettings
from priemna.need.value import Reach, worth_of_visits
from tests.oracles.value_by_hand import first_ten, women_reached

SINCE, ON = date(2022, 10, 3), date(2024, 4, 4)
TRAVEL = straight_line_times(settlements())
GLODZHEVO, NISOVO = "15151", "51768"
USUAL = NeedSettings()


def needs(settings=USUAL, visits=()):
    return estimate_need(
        settlements(),
        municipalities(),
        TRAVEL,
        list(visits),
        [],
        since=SINCE,
        until=ON,
        settings=settings,
    )


def waiting_of(rows):
    by_ekatte = {row.settlement.ekatte: row.need for row in rows}
    return [0.0 if e == CENTRE_EKATTE else by_ekatte[e] for e in TRAVEL.ekattes]


def test_a_visit_is_worth_the_women_counted_one_by_one():
    rows = needs()
    worths = worth_of_visits(rows, TRAVEL, USUAL, ON)
    for ekatte in (GLODZHEVO, NISOVO):
        site = TRAVEL.ekattes.index(ekatte)
        by_hand = women_reached(waiting_of(rows), TRAVEL.minutes, [site], 0.35, 12)
        assert worths[ekatte].women == pytest.approx(by_hand)
        assert worths[ekatte].share == pytest.approx(by_hand / sum(waiting_of(rows)))
        assert worths[ekatte].at_home == pytest.approx(0.35 * waiting_of(rows)[site])


def test_two_visits_count_a_woman_between_them_once():
    rows = needs()
    sites = [TRAVEL.ekattes.index(e) for e in (GLODZHEVO, NISOVO)]
    by_hand = women_reached(waiting_of(rows), TRAVEL.minutes, sites, 0.35, 12)
    assert Reach(rows, TRAVEL, USUAL).women([GLODZHEVO, NISOVO]) == pytest.approx(by_hand)


def test_every_place_but_the_city_of_the_centre_has_a_worth_and_a_rank():
    worths = worth_of_visits(needs(), TRAVEL, USUAL, ON)
    assert sorted(worth.rank for worth in worths.values()) == list(range(1, 83))
    assert CENTRE_EKATTE not in worths
    ordered = sorted(worths.values(), key=lambda worth: worth.rank)
    assert [w.women for w in ordered] == sorted((w.women for w in ordered), reverse=True)
    assert all(len(worth.homes) == 3 for worth in ordered)


def test_a_place_visited_this_year_teaches_nothing_new():
    rows = needs(visits=[HeldVisit(NISOVO, date(2024, 1, 10))])
    worths = worth_of_visits(rows, TRAVEL, USUAL, ON)
    assert worths[NISOVO].lesson_rank is None
    assert sorted(w.lesson_rank for w in worths.values() if w.lesson_rank) == list(range(1, 82))


def test_nobody_waiting_is_worth_nothing_instead_of_failing():
    rows = [replace(row, need=0.0) for row in needs()]
    worths = worth_of_visits(rows, TRAVEL, USUAL, ON)
    assert {(worth.women, worth.share, worth.homes) for worth in worths.values()} == {
        (0.0, 0.0, ())
    }


def test_the_same_assumptions_move_nobody():
    rows = needs()
    effect = effect_of(rows, needs())
    assert (effect.entered, effect.left) == ((), ())
    ten = first_ten({row.settlement.ekatte: row.need for row in rows})
    assert {move.settlement.ekatte for move in effect.moves} == ten - {CENTRE_EKATTE}
    assert all(move.rank_before == move.rank_after for move in effect.moves)


def test_who_enters_and_leaves_the_first_ten_agrees_with_two_sorted_lists():
    before, after = needs(), needs(replace(USUAL, centre_decay_minutes=5, vulnerability_weight=2))
    effect = effect_of(before, after)
    tens = [first_ten({r.settlement.ekatte: r.need for r in rows}) for rows in (before, after)]
    assert {place.ekatte for place in effect.entered} == tens[1] - tens[0] != set()
    assert {place.ekatte for place in effect.left} == tens[0] - tens[1] != set()
    assert {m.settlement.ekatte for m in effect.moves} == (tens[0] | tens[1]) - {CENTRE_EKATTE}
    assert [m.rank_after for m in effect.moves] == sorted(m.rank_after for m in effect.moves)


def test_shares_are_of_all_women_outside_the_city_of_the_centre():
    before, after = needs(), needs(replace(USUAL, level_per_1000=10))
    effect = effect_of(before, after)
    assert effect.women_before == pytest.approx(sum(waiting_of(before)))
    assert effect.women_after == pytest.approx(sum(waiting_of(after)))
    first = effect.moves[0]
    needs_after = {row.settlement.ekatte: row.need for row in after}
    share = needs_after[first.settlement.ekatte] / sum(waiting_of(after))
    assert first.share_after == pytest.approx(share)
