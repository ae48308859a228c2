"""What happened in which municipality, by the last release? For partners and the administration."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui import frame, released
from pages.ui.address import keep
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.maps import choose_place, render_map
from pages.ui.municipality_map import municipality_names
from pages.ui.released_figures import ShownFigure, knowledge, visits, women
from pages.ui.released_parts import released_map, say_nothing_published, say_source
from pages.ui.released_words import code_words, zero_words
from pages.ui.tables import frame_html
from pages.ui.texts import N_, Number, Share
from pages.ui.who import role
from priemna.sharing.released import Release

KEY = "released_map"


@dataclass(frozen=True)
class Indicator:
    """One thing to map: name, unit, ramp, the periods it has, its figures and how they are said."""

    name: str
    unit: str
    ramp: str
    tables: tuple[str, ...]
    period: str
    figures: Callable[[Release, str], dict[str, ShownFigure]]
    write: Callable[[float], object]
    about_people: bool = True


INDICATORS = {
    "women": Indicator(
        N_("Women who came for the first time"),
        N_("women per 1,000 women aged 14+, by home municipality; approximate"),
        "teal",
        ("women_by_municipality_twelve_months",),
        "twelve_months",
        lambda r, p: women(r, r.tables["women_by_municipality_twelve_months"], p),
        lambda v: Number(v, 1),
    ),
    "visits": Indicator(
        N_("Mobile offices held"),
        N_("visits"),
        "ochre",
        ("visits_by_municipality_quarter",),
        "year",
        lambda r, p: visits(r.tables["visits_by_municipality_quarter"], p),
        lambda v: Number(v),
        about_people=False,
    ),
    "knowledge": Indicator(
        N_("Women who know where to apply for protection"),
        N_("share of the women asked; approximate"),
        "plum",
        ("survey_right", "survey_asked"),
        "wave",
        lambda r, p: knowledge(r.tables["survey_asked"], r.tables["survey_right"], p),
        lambda v: Share(v),
    ),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What happened in which municipality, and what do we not know?"))
    release = released.latest(role())
    if release is None:
        say_nothing_published()
        return
    offered = [c for c, one in INDICATORS.items() if all(t in release.tables for t in one.tables)]
    code = st.segmented_control(
        _("Indicator"),
        offered,
        format_func=lambda code: _(INDICATORS[code].name),
        required=True,
        key=keep("indicator", offered[0], options=offered),
    )
    indicator = INDICATORS[code]
    known = periods(release, indicator)
    if not known:
        frame.say_empty(_("This release does not yet hold a whole period of it."))
        return
    period = st.segmented_control(
        _("Period"),
        known,
        format_func=lambda one: code_words(indicator.period, one),
        required=True,
        key=keep(f"period_{code}", known[-1], options=known, name="period"),
    )
    figures = indicator.figures(release, period)
    picture(release, indicator, figures, period)
    say_source(release, about_people=indicator.about_people)
    name = f"release_{release.number}_{code}_{period}"
    download_table(table(indicator, figures, period), name, may_leave=True)


def periods(release: Release, indicator: Indicator) -> tuple[str, ...]:
    """Codes of the periods the release has figures of."""
    table = release.tables[indicator.tables[0]]
    if indicator.period == "year":
        return tuple(dict.fromkeys(quarter[:4] for quarter in table.codes("quarter")))
    return table.codes(indicator.period)


@st.fragment
def picture(
    release: Release, indicator: Indicator, figures: dict[str, ShownFigure], period: str
) -> None:
    """The map with the same figures as a list beside it."""
    left, right = st.columns([11, 9], gap="medium")
    title = _(
        "{indicator}, {period}",
        indicator=_(indicator.name),
        period=code_words(indicator.period, period),
    )
    first = release.tables[indicator.tables[0]]
    zero = _("{few} women", few=zero_words(release, first)) if first.about_people else _("zero")
    with left:
        spec = released_map(
            title,
            figures,
            ramp=indicator.ramp,
            unit=_(indicator.unit),
            write=indicator.write,
            zero=zero,
        )
        chosen = render_map(spec, KEY)
        choose_place(_("Municipality"), municipality_names(), KEY)
    with right:
        shown = table(indicator, figures, period).drop(columns=_("Period"))
        st.html(frame_html(shown, name=_(indicator.name)))
        if chosen:
            st.info(
                _(
                    "Municipality {municipality}, {period}. {indicator}: {value}.",
                    municipality=place_name(municipality(chosen)),
                    period=code_words(indicator.period, period),
                    indicator=_(indicator.name),
                    value=figures[chosen].words,
                )
            )


def table(indicator: Indicator, figures: dict[str, ShownFigure], period: str) -> pd.DataFrame:
    """The figures, as shown."""
    return pd.DataFrame(
        {
            _("Municipality"): place_name(municipality(code)),
            _("Period"): code_words(indicator.period, period),
            _(indicator.name): figure.words,
        }
        for code, figure in figures.items()
    )


draw()
