"""Periods that a reader chooses by name: they end with the day of the work."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from pages.ui.language import _
from pages.ui.texts import N_
from priemna.visits.life import Visit

MONTHS = {"quarter": 3, "year": 12}

PERIODS = {
    "quarter": N_("Last 3 months"),
    "year": N_("Last 12 months"),
    "all": N_("All records"),
}


def ask_period(key: str) -> str:
    """Let the reader choose a period by name; `period_of` tells its days."""
    return st.segmented_control(
        _("Period"),
        list(PERIODS),
        format_func=lambda one: _(PERIODS[one]),
        default="year",
        required=True,
        key=key,
        persist_state="session",
    )


def period_of(name: str, visits: Sequence[Visit], today: date) -> tuple[date, date]:
    """Return the first day and the day after the last of a period that a person chose by name.

    Parameters
    ----------
    name
        ``"quarter"`` and ``"year"`` end with today; ``"all"`` takes in every visit, and is a year
        where there are none.
    visits
        All visits.
    today
        The day of the work.
    """
    if name in MONTHS or not visits:
        since = pd.Timestamp(today) - pd.DateOffset(months=MONTHS.get(name, 12))
        return since.date() + timedelta(days=1), today + timedelta(days=1)
    days = [visit.on for visit in visits]
    return min(days), max(days) + timedelta(days=1)
