"""What the server does before the first visitor comes, who would otherwise wait for it."""

import ast
import importlib
import logging
import time
from threading import Thread

from streamlit import runtime

from geo.errors import PriemnaError
from pages.ui.registry import PAGES
from pages.ui.who import role

_PATIENCE_SECONDS = 60


def warm_up() -> None:
    """Import what pages import; then, beside the server, answer what the first of them ask."""
    _import_ahead()
    Thread(target=_answer, daemon=True).start()


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


def _answer() -> None:
    from pages.ui import cached
    from pages.ui.assumptions import USUAL
    from pages.ui.visits import load_visits

    until = time.monotonic() + _PATIENCE_SECONDS
    while not runtime.exists() and time.monotonic() < until:
        time.sleep(0.1)
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
