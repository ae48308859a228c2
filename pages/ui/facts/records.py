"""What the figures of each kind rest on: records, consent, unknown values, last day, letter."""

from datetime import date
from enum import StrEnum

import pandas as pd

from data.store import Store
from pages.ui.load import load_answer
from priemna.evidence.quality import Basis, Quality, quality


class Kind(StrEnum):
    """Kinds of records; values are those of the question ``record_quality``."""

    CONSULTATIONS = "consultations"
    FIRST_CONTACTS = "first_contacts"
    SURVEY = "survey"
    VISITS = "visits"
    EVENTS = "events"
    TRAININGS = "trainings"
    ADOLESCENTS = "adolescents"
    RECOMMENDATIONS = "recommendations"
    TRAINING_EVENTS = "training"
    SCHOOL_SESSIONS = "school_session"
    MEDIA = "media"
    LEADERS = "community_leaders"


WORK = frozenset(
    {
        Kind.VISITS,
        Kind.EVENTS,
        Kind.RECOMMENDATIONS,
        Kind.TRAINING_EVENTS,
        Kind.SCHOOL_SESSIONS,
        Kind.MEDIA,
        Kind.LEADERS,
    }
)
"""What we did ourselves and record as a whole: the figure is how many there are."""


def load_quality(store: Store, *, since: date, until: date) -> dict[Kind, Quality]:
    """Quality of every kind of records from ``since`` to the day before ``until``.

    Parameters
    ----------
    store
        The store.
    since, until
        ``[since, until)``; the age of the last record is reckoned on ``until``.
    """
    rows = load_answer(store, "record_quality", since=since, until=until)
    return {Kind(row.kind): quality(_basis(row), until) for row in rows.itertuples()}


def _basis(row: object) -> Basis:
    asks_consent = not pd.isna(row.recorded)
    return Basis(
        n=int(row.counted),
        consenting=int(row.counted) if asks_consent else 0,
        recorded=int(row.recorded) if asks_consent else 0,
        unknown=int(row.unknown),
        last_on=None if pd.isna(row.last_on) else pd.Timestamp(row.last_on).date(),
        is_whole_count=Kind(row.kind) in WORK,
    )
