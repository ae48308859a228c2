"""The last changes of teams, halls and rules, each to be taken back."""

from collections.abc import Callable

import streamlit as st

from data import resources
from data.codebook import label
from geo.errors import PriemnaError
from geo.places import settlement
from pages.ui import cached, records
from pages.ui.language import _, language, say_reason

SHOWN = 10
_SAID = "resources_said"


def keep(change: Callable[..., bool], *args: object) -> None:
    """Make a change in the name of who is at work here, and say what became of it."""
    try:
        changed = change(cached.store(), *args, who=records.who())
    except PriemnaError as refused:
        st.error(say_reason(refused))
        return
    st.session_state[_SAID] = _("It is kept.") if changed else _("It said so already.")
    st.rerun()


def say_kept() -> None:
    """Say once that something was kept."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said)


def draw_changes() -> None:
    """List the last changes; each that stands can be undone."""
    changes = resources.changes(cached.store(), n=SHOWN)
    if not changes:
        return
    with st.expander(_("Last changes")):
        for change in changes:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(change_line(change), width="stretch")
                if change.undone_at is None:
                    st.button(
                        _("Undo"),
                        key=f"resource_undo_{change.number}",
                        type="tertiary",
                        on_click=_undo,
                        args=(change.number,),
                    )


def change_line(change: resources.Change) -> str:
    """One change in one line."""
    what = label("resource", change.resource, language())
    line = _(
        "{what} {number} · {time} UTC · {who}",
        what=what,
        number=_place_of(change),
        time=change.changed_at,
        who=change.who,
    )
    if change.undone_at is not None:
        return _("{line} · undone", line=line)
    if change.was_new:
        return _("{line} · new", line=line)
    return _("{line} · deleted", line=line) if change.was_deleted else line


def _place_of(change: resources.Change) -> str:
    if change.resource in ("hall", "place"):
        return _("{place}", place=settlement(change.row_id[:5]))
    return "" if change.resource == "rules" else change.row_id


def _undo(number: int) -> None:
    try:
        resources.undo_change(cached.store(), number, who=records.who())
        st.session_state[_SAID] = _("It is undone.")
    except PriemnaError as refused:
        st.session_state[_SAID] = say_reason(refused)
