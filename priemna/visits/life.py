"""Which step a visit may take next, what it changes, and when a visit is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geo.errors import PriemnaError

REPORT_WITHIN_DAYS = 7
"""A week in which the report of a visit is written; the centre meets once a week."""


class StepRefused(PriemnaError, ValueError):
    """A step that a visit cannot take as things stand."""


class Status(StrEnum):
    """How far a visit has come; the codes of the list ``visit_status``."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What can happen to a visit."""

    CONFIRM = "confirm"
    HOLD = "hold"
    REPORT = "report"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    REOPEN = "reopen"


class Overdue(StrEnum):
    """What somebody owes a visit."""

    OUTCOME = "outcome"
    """Its day has gone by, and nobody said whether it was held."""
    REPORT = "report"
    """It was held more than a week ago, and is not reported."""


@dataclass(frozen=True)
class Visit:
    """One mobile office as the store has it.

    Parameters
    ----------
    visit_id
        Its number.
    status
        How far it has come.
    ekatte
        The settlement.
    planned_on
        Day it is or was planned for; None where it was entered only afterwards.
    held_on
        Day it was held.
    team
        Code of the team; empty where none is noted.
    cancel_reason
        Code of the list ``cancel_reason``; empty where none is noted.
    """

    visit_id: str
    status: Status
    ekatte: str
    planned_on: date | None = None
    held_on: date | None = None
    team: str = ""
    cancel_reason: str = ""

    @property
    def on(self) -> date:
        """Day it was held, or is planned for."""
        day = self.held_on or self.planned_on
        if day is None:
            raise ValueError(f"visit {self.visit_id} has no day")
        return day

    @property
    def is_on_its_way(self) -> bool:
        """Whether something is still to happen to it: neither reported nor cancelled."""
        return self.status not in (Status.REPORTED, Status.CANCELLED)


_OPEN = (Status.PLANNED, Status.CONFIRMED)

ROAD: dict[Step, tuple[tuple[Status, ...], Status]] = {
    Step.CONFIRM: ((Status.PLANNED,), Status.CONFIRMED),
    Step.HOLD: (_OPEN, Status.HELD),
    Step.REPORT: ((Status.HELD,), Status.REPORTED),
    Step.POSTPONE: (_OPEN, Status.PLANNED),
    Step.CANCEL: (_OPEN, Status.CANCELLED),
    Step.REOPEN: ((Status.CANCELLED,), Status.PLANNED),
}
"""From which status each step goes, and to which."""

NEEDS_DAY = (Step.POSTPONE, Step.REOPEN)
NEEDS_REASON = (Step.CANCEL,)


def steps(visit: Visit, today: date) -> tuple[Step, ...]:
    """Steps that the visit may take today, the most usual first.

    A visit is confirmed up to its day, and held from its day on.
    """
    return tuple(
        step
        for step, (before, _) in ROAD.items()
        if visit.status in before
        and (step is not Step.CONFIRM or visit.on >= today)
        and (step is not Step.HOLD or visit.on <= today)
    )


def take(
    visit: Visit, step: Step, *, today: date, on: date | None = None, reason: str = ""
) -> dict[str, object]:
    """Fields of the record that change when the visit takes the step.

    Parameters
    ----------
    visit
        The visit as it is.
    step
        What happens to it.
    today
        The day of the work.
    on
        The new day, where it is put off or planned again; the day it was held, where that is not
        the planned one.
    reason
        Why it is cancelled: a code of the list ``cancel_reason``.

    Returns
    -------
    dict
        Value by name of the field; None empties it.

    Raises
    ------
    StepRefused
        Where the step does not follow from the status, or lacks its day or reason.
    """
    before, after = ROAD[step]
    if visit.status not in before:
        raise StepRefused(
            "Visit {number} cannot take this step from where it stands. Look at it again.",
            number=visit.visit_id,
        )
    changes: dict[str, object] = {"status": after.value}
    if step is Step.HOLD:
        held_on = on or visit.on
        if held_on > today:
            raise StepRefused(
                "A visit of {day} cannot have been held yet. Give the day on which it was held.",
                day=held_on,
            )
        return changes | {"held_on": held_on}
    if step in NEEDS_DAY:
        if on is None or on < today:
            raise StepRefused("Give the new day, from {today} on.", today=today)
        return changes | {"planned_on": on, "cancel_reason": None}
    if step in NEEDS_REASON:
        if not reason:
            raise StepRefused("Say why the visit is cancelled.")
        return changes | {"cancel_reason": reason}
    if step is Step.CONFIRM and visit.on < today:
        raise StepRefused(
            "The day of this visit, {day}, has gone by. Say what became of it.", day=visit.on
        )
    return changes


def overdue(visit: Visit, today: date) -> Overdue | None:
    """What is owed to the visit today; None where nothing is.

    Notes
    -----
    The one definition: pages, the command and files ask here. A visit owes its outcome from the
    day after it was planned for, and its report from the eighth day after it was held.
    """
    return next((owed for owed in Overdue if _due(visit, owed) < today), None)


def days_overdue(visit: Visit, today: date) -> int:
    """Whole days since what is owed was due; 0 where nothing is."""
    owed = overdue(visit, today)
    return (today - _due(visit, owed)).days if owed else 0


def in_order(visits: tuple[Visit, ...], today: date) -> tuple[Visit, ...]:
    """Visits as they want attention: longest overdue first, then by day."""
    return tuple(sorted(visits, key=lambda v: (-days_overdue(v, today), v.on, v.visit_id)))


def _due(visit: Visit, owed: Overdue) -> date:
    """Last day on which the visit is not yet overdue; far away where nothing can be owed."""
    if owed is Overdue.OUTCOME and visit.status in _OPEN:
        return visit.on
    if owed is Overdue.REPORT and visit.status is Status.HELD:
        return visit.on + timedelta(days=REPORT_WITHIN_DAYS)
    return date.max
