"""The imports a store has taken, each with who brought it and what became of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from data.audit import current_user
from data.store import Store, utc_now
from geo.errors import PriemnaError
from geo.messages import Message

if TYPE_CHECKING:
    from data.imports.checking import CheckedTable
    from data.imports.taking import Manner


class BatchUnknown(PriemnaError, LookupError):
    """No import of this number is in the store."""


@dataclass(frozen=True)
class Batch:
    """One import.

    Attributes
    ----------
    origin
        file, hand or correction; codebook list ``batch_origin``.
    imported_at, undone_at
        UTC without a zone; ``undone_at`` is None while the import stands.
    new, changed, same, rejected
        Rows of the file by what became of them when it came in.
    """

    id: str
    kind: str
    origin: str
    source_name: str
    who: str
    imported_at: datetime
    new: int
    changed: int
    same: int
    rejected: int
    undone_at: datetime | None

    @property
    def called(self) -> str | Message:
        """What to call it in a sentence: its file, or that it was entered by hand."""
        return called(self.origin, self.source_name)


_COLUMNS = (
    "SELECT import_batch_id, kind, origin, source_name, who, imported_at, rows_new, rows_changed, "
    "rows_same, rows_rejected, undone_at FROM import_batch "
)


def batches(store: Store) -> tuple[Batch, ...]:
    """Imports of the store, newest first; the rows a demo is built with are none."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            _COLUMNS + "WHERE import_batch_id <> 'demo' ORDER BY imported_at DESC, import_batch_id"
        ).fetchall()
    return tuple(Batch(*row) for row in rows)


def find_batch(cursor: DuckDBPyConnection, batch_id: str) -> Batch:
    """One import.

    Raises
    ------
    BatchUnknown
        Where there is none of this number.
    """
    row = cursor.execute(
        _COLUMNS + "WHERE import_batch_id = $batch AND import_batch_id <> 'demo'",
        {"batch": batch_id},
    ).fetchone()
    if row is None:
        raise BatchUnknown(
            "There is no import {batch} in the store. See the list of imports for their numbers.",
            batch=batch_id,
        )
    return Batch(*row)


def called(origin: str, source_name: str) -> str | Message:
    """What to call an import in a sentence: its file, or in what other way it came."""
    own = {"hand": Message("an entry by hand"), "plan": Message("an accepted plan")}
    return own.get(origin, source_name)


def write_batch(
    cursor: DuckDBPyConnection,
    batch_id: str,
    checked: "CheckedTable",
    fates: Sequence[str],
    manner: "Manner",
) -> None:
    """Write down an import inside its transaction."""
    cursor.execute(
        "INSERT INTO import_batch (import_batch_id, kind, origin, source_name, who, "
        "content_sha256, imported_at, rows_read, rows_new, rows_changed, rows_same, "
        "rows_rejected) VALUES ($id, $kind, $origin, $name, $who, $sha, $now, $read, $new, "
        "$changed, $same, $rejected)",
        {
            "id": batch_id,
            "kind": checked.table.kind,
            "origin": manner.origin,
            "name": checked.source_name,
            "who": manner.who or current_user(),
            "sha": checked.content_sha256,
            "now": utc_now(),
            "read": len(fates),
            "new": fates.count("new"),
            "changed": fates.count("changed"),
            "same": fates.count("same"),
            "rejected": fates.count("rejected"),
        },
    )
