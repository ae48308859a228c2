"""Did an event matter? Contacts before and after it, against places that had none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from scipy import stats

from geo.messages import Message
from priemna.evidence.intervals import Interval

DAYS = 90
CONTACTS_NEEDED = 10
"""Contacts before and after together, on either side, below which nothing is said."""

CONTROLS_NEEDED = 2
"""Municipalities without an event below which there is nothing to compare with."""


class Answer(StrEnum):
    """What may be said about an event."""

    MORE = "more"
    FEWER = "fewer"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Window:
    """Contacts of one municipality around the day of an event.

    Parameters
    ----------
    municipality_code
        Where.
    before, after
        First contacts in the 90 days before, and in the 90 days from the day on.
    visits_before, visits_after
        Mobile offices held there in the same days: more visits bring more contacts by themselves.
    had_event
        It is the municipality of the event, or one that had another in these days.
    """

    municipality_code: str
    before: int
    after: int
    visits_before: int
    visits_after: int
    had_event: bool


@dataclass(frozen=True)
class BeforeAfter:
    """The answer, with what it rests on.

    Parameters
    ----------
    answer
        More, fewer, or that it cannot be told.
    ratio
        How many times as many contacts came after as before, over the same ratio elsewhere, with a
        95 % interval; None where it was not computed.
    reason
        Why it cannot be told; None where it can.
    """

    answer: Answer
    ratio: Interval | None
    reason: Message | None


def windows(on: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """Days before and after an event, each ``[since, until)``; the day itself is after."""
    return (on - timedelta(DAYS), on), (on, on + timedelta(DAYS))


def compare(
    event_municipality: str, on: date, rows: Sequence[Window], *, since: date, until: date
) -> BeforeAfter:
    """Compare contacts around an event with those of municipalities without one.

    Parameters
    ----------
    event_municipality
        Where the event was.
    on
        When.
    rows
        One window per municipality, that of the event included.
    since, until
        First day of the records, and the day after the last.

    Notes
    -----
    Difference in differences of log counts: log((after+½)/(before+½)) of the one less that of the
    others together, divided by their visits where any were held; variance Σ 1/(count+½). It asks
    whether contacts moved, not why: whatever else happened there in these days is in it.
    """
    (first, _), (_, last) = windows(on)
    if first < since or last > until:
        return _cannot(
            Message(
                "The records do not cover {days} days before and after the event.", {"days": DAYS}
            )
        )
    treated = [row for row in rows if row.municipality_code == event_municipality]
    others = [row for row in rows if not row.had_event]
    if len(others) < CONTROLS_NEEDED:
        return _cannot(
            Message("Too few municipalities had no event in these days to compare with.")
        )
    here, there = _sum(treated), _sum(others)
    if min(here.before + here.after, there.before + there.after) < CONTACTS_NEEDED:
        return _cannot(Message("Too few women came in these days to tell a change from chance."))
    if _visits_started_or_ended(here) or _visits_started_or_ended(there):
        return _cannot(
            Message("Visits began or ended in these days, which alone would change the contacts.")
        )
    ratio = _ratio(here, there)
    if ratio.low <= 1 <= ratio.high:
        return BeforeAfter(
            Answer.CANNOT_TELL,
            ratio,
            Message("The difference is not larger than chance alone would make it."),
        )
    return BeforeAfter(Answer.MORE if ratio.low > 1 else Answer.FEWER, ratio, None)


def _ratio(here: Window, there: Window) -> Interval:
    counts = np.array([here.after, here.before, there.after, there.before]) + 0.5
    offered = np.array(
        [here.visits_after, here.visits_before, there.visits_after, there.visits_before], float
    )
    # Both sides of a pair are zero or neither is: contacts then came to the fixed centre alone.
    offered[offered == 0] = 1.0
    signs = np.array([1, -1, -1, 1])
    middle = float(signs @ np.log(counts / offered))
    half = float(stats.norm.ppf(0.975) * np.sqrt((1 / counts).sum()))
    return Interval(
        float(np.exp(middle)), float(np.exp(middle - half)), float(np.exp(middle + half))
    )


def _sum(rows: Sequence[Window]) -> Window:
    return Window(
        municipality_code="",
        before=sum(row.before for row in rows),
        after=sum(row.after for row in rows),
        visits_before=sum(row.visits_before for row in rows),
        visits_after=sum(row.visits_after for row in rows),
        had_event=any(row.had_event for row in rows),
    )


def _visits_started_or_ended(window: Window) -> bool:
    return (window.visits_before == 0) != (window.visits_after == 0)


def _cannot(reason: Message) -> BeforeAfter:
    return BeforeAfter(Answer.CANNOT_TELL, None, reason)
