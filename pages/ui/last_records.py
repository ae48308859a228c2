"""The records that came in last, each to be changed; and consent taken back."""

from datetime import date

import pandas as pd
import streamlit as st

from pages.ui import cached, records
from pages.ui.entering import say_problems
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _

SHOWN = 8
MOST = 50


def draw_last(kind: str) -> None:
    """List the last records of a kind; one press opens a record to be changed."""
    last = records.recent(kind, MOST)
    if last.empty:
        return
    st.subheader(_("Entered last"), anchor=False)
    everything = len(last) > SHOWN and st.toggle(_("Show the last {n}", n=len(last)), key="entry_all")
    for row in last.head(MOST if everything else SHOWN).itertuples():
        with st.container(horizontal=True, vertical_alignment="center", key=f"line_{row.id}"):
            st.markdown(record_line(row))
            st.button(
                _("Change"),
                key=f"change_{row.id}",
                type="tertiary",
                on_click=_open,
                args=(kind, row.id),
            )
