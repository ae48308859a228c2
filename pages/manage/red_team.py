"""What could somebody work out from all that an outside role has received? For the team."""

import streamlit as st

from pages.ui import frame
from pages.ui.guard import guard


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page)
    st.write("")


draw()
