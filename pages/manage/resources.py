"""With which teams and halls are mobile offices planned? For the coordinator, who keeps them."""

import streamlit as st

from pages.ui import frame
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.planning.resource_changes import draw_changes, say_kept
from pages.ui.planning.resource_forms import draw_halls, draw_places, draw_teams
from pages.ui.texts import N_

KINDS = {
    "teams": (N_("Teams"), draw_teams),
    "halls": (N_("Halls"), draw_halls),
    "places": (N_("What places ask"), draw_places),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Who can go, and where can a mobile office open?"))
    kind = st.segmented_control(
        _("What is kept here?"),
        list(KINDS),
        format_func=lambda kind: _(KINDS[kind][0]),
        default="teams",
        required=True,
        key="resources_kind",
        persist_state="session",
        label_visibility="collapsed",
    )
    say_kept()
    KINDS[kind][1]()
    draw_changes()
    st.caption(
        _(
            "No names of people: a team is a code, and the settlements of its members are kept for "
            "the team as a whole, so that nobody is sent where she is known."
        )
    )


draw()
