"""Where distance and not knowing meet: two by two colours on the map, the same as a list."""

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui import cached
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.surveys import KnowledgeByPlace, load_knowledge_by_place
from pages.ui.language import _
from pages.ui.legend import LegendEntry
from pages.ui.maps import choose_place, render_map
from pages.ui.marks import NAMES, Mark
from pages.ui.municipality_map import Painted, municipality_map, municipality_names
from pages.ui.tables import frame_html
from pages.ui.texts import N_, Number, Share
from priemna.evidence.surveys import BORROWED_ANSWERS

# Two by two, dark where both are bad; the lightness alone tells them apart in grey.
CORNERS = {
    (True, True): (N_("far, and fewer know than in the district"), "#54304a"),
    (True, False): (N_("far, as many or more know"), "#7fa6a8"),
    (False, True): (N_("near, and fewer know than in the district"), "#c493b3"),
    (False, False): (N_("near, as many or more know"), "#ebe6dc"),
}


@st.fragment
def draw_knowledge_map() -> None:
    """Knowledge of where to apply and distance to the centre on one map."""
    st.subheader(_("Where distance and not knowing meet"), anchor=False)
    places = cached.fact(load_knowledge_by_place)
    by_place = pd.DataFrame(
        {
            _("Municipality"): place_name(municipality(place.municipality_code)),
            _("Know where to apply"): _("{share}", share=Share(place.knows.share))
            if place.knows
            else _(NAMES[Mark(place.empty.value)]),
            _("Asked"): _("{n}", n=place.knows.n) if place.knows else "",
            _("Minutes to the centre"): _("{n}", n=Number(place.minutes)),
        }
        for place in sorted(places, key=lambda place: -place.minutes)
    )
    left, right = st.columns([11, 9], gap="medium")
    with left:
        render_map(
            municipality_map(
                _("Knowing where to apply, and distance to the centre"),
                {place.municipality_code: painted(place) for place in places},
                cached.shapes(),
                legend=tuple(LegendEntry(_(words), fill) for words, fill in CORNERS.values()),
                legend_title=_("compared with the district; far is above the middle distance"),
            ),
            "knowledge_map",
        )
        choose_place(_("Municipality"), municipality_names(), "knowledge_map")
    with right:
        st.html(frame_html(by_place, name=_("Where distance and not knowing meet")))
    st.caption(
        _(
            "Few were asked in each municipality: its share leans on the district by {n} answers, "
            "and differences are hints, not findings.",
            n=BORROWED_ANSWERS,
        )
    )
    download_table(by_place, "survey_places")


def painted(place: KnowledgeByPlace) -> Painted:
    """One municipality in the colour of its corner."""
    if place.knows is None:
        mark = Mark(place.empty.value)
        return Painted(_(NAMES[mark]), mark=mark)
    words, fill = CORNERS[place.is_far, place.knows_less]
    return Painted(
        _(
            "{words}: {share} know where to apply, {minutes} min to the centre",
            words=_(words),
            share=Share(place.knows.share),
            minutes=Number(place.minutes),
        ),
        fill,
    )
