"""The register on the screen: its table, and the forms that change it."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from data.codebook import codes, label
from data.strategy.register import (
    EnteredWindow,
    add_measure,
    add_window,
    measures,
    save_document,
)
from data.strategy.seeds import StrategyDocument
from geo.places import municipalities
from pages.ui import cached, records
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _, language
from pages.ui.strategy.acting import SAID
from pages.ui.strategy.register_words import document_of, title_of
from pages.ui.strategy.saying import place_name
from pages.ui.tables import table_html
from pages.ui.texts import N_, write
from priemna.strategy.windows import missing

MISSING = {
    "valid_from_year": N_("first year"),
    "valid_to_year": N_("last year"),
    "review_on": N_("day for proposals"),
    "act": N_("act"),
    "url": N_("address"),
}
NEW = "new"


def draw_register(documents: Sequence[StrategyDocument]) -> None:
    """Table of the documents, what is missing said as missing."""
    st.html(
        table_html(
            [
                _("Document"),
                _("Level"),
                _("Institution"),
                _("Term"),
                _("Act"),
                _("How sure"),
                _("Missing"),
            ],
            [
                (
                    title_of(one, language()),
                    level_words(one),
                    one.institution_bg if language() == "bg" else one.institution_en,
                    term_words(one),
                    one.act or _("not entered"),
                    certainty_words(one),
                    missing_words(one),
                )
                for one in documents
            ],
            name=_("Register of documents"),
        )
    )


def level_words(one: StrategyDocument) -> str:
    """Level, with the municipality of a municipal document."""
    level = label("strategy_level", one.level, language())
    if one.municipality_code is None:
        return level
    return _("{level}, {place}", level=level, place=place_name(language(), one.municipality_code))


def term_words(one: StrategyDocument) -> str:
    """First and last year, as far as they are known."""
    first, last = one.valid_from_year, one.valid_to_year
    if first is None and last is None:
        return _("not entered")
    if last is None:
        return _("from {year}", year=str(first))
    if first is None:
        return _("until {year}", year=str(last))
    return f"{first}–{last}"


def certainty_words(one: StrategyDocument) -> str:
    """How sure we are, with the note."""
    sure = label("certainty", one.certainty, language())
    note = one.certainty_note_bg if language() == "bg" else one.certainty_note_en
    return _("{sure}. {note}", sure=sure, note=note) if note else sure


def missing_words(one: StrategyDocument) -> str:
    """Names of what is not known."""
    names = [*missing(document_of(one))]
    names += [name for name in ("act", "url") if getattr(one, name) is None]
    return write(language(), [_(MISSING[name]) for name in names]) if names else _("nothing")


def as_frame(documents: Sequence[StrategyDocument]) -> pd.DataFrame:
    """The register for download."""
    return pd.DataFrame(
        {
            _("Number"): one.strategy_document_id,
            _("Document"): title_of(one, language()),
            _("Level"): level_words(one),
            _("Term"): term_words(one),
            _("Act"): one.act or "",
            _("How sure"): certainty_words(one),
            _("Missing"): missing_words(one),
            _("Address"): one.url or "",
        }
        for one in documents
    )


def draw_forms(documents: Sequence[StrategyDocument]) -> None:
    """Forms that change a document, enter one, and give it windows and measures."""
    by_number = {one.strategy_document_id: one for one in documents}
    with st.expander(_("Change or add a document")):
        number = st.selectbox(
            _("Document"),
            [NEW, *by_number],
            format_func=lambda n: (
                _("a new document") if n == NEW else title_of(by_number[n], language())
            ),
            index=None,
            placeholder=_("choose"),
            key="register_one",
        )
        if number is None:
            return
        draw_document_form(by_number.get(number))
        if number != NEW:
            draw_window_form(number)
            draw_measures(number)


def draw_document_form(one: StrategyDocument | None) -> None:
    """Form of one document; None for a new one."""
    has = asdict(one) if one else {}
    levels = [code.code for code in codes("strategy_level")]
    places = [m.code for m in municipalities()]
    sure = [code.code for code in codes("certainty")]
    with st.form(f"document_{has.get('strategy_document_id', NEW)}", border=False):
        values = {
            "title_bg": st.text_input(_("Title in Bulgarian"), has.get("title_bg", "")),
            "title_en": st.text_input(_("Title in English"), has.get("title_en", "")),
            "level": st.selectbox(
                _("Level"),
                levels,
                index=levels.index(has.get("level", "municipal")),
                format_func=lambda code: label("strategy_level", code, language()),
            ),
            "municipality_code": st.selectbox(
                _("Municipality"),
                places,
                index=places.index(has["municipality_code"])
                if has.get("municipality_code")
                else None,
                format_func=lambda code: place_name(language(), code),
                placeholder=_("none"),
            ),
            "institution_bg": st.text_input(
                _("Institution in Bulgarian"), has.get("institution_bg", "")
            ),
            "institution_en": st.text_input(
                _("Institution in English"), has.get("institution_en", "")
            ),
            "valid_from_year": st.number_input(
                _("First year"), 1990, 2100, has.get("valid_from_year"), step=1
            ),
            "valid_to_year": st.number_input(
                _("Last year"), 1990, 2100, has.get("valid_to_year"), step=1
            ),
            "act": st.text_input(_("Act: number and date"), has.get("act") or ""),
            "review_on": st.date_input(
                _("Next day on which proposals are taken"), has.get("review_on"), format=DAY_FORMAT
            ),
            "url": st.text_input(_("Address"), has.get("url") or ""),
            "certainty": st.selectbox(
                _("How sure"),
                sure,
                index=sure.index(has.get("certainty", "seen")),
                format_func=lambda code: label("certainty", code, language()),
            ),
            "certainty_note_bg": st.text_input(
                _("What is not certain, in Bulgarian"), has.get("certainty_note_bg") or ""
            ),
            "certainty_note_en": st.text_input(
                _("What is not certain, in English"), has.get("certainty_note_en") or ""
            ),
        }
        if not st.form_submit_button(_("Keep the document"), type="primary"):
            return
    kept = save_document(
        cached.store(),
        has.get("strategy_document_id"),
        {name: value if value != "" else None for name, value in values.items()},
        who=records.who(),
    )
    st.session_state[SAID] = _("Document {number} is kept.", number=kept)
    st.rerun()


def draw_window_form(number: str) -> None:
    """Form of a time in which proposals are taken."""
    kinds = ["discussion", "review"]
    with st.form(f"window_{number}", border=False):
        st.markdown(f"**{_('Time for proposals')}**")
        kind = st.selectbox(
            _("What"), kinds, format_func=lambda code: label("window_kind", code, language())
        )
        opens = st.date_input(_("From"), None, format=DAY_FORMAT)
        closes = st.date_input(_("Last day"), None, format=DAY_FORMAT)
        if not st.form_submit_button(_("Add the time")) or closes is None:
            return
    add_window(cached.store(), EnteredWindow(number, kind, opens, closes), who=records.who())
    st.session_state[SAID] = _("The time for proposals is on the radar.")
    st.rerun()


def draw_measures(number: str) -> None:
    """Measures that were entered, and the form of a new one."""
    own = measures(cached.store(), number)
    st.markdown(f"**{_('Measures')}**")
    for one in own:
        st.markdown(f"{one.number or ''} {one.text_bg if language() == 'bg' else one.text_en}")
    with st.form(f"measure_{number}", border=False, clear_on_submit=True):
        named = st.text_input(_("Number in the document"))
        bg = st.text_input(_("The measure in Bulgarian"))
        en = st.text_input(_("The measure in English"))
        if not st.form_submit_button(_("Add the measure")):
            return
    add_measure(cached.store(), number, named, bg, en, who=records.who())
    st.session_state[SAID] = _("The measure is kept.")
    st.rerun()
