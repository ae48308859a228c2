"""What people do with records: look at a file first, bring it in, put rows right, undo, enter."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from data import entry, imports
from data.audit import current_user
from data.imports import Batch, Preview, QuarantinedRow, UndoEffects
from data.problems import ImportReport
from data.store import Store
from pages.ui import cached
from pages.ui.language import language, say_reason
from pages.ui.who import visitor


def today() -> date:
    """The day on this machine's clock."""
    return datetime.now().astimezone().date()


def who() -> str:
    """Who is at work here: whoever signed in, else the user of this process."""
    here = visitor()
    return (here.name if here else "") or current_user()


def preview(
    kind: str, name: str, content: bytes, *, today: date, chosen: Mapping[str, str] | None
) -> Preview:
    """Say what bringing in a file would do; nothing changes.

    Parameters
    ----------
    kind
        What the file holds.
    name
        Its name; the ending tells the format, the rest is shown again.
    content
        Its bytes.
    today
        What lies after it has not happened yet.
    chosen
        Header → field as a person chose them; None takes what was kept for the source.
    """
    return _preview(cached.state(), kind, name, content, today, dict(chosen) if chosen else None)


def marked(name: str, content: bytes, seen: Preview) -> bytes:
    """Copy of the workbook with the problems marked in it, in the reader's language."""
    with _as_file(name, content) as path:
        return imports.marked_workbook(path, seen, language(), say=say_reason)


def bring_in(
    kind: str,
    name: str,
    content: bytes,
    *,
    today: date,
    chosen: Mapping[str, str] | None = None,
    signature: str = "",
    keep_good: bool = False,
) -> ImportReport:
    """Take an uploaded file into the store and keep what was chosen for its columns.

    Parameters
    ----------
    kind, name, content, today, chosen
        As for :func:`preview`.
    signature
        Mark of the source under which the choice is kept.
    keep_good
        Take the rows without problems; the others wait to be put right.
    """
    store = cached.store()
    if chosen:
        imports.save_matching(store, kind, signature, chosen)
    with _as_file(name, content) as path:
        return imports.import_file(
            store, kind, path, today=today, chosen=chosen, keep_good=keep_good, who=who()
        )


def batches() -> tuple[Batch, ...]:
    """Everything that was brought in, newest first."""
    return imports.batches(cached.store())


def undo_effects(batch_id: str) -> UndoEffects:
    """Say what would go with a batch, and what depends on it."""
    return imports.undo_effects(cached.store(), batch_id)


def undo(batch_id: str) -> UndoEffects:
    """Take a batch back."""
    return imports.undo_batch(cached.store(), batch_id, who=who())


def waiting() -> tuple[QuarantinedRow, ...]:
    """Rows that wait to be put right."""
    return imports.quarantined(cached.store())


def correct(row_id: str, values: Mapping[str, str], *, today: date) -> ImportReport:
    """Take a waiting row with what was put right; it leaves the waiting ones when it is taken."""
    return imports.correct_row(cached.store(), row_id, dict(values), today=today, who=who())


def drop(row_id: str) -> None:
    """Let a waiting row go."""
    imports.drop_row(cached.store(), row_id, who=who())


def enter(kind: str, values: Mapping[str, str], *, today: date) -> ImportReport:
    """Record what was entered by hand."""
    return entry.enter(cached.store(), kind, dict(values), today=today, who=who())


def record(kind: str, record_id: str) -> dict[str, str]:
    """One record as its form asks it, by name of the field."""
    return entry.record(cached.store(), kind, record_id)


def recent(kind: str, n: int) -> pd.DataFrame:
    """The records that came in last."""
    return entry.recent(cached.store(), kind, n)


def change(kind: str, record_id: str, values: Mapping[str, str], *, today: date) -> ImportReport:
    """Put another version in the place of a record."""
    return entry.change(cached.store(), kind, record_id, dict(values), today=today, who=who())


def withdraw(consultation_id: str, on: date, *, today: date) -> ImportReport:
    """Withdraw the consent to a consultation from a day on."""
    return entry.withdraw_consent(cached.store(), consultation_id, on, today=today, who=who())


@contextmanager
def _as_file(name: str, content: bytes) -> Iterator[Path]:
    # Readers want a path; the copy lies in a folder of its own and goes with it.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        yield path


@st.cache_data(show_spinner=False, max_entries=4)
def _preview(
    state: tuple[str, str],
    kind: str,
    name: str,
    content: bytes,
    today: date,
    chosen: dict[str, str] | None,
) -> Preview:
    with _as_file(name, content) as path:
        return imports.preview_file(
            Store.open(Path(state[0])), kind, path, today=today, chosen=chosen
        )
