"""Refuse to show a page that was not opened through the frame, however Streamlit came to run it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from pages.ui.language import _, keep_language
from pages.ui.logs import run_of
from pages.ui.registry import ALL_PAGES, PageEntry
from pages.ui.who import role

_OPENED = "page_opened_by_the_frame"


def guard(file: str) -> PageEntry:
    """Return the page's entry in the registry, or stop before anything of the page is shown.

    First line of every page: ``page = guard(__file__)``. Only the frame names the page it is about
    to run, after it has decided that this visitor may open it.

    Parameters
    ----------
    file
        ``__file__`` of the page.
    """
    here = Path(file).resolve()
    named = st.session_state.get(_OPENED)
    page = next((page for page in ALL_PAGES if page.path == named and page.file == here), None)
    if page is None or role() not in page.roles:
        keep_language()
        st.warning(
            _(
                "This page opens from the dashboard only. Start the dashboard and choose the page"
                " from the menu."
            )
        )
        st.stop()
    return page


@contextmanager
def opened(page: PageEntry) -> Iterator[None]:
    """Name the page that may run, and take the name back afterwards; for the frame only.

    The log gets a line of how long it ran.
    """
    st.session_state[_OPENED] = page.path
    try:
        with run_of(page.path):
            yield
    finally:
        st.session_state.pop(_OPENED, None)
