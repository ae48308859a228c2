"""What is said where old records stand as counts: series of persons begin anew after them."""

import pandas as pd
import streamlit as st

from pages.ui import cached
from pages.ui.language import _


def say_collapsed() -> None:
    """Say from which day single records are held; nothing where none were collapsed."""
    until = cached.answer("collapsed_until").iloc[0]["until_on"]
    if pd.isna(until):
        return
    st.warning(
        _(
            "Records before {until} have been collapsed to counts that protect people. Who came "
            "for the first time, from where and to which mobile office is known only from that day "
            "on; before it there is no figure, which is not zero.",
            until=pd.Timestamp(until).date(),
        )
    )
