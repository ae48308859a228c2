"""For how many women is help near? For the coordinator: minutes, catchments, further points."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from geo.places import CENTRE_EKATTE, municipality, settlement
from pages.ui import cached, frame
from pages.ui.access_map import MEASURES, access_map, band_name, minutes_in_words
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.access import load_access
from pages.ui.fixed_points import draw_fixed_points
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.maps import choose_place, render_map
from pages.ui.periods import ask_period, period_of
from pages.ui.tables import table_html
from pages.ui.texts import N_, Number, Share
from pages.ui.travel_words import say_travel
from pages.ui.visits import load_visits
from priemna.access.overview import AccessOverview

KEY = "access"
NAMES = dict(zip(MEASURES, (N_("Minutes to help"), N_("Hours in reach")), strict=True))
SHOWN = 10


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("For how many women is help near?"))
    today = cached.working_day()
    with st.container(horizontal=True):
        name = ask_period("access_period")
        measure = st.segmented_control(
            _("What the map shows"),
            MEASURES,
            format_func=lambda one: _(NAMES[one]),
            default="minutes",
            required=True,
            key="access_measure",
            persist_state="session",
        )
    since, until = period_of(name, cached.fact(load_visits), today)
    # What is planned for later is not near anybody yet.
    until = min(until, today + timedelta(days=1))
    found = cached.fact(load_access, since=since, until=until)
    title = _("Help near, {since} to {last}", since=since, last=until - timedelta(days=1))
    st.markdown(sentence(found))
    picture(found, title, measure)
    st.subheader(_("Where a further fixed point would help"), anchor=False)
    draw_fixed_points()
    st.subheader(_("What is nearest to whom"), anchor=False)
    st.html(table_html(*catchment_table(found), name=_("What is nearest to whom")))
    limits()
    download_table(table(found), f"access_{today.isoformat()}")


def sentence(found: AccessOverview) -> str:
    """The answer in two sentences."""
    return _(
        "**{all} of the women aged 14+** have the fixed centre or a mobile office of the period "
        "within {minutes} minutes by car; the fixed centre alone is that near for {centre}. "
        "Farther away live {far} women.",
        all=Share(found.by_all[1] / found.women, 1),
        centre=Share(found.by_centre[1] / found.women, 1),
        minutes=found.limits[1],
        far=Number(found.women - found.by_all[1]),
    )


@st.fragment
def picture(found: AccessOverview, title: str, measure: str) -> None:
    """Map on the left; on the right the bands and the places with most women farthest away."""
    left, right = st.columns([11, 9], gap="medium")
    with left:
        chosen = render_map(access_map(found, title, measure), KEY)
        by_name = sorted(found.rows, key=lambda row: place_name(row.settlement))
        names = {row.settlement.ekatte: place_name(row.settlement) for row in by_name}
        choose_place(_("Settlement"), names, KEY)
    with right:
        st.html(table_html(*band_table(found), name=_("Women by minutes to help")))
        st.markdown(_("**Farthest from help**"))
        st.html(table_html(*far_table(found, chosen), name=_("Farthest from help")))


def band_table(found: AccessOverview) -> tuple[list[str], list[list[str]]]:
    """Women within each limit, by the centre alone and with mobile offices."""
    heads = [_("Within"), _("fixed centre alone"), _("with mobile offices")]
    rows = [
        [
            _("{minutes} min", minutes=limit),
            _("{n} ({share})", n=Number(alone), share=Share(alone / found.women, 1)),
            _("{n} ({share})", n=Number(both), share=Share(both / found.women, 1)),
        ]
        for limit, alone, both in zip(found.limits, found.by_centre, found.by_all, strict=True)
    ]
    return heads, rows


def far_table(found: AccessOverview, chosen: str | None) -> tuple[list[str], list[list[str]]]:
    """The settlements farthest from help, and the chosen one."""
    far = sorted(found.rows, key=lambda row: (-row.minutes, -row.settlement.women_14_plus))
    shown = [row for row in far if row.settlement.ekatte == chosen] + [
        row for row in far[:SHOWN] if row.settlement.ekatte != chosen
    ]
    heads = [_("Settlement"), _("Nearest help"), _("Women aged 14+"), _("Hours per 1,000")]
    return heads, [
        [
            place_name(row.settlement),
            minutes_in_words(row),
            _("{n}", n=Number(row.settlement.women_14_plus)),
            _("{n}", n=Number(row.hours_per_1000)),
        ]
        for row in shown
    ]


def catchment_table(found: AccessOverview) -> tuple[list[str], list[list[str]]]:
    """Sites with the settlements they are nearest to."""
    heads = [_("Site"), _("Settlements"), _("Women aged 14+"), _("Farthest, minutes")]
    return heads, [
        [
            site_name(found.rows[one.site].settlement.ekatte),
            _("{n}", n=len(one.members)),
            _("{n}", n=Number(one.women)),
            _("{n}", n=one.farthest_minutes),
        ]
        for one in found.catchments
    ]


def site_name(ekatte: str) -> str:
    """Name of a site; the fixed centre is said to be one."""
    name = place_name(settlement(ekatte))
    return _("{place}, fixed centre", place=name) if ekatte == CENTRE_EKATTE else name


def limits() -> None:
    """Say what the figures stand on and what they do not tell."""
    st.caption(
        _(
            "“Within 30 minutes” takes in 30; minutes are rounded up, as for tours. A mobile "
            "office was near for some hours on one day, the fixed centre is near every day: “hours "
            "in reach” weigh the two, with 40 hours a week at the centre. Minutes "
            "are by car, which many women do not have, and say nothing of who dares to come."
        )
    )
    st.caption(say_travel(cached.travel()))


def table(found: AccessOverview) -> pd.DataFrame:
    """All settlements."""
    return pd.DataFrame(
        {
            _("EKATTE"): row.settlement.ekatte,
            _("Settlement"): place_name(row.settlement),
            _("Municipality"): place_name(municipality(row.settlement.municipality_code)),
            _("Women aged 14+"): round(row.settlement.women_14_plus),
            _("Minutes to the fixed centre"): row.centre_minutes,
            _("Minutes to the nearest help"): row.minutes,
            _("Nearest help"): place_name(settlement(row.nearest_ekatte)),
            _("Band"): band_name(found, row.band),
            _("Visits in the period"): row.visits,
            _("Hours per 1,000 women and year"): round(row.hours_per_1000, 1),
        }
        for row in found.rows
    )


draw()
