"""How does the work move over time, by the last release? For partners and the administration."""

import streamlit as st

from geo.places import municipality
from pages.ui import frame, released
from pages.ui.district import place_name
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.large_tables import show_frame
from pages.ui.released_parts import (
    download_released,
    draw_quarters,
    municipalities_of,
    say_nothing_published,
    say_source,
    table_frame,
)
from pages.ui.released_words import (
    capital,
    cell_words,
    quarter_day,
    table_words,
)
from pages.ui.small_bars import Bar, small_bars_html
from pages.ui.texts import Quarter
from pages.ui.who import role
from priemna.sharing.released import Release, ReleasedTable


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("How does the work move, and does what came fit what was offered?"))
    release = released.latest(role())
    if release is None:
        say_nothing_published()
        return
    quarters = release.table("women_by_quarter")
    if quarters:
        st.subheader(_("First contacts of women"), anchor=False)
        draw_quarters(release, quarters, unit=_("women; approximate"), key="released_women")
        download_released(release, quarters)
    offices = release.table("visits_by_municipality_quarter")
    if offices:
        st.subheader(_("Mobile offices held"), anchor=False)
        draw_quarters(release, offices, unit=_("per quarter"), key="released_visits")
    years = release.table("women_by_municipality_twelve_months")
    if years and years.codes("twelve_months"):
        by_municipality(release, years)
    for name in ("women_by_kind_year", "women_by_age_year", "events_by_municipality_year"):
        table = release.table(name)
        if table:
            with st.expander(capital(table_words(table))):
                show_frame(
                    table_frame(release, table),
                    name=capital(table_words(table)),
                    key=f"table_{name}",
                )
                download_released(release, table)
    say_source(release, about_people=True)


def by_municipality(release: Release, table: ReleasedTable) -> None:
    """Twelve months to each quarter, the same bars for each municipality."""
    st.subheader(_("First contacts by municipality, years to each quarter"), anchor=False)
    panels = {
        place_name(municipality(home)): [
            Bar(
                "\n".join(_("{quarter}", quarter=Quarter(quarter_day(last))).rsplit(" ", 1)),
                cell.value,
                cell_words(release, table, cell),
            )
            for last in table.codes("twelve_months")
            if (cell := table.cell(home=home, twelve_months=last))
        ]
        for home in municipalities_of(table, "home")
    }
    st.html(small_bars_html(panels, unit=_("women; approximate")))
    download_released(release, table)


draw()
