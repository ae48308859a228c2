"""Calendars know a moved visit again, take back what is gone, and tell the public little."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priemna.takeaway.announcements import Announcement, for_everyone, with_agreed
from priemna.takeaway.notices import renew

KEY = b"secret of a store" * 2
SINCE, UNTIL, TODAY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 4, 20)
HOMES = {"10001": "RSE03", "10002": "RSE03", "10003": "RSE04"}


def said(day, place, opens=10, closes=13, team="1"):
    return Announcement(date(2024, 5, day), place, time(opens), time(closes), team)


def told(previous, wanted, **options):
    period = {"since": SINCE, "until": UNTIL, "today": TODAY, "key": KEY}
    return renew(previous, wanted, **(period | options))


def lines(notices):
    return [
        (n.announcement.on.day, n.announcement.place, n.sequence, n.is_cancelled) for n in notices
    ]


def test_a_first_plan_is_told_as_it_is():
    first = told((), [said(9, "10002"), said(7, "10001")])
    assert lines(first) == [(7, "10001", 0, False), (9, "10002", 0, False)]
    assert len({n.uid for n in first}) == 2


def test_the_same_plan_changes_nothing():
    first = told((), [said(7, "10001"), said(9, "10002")])
    assert told(first, [said(9, "10002"), said(7, "10001")]) == first


def test_other_hours_keep_the_mark_and_raise_the_sequence():
    (first,) = told((), [said(7, "10001")])
    (second,) = told([first], [said(7, "10001", opens=11)])
    assert second.uid == first.uid
    assert second.sequence == 1
    assert second.announcement.opens == time(11)


def test_a_visit_put_off_keeps_its_mark():
    first = told((), [said(7, "10001"), said(9, "10002")])
    marks = {n.announcement.place: n.uid for n in first}
    second = told(first, [said(14, "10001"), said(9, "10002")])
    assert lines(second) == [(9, "10002", 0, False), (14, "10001", 1, False)]
    assert {n.announcement.place: n.uid for n in second} == marks


def test_a_visit_that_is_gone_is_taken_back_once():
    first = told((), [said(7, "10001"), said(9, "10002")])
    second = told(first, [said(9, "10002")])
    assert lines(second) == [(7, "10001", 1, True), (9, "10002", 0, False)]
    assert told(second, [said(9, "10002")]) == second


def test_what_was_taken_back_returns_under_its_mark():
    first = told((), [said(7, "10001")])
    gone = told(first, [])
    back = told(gone, [said(7, "10001")])
    assert lines(back) == [(7, "10001", 2, False)]
    assert back[0].uid == first[0].uid


def test_what_has_happened_is_neither_moved_nor_taken_back():
    first = told((), [said(7, "10001")])
    later = told(first, [said(20, "10001")], today=date(2024, 5, 8))
    assert lines(later) == [(7, "10001", 0, False), (20, "10001", 0, False)]


def test_the_day_itself_can_still_be_taken_back():
    first = told((), [said(7, "10001")])
    assert lines(told(first, [], today=date(2024, 5, 7))) == [(7, "10001", 1, True)]


def test_entries_of_other_periods_stay_as_they_are():
    first = told((), [said(7, "10001"), said(31, "10002")])
    second = told(first, [said(14, "10001")], until=date(2024, 5, 31))
    assert lines(second) == [(14, "10001", 1, False), (31, "10002", 0, False)]


def test_two_visits_of_one_place_move_to_the_days_nearest_to_theirs():
    first = told((), [said(2, "10001"), said(20, "10001")])
    marks = [n.uid for n in first]
    second = told(first, [said(3, "10001"), said(22, "10001")])
    assert [n.uid for n in second] == marks


def test_two_teams_in_one_place_on_one_day_are_two_entries():
    first = told((), [said(7, "10001", team="1"), said(7, "10001", team="2")])
    assert len({n.uid for n in first}) == 2
    second = told(first, [said(7, "10001", team="2")])
    by_team = {n.announcement.team: n for n in second}
    assert by_team["1"].is_cancelled
    assert not by_team["2"].is_cancelled
    assert by_team["2"].sequence == 0


def test_hours_that_are_not_noted_come_before_those_that_are():
    without = Announcement(date(2024, 5, 7), "10001", team="2")
    told_to_all = for_everyone([said(7, "10001"), without], HOMES, with_settlement=True)
    assert [one.opens for one in told_to_all] == [None, time(10)]
    assert len(told((), told_to_all)) == 2


def test_marks_of_another_store_or_audience_differ():
    one = told((), [said(7, "10001")])
    other = told((), [said(7, "10001")], key=b"another")
    assert one[0].uid != other[0].uid


DAYS = st.integers(1, 30)
PLANS = st.lists(
    st.builds(said, DAYS, st.sampled_from(sorted(HOMES)), st.integers(8, 11)), max_size=6,
    unique_by=lambda a: (a.on, a.place),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PLANS, min_size=1, max_size=5))
def test_whatever_is_planned_in_turn_calendars_show_the_last_plan(plans):
    notices, known = (), {}
    for wanted in plans:
        notices = told(notices, wanted)
        assert sorted(n.announcement for n in notices if not n.is_cancelled) == sorted(wanted)
        marks = {n.uid: n for n in notices}
        assert len(marks) == len(notices)
        assert set(known) <= set(marks)
        for uid, before in known.items():
            changed = marks[uid] != before
            assert marks[uid].sequence == before.sequence + changed
        known = marks


def test_a_plan_keeps_what_was_agreed_in_settlements_it_does_not_visit():
    planned = (said(7, "10001"),)
    agreed = (said(21, "10001"), said(8, "10003", team="A"))
    assert with_agreed(planned, agreed) == (said(7, "10001"), said(8, "10003", team="A"))


def test_the_public_hears_the_municipality_and_the_day_alone():
    told_to_all = for_everyone(
        [said(7, "10001"), said(7, "10002"), said(8, "10003")], HOMES, with_settlement=False
    )
    assert told_to_all == (
        Announcement(date(2024, 5, 7), "RSE03"),
        Announcement(date(2024, 5, 8), "RSE04"),
    )


@pytest.mark.parametrize(
    ("opens", "closes", "shown"),
    [
        (time(10, 0), time(12, 30), (time(10, 0), time(12, 30))),
        (time(10, 1), time(12, 31), (time(10, 15), time(12, 30))),
        (time(10, 14), time(12, 44), (time(10, 15), time(12, 30))),
        (time(10, 1), time(10, 16), (None, None)),
    ],
)
def test_public_hours_are_whole_quarters_within_which_the_place_is_open(opens, closes, shown):
    one = Announcement(date(2024, 5, 7), "10001", opens, closes, "1")
    (shown_one,) = for_everyone([one], HOMES, with_settlement=True)
    assert (shown_one.opens, shown_one.closes) == shown
    assert shown_one.team == ""


def test_a_hall_where_everybody_sees_who_enters_is_told_to_nobody():
    exposed = {(date(2024, 5, 7), "10001")}
    for with_settlement in (True, False):
        left = for_everyone(
            [said(7, "10001"), said(9, "10003")],
            HOMES,
            with_settlement=with_settlement,
            exposed=exposed,
        )
        assert [one.on.day for one in left] == [9]
