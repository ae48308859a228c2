"""The records that came in last, each to be changed; and consent taken back."""

from datetime import date

import pandas as pd
import streamlit as st

from data.codebook import label
from data.fields import TABLE_OF
from geo.places import settlement
from pages.ui import records
from pages.ui.entering import say_problems
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _, language

SHOWN = 8
MOST = 50


def draw_last(kind: str) -> None:
    """List the last records of a kind; one press opens a record to be changed."""
    last = records.recent(kind, MOST)
    if last.empty:
        return
    st.subheader(_("Entered last"), anchor=False)
    everything = len(last) > SHOWN and st.toggle(
        _("Show the last {n}", n=len(last)), key="entry_all"
    )
    for _index, row in last.head(MOST if everything else SHOWN).iterrows():
        number = str(row[f"{TABLE_OF[kind]}_id"])
        with st.container(horizontal=True, vertical_alignment="center", key=f"entered_{number}"):
            st.markdown(record_line(kind, row), width="stretch")
            st.button(
                _("Edit"),
                key=f"change_{number}",
                type="tertiary",
                on_click=_open,
                args=(kind, number),
            )


def _open(kind: str, number: str) -> None:
    st.session_state["entry_changing"] = (kind, number)


def draw_withdrawal(today: date) -> None:
    """Take back the consent to be counted, found by the number of the consultation."""
    with st.expander(_("Consent taken back")), st.form("withdrawal", border=False):
        number = st.text_input(_("Number of the consultation"), autocomplete="off").strip()
        on = st.date_input(_("From which day?"), today, max_value=today, format=DAY_FORMAT)
        if not st.form_submit_button(_("Take back the consent")) or not number:
            return
        report = records.withdraw(number, on, today=today)
        if not report.accepted:
            say_problems(report)
            return
    st.session_state["entry_said"] = _(
        "The consultation {number} is no longer counted in any figure.", number=number
    )
    st.rerun()


def record_line(kind: str, row: pd.Series) -> str:
    """One record in one line, without anything about the person."""
    number = row[f"{TABLE_OF[kind]}_id"]
    day = row["held_on"] if pd.notna(row["held_on"]) else row["planned_on"]
    what = {"consultations": "mode", "visits": "status", "events": "event_type"}[kind]
    lists = {"status": "visit_status"}
    place = row["service_ekatte" if kind == "consultations" else "ekatte"]
    line = _(
        "{day} · {what} · {place} · number {number}",
        day=pd.Timestamp(day).date(),
        what=label(lists.get(what, what), row[what], language()),
        place=settlement(place) if isinstance(place, str) else _("no place"),
        number=number,
    )
    if kind == "consultations" and pd.notna(row["withdrawn_on"]):
        return _("{line} · **consent taken back**", line=line)
    return line
