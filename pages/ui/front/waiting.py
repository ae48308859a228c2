"""What waits for a decision: each with its count, and a press leads to where it is made."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from data.strategy.recommendations import recommendations
from data.strategy.register import documents
from pages.ui import cached, frame, records
from pages.ui.language import _, language
from pages.ui.strategy.chain import windows_in
from pages.ui.strategy.register_words import titles_of
from pages.ui.visits import load_visits
from priemna.strategy.windows import Kind, Standing
from priemna.strategy.workflow import Status as Standing_of
from priemna.visits.life import Status, Visit, overdue

SOON_DAYS = 90
AHEAD_DAYS = 7


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody must decide, and the page where that is done."""

    page: str
    icon: str
    words: str


def draw_waiting(today: date) -> None:
    """Draw what waits, most pressing first."""
    found = [
        *_visits(cached.fact(load_visits), today),
        *_rows(),
        *_recommendations(),
        *_windows(records.today()),
    ]
    if not found:
        frame.say_empty(_("Nothing waits for a decision."))
    for one in found:
        st.page_link(one.page, label=one.words, icon=one.icon)


def of_next_days(visits: tuple[Visit, ...], today: date) -> list[Visit]:
    """Visits planned or confirmed for today and the days after it, a week in all."""
    until = today + timedelta(days=AHEAD_DAYS)
    return [
        visit
        for visit in visits
        if visit.status in (Status.PLANNED, Status.CONFIRMED) and today <= visit.on < until
    ]


def _visits(visits: tuple[Visit, ...], today: date) -> list[Waiting]:
    page, found = "pages/plan/visits.py", []
    if late := sum(overdue(visit, today) is not None for visit in visits):
        words = _(
            "{n} mobile office is overdue: say what became of it.",
            plural="{n} mobile offices are overdue: say what became of them.",
            n=late,
        )
        found.append(Waiting(page, ":material/schedule:", words))
    ahead = of_next_days(visits, today)
    if open_ := sum(visit.status is Status.PLANNED for visit in ahead):
        words = _(
            "{n} mobile office of the next seven days is not confirmed.",
            plural="{n} mobile offices of the next seven days are not confirmed.",
            n=open_,
        )
        found.append(Waiting(page, ":material/event_upcoming:", words))
    if not ahead:
        words = _("Nothing is planned for the next seven days.")
        found.append(Waiting("pages/plan/month.py", ":material/route:", words))
    return found


def _rows() -> list[Waiting]:
    waiting = len(records.waiting())
    if not waiting:
        return []
    words = _(
        "{n} row of a file waits to be put right.",
        plural="{n} rows of files wait to be put right.",
        n=waiting,
    )
    return [Waiting("pages/manage/imports.py", ":material/rule:", words)]


def _recommendations() -> list[Waiting]:
    stand = [one.status for one in cached.fact(recommendations)]
    page, found = "pages/decide/recommendations.py", []
    if drafts := stand.count(Standing_of.DRAFT):
        words = _(
            "{n} draft of a recommendation waits to be proposed.",
            plural="{n} drafts of recommendations wait to be proposed.",
            n=drafts,
        )
        found.append(Waiting(page, ":material/edit_note:", words))
    if proposed := stand.count(Standing_of.PROPOSED):
        words = _(
            "{n} proposed recommendation waits to be submitted.",
            plural="{n} proposed recommendations wait to be submitted.",
            n=proposed,
        )
        found.append(Waiting(page, ":material/outgoing_mail:", words))
    return found


def _windows(today: date) -> list[Waiting]:
    titles = titles_of(cached.fact(documents), language())
    closing = [
        window
        for window in cached.fact(windows_in)
        if window.kind is not Kind.EXPIRY
        and window.standing(today) is Standing.OPEN
        and window.days_left(today) <= SOON_DAYS
    ]
    return [
        Waiting(
            "pages/decide/documents.py",
            ":material/hourglass_bottom:",
            _(
                "“{document}” takes proposals for {n} more day.",
                plural="“{document}” takes proposals for {n} more days.",
                n=window.days_left(today),
                document=titles[window.strategy_document_id],
            ),
        )
        for window in closing
    ]
