"""Where the field pack is offered: choose the day, take the file for the phone and the paper."""

from datetime import date

import streamlit as st

from data.plans import PlannedVisit, open_visits
from data.store import Store
from geo.places import settlement
from pages.ui import cached, frame
from pages.ui.field_pack.pack import days_to_pack, load_pack
from pages.ui.field_pack.page import pack_html
from pages.ui.field_pack.paper import pack_pdf
from pages.ui.language import _, language


def draw_field_pack(today: date) -> None:
    """Draw the choice of the day and its two files; days to come stand in front."""
    st.subheader(_("Field pack"), anchor=False)
    visits = cached.fact(load_open_visits)
    days = days_to_pack(visits)
    if not days:
        frame.say_empty(_("No mobile office is planned: there is nothing to pack for."))
        return
    order = sorted(days, key=lambda day: (day[0] < today, day))
    spoken = language()
    with st.container(border=True):
        chosen = st.selectbox(
            _("Day and team"),
            order,
            format_func=lambda day: _day_words(day, visits),
            key="pack_day",
        )
        number = days[chosen]
        with st.container(horizontal=True):
            st.download_button(
                _("For the phone (HTML)"),
                data=lambda: pack_html(load_pack(cached.store(), number), spoken),
                file_name=f"{chosen[0].isoformat()}_pack.html",
                mime="text/html",
                icon=":material/smartphone:",
                on_click="ignore",
            )
            st.download_button(
                _("On paper, with tally sheets (PDF)"),
                data=lambda: pack_pdf(load_pack(cached.store(), number), spoken, made_on=today),
                file_name=f"{chosen[0].isoformat()}_pack.pdf",
                mime="application/pdf",
                icon=":material/print:",
                on_click="ignore",
            )
        st.caption(
            _(
                "Needs no network on the way. What is tallied on the phone stays in its browser "
                "until you export it: two CSV files that page “Data” takes as they are."
            )
        )


def load_open_visits(store: Store) -> tuple[PlannedVisit, ...]:
    """Load the visits that are planned or confirmed."""
    return open_visits(store, since=date.min, until=date.max)


def _day_words(day: tuple[date, str], visits: tuple[PlannedVisit, ...]) -> str:
    on, team = day
    places = [settlement(one.ekatte) for one in visits if (one.on, one.team) == day]
    if not team:
        return _("{date}: {places}", date=on, places=places)
    return _("{date}, team {team}: {places}", date=on, team=team, places=places)
