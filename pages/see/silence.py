"""Where do fewer women come than visits and distance explain? There the team goes and listens."""

from datetime import date

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui import cached, colours, frame
from pages.ui.collapse import say_collapsed
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.contacts import load_silence
from pages.ui.facts.records import Kind, load_quality
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.legend import LegendEntry
from pages.ui.maps import choose_place, render_map
from pages.ui.marks import Mark
from pages.ui.municipality_map import Painted, municipality_map, municipality_names
from pages.ui.quality import draw_quality
from pages.ui.tables import frame_html
from pages.ui.texts import N_
from priemna.evidence.silence import Listening, Silence

KEY = "silence"
SHORT = {
    Silence.QUIETER: N_("go and listen"),
    Silence.NOT_REACHED: N_("nothing can be heard yet"),
    Silence.AS_ACCESS: N_("as access explains; not “safe”"),
}
CLASSES = {
    Silence.QUIETER: (
        N_("fewer came than access would explain: go and listen"),
        Mark.VALUE,
        "#c9803f",
    ),
    Silence.NOT_REACHED: (
        N_("hardly within reach: nothing can be heard yet"),
        Mark.NO_DATA,
        colours.PAPER,
    ),
    Silence.AS_ACCESS: (
        N_("as many came as access would explain: this does not mean safe"),
        Mark.VALUE,
        "#dcd5c5",
    ),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Where do fewer women come than visits and distance explain?"))
    period = cached.period()
    if period is None:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    found = cached.fact(load_silence, on=period[1])
    quiet = [place_name(municipality(one.code)) for one in found if one.silence is Silence.QUIETER]
    st.markdown(
        _(
            "**Go and listen:** {places}. Fewer women came than visits and distance explain.",
            places=quiet,
        )
        if quiet
        else _(
            "Nowhere did fewer women come than visits and distance explain. That does not mean "
            "that any place is safe."
        )
    )
    known = cached.fact(load_quality, since=period[0], until=period[1])
    draw_quality(known[Kind.FIRST_CONTACTS], Kind.FIRST_CONTACTS)
    say_collapsed()
    picture(found, period[1])
    st.caption(
        _(
            "Set against what visits, distance and women aged 14+ would bring if all "
            "municipalities were alike. Of ten that are alike in every way, one is called quieter "
            "by chance alone. No class means that a place is safe."
        )
    )
    download_table(table(found), KEY)


@st.fragment
def picture(found: tuple[Listening, ...], until: date) -> None:
    """The map of the classes with the same as a list beside it."""
    left, right = st.columns([11, 9], gap="medium")
    with left:
        render_map(
            municipality_map(
                _("Contacts against access, all records until {until}", until=until),
                {
                    one.code: Painted(_(words), fill, mark)
                    for one in found
                    for words, mark, fill in [CLASSES[one.silence]]
                },
                cached.shapes(),
                legend=tuple(
                    LegendEntry(_(words), fill, mark) for words, mark, fill in CLASSES.values()
                ),
                legend_title=_("what the silence may mean"),
            ),
            KEY,
        )
        choose_place(_("Municipality"), municipality_names(), KEY)
    with right:
        st.html(frame_html(table(found), name=_("what the silence may mean")))


def table(found: tuple[Listening, ...]) -> pd.DataFrame:
    """The classes, as shown; quieter places first."""
    order = list(CLASSES)
    return pd.DataFrame(
        {
            _("Municipality"): place_name(municipality(one.code)),
            _("What it may mean"): _(SHORT[one.silence]),
        }
        for one in sorted(found, key=lambda one: order.index(one.silence))
    )


draw()
