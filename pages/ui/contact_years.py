"""First contacts of each municipality, years to each quarter, all on one scale."""

from datetime import date

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.trends import TrendAnswer
from pages.ui.language import _
from pages.ui.marks import NAMES, Mark
from pages.ui.small_bars import Bar, small_bars_html
from pages.ui.texts import Quarter
from priemna.indicators import THRESHOLD, hide_small

HIDDEN = "#"


def draw_by_municipality(trends: tuple[TrendAnswer, ...]) -> None:
    """The same bars for each municipality, rolling years because quarters are too small."""
    st.subheader(_("First contacts by municipality, years to each quarter"), anchor=False)
    panels = {place_name(municipality(trend.code)): bars_of(trend) for trend in trends}
    if not any(panels.values()):
        st.write(_("There are too few whole quarters to compare."))
        return
    st.html(small_bars_html(panels, unit=_("women")))
    st.caption(
        _(
            "#: {low} to {high} women, hidden so that nobody is recognised. Each bar is the four "
            "quarters to the one named, so bars side by side share three quarters.",
            low=1,
            high=THRESHOLD - 1,
        )
    )
    download_table(
        pd.DataFrame(
            {
                _("Municipality"): name,
                _("Year to"): bar.label.replace("\n", " "),
                _("Women"): bar.value,
            }
            for name, bars in panels.items()
            for bar in bars
        ),
        "first_contacts_by_municipality",
    )


def bars_of(trend: TrendAnswer) -> list[Bar]:
    """Years of a municipality by their last quarters; a small number is hidden."""
    return [
        Bar(quarter_label(trend.quarters[year.last]), None, HIDDEN, _(NAMES[Mark.HIDDEN]))
        if hide_small(year.count) is None
        else Bar(quarter_label(trend.quarters[year.last]), year.count, _("{n}", n=year.count))
        for year in trend.years
    ]


def quarter_label(first: date) -> str:
    """A quarter on two lines, given its first day."""
    return "\n".join(_("{quarter}", quarter=Quarter(first)).rsplit(" ", 1))
