"""Which mobile offices are held on which day? For the coordinator: a plan to change and accept."""

import streamlit as st

from pages.ui import cached, frame, records
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.looks import note_look
from pages.ui.planning import answers, desk, tours
from pages.ui.planning.accepting import draw_accept, exposed
from pages.ui.planning.asking import ask_plan, next_monday
from pages.ui.planning.care import draw_care
from pages.ui.planning.figures import draw_figures, draw_quality
from pages.ui.planning.opening import open_desk
from pages.ui.planning.place_panel import draw_place
from pages.ui.planning.steps import draw_changes, draw_steps
from pages.ui.planning.why_not import draw_why_not
from pages.ui.takeaway import draw_takeaway
from pages.ui.travel_words import say_travel

KEY = "month"


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Which villages, on which days, in which order?"))
    period = cached.period()
    if period is None:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    asked = ask_plan(next_monday(period[1]), KEY)
    in_hand = open_desk(asked, KEY)
    known = answers.known(asked)
    draw_quality(in_hand, known)
    if not in_hand.plan.tours:
        frame.say_empty(_("Within these limits no visit is possible. Allow a longer day."))
        return
    note_look(KEY)
    draw_figures(in_hand)
    draw_steps(in_hand, records.today(), KEY)
    draw_changes(in_hand)
    picture(in_hand, known)
    calendar, care, why_not, accept = st.tabs(
        [_("Calendar"), _("Teams"), _("Why not?"), _("Accept and take away")], key=f"{KEY}_tabs"
    )
    with calendar:
        tours.draw_calendar(in_hand, known)
        download_table(tours.table(in_hand.plan, known), f"plan_{asked.request.since.isoformat()}")
    with care:
        draw_care(in_hand, known)
    with why_not:
        draw_why_not(in_hand, known, KEY)
    with accept:
        draw_accept(in_hand, known, records.today(), KEY)
        draw_takeaway(in_hand.plan, asked.request, exposed=exposed(in_hand, known))
    travel = answers.case(asked, in_hand.marks).travel
    st.caption(say_travel(travel))


@st.fragment
def picture(in_hand: desk.Desk, known: answers.Known) -> None:
    """The map, and beside it the chosen settlement."""
    drawn, beside = st.columns([3, 2])
    with beside:
        chosen = tours.choose(in_hand, KEY)
        if chosen:
            draw_place(in_hand, known, chosen, KEY)
    with drawn:
        tours.draw_map(in_hand, known, KEY)


draw()
