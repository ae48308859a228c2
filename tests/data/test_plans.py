"""An accepted plan becomes planned visits that keep their numbers, and is taken back as a whole."""

from dataclasses import replace
from datetime import date, time

from data.audit import entries
from data.entry import change, enter, record
from data.imports import batches, undo_batch
from data.plans import PlannedVisit, accept_plan, open_visits, steps

NISOVO, BYALA, BOROVO = "51768", "07603", "05611"
TODAY = date(2024, 4, 8)
PERIOD = {"since": date(2024, 5, 1), "until": date(2024, 6, 1)}
MAY_7, MAY_9, MAY_14 = date(2024, 5, 7), date(2024, 5, 9), date(2024, 5, 14)


def stop(ekatte, on, team="A", opens=10, discretion=4):
    return PlannedVisit(ekatte, on, team, time(opens), time(opens + 3), discretion)


def accept(store, *plan):
    report = accept_plan(store, plan, **PERIOD, today=TODAY, who="ana")
    assert report.accepted, report.problems
    return report


def said(store):
    with store.cursor() as cursor:
        return cursor.execute(
            "SELECT visit_id, ekatte, planned_on, team, status, cancel_reason FROM visit "
            "ORDER BY visit_id"
        ).fetchall()


def test_a_plan_becomes_planned_visits_announced_neutrally(store):
    report = accept(store, stop(NISOVO, MAY_7), stop(BYALA, MAY_9, "B"))
    assert (report.new, report.changed) == (2, 0)
    assert said(store) == [
        ("pv-2024-0001", NISOVO, MAY_7, "A", "planned", None),
        ("pv-2024-0002", BYALA, MAY_9, "B", "planned", None),
    ]
    kept = record(store, "visits", "pv-2024-0001")
    assert kept["announced_as"] == "neutral"
    assert (kept["starts_at"][:5], kept["ends_at"][:5]) == ("10:00", "13:00")
    assert kept["venue_discretion"] == "4"


def test_accepting_the_same_plan_again_changes_nothing(store):
    plan = (stop(NISOVO, MAY_7), stop(BYALA, MAY_9))
    accept(store, *plan)
    before = store.version()
    report = accept(store, *plan)
    assert report.batch_id is None
    assert store.version() == before
    assert steps(open_visits(store, **PERIOD), plan).nothing


def test_another_plan_moves_cancels_and_adds_in_one_go_and_is_undone_in_one_go(store):
    accept(store, stop(NISOVO, MAY_7), stop(BYALA, MAY_9))
    before = said(store)
    report = accept(store, stop(NISOVO, MAY_14), stop(BOROVO, MAY_9))
    assert (report.new, report.changed) == (1, 2)
    assert said(store) == [
        ("pv-2024-0001", NISOVO, MAY_14, "A", "planned", None),
        ("pv-2024-0002", BYALA, MAY_9, "A", "cancelled", "other"),
        ("pv-2024-0003", BOROVO, MAY_9, "A", "planned", None),
    ]
    assert batches(store)[0].origin == "plan"
    assert not undo_batch(store, report.batch_id).blocked
    assert said(store) == before
    assert [line.action for line in entries(store)] == ["undone", "entered", "entered"]


def test_a_confirmed_visit_stays_confirmed_on_its_day_and_is_planned_again_on_another(store):
    accept(store, stop(NISOVO, MAY_7))
    change(store, "visits", "pv-2024-0001", {"status": "confirmed"}, today=TODAY)
    accept(store, stop(NISOVO, MAY_7, opens=11))
    assert said(store)[0][4] == "confirmed"
    accept(store, stop(NISOVO, MAY_9))
    assert said(store)[0][4] == "planned"


def test_a_moved_visit_keeps_what_the_plan_does_not_speak_of(store):
    values = {"ekatte": NISOVO, "planned_on": MAY_7, "status": "planned", "host": "library"}
    assert enter(store, "visits", values, today=TODAY).accepted
    accept(store, stop(NISOVO, MAY_9))
    (row,) = said(store)
    assert row[2] == MAY_9
    assert record(store, "visits", row[0])["host"] == "library"


def test_visits_outside_the_period_and_held_ones_are_left_alone(store):
    june = {"ekatte": NISOVO, "planned_on": date(2024, 6, 1), "status": "planned"}
    held = {"ekatte": BYALA, "held_on": date(2024, 4, 2), "status": "held"}
    for values in (june, held):
        assert enter(store, "visits", values, today=TODAY).accepted
    before = said(store)
    accept(store)
    assert said(store) == before


def test_visits_of_one_settlement_are_matched_by_day_before_order():
    there = [
        replace(stop(NISOVO, day), visit_id=name) for day, name in ((MAY_7, "a"), (MAY_9, "b"))
    ]
    found = steps(there, [stop(NISOVO, MAY_9), stop(NISOVO, MAY_14)])
    assert [visit.visit_id for visit in found.kept] == ["b"]
    assert [(visit.visit_id, after.on) for visit, after in found.moved] == [("a", MAY_14)]


def test_a_number_that_was_taken_back_is_free_and_one_that_stands_is_not_given_twice(store):
    report = accept(store, stop(NISOVO, MAY_7))
    undo_batch(store, report.batch_id)
    assert said(store) == []
    accept(store, stop(NISOVO, MAY_7))
    accept(store, stop(NISOVO, MAY_7), stop(BYALA, MAY_7, "B"))
    assert [row[0] for row in said(store)] == ["pv-2024-0001", "pv-2024-0002"]
