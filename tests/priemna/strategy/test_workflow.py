"""The life of a recommendation: which step may follow which, by whom, and with what."""

from datetime import date
from itertools import product

import pytest

from priemna.strategy.workflow import (
    EDITABLE,
    NEEDED_TO_SUBMIT,
    NEXT,
    WHO,
    Role,
    Status,
    StepRefused,
    days_overdue,
    expect_editable,
    expect_new_version,
    expect_step,
)

FULL = dict.fromkeys(NEEDED_TO_SUBMIT, "x") | {"verification": "anketa"}


def step(now, to, role=None, **more):
    role = role or WHO[to][0]
    more = {"released": True} | more
    if to is Status.REJECTED:
        more.setdefault("reason", "no_budget")
    if to is Status.VERIFIED:
        more.setdefault("reached", 0.6)
    expect_step(FULL | {"status": now.value}, to, role, **more)


@pytest.mark.parametrize(("now", "to"), list(product(Status, Status)))
def test_only_the_steps_of_the_road_may_be_taken(now, to):
    if to in NEXT[now]:
        step(now, to)
    else:
        with pytest.raises(StepRefused, match=r"cannot become|goes no further"):
            step(now, to)


@pytest.mark.parametrize(("now", "role"), list(product(Status, Role)))
def test_a_step_is_taken_by_its_roles_alone(now, role):
    for to in NEXT[now]:
        if role in WHO[to]:
            step(now, to, role)
        else:
            with pytest.raises(StepRefused, match="is taken by"):
                step(now, to, role)


@pytest.mark.parametrize("missing", NEEDED_TO_SUBMIT)
def test_nothing_is_handed_over_while_a_column_is_empty(missing):
    for empty in (None, ""):
        with pytest.raises(StepRefused, match="Before it is submitted"):
            expect_step(
                FULL | {"status": "proposed", missing: empty},
                Status.SUBMITTED,
                Role.COORDINATOR,
                released=True,
            )


def test_evidence_that_was_not_released_stays_inside():
    with pytest.raises(StepRefused, match="does not come from a release"):
        step(Status.PROPOSED, Status.SUBMITTED, released=False)


def test_a_rejection_needs_a_reason_and_only_a_rejection_has_one():
    with pytest.raises(StepRefused, match="reason"):
        step(Status.SUBMITTED, Status.REJECTED, reason=None)
    with pytest.raises(StepRefused, match="reason"):
        step(Status.SUBMITTED, Status.ACCEPTED, reason="no_budget")


def test_to_verify_needs_the_value_reached_and_where_it_can_be_checked():
    with pytest.raises(StepRefused, match="To verify"):
        step(Status.IMPLEMENTED, Status.VERIFIED, reached=None)
    with pytest.raises(StepRefused, match="To verify"):
        expect_step(
            FULL | {"status": "implemented", "verification": None},
            Status.VERIFIED,
            Role.COORDINATOR,
            released=True,
            reached=0.6,
        )


@pytest.mark.parametrize("status", Status)
def test_what_was_handed_over_is_changed_by_a_new_version_alone(status):
    change, begin = (
        (expect_editable, expect_new_version)
        if status in EDITABLE
        else (expect_new_version, expect_editable)
    )
    change({"status": status})
    with pytest.raises(StepRefused):
        begin({"status": status})


@pytest.mark.parametrize(
    ("status", "deadline", "days"),
    [
        ("accepted", date(2024, 5, 1), 0),
        ("accepted", date(2024, 4, 30), 1),
        ("partly", date(2024, 4, 1), 30),
        ("implemented", date(2024, 4, 1), 0),
        ("rejected", date(2024, 4, 1), 0),
        ("submitted", None, 0),
    ],
)
def test_overdue_counts_from_the_day_after_the_deadline(status, deadline, days):
    assert days_overdue(status, deadline, date(2024, 5, 1)) == days
