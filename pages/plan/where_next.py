"""Where do the mobile offices go next? For the coordinator: need of each settlement, and why."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.places import CENTRE_EKATTE, municipality
from pages.ui import cached, colours, frame
from pages.ui.classes import Classes, split
from pages.ui.district import bounds_of, place_name, quiet_areas
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _, say_reason
from pages.ui.legend import LegendEntry, class_entries
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.load import NeedAnswer
from pages.ui.looks import note_look
from pages.ui.maps import Circle, MapSpec, choose_place, render_map
from pages.ui.marks import Mark
from pages.ui.overdue import say_overdue
from pages.ui.texts import Number, Share
from priemna.need.explain import explain_need
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings

KEY = "where_next"
SHOWN = 12


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Where are women waiting whom nobody has reached yet?"))
    period = cached.period()
    if period is None:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    need = cached.need(period[1], NeedSettings())
    note_look(KEY)
    say_overdue()
    picture(need)
    limits(need)
    download_table(table(need), f"need_{need.on.isoformat()}")


@st.fragment
def picture(need: NeedAnswer) -> None:
    """Map on the left, ranked list on the right, explanation of the chosen place below."""
    rows = [row for row in need.rows if row.settlement.ekatte != CENTRE_EKATTE]
    classes = darker(split([row.need for row in rows]))
    left, right = st.columns([11, 9], gap="medium")
    with left:
        chosen = render_map(map_of(need, classes), KEY)
        by_name = sorted(need.rows, key=lambda row: place_name(row.settlement))
        names = {row.settlement.ekatte: full_name(row) for row in by_name}
        choose_place(_("Settlement"), names, KEY)
    with right:
        st.html(interval_list_html(list_rows(need, chosen), heads()))
        st.caption(_("○ no mobile office has been held here yet; ● at least one has"))
    if chosen:
        explanation(next(r for r in need.rows if r.settlement.ekatte == chosen), need)
    else:
        st.caption(_("Choose a settlement on the map or in the list to read why."))


def darker(classes: Classes) -> Classes:
    """The same classes without the palest colours, which are lost on small circles."""
    count = len(classes.colours)
    return replace(classes, colours=colours.ramp(count + 2)[2:])


def map_of(need: NeedAnswer, classes: Classes) -> MapSpec:
    """Settlements as circles whose area and colour follow the need."""
    shapes = cached.shapes()
    return MapSpec(
        title=_("Women expected to come if reached, {date}", date=need.on),
        bounds=bounds_of(shapes),
        areas=quiet_areas(shapes),
        circles=tuple(circle(row, classes) for row in reversed(need.rows)),
        legend=(
            *class_entries(classes, lambda limit: Number(limit, 1), "circle"),
            LegendEntry(_("never visited"), colours.PRIMARY, Mark.NEVER_VISITED, "circle"),
            LegendEntry(_("fixed centre"), mark=Mark.NOT_APPLICABLE, shape="circle"),
        ),
        legend_title=_("Women expected to come to a mobile office"),
        is_schematic=shapes.is_schematic,
    )


def circle(row: SettlementNeed, classes: Classes) -> Circle:
    """One settlement on the map."""
    place = row.settlement
    is_centre = place.ekatte == CENTRE_EKATTE
    mark = Mark.VALUE if row.visited else Mark.NEVER_VISITED
    return Circle(
        id=place.ekatte,
        label=place_name(place),
        lat=place.lat,
        lon=place.lon,
        radius=14.0 if is_centre else 3.5 + 3.2 * row.need**0.5,
        fill=colours.GROUND if is_centre else classes.colour(row.need),
        mark=Mark.NOT_APPLICABLE if is_centre else mark,
        detail=(figures(row),),
    )


def figures(row: SettlementNeed) -> str:
    """The estimate in words."""
    return _("{need} women (between {low} and {high})", need=row.need, low=row.low, high=row.high)


def full_name(row: SettlementNeed) -> str:
    """Settlement with its municipality."""
    return _(
        "{place}, municipality {municipality}",
        place=row.settlement,
        municipality=municipality(row.settlement.municipality_code),
    )


def heads() -> tuple[str, str, str, str]:
    """Headings of the ranked list."""
    return _("Rank"), _("Settlement"), _("Women expected"), _("Value and 90 % interval")


def list_rows(need: NeedAnswer, chosen: str | None) -> list[IntervalRow]:
    """The places with the largest need outside the city of the centre, and the chosen one."""
    outside = [row for row in need.rows if row.settlement.ekatte != CENTRE_EKATTE]
    shown = outside[:SHOWN] + [r for r in outside[SHOWN:] if r.settlement.ekatte == chosen]
    return [
        IntervalRow(
            rank=_("{n}.", n=row.rank),
            label=place_name(row.settlement),
            value=row.need,
            low=row.low,
            high=row.high,
            written=_("{need} ({low}–{high})", need=row.need, low=row.low, high=row.high),
            is_hollow=not row.visited,
            is_chosen=row.settlement.ekatte == chosen,
        )
        for row in shown
    ]


def explanation(row: SettlementNeed, need: NeedAnswer) -> None:
    """Say why the chosen place stands where it stands."""
    with st.container(border=True):
        st.subheader(full_name(row), anchor=False)
        st.write(
            _(
                "{figures}. Rank {rank} of {places}; the chance that it is among the ten with the "
                "largest need is {chance}.",
                figures=figures(row),
                rank=row.rank,
                places=len(need.rows),
                chance=Share(row.p_top10),
            )
        )
        st.write(" ".join(say_reason(r) for r in explain_need(row, need.travel, need.on)))


def limits(need: NeedAnswer) -> None:
    """Say what the estimate stands on and what it does not tell."""
    consent = cached.answer("consent", since=need.since, until=need.on).iloc[0]
    st.caption(
        " ".join(
            (
                _(
                    "An estimate, not a count: it assumes {level} women per 1,000 and year who "
                    "would come if help were next door, and sets what came against who could have "
                    "come. A place nobody could reach has a wide interval, not zero.",
                    level=need.settings.level_per_1000,
                ),
                _(
                    "Records of {since} to {until}; {with_consent} of {all} consultations may be "
                    "counted (consent to reporting).",
                    since=need.since,
                    until=need.on,
                    with_consent=int(consent["with_consent"]),
                    all=int(consent["consultations"]),
                ),
                _("Travel times: {source}.", source=_(need.travel.source)),
            )
        )
    )
    frame.say_reported_only()


def table(need: NeedAnswer) -> pd.DataFrame:
    """All settlements, as shown."""
    return pd.DataFrame(
        {
            _("Rank"): row.rank,
            _("EKATTE"): row.settlement.ekatte,
            _("Settlement"): place_name(row.settlement),
            _("Municipality"): place_name(municipality(row.settlement.municipality_code)),
            _("Women expected"): round(row.need, 1),
            _("from"): round(row.low, 1),
            _("to"): round(row.high, 1),
            _("Chance of the top ten"): round(row.p_top10, 2),
            _("Last mobile office"): row.last_visit_on,
        }
        for row in need.rows
    )


draw()
