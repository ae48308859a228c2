"""How many women came per 1,000, and how sure is that? Never how great the need is."""

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui import cached, colours, frame
from pages.ui.address import keep
from pages.ui.charts import show_chart
from pages.ui.classes import split
from pages.ui.collapse import say_collapsed
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.contacts import ContactRate, ContactsAnswer, last_year, load_contacts
from pages.ui.facts.records import Kind, load_quality
from pages.ui.funnel import Point, funnel
from pages.ui.guard import guard
from pages.ui.language import _, say_reason
from pages.ui.legend import class_entries
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.maps import choose_place, render_map
from pages.ui.marks import NAMES, Mark
from pages.ui.municipality_map import Painted, municipality_map, municipality_names
from pages.ui.quality import LETTERS, draw_quality, letters_explained
from pages.ui.texts import N_, Number
from priemna.indicators import THRESHOLD, Empty

PERIODS = {"year": N_("Last twelve months"), "all": N_("All records")}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("How many women came for the first time, and how sure is that?"))
    period = cached.period()
    if period is None:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    span = st.segmented_control(
        _("Period"),
        list(PERIODS),
        format_func=lambda code: _(PERIODS[code]),
        required=True,
        key=keep("period", "year", options=PERIODS),
    )
    since, until = last_year(period) if span == "year" else period
    rates(cached.fact(load_contacts, since=since, until=until))


@st.fragment
def rates(answer: ContactsAnswer) -> None:
    """The map of contact rates with the same figures and their intervals beside it."""
    st.markdown(
        _(
            "**{women} women** came for the first time: {rate} per 1,000 women and year "
            "({low}–{high}). **A low rate is not a low need**: where no mobile office was held, "
            "few could come.",
            women=answer.women,
            rate=Number(answer.district.estimate, 2),
            low=Number(answer.district.low, 2),
            high=Number(answer.district.high, 2),
        )
    )
    known = cached.fact(load_quality, since=answer.since, until=answer.until)
    draw_quality(known[Kind.FIRST_CONTACTS], Kind.FIRST_CONTACTS)
    say_collapsed()
    left, right = st.columns([11, 9], gap="medium")
    classes = split([r.smoothed.estimate for r in answer.rates if r.smoothed])
    with left:
        chosen = render_map(
            municipality_map(
                _(
                    "First contacts per 1,000 women aged 14+ and year, {since} to {until}",
                    since=answer.since,
                    until=answer.until,
                ),
                {
                    r.municipality_code: Painted(
                        in_words(r),
                        classes.colour(r.smoothed.estimate) if r.smoothed else colours.PAPER,
                        Mark(r.empty.value) if r.empty else Mark.VALUE,
                    )
                    for r in answer.rates
                },
                cached.shapes(),
                legend=class_entries(classes, lambda v: Number(v, 1)),
                legend_title=_("by home municipality, drawn towards the district where few came"),
            ),
            "contact_rates",
        )
        choose_place(_("Municipality"), municipality_names(), "contact_rates")
    with right:
        shown = [r for r in answer.rates if r.smoothed]
        st.html(
            interval_list_html(
                [row(i, r, chosen) for i, r in enumerate(shown, start=1)],
                (
                    *(_("Rank"), _("Municipality"), _("Rate"), _("Value and 90 % interval")),
                    _("Confidence"),
                ),
            )
        )
        st.caption(letters_explained())
        hidden, nobody = (names_of(answer, empty) for empty in (Empty.HIDDEN, Empty.ZERO))
        if hidden:
            st.caption(
                _(
                    "Hidden: {places}. There are {low} to {high} women, and nobody must be "
                    "recognised.",
                    places=hidden,
                    low=1,
                    high=THRESHOLD - 1,
                )
            )
        if nobody:
            st.caption(_("Nobody came: {places}. That is not the same as no need.", places=nobody))
        if chosen:
            picked = next(r for r in answer.rates if r.municipality_code == chosen)
            st.caption(f"**{_(LETTERS[picked.confidence])}.** {say_reason(picked.reason)}")
    by_chance(answer)
    limits(answer)
    download_table(table(answer), "contact_rates")


