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
