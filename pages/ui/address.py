"""Choices in the address, so that a link shows the same view, and kept while other pages are open.

Streamlit can bind a widget to the address itself, but writes the words the reader sees there: such
a link breaks in the other language. Here codes are written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import streamlit as st

Value = TypeVar("Value")

_KEPT, _TURN = "address_kept", "address_turn"


@dataclass
class _Turn:
    """Since a page was opened: text in the address and of the widget by name, owner of the name."""

    page: str = ""
    seen: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)


def keep(
    key: str,
    default: Value | None = None,
    *,
    options: Iterable[Value] | None = None,
    read: Callable[[str], Value | None] | None = None,
    written: Callable[[Value], str] = str,
    name: str = "",
) -> str:
    """Give a widget the value of the address, or the one chosen earlier, and return its key.

    Call it in the place of the key: ``st.selectbox(…, key=keep("year", 2024, options=years))``,
    and give the widget no default of its own. The address wins where a link or the back button
    brought it; a change of the widget goes into the address. The default is not written there.

    Parameters
    ----------
    key
        Key of the widget.
    default
        Value where nothing was chosen yet.
    options
        Values that may be chosen; the address holds their `written` form.
    read
        Text of the address to value, None for what is none; in the place of `options`.
    written
        Value to text of the address.
    name
        Name in the address, the key where none is given. Widgets of one name on different pages
        share their choice; on one page the first has the name, the others go by their keys.
    """
    read = {written(option): option for option in options}.get if options is not None else read
    turn, kept = _turn(), st.session_state.setdefault(_KEPT, {})
    if turn.owners.setdefault(name or key, key) != key:
        name = ""
    name = name or key
    value = default if (found := _found(name, key, read, written)) is None else found
    text = None if value is None else written(value)
    if text is not None:
        kept[name] = text
    elif name in turn.seen:
        kept.pop(name, None)
    st.session_state[key] = value
    in_address = None if value == default else text
    turn.seen[name] = (in_address, text)
    write(name, in_address)
    return key


def turn_page(page: str) -> None:
    """Note which page runs; for the frame."""
    if _turn().page != page:
        st.session_state[_TURN] = _Turn(page)


def write(name: str, text: str | None) -> None:
    """Put a text into the address, or take it out; one that stands there already is left alone."""
    if st.query_params.get(name) == text:
        return
    if text is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = text


def read_day(text: str) -> date | None:
    """Day of an ISO text, None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def whole_between(low: int, high: int) -> Callable[[str], int | None]:
    """Reader of a whole number between two limits, both of which belong to it."""

    def read(text: str) -> int | None:
        is_number = text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if is_number and low <= int(text) <= high else None

    return read


def _found(
    name: str, key: str, read: Callable[[str], Value | None], written: Callable[[Value], str]
) -> Value | None:
    """Value of whatever changed: the widget, else the address; at first what was kept."""
    asked = st.query_params.get(name)
    if name in _turn().seen and key in st.session_state:
        in_address, text = _turn().seen[name]
        chosen = st.session_state[key]
        said = None if chosen is None else written(chosen)
        # A change of the widget goes first: it may come with the address of the run before.
        if said == text and asked != in_address:
            said = asked
    else:
        # The menu leads to a page with an empty address.
        said = st.session_state[_KEPT].get(name) if asked is None else asked
    return None if said is None else read(said)


def _turn() -> _Turn:
    return st.session_state.setdefault(_TURN, _Turn())