def names_of(answer: ContactsAnswer, empty: Empty) -> list[str]:
    """Municipalities whose figure is empty for one reason."""
    return [
        place_name(municipality(rate.municipality_code))
        for rate in answer.rates
        if rate.empty is empty
    ]


def row(rank: int, rate: ContactRate, chosen: str | None) -> IntervalRow:
    """One municipality in the list."""
    return IntervalRow(
        rank=_("{n}.", n=rank),
        label=place_name(municipality(rate.municipality_code)),
        value=rate.smoothed.estimate,
        low=rate.smoothed.low,
        high=rate.smoothed.high,
        written=in_words(rate),
        more=(rate.confidence.value,),
        why=say_reason(rate.reason),
        is_chosen=rate.municipality_code == chosen,
    )


def in_words(rate: ContactRate) -> str:
    """The smoothed rate, or what it is instead of one."""
    if rate.smoothed is None:
        return _(NAMES[Mark(rate.empty.value)])
    return _(
        "{rate} ({low}–{high})",
        rate=Number(rate.smoothed.estimate, 1),
        low=Number(rate.smoothed.low, 1),
        high=Number(rate.smoothed.high, 1),
    )


def by_chance(answer: ContactsAnswer) -> None:
    """Whether municipalities differ by more than chance, as a funnel."""
    known = [r for r in answer.rates if r.raw]
    if not known:
        return
    st.subheader(_("Is the difference more than chance?"), anchor=False)
    points = [
        Point(place_name(municipality(r.municipality_code)), r.women_years, r.raw.estimate)
        for r in known
    ]
    show_chart(
        funnel(
            points,
            answer.district.estimate,
            unit=_("first contacts per 1,000 women and year"),
            across=_("women aged 14+ × years"),
        ),
        key="contacts_funnel",
        alt="; ".join(
            _("{place}: {value}", place=point.label, value=Number(point.rate, 1))
            for point in points
        ),
    )
    st.caption(
        _(
            "If all municipalities were alike, 19 of 20 would lie between the broken lines and "
            "almost all between the whole ones. Below them does not mean little need: mostly it "
            "means that few could come. Municipalities with fewer than ten women are not drawn."
        )
    )


def limits(answer: ContactsAnswer) -> None:
    """Say what the rates stand on and what they do not tell."""
    st.caption(
        " ".join(
            (
                _(
                    "{n} woman of unknown home is in none of the municipalities.",
                    plural="{n} women of unknown home are in none of the municipalities.",
                    n=answer.unknown_home,
                ),
                _(
                    "Rates are drawn towards the common rate as far as they rest on few contacts. "
                    "Small counts are hidden one by one, which does not protect against "
                    "subtraction: do not publish these figures."
                ),
            )
        )
    )


def table(answer: ContactsAnswer) -> pd.DataFrame:
    """The rates with everything that belongs beside them, as shown."""
    hidden = _(NAMES[Mark.HIDDEN])
    return pd.DataFrame(
        {
            _("Municipality"): place_name(municipality(r.municipality_code)),
            _("Women"): hidden if r.women is None else r.women,
            _("Smoothed rate"): None if r.smoothed is None else round(r.smoothed.estimate, 2),
            _("from"): None if r.smoothed is None else round(r.smoothed.low, 2),
            _("to"): None if r.smoothed is None else round(r.smoothed.high, 2),
            _("Raw rate"): None if r.raw is None else round(r.raw.estimate, 2),
            _("Women aged 14+ × years"): round(r.women_years),
            _("Confidence"): r.confidence.value,
            _("Reason"): say_reason(r.reason),
        }
        for r in answer.rates
    )


draw()
