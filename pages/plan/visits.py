"""What became of each planned mobile office? For the coordinator: what is open, overdue, held."""

from collections import Counter
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from data.codebook import label
from geo.places import municipality, settlement
from pages.ui import cached, frame
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.field_pack.offer import draw_field_pack
from pages.ui.guard import guard
from pages.ui.language import _, language, say_reason
from pages.ui.looks import note_look
from pages.ui.periods import ask_period, period_of
from pages.ui.tables import counts_html, table_html
from pages.ui.takeaway import draw_calendars
from pages.ui.visit_list import draw_visits, say_moved
from pages.ui.visits import HOMES, load_visits
from priemna.visits.balance import Balance, balance, cancellations
from priemna.visits.life import Status, Visit, days_overdue, in_order, overdue
from priemna.visits.words import overdue_words


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What became of each planned mobile office?"))
    visits = cached.fact(load_visits)
    if not visits:
        frame.say_empty(
            _("No mobile office is planned yet. Make a plan, or bring visits in on page “Data”.")
        )
        return
    today = cached.working_day()
    note_look("visits")
    say_moved()
    st.html(counts_html(counts(visits, today)))
    st.subheader(_("Waiting for the next step"), anchor=False)
    open_visits = tuple(visit for visit in visits if visit.is_on_its_way)
    if open_visits:
        draw_visits(in_order(open_visits, today), today)
    else:
        frame.say_empty(_("Every mobile office is reported or cancelled."))
    draw_field_pack(today)
    draw_planned_against_held(visits, today)
    download_table(table(visits, today), f"visits_{today.isoformat()}")
    draw_calendars(today, calendar_end(visits, today))


def calendar_end(visits: tuple[Visit, ...], today: date) -> date:
    """Day after the last visit, so that the calendars hold all that is agreed."""
    return max(today, *(visit.on for visit in visits)) + timedelta(days=1)


def draw_planned_against_held(visits: tuple[Visit, ...], today: date) -> None:
    """What was planned and what became of it, by municipality, and why visits were cancelled."""
    st.subheader(_("Planned against held"), anchor=False)
    name = ask_period("visits_period")
    since, until = period_of(name, visits, today)
    balances = balance(visits, HOMES, since=since, until=until, today=today)
    st.html(table_html(heads(), [cells(row) for row in balances], name=_("Planned against held")))
    reasons = cancellations(visits, since=since, until=until)
    cancelled = tuple(
        visit
        for visit in reversed(visits)
        if visit.status is Status.CANCELLED and since <= visit.on < until
    )
    if reasons:
        st.markdown(
            _(
                "**Cancelled:** {reasons}.",
                reasons=[
                    _("{reason} ({count})", reason=reason_name(code), count=count)
                    for code, count in reasons
                ],
            )
        )
        with st.expander(_("Plan a cancelled one again")):
            draw_visits(cancelled, today, key="cancelled")
    st.caption(
        _(
            "Visits planned for {since} to {last}, as of {today}. Overdue: its day has gone by "
            "and nobody said what became of it, or it was held more than a week ago and is not "
            "reported. Days are counted from the last visit of all times.",
            since=since,
            last=until - timedelta(days=1),
            today=today,
        )
    )


def counts(visits: tuple[Visit, ...], today: date) -> list[tuple[str, str, bool]]:
    """How many visits stand where; what is overdue asks for attention."""
    late = sum(overdue(visit, today) is not None for visit in visits)
    stand = Counter(visit.status for visit in visits)
    return [
        (_("overdue"), _("{n}", n=late), late > 0),
        (_("planned"), _("{n}", n=stand[Status.PLANNED]), False),
        (_("confirmed"), _("{n}", n=stand[Status.CONFIRMED]), False),
        (_("held, report to be written"), _("{n}", n=stand[Status.HELD]), False),
    ]


def heads() -> list[str]:
    """Headings of planned against held."""
    return [
        _("Municipality"),
        _("Planned"),
        _("of them held"),
        _("cancelled"),
        _("still open"),
        _("Held without a plan"),
        _("Days since the last one"),
    ]


def cells(row: Balance) -> list[str]:
    """One municipality in words."""
    since_last = _("{n}", n=row.days_since) if row.last_held_on else _("none yet")
    figures = (row.planned, row.held, row.cancelled, row.open, row.unplanned)
    return [
        place_name(municipality(row.municipality_code)),
        *(_("{n}", n=figure) for figure in figures),
        since_last,
    ]


def reason_name(code: str) -> str:
    """Why a visit was cancelled, in the reader's language."""
    return label("cancel_reason", code, language()) if code else _("reason not noted")


def table(visits: tuple[Visit, ...], today: date) -> pd.DataFrame:
    """All visits, what is overdue first."""
    return pd.DataFrame(
        {
            _("Number"): visit.visit_id,
            _("Status"): label("visit_status", visit.status, language()),
            _("Planned for"): visit.planned_on,
            _("Held on"): visit.held_on,
            _("Settlement"): place_name(settlement(visit.ekatte)),
            _("EKATTE"): visit.ekatte,
            _("Municipality"): place_name(municipality(HOMES[visit.ekatte])),
            _("Team"): visit.team,
            _("Why cancelled"): reason_name(visit.cancel_reason)
            if visit.status is Status.CANCELLED
            else "",
            _("Overdue"): say_reason(owed) if (owed := overdue_words(visit, today)) else "",
            _("Days overdue"): days_overdue(visit, today),
        }
        for visit in in_order(visits, today)
    )


draw()
