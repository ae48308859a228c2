"""A visit takes only the steps that make sense, and overdue means one thing."""

from datetime import date

import pytest

from priemna.visits.balance import balance, cancellations
from priemna.visits.life import (
    Overdue,
    Status,
    Step,
    StepRefused,
    Visit,
    days_overdue,
    in_order,
    overdue,
    steps,
    take,
)

TODAY = date(2024, 4, 10)


def visit(status, planned=None, held=None, **more):
    return Visit(
        more.pop("visit_id", "V1"),
        Status(status),
        more.pop("ekatte", "05611"),
        date.fromisoformat(planned) if planned else None,
        date.fromisoformat(held) if held else None,
        **more,
    )


@pytest.mark.parametrize(
    ("status", "planned", "held", "allowed"),
    [
        ("planned", "2024-04-09", None, "hold postpone cancel"),
        ("planned", "2024-04-10", None, "confirm hold postpone cancel"),
        ("planned", "2024-04-11", None, "confirm postpone cancel"),
        ("confirmed", "2024-04-09", None, "hold postpone cancel"),
        ("confirmed", "2024-04-10", None, "hold postpone cancel"),
        ("confirmed", "2024-04-11", None, "postpone cancel"),
        ("held", "2024-04-09", "2024-04-09", "report"),
        ("reported", "2024-04-09", "2024-04-09", ""),
        ("cancelled", "2024-04-09", None, "reopen"),
    ],
)
def test_each_status_and_day_allows_its_steps(status, planned, held, allowed):
    one = visit(status, planned, held)
    assert [step.value for step in steps(one, TODAY)] == allowed.split()


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_taken_exactly_where_it_is_offered(status, step):
    for planned in ("2024-04-09", "2024-04-10", "2024-04-11"):
        held = planned if status in ("held", "reported") else None
        one = visit(status, planned, held)
        arguments = {"today": TODAY, "reason": "weather"}
        if step in (Step.POSTPONE, Step.REOPEN):
            arguments["on"] = date(2024, 5, 1)
        if step in steps(one, TODAY):
            assert take(one, step, **arguments)["status"] in set(Status)
        else:
            with pytest.raises(StepRefused):
                take(one, step, **arguments)


def test_a_visit_is_held_on_its_day_where_nothing_else_is_said():
    one = visit("confirmed", "2024-04-09")
    assert take(one, Step.HOLD, today=TODAY) == {"status": "held", "held_on": date(2024, 4, 9)}


def test_a_visit_may_have_been_held_on_another_day_but_not_after_today():
    one = visit("planned", "2024-04-20")
    said = take(one, Step.HOLD, today=TODAY, on=TODAY)
    assert said == {"status": "held", "held_on": TODAY}
    with pytest.raises(StepRefused, match="cannot have been held yet"):
        take(one, Step.HOLD, today=TODAY, on=date(2024, 4, 11))


@pytest.mark.parametrize("step", [Step.POSTPONE, Step.REOPEN])
def test_a_new_day_lies_today_or_later(step):
    one = visit("planned" if step is Step.POSTPONE else "cancelled", "2024-04-01")
    for day in (None, date(2024, 4, 9)):
        with pytest.raises(StepRefused, match="new day"):
            take(one, step, today=TODAY, on=day)
    said = take(one, step, today=TODAY, on=TODAY)
    assert said == {"status": "planned", "planned_on": TODAY, "cancel_reason": None}


def test_a_visit_put_off_must_be_confirmed_again():
    said = take(visit("confirmed", "2024-04-12"), Step.POSTPONE, today=TODAY, on=date(2024, 4, 19))
    assert said["status"] == "planned"


def test_nothing_is_cancelled_without_a_reason():
    with pytest.raises(StepRefused, match="why"):
        take(visit("planned", "2024-04-12"), Step.CANCEL, today=TODAY)


