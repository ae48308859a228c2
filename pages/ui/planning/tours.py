"""The tours of a plan on a map and as cards, with all settlements to choose from."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.places import CENTRE_EKATTE, settlement, settlements
from pages.ui import cached, colours
from pages.ui.district import bounds_of, place_name, quiet_areas
from pages.ui.language import _, say_reason
from pages.ui.legend import LegendEntry
from pages.ui.maps import Circle, Line, MapSpec, choose_place, render_map
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk
from pages.ui.texts import Number
from priemna.planning.inputs import CommitmentKind
from priemna.planning.plan import Plan, Stop, Tour


def draw_map(desk: Desk, known: Known, key: str) -> None:
    """Tours as lines, stops as circles, the other settlements as small ones."""
    shapes = cached.shapes()
    base = settlement(CENTRE_EKATTE)
    lines, circles, legend = [], [], []
    for number, tour in enumerate(desk.plan.tours):
        colour, dash = colours.named(number)
        places = [settlement(stop.ekatte) for stop in tour.stops]
        way = [base, *places, base]
        label = tour_name(tour, known)
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
                radius=8,
                fill=colour,
                detail=(label,),
            )
            for place in places
        ]
        legend.append(LegendEntry(label, colour, shape="line", dash=dash))
    visited = {circle.id for circle in circles}
    others = [place for place in settlements() if place.ekatte not in {*visited, CENTRE_EKATTE}]
    small = [
        Circle(
            id=place.ekatte,
            label=place_name(place),
            lat=place.lat,
            lon=place.lon,
            radius=4,
            fill=colours.PAPER,
            detail=(_("No visit in this plan; choose it to see why."),),
        )
        for place in others
    ]
    request = desk.asked.request
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
            circles=(*small, *circles),
            legend=(
                *legend,
                LegendEntry(_("no visit in this plan"), colours.PAPER, shape="circle"),
            ),
            legend_title=_("Tours, drawn as straight lines between stops"),
            is_schematic=shapes.is_schematic,
        ),
        key,
    )


def choose(desk: Desk, key: str) -> str | None:
    """Let the reader choose any settlement: those with a visit first, in order of their days."""
    return choose_place(_("Settlement: why, why not, and changes"), options(desk), key)


def options(desk: Desk) -> Mapping[str, str]:
    """All settlements with their day in the plan."""
    found = {
        stop.ekatte: _("{place} · {day}", place=settlement(stop.ekatte), day=tour.on)
        for tour in desk.plan.tours
        for stop in tour.stops
    }
    for place in sorted(settlements(), key=place_name):
        if place.ekatte not in found and place.ekatte != CENTRE_EKATTE:
            found[place.ekatte] = _("{place} · no visit", place=place)
    return found


def tour_name(tour: Tour, known: Known) -> str:
    """Day and team of a tour."""
    return _("{date}, team {team}", date=tour.on, team=known.code(tour.team))


def draw_calendar(desk: Desk, known: Known) -> None:
    """The tours as cards in order of their days."""
    tours = desk.plan.tours
    for first in range(0, len(tours), 2):
        for column, tour in zip(st.columns(2), tours[first : first + 2], strict=False):
            with column.container(border=True, height="stretch"):
                _card(desk, tour, known)


def _card(desk: Desk, tour: Tour, known: Known) -> None:
    """One tour: what a team needs to know before it leaves."""
    st.markdown(f"**{tour_name(tour, known)}**")
    for stop in tour.stops:
        st.markdown(_stop_line(desk, tour, stop))
        st.caption(say_reason(stop.why))
    st.markdown(
        _(
            "{km} km, {drive} min of driving, back at {returns} ({hours} h)",
            km=Number(tour.km),
            drive=tour.drive_minutes,
            returns=tour.returns,
            hours=tour.hours,
        )
    )


def _stop_line(desk: Desk, tour: Tour, stop: Stop) -> str:
    line = _(
        "{arrive}–{depart} **{place}**",
        arrive=stop.arrive,
        depart=stop.depart,
        place=settlement(stop.ekatte),
    )
    mark = desk.mark_of(stop.ekatte, tour.on)
    if mark is not None and mark.kind is CommitmentKind.LOCKED:
        return _("{line} · :material/lock: locked", line=line)
    return line


def table(plan: Plan, known: Known) -> pd.DataFrame:
    """All stops, as shown."""
    return pd.DataFrame(
        {
            _("Day"): tour.on,
            _("Team"): known.code(tour.team),
            _("Settlement"): place_name(settlement(stop.ekatte)),
            _("EKATTE"): stop.ekatte,
            _("Arrives"): stop.arrive.isoformat("minutes"),
            _("Departs"): stop.depart.isoformat("minutes"),
            _("Kilometres of the tour"): round(tour.km, 1),
            _("Why"): say_reason(stop.why),
        }
        for tour, stop in plan.visits
    )
