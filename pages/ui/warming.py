"""What the server does before the first visitor comes, who would otherwise wait for it."""

import ast
import importlib
import logging
import time
from threading import Event, Thread

from streamlit.runtime import exists

from geo.errors import PriemnaError
from pages.ui.registry import PAGES
from pages.ui.who import role

_PATIENCE_SECONDS = 60
_loaded = Event()
_loaded.set()


def warm_up() -> None:
    """Begin, beside the server, to import what pages import and to answer what the first ask."""
    _loaded.clear()
    Thread(target=_warm_up, daemon=True).start()


def wait_until_loaded() -> None:
    """Wait while modules are being imported: two threads in one import may find half of it."""
    _loaded.wait(_PATIENCE_SECONDS)


def _warm_up() -> None:
    try:
        # What keeps answers looks for the server where it is imported.
        until = time.monotonic() + _PATIENCE_SECONDS
        while not exists() and time.monotonic() < until:
            time.sleep(0.1)
        _import_ahead()
    finally:
        _loaded.set()
    _answer_ahead()


def _import_ahead() -> None:
    """Import all that the pages of the team import.

    Never streamlit_folium, which no page imports at its head: it declares its component while it
    is imported, and that only works while a page runs.
    """
    modules = {
        node.module: None
        for page in PAGES
        for node in ast.walk(ast.parse(page.file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    for module in modules:
        importlib.import_module(module)


def _answer_ahead() -> None:
    from pages.ui import cached
    from pages.ui.assumptions import USUAL
    from pages.ui.visits import load_visits

    try:
        if role().is_outside:
            return
        cached.is_demo()
        cached.shapes()
        cached.working_day()
        cached.fact(load_visits)
        if period := cached.period():
            cached.need(period[1], USUAL)
    except PriemnaError as error:
        # The first page says it in the reader's words; here it only means that nothing is ready.
        logging.getLogger(__name__).info("Nothing was answered ahead: %s", error)
