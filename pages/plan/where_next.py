"""Where do the mobile offices go next? For the coordinator: need of each settlement, and why."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.places import CENTRE_EKATTE, district, municipality
from pages.ui import cached, frame
from pages.ui.assumptions import USUAL, assumed, draw_assumptions
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.records import Kind, load_quality
from pages.ui.guard import guard
from pages.ui.language import _, say_reason
from pages.ui.lists import interval_list_html
from pages.ui.load import NeedAnswer
from pages.ui.looks import note_look
from pages.ui.maps import choose_place, render_map
from pages.ui.need_list import full_name, heads, letter_of, list_rows
from pages.ui.need_map import figures, need_map
from pages.ui.overdue import say_overdue
from pages.ui.quality import LETTERS, draw_quality, letters_explained
from pages.ui.texts import Number, Share
from pages.ui.travel_words import say_travel
from pages.ui.visit_worth import draw_proposals, worth_in_words
from priemna.evidence.quality import Quality
from priemna.need.effect import effect_of
from priemna.need.explain import explain_need
from priemna.need.rows import SettlementNeed
from priemna.need.value import Reach, VisitWorth, worth_of_visits
from priemna.planning.choose import VISITS_PER_INFORMATION_SLOT, candidates

KEY = "where_next"


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
    usual = cached.need(period[1], USUAL)
    settings = assumed()
    need = usual if settings == USUAL else cached.need(period[1], settings)
    worths = worth_of_visits(need.rows, need.travel, need.fitted, need.on)
    records = cached.fact(load_quality, since=need.since, until=need.on)[Kind.FIRST_CONTACTS]
    note_look(KEY)
    say_overdue()
    if need is not usual:
        st.warning(_("Other assumptions are being tried: see “What is assumed” below."))
    st.markdown(sentence(need, worths))
    draw_quality(records, Kind.FIRST_CONTACTS, letter=False)
    picture(need, worths, records)
    st.subheader(_("What one mobile office would bring"), anchor=False)
    draw_proposals(proposals(need), worths, need.rows)
    st.subheader(_("What is assumed"), anchor=False)
    limits(need)
    draw_assumptions(need.fitted, None if need is usual else effect_of(usual.rows, need.rows))
    download_table(table(need, worths, records), f"need_{need.on.isoformat()}")


def sentence(need: NeedAnswer, worths: Mapping[str, VisitWorth]) -> str:
    """What is seen, and what is not."""
    outside = [row for row in need.rows if row.settlement.ekatte != CENTRE_EKATTE]
    best = min(worths.values(), key=lambda worth: worth.rank)
    names = {row.settlement.ekatte: place_name(row.settlement) for row in outside}
    return _(
        "Outside {district} the need is largest in **{places}**. One mobile office would reach "
        "most women from **{site}**: {share} of all expected. In {never} of {all} settlements none "
        "has been held yet: their silence says nothing about the need.",
        district=district(),
        places=[place_name(row.settlement) for row in outside[:3]],
        site=names[best.ekatte],
        share=Share(best.share),
        never=sum(not row.visited for row in outside),
        all=len(outside),
    )


@st.fragment
def picture(need: NeedAnswer, worths: Mapping[str, VisitWorth], records: Quality) -> None:
    """Map on the left, ranked list on the right, explanation of the chosen place below."""
    left, right = st.columns([9, 11], gap="medium")
    with left:
        chosen = render_map(need_map(need), KEY)
        by_name = sorted(need.rows, key=lambda row: place_name(row.settlement))
        names = {row.settlement.ekatte: full_name(row) for row in by_name}
        choose_place(_("Settlement"), names, KEY)
    with right:
        st.html(interval_list_html(list_rows(need, chosen, records), heads()))
        st.caption(_("○ no mobile office has been held here yet; ● at least one has"))
        st.caption(letters_explained())
    if chosen:
        row = next(r for r in need.rows if r.settlement.ekatte == chosen)
        explanation(row, need, worths.get(chosen), records)
    else:
        st.caption(_("Choose a settlement on the map or in the list to read why."))


def proposals(need: NeedAnswer) -> tuple:
    """The next places, most women first, the last of them to learn from."""
    return candidates(
        need.rows,
        Reach(need.rows, need.travel, need.fitted),
        count=VISITS_PER_INFORMATION_SLOT,
        every_municipality=False,
        within_reach=need.travel.ekattes,
        already=(),
        on=need.on,
    )


def explanation(
    row: SettlementNeed, need: NeedAnswer, worth: VisitWorth | None, records: Quality
) -> None:
    """Say why the chosen place stands where it stands, and what a visit there is worth."""
    with st.container(border=True):
        st.subheader(full_name(row), anchor=False)
        st.write(
            _(
                "{figures}. Rank {rank} of {places}, most likely between {low} and {high}; the "
                "chance that it is among the ten with the largest need is {chance}.",
                figures=figures(row),
                rank=row.rank,
                places=len(need.rows),
                low=row.rank_low,
                high=row.rank_high,
                chance=Share(row.p_top10),
            )
        )
        st.write(" ".join(say_reason(r) for r in explain_need(row, need.travel, need.on)))
        if worth:
            st.write(worth_in_words(worth, len(need.rows) - 1))
        letter, reason = letter_of(row, records)
        st.caption(f"**{_(LETTERS[letter])}.** {say_reason(reason)}")


def limits(need: NeedAnswer) -> None:
    """Say what the estimate stands on and what it does not tell."""
    st.caption(
        " ".join(
            (
                _(
                    "An estimate, not a count: of 1,000 women {level} a year would come if help "
                    "were next door; {reach} of those waiting come to a mobile office in their own "
                    "settlement, and about a third of that from {minutes} minutes away. What came "
                    "is set against who could have come. A place nobody could reach has a wide "
                    "interval, not zero.",
                    level=Number(need.settings.level_per_1000),
                    reach=Share(need.settings.visit_reach),
                    minutes=Number(need.settings.visit_decay_minutes),
                ),
                _("Records of {since} to {until}.", since=need.since, until=need.on),
                say_travel(need.travel),
            )
        )
    )


def table(need: NeedAnswer, worths: Mapping[str, VisitWorth], records: Quality) -> pd.DataFrame:
    """All settlements, as shown."""
    return pd.DataFrame(
        table_row(row, worths.get(row.settlement.ekatte), records) for row in need.rows
    )


def table_row(row: SettlementNeed, worth: VisitWorth | None, records: Quality) -> dict[str, object]:
    """One settlement of the download."""
    letter, reason = letter_of(row, records)
    return {
        _("Rank"): row.rank,
        _("EKATTE"): row.settlement.ekatte,
        _("Settlement"): place_name(row.settlement),
        _("Municipality"): place_name(municipality(row.settlement.municipality_code)),
        _("Women expected"): round(row.need, 1),
        _("from"): round(row.low, 1),
        _("to"): round(row.high, 1),
        _("Chance of the top ten"): round(row.p_top10, 2),
        _("One mobile office reaches women"): round(worth.women, 1) if worth else None,
        _("Rank by what a visit teaches"): worth.lesson_rank if worth else None,
        _("Last mobile office"): row.last_visit_on,
        _("Confidence"): letter.value,
        _("Reason"): say_reason(reason),
    }


draw()
