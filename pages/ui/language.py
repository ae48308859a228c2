"""Which language this visitor reads: in the address as ``?lang=en``, kept from page to page."""

import streamlit as st

from pages.ui.address import write
from pages.ui.texts import DEFAULT_LANGUAGE, LANGUAGES, say, say_error

_KEPT = "language"
_PARAMETER = "lang"


def language() -> str:
    """Return the visitor's language, ``"bg"`` or ``"en"``."""
    return st.session_state.get(_KEPT, DEFAULT_LANGUAGE)


def _(message: str, /, plural: str | None = None, n: int | None = None, **values: object) -> str:
    """Say the message in the visitor's language; see :func:`pages.ui.texts.say`."""
    return say(language(), message, plural, n, **values)


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """Say the form of the message that goes with `n`, in the visitor's language."""
    return say(language(), singular, plural, n, **values)


def say_reason(reason: object) -> str:
    """Say a reason, a problem or an error in the visitor's language."""
    return say_error(language(), reason)


def keep_language() -> str:
    """Take the language from the address, or put the kept one back into it; for the frame.

    Streamlit drops the query when the visitor changes the page, so an address without a language
    keeps what this session already reads; a new session without one reads Bulgarian.
    """
    asked = st.query_params.get(_PARAMETER)
    if asked in LANGUAGES:
        st.session_state[_KEPT] = asked
    _write_to_address(language())
    return language()


def draw_switch() -> None:
    """Draw one quiet button that names the other language in that language."""
    other = next(code for code in LANGUAGES if code != language())
    st.button(
        LANGUAGES[other], key="language_switch", type="tertiary", on_click=_switch, args=(other,)
    )


def _switch(code: str) -> None:
    st.session_state[_KEPT] = code
    _write_to_address(code)


def _write_to_address(code: str) -> None:
    write(_PARAMETER, None if code == DEFAULT_LANGUAGE else code)
