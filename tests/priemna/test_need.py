"""Need estimates: never a raw count, wide where nobody could come, moved by what came."""

from datetime import date

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.estimate import estimate_need
from priemna.need.explain import explain_need
from priemna.need.exposure import HeldVisit
from priemna.need.observations import Contacts, groups_of, share_out
from priemna.need.settings import NeedSettings
from priemna.need.value import Reach, information

SINCE, ON = date(2022, 10, 3), date(2024, 4, 4)
TRAVEL = straight_line_times(settlements())
GLODZHEVO, VETOVO, NISOVO, BYALA = "15151", "10803", "51768", "07603"


def need(visits=(), contacts=(), **settings):
    rows = estimate_need(
        settlements(),
        municipalities(),
        TRAVEL,
        list(visits),
        list(contacts),
        since=SINCE,
        until=ON,
        settings=NeedSettings(**settings),
    )
    return {row.settlement.ekatte: row for row in rows}


def test_every_settlement_has_an_estimate_and_ranks_follow_need():
    rows = list(need().values())
    assert len(rows) == 83
    assert [row.rank for row in rows] == list(range(1, 84))
    assert [row.need for row in rows] == sorted((row.need for row in rows), reverse=True)
    assert all(0 < row.low < row.need < row.high for row in rows)


def test_chances_of_the_top_ten_add_up_to_ten():
    assert sum(row.p_top10 for row in need().values()) == pytest.approx(10)


def test_a_village_nobody_visited_keeps_the_whole_prior_not_zero():
    # With a centre that only its neighbours can reach, silence from Бяла is no news at all.
    row = need(contacts=[Contacts("centre", "RSE27", 80)], centre_decay_minutes=5)[BYALA]
    assert row.need == pytest.approx(row.prior_rate * row.stock, rel=0.001)
    assert row.high / row.low > 5


def test_silence_through_a_centre_in_reach_lowers_the_estimate_but_never_to_nothing():
    row = need(contacts=[Contacts("centre", "RSE27", 80)])[BYALA]
    assert 0.25 < row.rate / row.prior_rate < 0.9
    assert row.low > 1


def test_the_same_number_of_contacts_says_more_need_where_fewer_could_have_come():
    near_zero = need(contacts=[Contacts("centre", "RSE37", 6)])
    after_visit = need(
        visits=[HeldVisit("78361", date(2023, m, 7)) for m in range(1, 10)],
        contacts=[Contacts("78361", "RSE37", 6)],
    )
    assert near_zero["78361"].rate > after_visit["78361"].rate


def test_silence_after_visits_lowers_the_estimate_and_narrows_it():
    before = need()[VETOVO]
    after = need(visits=[HeldVisit(VETOVO, date(2023, m, 7)) for m in range(1, 13)])[VETOVO]
    assert after.need < before.need
    assert after.rate < after.prior_rate
    assert after.visited
    assert after.last_visit_on == date(2023, 12, 7)
    assert not before.visited
    assert before.last_visit_on is None


def shared(contacts, channels=("centre", GLODZHEVO)):
    """Women per settlement; who lives in Glodzhevo could have come there, all others little."""
    women = np.array([s.women_14_plus for s in settlements()])
    near = np.array([1.0 if s.ekatte == GLODZHEVO else 0.001 for s in settlements()])
    groups = groups_of(contacts, settlements(), channels)
    return dict(
        zip(
            TRAVEL.ekattes,
            share_out(groups, np.full(83, 0.005), women, np.array([women, women * near])),
            strict=True,
        )
    )


def test_contacts_of_unknown_home_are_shared_among_all_who_could_have_come():
    women = shared([Contacts(GLODZHEVO, "unknown", 8)])
    assert sum(women.values()) == pytest.approx(8)
    assert women[GLODZHEVO] == max(women.values())


def test_contacts_at_a_place_without_a_recorded_visit_are_not_lost():
    women = shared([Contacts(NISOVO, "RSE13", 3)])
    assert sum(women.values()) == pytest.approx(3)
    homes = {s.ekatte: s.municipality_code for s in settlements()}
    assert {homes[e] for e, n in women.items() if n} == {"RSE13"}


def test_the_level_scales_the_need_that_nothing_was_learnt_about():
    low, high = (need(level_per_1000=n, centre_decay_minutes=2) for n in (3, 9))
    assert high[BYALA].need == pytest.approx(3 * low[BYALA].need)
    assert [e for e in low if e != "63427"] == [e for e in high if e != "63427"]


def test_a_visit_near_another_adds_less_than_alone():
    reach = Reach(list(need().values()), TRAVEL, NeedSettings())
    at = reach.ekattes.index(GLODZHEVO)
    assert reach.gains([VETOVO])[at] < reach.gains([])[at]
    both = reach.women([VETOVO, GLODZHEVO])
    assert both == pytest.approx(reach.women([VETOVO]) + reach.gains([VETOVO])[at])


def test_residents_of_the_city_of_the_centre_pull_no_visit():
    rows = list(need().values())
    reach = Reach(rows, TRAVEL, NeedSettings())
    assert reach.waiting[reach.ekattes.index(CENTRE_EKATTE)] == 0
    assert CENTRE_EKATTE not in information(rows, ON)


@pytest.mark.parametrize(
    ("on", "asked"),
    [(date(2024, 4, 4), False), (date(2024, 4, 5), True)],
    ids=["365 days ago", "366 days ago"],
)
def test_the_information_slot_looks_only_where_nobody_was_for_twelve_months(on, asked):
    rows = list(need(visits=[HeldVisit(NISOVO, date(2023, 4, 5))]).values())
    assert (NISOVO in information(rows, on)) is asked


def test_explanations_never_tell_how_many_came():
    rows = need(
        visits=[HeldVisit(NISOVO, date(2023, m, 7)) for m in range(1, 13)],
        contacts=[Contacts(NISOVO, "RSE13", 2)],
    )
    for row in rows.values():
        for reason in explain_need(row, TRAVEL, ON):
            assert set(reason.values) <= {
                *("women", "minutes", "date"),
                *("women_factor", "vulnerability_factor", "waiting_factor"),
            }


def test_the_explanation_says_that_silence_means_nothing_where_nobody_went():
    messages = [reason.message for reason in explain_need(need()[NISOVO], TRAVEL, ON)]
    assert any("silence says nothing" in message for message in messages)
