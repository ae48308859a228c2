"""How are the maps to be read, and what do they not say? For everyone who opens the dashboard."""

import streamlit as st
from shapely.geometry import mapping

from geo.places import Municipality, district, municipalities
from geo.shapes import schematic_shapes
from pages.ui.classes import split
from pages.ui.colours import PRIMARY
from pages.ui.frame import say_reported_only, title
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.legend import LegendEntry, class_entries, legend_html
from pages.ui.maps import Area, MapSpec, choose_place, name_point, render_map
from pages.ui.marks import EMPTIES, Mark
from pages.ui.quality import LETTERS, limits_of
from pages.ui.tables import table_html
from pages.ui.texts import Share

page = guard(__file__)
title(page, _("What do the signs on the maps mean, and what do the maps not say?"))

places = {place.code: place for place in municipalities()}
names = {code: p.name_bg if language() == "bg" else p.name_en for code, p in places.items()}


def describe(place: Municipality) -> str:
    """Say the figure of one municipality in a sentence."""
    share = Share(place.unemployment_share, digits=1)
    return _("{share} of those able to work had no job", share=share)


@st.fragment
def draw_example() -> None:
    """Draw the example map, with a select box and the sentence of the chosen place beside it."""
    shapes = schematic_shapes()
    classes = split(place.unemployment_share for place in places.values())
    west, south, east, north = shapes.frame.total_bounds
    left, right = st.columns([3, 2], gap="medium")
    with right:
        st.write(
            _(
                "Darker means more. Point at a municipality, or choose one from the list, and its"
                " figure is said in words."
            )
        )
        chosen = choose_place(_("Municipality"), names, key="how_to_read")
        if chosen:
            st.markdown(f"**{names[chosen]}**: {describe(places[chosen])}.")
        st.caption(_("Source: National Statistical Institute, census of 2021."))
    with left:
        render_map(
            MapSpec(
                title=_(
                    "Unemployment by municipality, {district} district, {year}",
                    district=district(),
                    year="2021",
                ),
                bounds=((south, west), (north, east)),
                areas=tuple(
                    Area(
                        id=row.municipality_code,
                        label=names[row.municipality_code],
                        geometry=mapping(row.geometry),
                        fill=classes.colour(places[row.municipality_code].unemployment_share),
                        detail=(describe(places[row.municipality_code]),),
                        name_at=name_point(row.geometry),
                    )
                    for row in shapes.frame.itertuples()
                ),
                legend=class_entries(classes, Share),
                legend_title=_("Without a job, of those able to work"),
                is_schematic=shapes.is_schematic,
            ),
            key="how_to_read",
        )


draw_example()

st.header(_("When a place looks empty"), anchor=False)
st.write(_("An empty place can mean four different things, and they never look alike."))
meanings = {
    Mark.ZERO: _("Zero: we counted, and there was none."),
    Mark.HIDDEN: _("Hidden: so few that showing the number could point to a person."),
    Mark.NO_DATA: _("No data: nobody has asked or counted there."),
    Mark.NOT_APPLICABLE: _("Not applicable: the question does not arise there."),
}
st.html(
    legend_html((LegendEntry(meanings[mark], mark=mark) for mark in EMPTIES), one_per_line=True)
)
st.header(_("The letter beside a figure"), anchor=False)
st.write(
    _(
        "Each figure says how many records it rests on, how many of the people agreed to be"
        " counted, how often the value is unknown and when the last record was made. The worst of"
        " these four gives the letter."
    )
)
st.html(
    table_html(
        (_("Letter"), _("Records"), _("Unknown"), _("Consent"), _("Last record")),
        [[_(words), *limits_of(letter)] for letter, words in LETTERS.items()],
        name=_("The letter beside a figure"),
    )
)
st.header(_("Silence is not safety"), anchor=False)
st.write(
    _(
        "Where no mobile office has been, nobody could come. Such places are drawn apart, and the"
        " dashboard estimates how many women would come if they were reached."
    )
)
visited = LegendEntry(_("a settlement that was visited"), PRIMARY, shape="circle")
never = LegendEntry(_("a settlement never visited"), PRIMARY, Mark.NEVER_VISITED, "circle")
st.html(legend_html((visited, never), one_per_line=True))
say_reported_only()
