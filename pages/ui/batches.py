"""Files that were brought in: what each one brought, and taking one back."""

from collections.abc import Sequence

import streamlit as st

from data.imports import Batch
from pages.ui import frame, records
from pages.ui.inputs import kind_name
from pages.ui.language import _, say_reason

SHOWN = 20


def draw_batches(batches: Sequence[Batch]) -> None:
    """List what was brought in, newest first; each can be taken back."""
    said = st.session_state.pop("undo_said", None)
    if said:
        st.success(said)
    if not batches:
        frame.say_empty(_("No file was brought in yet."))
        return
    everything = len(batches) > SHOWN and st.toggle(
        _("Show all {n}", n=len(batches)), key="batches_all"
    )
    for batch in batches if everything else batches[:SHOWN]:
        _draw_batch(batch)


def _draw_batch(batch: Batch) -> None:
    with st.container(key=f"line_{batch.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_line(batch), width="stretch")
            if batch.undone_at is None:
                st.button(
                    _("Undo …"),
                    key=f"undo_{batch.id}",
                    help=_("First shows what would go and what depends on it."),
                    on_click=_ask,
                    args=(batch.id,),
                )
        if st.session_state.get("undo_asked") == batch.id:
            _confirm(batch)


def _ask(batch_id: str) -> None:
    st.session_state["undo_asked"] = batch_id


def _line(batch: Batch) -> str:
    """One import in one line."""
    line = _(
        "**{called}** · {kind} · {time} UTC · {who}: {new} new, {changed} changed, {rejected} "
        "waiting or refused",
        called=batch.called,
        kind=kind_name(batch.kind),
        time=batch.imported_at,
        who=batch.who,
        new=batch.new,
        changed=batch.changed,
        rejected=batch.rejected,
    )
    if batch.undone_at is None:
        return line
    return _("{import_line} · **undone** {time} UTC", import_line=line, time=batch.undone_at)


def _confirm(batch: Batch) -> None:
    """Say what would go and what depends on it, and ask once more."""
    effects = records.undo_effects(batch.id)
    with st.container(border=True):
        for effect in effects.effects:
            st.write(say_reason(effect))
        for obstacle in effects.obstacles:
            st.warning(say_reason(obstacle))
        with st.container(horizontal=True):
            if not effects.blocked and st.button(
                _("Yes, undo it"), key=f"undo_yes_{batch.id}", type="primary"
            ):
                records.undo(batch.id)
                _leave(_("It is undone."))
            if st.button(_("Leave it"), key=f"undo_no_{batch.id}"):
                _leave("")


def _leave(said: str) -> None:
    st.session_state.pop("undo_asked", None)
    st.session_state["undo_said"] = said
    st.rerun()
