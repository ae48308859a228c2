"""Tables that may be long: on the screen to be sorted and searched, on paper whole."""

import pandas as pd
import streamlit as st

from pages.ui.tables import frame_html

SHORT = 30
"""Rows up to which a table is drawn as text at once."""


def show_frame(frame: pd.DataFrame, *, name: str, key: str) -> None:
    """Draw a frame whose cells are in the reader's words.

    Parameters
    ----------
    name
        What it shows, for those who listen.
    key
        Of the element.

    Notes
    -----
    A long one is drawn twice: in a canvas, which a browser does not print beyond what it shows, and
    as text that is seen on paper alone.
    """
    if len(frame) <= SHORT:
        st.html(frame_html(frame, name=name))
        return
    st.dataframe(frame, hide_index=True, key=key)
    st.html(f'<div class="on-paper">{frame_html(frame, name=name)}</div>')
