"""Which mobile offices are held on which day? For the coordinator: the tours of a period."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from geo.places import CENTRE_EKATTE, settlement
from pages.ui import cached, colours, frame
from pages.ui.district import bounds_of, place_name, quiet_areas
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _, say_reason
from pages.ui.legend import LegendEntry
from pages.ui.looks import note_look
from pages.ui.maps import Circle, Line, MapSpec, render_map
from pages.ui.takeaway import draw_takeaway
from pages.ui.texts import Number
from priemna.need.settings import NeedSettings
from priemna.planning.plan import Plan, Tour
from priemna.planning.request import PlanRequest

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
    request = ask(next_monday(period[1]))
    with st.spinner(_("Looking for the best tours …")):
        plan = cached.plan(request, NeedSettings())
    if not plan.tours:
        frame.say_empty(_("Within these limits no visit is possible. Allow a longer day."))
    else:
        note_look(KEY)
        totals(plan)
        picture(plan, request)
        calendar(plan)
        download_table(table(plan), f"plan_{request.since.isoformat()}")
        draw_takeaway(plan, request)
    for reason in plan.rules_not_kept:
        st.warning(say_reason(reason))
    travel = cached.need(request.since, NeedSettings()).travel
    st.caption(
        _(
            "Chosen by the need that the visits reach, with at least one visit in each "
            "municipality where that is possible."
        )
    )
    st.caption(say_reason(plan.how_good))
    st.caption(_("Travel times: {source}.", source=_(travel.source)))


def ask(first: date) -> PlanRequest:
    """Let the coordinator say what the plan is for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input(_("From"), first, format="DD.MM.YYYY", width=150)
        weeks = st.number_input(_("Weeks"), 1, 13, 4, width=130)
        teams = st.number_input(_("Teams"), 1, 10, 1, width=130)
        days = st.number_input(_("Days a week"), 1, 5, 2, width=130)
        visit = st.select_slider(_("Minutes per visit"), [120, 150, 180, 210, 240], 150, width=200)
    return PlanRequest(
        since=since,
        weeks=int(weeks),
        teams=int(teams),
        days_per_week=int(days),
        visit_minutes=int(visit),
    )


def next_monday(day: date) -> date:
    """The Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def totals(plan: Plan) -> None:
    """The plan in four numbers."""
    visits = [stop for tour in plan.tours for stop in tour.stops]
    with st.container(horizontal=True):
        st.metric(_("Visits"), _("{n}", n=len(visits)))
        st.metric(_("Women expected to come"), _("{n}", n=Number(plan.women_reached)))
        km = sum(tour.km for tour in plan.tours)
        st.metric(_("Kilometres"), _("{n}", n=Number(km)))
        hours = sum(tour.hours for tour in plan.tours)
        st.metric(_("Hours, driving included"), _("{n}", n=Number(hours)))


@st.fragment
def picture(plan: Plan, request: PlanRequest) -> None:
    """Tours on the map."""
    shapes = cached.shapes()
    base = settlement(CENTRE_EKATTE)
    lines, circles, legend = [], [], []
    for number, tour in enumerate(plan.tours):
        colour, dash = colours.named(number)
        places = [settlement(stop.ekatte) for stop in tour.stops]
        way = [base, *places, base]
        label = tour_name(tour)
        lines.append(
            Line(
                id=f"tour{number}",
                label=label,
                points=tuple((place.lat, place.lon) for place in way),
                colour=colour,
                dash=dash,
                detail=(", ".join(place_name(place) for place in places),),
            )
        )
        circles += [
            Circle(
                id=place.ekatte,
                label=place_name(place),
                lat=place.lat,
                lon=place.lon,
                radius=7,
                fill=colour,
                detail=(label,),
            )
            for place in places
        ]
        legend.append(LegendEntry(label, colour, shape="line", dash=dash))
    render_map(
        MapSpec(
            title=_(
                "Tours from {since}, {n} week",
                plural="Tours from {since}, {n} weeks",
                n=request.weeks,
                since=request.since,
            ),
            bounds=bounds_of(shapes),
            areas=quiet_areas(shapes),
            lines=tuple(lines),
            circles=tuple(circles),
            legend=tuple(legend),
            legend_title=_("Tours, drawn as straight lines between stops"),
            is_schematic=shapes.is_schematic,
        ),
        KEY,
    )


def tour_name(tour: Tour) -> str:
    """Day and team of a tour."""
    return _("{date}, team {team}", date=tour.on, team=tour.team)


def calendar(plan: Plan) -> None:
    """The tours as cards in order of their days."""
    st.subheader(_("Calendar"), anchor=False)
    for first in range(0, len(plan.tours), 2):
        for column, tour in zip(st.columns(2), plan.tours[first : first + 2], strict=False):
            with column.container(border=True, height="stretch"):
                card(tour)


def card(tour: Tour) -> None:
    """One tour: what a team needs to know before it leaves."""
    st.markdown(f"**{tour_name(tour)}**")
    for stop in tour.stops:
        st.markdown(
            _(
                "{arrive}–{depart} **{place}**",
                arrive=stop.arrive,
                depart=stop.depart,
                place=settlement(stop.ekatte),
            )
        )
        st.caption(say_reason(stop.why))
    st.markdown(
        _(
            "{km} km, {drive} minutes of driving, back at {returns} ({hours} hours)",
            km=Number(tour.km),
            drive=tour.drive_minutes,
            returns=tour.returns,
            hours=tour.hours,
        )
    )


def table(plan: Plan) -> pd.DataFrame:
    """All stops, as shown."""
    return pd.DataFrame(
        {
            _("Day"): tour.on,
            _("Team"): tour.team,
            _("Settlement"): place_name(settlement(stop.ekatte)),
            _("EKATTE"): stop.ekatte,
            _("Arrives"): stop.arrive.isoformat("minutes"),
            _("Departs"): stop.depart.isoformat("minutes"),
            _("Kilometres of the tour"): round(tour.km, 1),
            _("Why"): say_reason(stop.why),
        }
        for tour in plan.tours
        for stop in tour.stops
    )


draw()
