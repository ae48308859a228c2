"""Note in the audit log who looked at figures of single settlements; no page waits for it."""

import logging
from datetime import UTC, datetime
from threading import Thread

import streamlit as st

from data.audit import look
from data.store import Store
from pages.ui import cached
from pages.ui.records import who

_NOTED = "looks_noted"
_PATIENCE_SECONDS = 0.5


def note_look(page: str) -> None:
    """Note a look at a page once in a session and day, however often the page runs.

    An import may hold the store for writing; the line is then written when it is done, and the
    page does not wait for it.
    """
    noted = st.session_state.setdefault(_NOTED, set())
    look_of_today = (page, datetime.now(UTC).date())
    if look_of_today in noted:
        return
    noted.add(look_of_today)
    writer = Thread(target=_write, args=(cached.store(), who(), page))
    writer.start()
    writer.join(_PATIENCE_SECONDS)


def _write(store: Store, who: str, page: str) -> None:
    try:
        look(store, who=who, subject=f"page {page}")
    except Exception:
        # Nobody waits for this thread; what stopped it must at least be said somewhere.
        logging.getLogger(__name__).exception("A look at page %s is not in the audit log", page)
