"""One line about overdue mobile offices, for pages where the work of the day begins."""

import streamlit as st

from pages.ui import cached
from pages.ui.language import _
from pages.ui.visits import load_visits
from priemna.visits.life import overdue


def say_overdue() -> None:
    """Say how many mobile offices are overdue and where to put that right; else nothing."""
    today = cached.working_day()
    late = sum(overdue(visit, today) is not None for visit in cached.fact(load_visits))
    if not late:
        return
    st.page_link(
        "pages/plan/visits.py",
        label=_(
            "{n} mobile office is overdue: say what became of it.",
            plural="{n} mobile offices are overdue: say what became of them.",
            n=late,
        ),
        icon=":material/schedule:",
    )
