"""What is new since the release before? The first page of partners and the administration."""

from datetime import datetime

import streamlit as st

from pages.ui import frame, released
from pages.ui.front.news import draw_changes, draw_recommended, draw_windows
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.released_parts import say_nothing_published, say_source
from pages.ui.who import role
from priemna.roles import Role


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What is new, and what can be done with it?"))
    found = released.releases(role())
    if not found:
        say_nothing_published()
        return
    newest = found[-1]
    st.markdown(
        _(
            "**Release {number}** of {date} is the newest. It holds {n} table.",
            plural="**Release {number}** of {date} is the newest. It holds {n} tables.",
            n=len(newest.tables),
            number=newest.number,
            date=newest.published_on,
        )
    )
    with st.container(horizontal=True):
        st.page_link("pages/released/maps.py", label=_("To the maps"), icon=":material/map:")
        st.page_link("pages/released/movement.py", label=_("To the trends"),
                     icon=":material/timeline:")  # fmt: skip
        st.page_link("pages/released/issues.py", label=_("To all tables"),
                     icon=":material/inventory_2:")  # fmt: skip
    st.subheader(_("Changed since the release before"), anchor=False)
    draw_changes(found)
    if role() is Role.REGIONAL_ADMINISTRATION:
        st.subheader(_("What the figures recommend"), anchor=False)
        draw_recommended(newest)
    st.subheader(_("Documents that take proposals"), anchor=False)
    draw_windows(datetime.now().astimezone().date())
    say_source(newest, about_people=True)


draw()