@pytest.mark.parametrize(
    ("status", "planned", "held", "owed", "days"),
    [
        ("planned", "2024-04-11", None, None, 0),
        ("planned", "2024-04-10", None, None, 0),
        ("planned", "2024-04-09", None, Overdue.OUTCOME, 1),
        ("confirmed", "2024-04-10", None, None, 0),
        ("confirmed", "2024-03-31", None, Overdue.OUTCOME, 10),
        ("held", "2024-04-03", "2024-04-03", None, 0),
        ("held", "2024-04-02", "2024-04-02", Overdue.REPORT, 1),
        ("held", None, "2024-04-02", Overdue.REPORT, 1),
        ("held", "2024-03-01", "2024-04-08", None, 0),
        ("reported", "2024-01-01", "2024-01-01", None, 0),
        ("cancelled", "2024-01-01", None, None, 0),
    ],
)
def test_a_visit_owes_its_outcome_the_next_day_and_its_report_after_a_week(
    status, planned, held, owed, days
):
    one = visit(status, planned, held)
    assert overdue(one, TODAY) is owed
    assert days_overdue(one, TODAY) == days


def test_what_is_longest_overdue_comes_first_then_the_next_days():
    ids = {
        "late": visit("planned", "2024-03-01", visit_id="late"),
        "report": visit("held", "2024-03-20", "2024-03-20", visit_id="report"),
        "soon": visit("planned", "2024-04-12", visit_id="soon"),
        "later": visit("confirmed", "2024-05-12", visit_id="later"),
    }
    ordered = in_order(tuple(reversed(ids.values())), TODAY)
    assert [v.visit_id for v in ordered] == ["late", "report", "soon", "later"]


HOMES = {"05611": "RSE03", "20184": "RSE08"}


def test_planned_visits_are_held_cancelled_or_open_and_nothing_else():
    visits = [
        visit("reported", "2024-01-10", "2024-01-10"),
        visit("held", "2024-01-20", "2024-02-02"),
        visit("cancelled", "2024-01-21", cancel_reason="weather"),
        visit("planned", "2024-01-31"),
        visit("planned", "2024-02-01"),
        visit("reported", None, "2024-01-05"),
        visit("reported", None, "2023-12-31", ekatte="20184"),
    ]
    first, second = balance(
        visits, HOMES, since=date(2024, 1, 1), until=date(2024, 2, 1), today=TODAY
    )
    assert (first.planned, first.held, first.cancelled, first.open) == (4, 2, 1, 1)
    assert first.unplanned == 1
    assert (first.last_held_on, first.days_since) == (date(2024, 2, 2), 68)
    assert (second.planned, second.unplanned) == (0, 0)
    assert second.days_since == 101


def test_a_municipality_without_visits_is_told_and_has_no_days():
    (one,) = balance([], {"05611": "RSE03"}, since=date(2024, 1, 1), until=TODAY, today=TODAY)
    assert (one.planned, one.last_held_on, one.days_since) == (0, None, None)


def test_a_visit_of_today_is_not_yet_the_last_one():
    (one,) = balance(
        [visit("held", "2024-04-10", "2024-04-10")], {"05611": "RSE03"},
        since=date(2024, 1, 1), until=date(2025, 1, 1), today=TODAY,
    )  # fmt: skip
    assert one.days_since is None


def test_cancellations_are_counted_by_reason_the_most_first():
    visits = [
        visit("cancelled", "2024-01-01", cancel_reason="venue"),
        visit("cancelled", "2024-01-02", cancel_reason="weather"),
        visit("cancelled", "2024-01-31", cancel_reason="weather"),
        visit("cancelled", "2024-01-15"),
        visit("cancelled", "2024-02-01", cancel_reason="host"),
        visit("planned", "2024-01-05"),
    ]
    assert cancellations(visits, since=date(2024, 1, 1), until=date(2024, 2, 1)) == (
        ("weather", 2), ("", 1), ("venue", 1),
    )  # fmt: skip
