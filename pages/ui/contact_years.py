"""First contacts of each municipality, years to each quarter, all on one scale."""

from datetime import date

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui.charts import show_chart, small_multiples
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.trends import TrendAnswer
from pages.ui.language import _
from pages.ui.marks import Mark
from pages.ui.texts import Quarter
from priemna.indicators import THRESHOLD, hide_small


def draw_by_municipality(trends: tuple[TrendAnswer, ...]) -> None:
    """The same bars for each municipality, rolling years because quarters are too small."""
    st.subheader(_("First contacts by municipality, years to each quarter"), anchor=False)
    rows = [
        {
            "panel": place_name(municipality(trend.code)),
            "label": year_label(trend.quarters[year.last]),
            "value": float("nan") if hide_small(year.count) is None else float(year.count),
            "mark": Mark.HIDDEN if hide_small(year.count) is None else Mark.VALUE,
        }
        for trend in trends
        for year in trend.years
    ]
    if not rows:
        st.write(_("There are too few whole quarters to compare."))
        return
    frame_of_rows = pd.DataFrame(rows)
    columns = st.columns(4)
    for index, (panel, figure) in enumerate(small_multiples(frame_of_rows).items()):
        part = frame_of_rows[frame_of_rows["panel"] == panel]
        with columns[index % 4]:
            show_chart(
                figure,
                key=f"small_{index}",
                alt=panel
                + ": "
                + "; ".join(
                    _("{quarter}: {value}", quarter=row.label, value=row.value)
                    for row in part.itertuples()
                ),
            )
    st.caption(
        _(
            "#: {low} to {high} women, hidden so that nobody is recognised. Each bar is the four "
            "quarters to the one named, so bars side by side share three quarters.",
            low=1,
            high=THRESHOLD - 1,
        )
    )
    frame_of_rows["label"] = frame_of_rows["label"].str.replace("<br>", " ")
    download_table(
        frame_of_rows.drop(columns="mark").rename(
            columns={"panel": _("Municipality"), "label": _("Year to"), "value": _("Women")}
        ),
        "first_contacts_by_municipality",
    )


def year_label(last: date) -> str:
    """Label of a year by its last quarter, on two lines."""
    quarter = _("{quarter}", quarter=Quarter(last))
    return "<br>".join(quarter.rsplit(" ", 1))
