"""The frame around every page: menu, name, language, the demo banner and the line at the end."""

import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from geo.errors import PriemnaError
from geo.places import district
from pages.ui.address import turn_page
from pages.ui.guard import opened
from pages.ui.language import _, draw_switch, keep_language, language
from pages.ui.registry import PAGES, PageEntry
from pages.ui.texts import say_error

_HERE = Path(__file__).parent
_ICON = _HERE / "icon.svg"
_STYLE = _HERE / "style.css"


def run(
    pages: Sequence[PageEntry] = PAGES,
    *,
    is_demo: Callable[[], bool],
    draw_visitor: Callable[[], None],
    draw_viewed: Callable[[], None],
) -> None:
    """Draw the frame and, inside it, the page the visitor asked for.

    Parameters
    ----------
    pages
        Those this visitor may open; the others do not exist for them.
    is_demo
        Tells whether the store holds invented data, which every page then says.
    draw_visitor
        Draws who is here, in the head of the page.
    draw_viewed
        Says whose screens these are, where they are not the visitor's own.

    Notes
    -----
    An error that a person can put right is said in place of the page, inside the frame.
    """
    _begin()
    entries = {
        st.Page(
            page.file,
            title=_(page.title),
            icon=page.icon,
            url_path=page.file.stem,
            default=page.is_default,
        ): page
        for page in pages
    }
    menu: dict[str, list[object]] = {}
    for drawn, page in entries.items():
        menu.setdefault(_(page.section), []).append(drawn)
    chosen = st.navigation(menu, expanded=True)
    st.set_page_config(page_title=f"{chosen.title} · {_('Priemna')}")
    turn_page(entries[chosen].path)
    _draw_head(draw_visitor)
    draw_viewed()
    try:
        if is_demo():
            _draw_banner()
        with opened(entries[chosen]):
            chosen.run()
    except PriemnaError as error:
        st.error(say_error(language(), error))
    _draw_foot()


def run_closed(draw: Callable[[], None]) -> None:
    """Draw the frame of somebody who was not let in: no menu, and `draw` in place of a page."""
    _begin()
    st.set_page_config(page_title=_("Priemna"))
    _draw_head(lambda: None)
    draw()
    _draw_foot()


def title(page: PageEntry, question: str = "") -> None:
    """Draw the page's title, and below it the question it answers."""
    st.title(_(page.title), anchor=False)
    if question:
        st.html(f'<p class="question">{escape(question)}</p>')


def say_reported_only() -> None:
    """Draw the sentence that belongs beside every figure made of contacts."""
    st.caption(
        _("These are contacts reported to the centre. They do not show how widespread violence is.")
    )


def say_empty(sentence: str) -> None:
    """Draw the calm box that stands where there is nothing to show, and say why.

    What stands between backticks is a command and is drawn as one.
    """
    said = re.sub("`([^`]+)`", r"<code>\1</code>", escape(sentence))
    st.html(f'<div class="empty" role="status">{said}</div>')


def _begin() -> None:
    # Before the menu, whose icons would otherwise be fetched from the internet for the tab.
    st.set_page_config(page_icon=str(_ICON), layout="wide")
    keep_language()
    st.html(_STYLE)
    _say_language_to_the_browser()


def _draw_head(draw_visitor: Callable[[], None]) -> None:
    with st.container(
        key="frame_head",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    ):
        st.html(f'<div class="brand">{escape(_("Priemna"))}</div>')
        with st.container(horizontal=True, width="content", gap="medium", wrap=False):
            draw_visitor()
            draw_switch()


def _draw_banner() -> None:
    banner = _("Invented data: for trying out only, not about real people")
    st.html(f'<div class="demo" role="note">{escape(banner)}</div>')


def _draw_foot() -> None:
    name = _("Priemna: mobile offices in {district} district", district=district())
    st.html(f'<footer class="foot">{escape(name)}</footer>')


def _say_language_to_the_browser() -> None:
    # Screen readers choose the voice by it, and the letters take their Bulgarian forms.
    st.html(
        f"<script>document.documentElement.lang = '{language()}';</script>",
        unsafe_allow_javascript=True,
    )
