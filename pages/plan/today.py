"""What changed, what waits, what comes next? The first page of the team."""

import streamlit as st

from data.codebook import label
from geo.places import municipality, settlement
from pages.ui import cached, frame
from pages.ui.district import place_name
from pages.ui.front.glance import draw_glance
from pages.ui.front.safety import draw_safety
from pages.ui.front.since import draw_changes, here_last
from pages.ui.front.waiting import draw_waiting, of_next_days
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.looks import note_look
from pages.ui.tables import table_html
from pages.ui.texts import WEEKDAYS
from pages.ui.visits import HOMES, load_visits
from pages.ui.who import role
from priemna.roles import Role
from priemna.visits.life import Visit

KEY = "today"


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What changed, what waits for you, and what comes next?"))
    since, was_here = here_last(KEY)
    note_look(KEY)
    today = cached.working_day()
    if role() is Role.ADMINISTRATOR:
        st.subheader(_("Is the store safe?"), anchor=False)
        draw_safety()
    if cached.period() is None:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    left, right = st.columns([11, 9], gap="large")
    with left:
        st.subheader(_("Waits for a decision"), anchor=False)
        draw_waiting(today)
        st.subheader(_("The next seven days"), anchor=False)
        draw_next(of_next_days(cached.fact(load_visits), today))
        st.subheader(_("What changed"), anchor=False)
        draw_changes(since, was_here=was_here)
    with right:
        draw_glance(today)
        st.page_link(
            "pages/plan/where_next.py",
            label=_("Where next, and why there"),
            icon=":material/pin_drop:",
        )


def draw_next(visits: list[Visit]) -> None:
    """The mobile offices of the coming week."""
    if not visits:
        frame.say_empty(_("No mobile office is planned in these days."))
        return
    st.html(
        table_html(
            [_("Day"), _("Settlement"), _("Team"), _("Status")],
            [
                (
                    _("{weekday}, {date}", weekday=_(WEEKDAYS[visit.on.weekday()]), date=visit.on),
                    _(
                        "{place}, municipality {municipality}",
                        place=settlement(visit.ekatte),
                        municipality=place_name(municipality(HOMES[visit.ekatte])),
                    ),
                    visit.team,
                    label("visit_status", visit.status, language()),
                )
                for visit in visits
            ],
            name=_("The next seven days"),
        )
    )
    st.page_link(
        "pages/plan/visits.py",
        label=_("To the visits and the field pack"),
        icon=":material/backpack:",
    )


draw()
