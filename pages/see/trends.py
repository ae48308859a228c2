"""How does the work move over time? Quarters of the whole district."""

import pandas as pd
import streamlit as st

from pages.ui import cached, frame
from pages.ui.charts import quarterly_series, show_chart
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.texts import N_, Quarter
from priemna.indicators import THRESHOLD, hide_small

# Below this many no series of counts as small as these shows more than chance (docs/methods.md).
QUARTERS_FOR_A_SIGNAL = 12

SERIES = {
    "consultations": N_("Consultations"),
    "visits": N_("Mobile offices held"),
    "events": N_("Events"),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("How does the work move from quarter to quarter?"))
    quarters = cached.answer("quarters")
    if quarters.empty:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    shown = quarters.assign(
        consultations=[hide_small(count) for count in quarters["consultations"]]
    )
    for code, name in SERIES.items():
        st.subheader(_(name), anchor=False)
        series = shown[["quarter_on", code]].rename(columns={code: "value"})
        series["value"] = series["value"].astype(float)
        words = sentence(quarters, code)
        show_chart(quarterly_series(series, unit=_(name)), key=f"trend_{code}", alt=words)
        st.write(words)
    say_limits(quarters)
    download_table(table(shown), "quarters")


def sentence(quarters: pd.DataFrame, code: str) -> str:
    """What the series shows, without claiming a trend from so few quarters."""
    whole = quarters[quarters["complete"]]
    if len(whole) < 2:
        return _("There are too few whole quarters to compare.")
    first, last = whole.iloc[0], whole.iloc[-1]
    if hide_small(int(first[code])) is None or hide_small(int(last[code])) is None:
        return _("The quarters at either end are too small to be shown.")
    if len(whole) >= QUARTERS_FOR_A_SIGNAL:
        return _(
            "{first} in {start}, {last} in {end}.",
            first=int(first[code]),
            last=int(last[code]),
            start=Quarter(first["quarter_on"].date()),
            end=Quarter(last["quarter_on"].date()),
        )
    return _(
        "{first} in {start}, {last} in {end}. From {n} whole quarter no rise or fall can be told "
        "from chance.",
        plural="{first} in {start}, {last} in {end}. From {n} whole quarters no rise or fall can "
        "be told from chance.",
        n=len(whole),
        first=int(first[code]),
        last=int(last[code]),
        start=Quarter(first["quarter_on"].date()),
        end=Quarter(last["quarter_on"].date()),
    )


def say_limits(quarters: pd.DataFrame) -> None:
    """Say what is left out, hidden and not to be concluded."""
    for quarter in quarters[~quarters["complete"]]["quarter_on"]:
        st.caption(
            _("The records cover only a part of {quarter}.", quarter=Quarter(quarter.date()))
        )
    st.caption(
        _(
            "Quarters with {low} to {high} consultations are left open. More visits bring more "
            "contacts even where the need has not changed.",
            low=1,
            high=THRESHOLD - 1,
        )
    )
    frame.say_reported_only()


def table(quarters: pd.DataFrame) -> pd.DataFrame:
    """The quarters, as shown."""
    hidden = _("hidden: too few")
    return pd.DataFrame(
        {
            _("Quarter"): _("{quarter}", quarter=Quarter(row.quarter_on.date())),
            _("Consultations"): hidden if pd.isna(row.consultations) else int(row.consultations),
            _("Mobile offices held"): row.visits,
            _("Events"): row.events,
        }
        for row in quarters.itertuples()
    )


draw()
