"""One glance at the district: how long ago each municipality saw a mobile office."""

from datetime import date

import streamlit as st

from geo.places import CENTRE_EKATTE, municipality, settlement
from pages.ui import cached, colours
from pages.ui.classes import split
from pages.ui.district import place_name
from pages.ui.language import _
from pages.ui.legend import LegendEntry, class_entries, legend_html
from pages.ui.marks import NAMES, Mark
from pages.ui.small_maps import SmallArea, small_map_html
from pages.ui.texts import Number
from pages.ui.visits import HOMES, load_visits
from priemna.visits.balance import Balance, balance


def draw_glance(today: date) -> None:
    """Draw the map as an image, with its legend and a way to the large one."""
    rows = balance(cached.fact(load_visits), HOMES, since=today, until=today, today=today)
    known = [row.days_since for row in rows if row.last_held_on]
    classes = split(known, 4, name="ochre")
    shapes, centre = cached.shapes().frame, settlement(CENTRE_EKATTE)
    drawn = small_map_html(
        _("Days since the last mobile office, {date}", date=today),
        dict(zip(shapes["municipality_code"], shapes["geometry"], strict=True)),
        {
            row.municipality_code: SmallArea(
                classes.colour(row.days_since) if row.last_held_on else colours.PAPER,
                Mark.VALUE if row.last_held_on else Mark.NEVER_VISITED,
                in_words(row),
            )
            for row in rows
        },
        names={code: place_name(municipality(code)) for code in shapes["municipality_code"]},
        ring=(centre.lon, centre.lat),
    )
    legend = class_entries(classes, lambda days: Number(days))
    if len(known) < len(rows):
        legend = (*legend, LegendEntry(_(NAMES[Mark.NEVER_VISITED]), mark=Mark.NEVER_VISITED))
    fixed = LegendEntry(_("fixed centre"), mark=Mark.NOT_APPLICABLE, shape="circle")
    legend = (*legend, fixed)
    st.html(f'<div class="glance">{drawn}{legend_html(legend, _("days"))}</div>')


def in_words(row: Balance) -> str:
    """One municipality in words."""
    place = place_name(municipality(row.municipality_code))
    if not row.last_held_on:
        return _("{place}: no mobile office yet", place=place)
    return _("{place}: {n} day", plural="{place}: {n} days", n=row.days_since, place=place)
