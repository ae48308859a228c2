"""What happened in which municipality? An indicator on the map, and year beside year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from geo.places import municipalities, municipality
from geo.shapes import MunicipalityShapes
from pages.ui import cached, frame
from pages.ui.address import keep
from pages.ui.classes import Classes, split
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.records import Kind, load_quality
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.legend import class_entries
from pages.ui.maps import MapSpec, choose_place, render_map
from pages.ui.marks import NAMES, Mark
from pages.ui.municipality_map import Painted, municipality_map, municipality_names
from pages.ui.quality import draw_quality
from pages.ui.small_maps import SmallArea, row_html, small_map_html
from pages.ui.tables import frame_html
from pages.ui.texts import N_, Number, Share
from priemna.indicators import (
    ENOUGH_ASKED,
    THRESHOLD,
    Figure,
    counts,
    rates_per_1000_women,
    shares,
)

KEY = "municipalities"


@dataclass(frozen=True)
class Indicator:
    """One thing to map: name, unit, records, colour ramp, how it is asked and written."""

    name: str
    unit: str
    records: Kind
    ramp: str
    load: Callable[[], tuple[Figure, ...]]
    write: Callable[[float], object]
    about_people: bool = False


def load_visits() -> tuple[Figure, ...]:
    """Mobile offices held."""
    return counts(rows("visits_by_municipality_year"))


def load_contacts() -> tuple[Figure, ...]:
    """Consultations per 1 000 women."""
    return rates_per_1000_women(rows("contacts_by_municipality_year"), municipalities())


def load_knowledge() -> tuple[Figure, ...]:
    """Share of women who know where to apply for protection."""
    years = sorted({figure.year for figure in load_visits()})
    return shares(rows("knowledge_by_municipality_year"), municipalities(), years)


def rows(question: str) -> list[tuple[str, int, int]]:
    """The rows of a question as plain tuples; None where a count is not told apart."""
    found = cached.answer(question).astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


INDICATORS = {
    "visits": Indicator(
        N_("Mobile offices held"),
        N_("visits"),
        Kind.VISITS,
        "ochre",
        load_visits,
        lambda v: Number(v),
    ),
    "contacts": Indicator(
        N_("Consultations per 1,000 women aged 14+"),
        N_("consultations per 1,000 women, by home municipality"),
        Kind.CONSULTATIONS,
        "teal",
        load_contacts,
        lambda v: Number(v, 1),
        about_people=True,
    ),
    "knowledge": Indicator(
        N_("Women who know where to apply for protection"),
        N_("share of the women asked"),
        Kind.SURVEY,
        "plum",
        load_knowledge,
        lambda v: Share(v),
    ),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What happened in which municipality, and what do we not know?"))
    code = st.segmented_control(
        _("Indicator"),
        list(INDICATORS),
        format_func=lambda code: _(INDICATORS[code].name),
        required=True,
        key=keep("indicator", "visits", options=INDICATORS),
    )
    indicator = INDICATORS[code]
    figures = indicator.load()
    if not figures:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    years = sorted({figure.year for figure in figures})
    year = st.segmented_control(
        _("Year"),
        years,
        format_func=str,
        required=True,
        key=keep("year", years[-1], options=years),
    )
    period = cached.period()
    if period:
        since, until = max(period[0], date(year, 1, 1)), min(period[1], date(year + 1, 1, 1))
        known = cached.fact(load_quality, since=since, until=until)
        draw_quality(known[indicator.records], indicator.records)
    classes = split([f.value for f in figures if f.value and not f.empty], name=indicator.ramp)
    picture(indicator, figures, year, classes)
    st.subheader(_("Year beside year, on one scale"), anchor=False)
    st.html(row_html([small_map(indicator, figures, y, classes) for y in years]))
    say_limits(indicator)
    download_table(table(indicator, figures), f"municipalities_{code}")


@st.fragment
def picture(indicator: Indicator, figures: tuple[Figure, ...], year: int, classes: Classes) -> None:
    """The map of one year with the same figures as a list beside it."""
    shapes = cached.shapes()
    of_year = {figure.municipality_code: figure for figure in figures if figure.year == year}
    left, right = st.columns([11, 9], gap="medium")
    with left:
        chosen = render_map(map_of(indicator, of_year, year, classes, shapes), KEY)
        choose_place(_("Municipality"), municipality_names(), KEY)
    with right:
        shown = table(indicator, tuple(of_year.values()))
        st.html(
            frame_html(
                shown.drop(columns=_("Year")),
                name=_("{indicator}, {year}", indicator=_(indicator.name), year=str(year)),
            )
        )
        if chosen:
            st.info(sentence(indicator, of_year[chosen]))


def map_of(
    indicator: Indicator,
    of_year: dict[str, Figure],
    year: int,
    classes: Classes,
    shapes: MunicipalityShapes,
) -> MapSpec:
    """The municipalities, each in the colour or the mark of its figure."""
    return municipality_map(
        _("{indicator}, {year}", indicator=_(indicator.name), year=str(year)),
        {
            code: Painted(in_words(indicator, figure), fill(figure, classes), mark(figure))
            for code, figure in of_year.items()
        },
        shapes,
        legend=class_entries(classes, indicator.write),
        legend_title=_(indicator.unit),
    )


def fill(figure: Figure, classes: Classes) -> str:
    """Colour of the class; an empty is drawn by its mark alone."""
    return classes.colours[0] if figure.empty else classes.colour(figure.value)


def mark(figure: Figure) -> Mark:
    """How the figure is drawn."""
    return Mark(figure.empty.value) if figure.empty else Mark.VALUE


def in_words(indicator: Indicator, figure: Figure) -> str:
    """The figure, or what it is instead of one."""
    if figure.empty:
        return _(NAMES[mark(figure)])
    return _("{value}", value=indicator.write(figure.value))


def rests_on(figure: Figure) -> dict[str, str]:
    """How many people a rate or share rests on; nothing where that is hidden."""
    return {_("Rests on"): "" if figure.n is None else _("{n}", n=figure.n)}


def sentence(indicator: Indicator, figure: Figure) -> str:
    """One municipality in one sentence."""
    return _(
        "Municipality {municipality}, {year}. {indicator}: {value}.",
        municipality=municipality(figure.municipality_code),
        year=str(figure.year),
        indicator=_(indicator.name),
        value=in_words(indicator, figure),
    )


def small_map(
    indicator: Indicator, figures: tuple[Figure, ...], year: int, classes: Classes
) -> str:
    """One year as a small map."""
    frame_of_shapes = cached.shapes().frame
    return small_map_html(
        str(year),
        dict(zip(frame_of_shapes["municipality_code"], frame_of_shapes["geometry"], strict=True)),
        {
            figure.municipality_code: SmallArea(
                fill(figure, classes), mark(figure), sentence(indicator, figure)
            )
            for figure in figures
            if figure.year == year
        },
    )


def say_limits(indicator: Indicator) -> None:
    """Say what is hidden and why, and how far the records go."""
    period = cached.period()
    if period:
        st.caption(
            _(
                "Records of {since} to {until}: the first and the last year are not whole.",
                since=period[0],
                until=period[1],
            )
        )
    if indicator.about_people:
        st.caption(
            _(
                "Hidden: {low} to {high} people, so that nobody is recognised. Small counts are "
                "hidden one by one here, which does not yet protect against subtraction: do not "
                "publish these figures.",
                low=1,
                high=THRESHOLD - 1,
            )
        )
    elif indicator is INDICATORS["knowledge"]:
        st.caption(_("Hidden: fewer than {n} women asked. Dots: nobody was asked.", n=ENOUGH_ASKED))


def table(indicator: Indicator, figures: tuple[Figure, ...]) -> pd.DataFrame:
    """The figures, as shown."""
    return pd.DataFrame(
        {
            _("Municipality"): place_name(municipality(figure.municipality_code)),
            _("Year"): str(figure.year),
            _(indicator.name): in_words(indicator, figure),
            **(rests_on(figure) if indicator.records is not Kind.VISITS else {}),
        }
        for figure in figures
    )


draw()
