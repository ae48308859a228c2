"""Visits of the store as decisions see them, and what moves one of them on."""

from datetime import date

import pandas as pd

from data import entry
from data.problems import ImportReport
from data.store import Store
from geo.places import settlements
from pages.ui.load import load_answer
from priemna.visits.life import Status, Step, Visit, take

HOMES = {place.ekatte: place.municipality_code for place in settlements()}
"""Municipality code of each settlement."""


def load_visits(store: Store) -> tuple[Visit, ...]:
    """Load all visits of all times, earliest first."""
    return tuple(
        Visit(
            row.visit_id,
            Status(row.status),
            row.ekatte,
            None if pd.isna(row.planned_on) else row.planned_on.date(),
            None if pd.isna(row.held_on) else row.held_on.date(),
            row.team,
            row.cancel_reason,
        )
        for row in load_answer(store, "visits").itertuples()
    )


def find_visit(store: Store, number: str) -> Visit:
    """Load one visit by its number.

    Raises
    ------
    RecordUnknown
        Where there is none of this number.
    """
    found = next((visit for visit in load_visits(store) if visit.visit_id == number), None)
    if found is None:
        raise entry.RecordUnknown(
            "There is no mobile office {number}. See their numbers on page “Visits” or with "
            "`priemna visits`.",
            number=number,
        )
    return found


def move_visit(
    store: Store,
    visit: Visit,
    step: Step,
    *,
    today: date,
    on: date | None = None,
    reason: str = "",
    who: str = "",
    language: str = "bg",
) -> ImportReport:
    """Let a visit take a step, as one change that can be undone by its number.

    Parameters
    ----------
    visit
        The visit as the person saw it.
    step, today, on, reason
        As for :func:`priemna.visits.life.take`.
    who
        User who says so.
    language
        Language of problems.

    Returns
    -------
    ImportReport
        ``batch_id`` undoes it; with problems nothing was changed.

    Raises
    ------
    StepRefused
        Where the visit cannot take the step.
    RecordChanged
        Where somebody moved the visit in the meantime.
    RecordUnknown
        Where there is no such visit any more.
    """
    changes = take(visit, step, today=today, on=on, reason=reason)
    return entry.change(
        store,
        "visits",
        visit.visit_id,
        changes,
        today=today,
        who=who,
        language=language,
        expected={"status": visit.status.value},
        note=f"{visit.visit_id} {visit.status.value} to {changes['status']}",
    )
