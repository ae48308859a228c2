"""Taking an import back: what would go, what depends on it, and then all of it or nothing.

An import is taken back only where nothing built on it remains: later imports that changed its
rows, and consultations at its visits, are named and must be undone first. Nothing is undone that
nobody asked for.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from data.audit import current_user, record
from data.imports import quarantine
from data.imports.batches import Batch, called, find_batch
from data.imports.taking import bring
from data.imports.versions import kept_versions, want_rows
from data.integrity import broken_rules
from data.migrations import SCHEMA
from data.records import records_of
from data.store import Store, utc_now
from geo.messages import Message

_TOUCHED = {
    "consultations": "SELECT consultation_id FROM consultation WHERE import_batch_id = $batch",
    "surveys": "SELECT survey_response_id FROM survey_response WHERE import_batch_id = $batch",
    "events": "SELECT event_id FROM event WHERE import_batch_id = $batch",
    "visits": "SELECT visit_id FROM visit WHERE import_batch_id = $batch",
}


@dataclass(frozen=True)
class UndoEffects:
    """What undoing an import does, or would do.

    Attributes
    ----------
    removed, restored, dropped
        Rows that go, rows that get their earlier version back, waiting rows that go.
    effects
        The same in sentences.
    obstacles
        What depends on the import and must be undone first; empty where it can be undone.
    """

    batch: Batch
    removed: int
    restored: int
    dropped: int
    effects: tuple[Message, ...]
    obstacles: tuple[Message, ...]

    @property
    def blocked(self) -> bool:
        """Whether the import cannot be undone as things stand."""
        return bool(self.obstacles)


class _RolledBack(Exception):
    """Leaves the transaction without keeping anything."""


def undo_effects(store: Store, batch_id: str) -> UndoEffects:
    """Say what undoing an import would do; nothing is changed.

    Raises
    ------
    BatchUnknown
        Where there is no such import.
    """
    return _run(store, batch_id, "", dry_run=True)


def undo_batch(store: Store, batch_id: str, *, who: str = "") -> UndoEffects:
    """Take an import back: its new rows go, its changed rows say again what they said before.

    Where `UndoEffects.blocked` is true, nothing was changed.

    Raises
    ------
    BatchUnknown
        Where there is no such import.
    """
    return _run(store, batch_id, who, dry_run=False)


def _run(store: Store, batch_id: str, who: str, *, dry_run: bool) -> UndoEffects:
    found: list[UndoEffects] = []
    try:
        with store.transaction() as cursor:
            found.append(_undo(cursor, find_batch(cursor, batch_id), who))
            if dry_run or found[0].blocked:
                raise _RolledBack
    except _RolledBack:
        pass
    return found[0]


def _undo(cursor: DuckDBPyConnection, batch: Batch, who: str) -> UndoEffects:
    if obstacles := _undone_already(batch) or _changed_later(cursor, batch):
        return UndoEffects(batch, 0, 0, 0, (), obstacles)
    kind = batch.kind
    touched = [
        row_id for (row_id,) in cursor.execute(_TOUCHED[kind], {"batch": batch.id}).fetchall()
    ]
    earlier = [one for one in kept_versions(cursor, batch.id) if one.row_id in set(touched)]
    back = {one.row_id for one in earlier}
    removed = [row_id for row_id in touched if row_id not in back]
    want_rows(cursor, removed)
    cursor.execute((SCHEMA / "remove" / f"{kind}.sql").read_text(encoding="utf-8"))
    cursor.unregister("wanted_row")
    if earlier:
        records = records_of(
            kind,
            [one.values for one in earlier],
            [one.source_key for one in earlier],
            [one.content_hash for one in earlier],
        )
        bring(cursor, kind, records, [one.batch_id for one in earlier], [True] * len(earlier))
    waiting = [
        row_id
        for (row_id,) in cursor.execute(
            "SELECT rejected_row_id FROM rejected_row WHERE import_batch_id = $batch",
            {"batch": batch.id},
        ).fetchall()
    ]
    quarantine.remove(cursor, waiting)
    cursor.execute(
        "DELETE FROM earlier_version WHERE import_batch_id = $batch", {"batch": batch.id}
    )
    cursor.execute(
        "UPDATE import_batch SET undone_at = $now, undone_by = $who WHERE import_batch_id = $batch",
        {"now": utc_now(), "who": who or current_user(), "batch": batch.id},
    )
    record(
        cursor,
        who=who,
        action="undone",
        subject=batch.id,
        detail=f"{kind}: {len(removed)} removed, {len(earlier)} restored, {len(waiting)} dropped",
    )
    return UndoEffects(
        batch,
        len(removed),
        len(earlier),
        len(waiting),
        _effects(len(removed), len(earlier), len(waiting)),
        _left_without_ground(cursor),
    )


def _effects(removed: int, restored: int, dropped: int) -> tuple[Message, ...]:
    said = (
        (
            removed,
            Message("{n} row goes out of the store.", plural="{n} rows go out of the store.",
                    n=removed),
        ),
        (
            restored,
            Message(
                "{n} row says again what it said before this import.",
                plural="{n} rows say again what they said before this import.",
                n=restored,
            ),
        ),
        (
            dropped,
            Message(
                "{n} row of the file that waits to be put right goes as well.",
                plural="{n} rows of the file that wait to be put right go as well.",
                n=dropped,
            ),
        ),
    )  # fmt: skip
    return tuple(message for count, message in said if count)


def _undone_already(batch: Batch) -> tuple[Message, ...]:
    if batch.undone_at is None:
        return ()
    return (
        Message(
            "{file} was undone already, on {at} (UTC).",
            {"file": called(batch.origin, batch.source_name), "at": batch.undone_at},
        ),
    )


def _changed_later(cursor: DuckDBPyConnection, batch: Batch) -> tuple[Message, ...]:
    rows = cursor.execute(
        "SELECT import_batch.import_batch_id, origin, source_name, imported_at, count(*) "
        "FROM earlier_version JOIN import_batch USING (import_batch_id) "
        "WHERE earlier_batch_id = $batch GROUP BY ALL ORDER BY imported_at DESC",
        {"batch": batch.id},
    ).fetchall()
    return tuple(
        Message(
            "{n} of its rows was changed later by {file} ({at} UTC, import {batch}). Undo that "
            "import first.",
            {"batch": later, "file": called(origin, name), "at": at},
            plural="{n} of its rows were changed later by {file} ({at} UTC, import {batch}). Undo "
            "that import first.",
            n=count,
        )
        for later, origin, name, at, count in rows
    )


def _left_without_ground(cursor: DuckDBPyConnection) -> tuple[Message, ...]:
    """What would lose its visit, or break another rule, if the transaction were kept."""
    rows = cursor.execute(
        "SELECT import_batch.import_batch_id, origin, source_name, imported_at, count(*) "
        "FROM consultation JOIN import_batch USING (import_batch_id) "
        "LEFT JOIN visit ON visit.visit_id = consultation.visit_id "
        "WHERE consultation.visit_id IS NOT NULL AND (visit.visit_id IS NULL "
        "OR visit.status NOT IN ('held', 'reported') OR visit.held_on <> consultation.held_on "
        "OR visit.ekatte <> consultation.service_ekatte) GROUP BY ALL ORDER BY imported_at DESC",
    ).fetchall()
    if rows:
        return tuple(
            Message(
                "{n} consultation was given at a mobile office that would go; it came with {file} "
                "({at} UTC, import {batch}). Undo that import first.",
                {"batch": later, "file": called(origin, name), "at": at},
                plural="{n} consultations were given at mobile offices that would go; they came "
                "with {file} ({at} UTC, import {batch}). Undo that import first.",
                n=count,
            )
            for later, origin, name, at, count in rows
        )
    return tuple(
        Message(
            "{n} record would break a rule of the store ({rule}).",
            {"rule": rule.name},
            plural="{n} records would break a rule of the store ({rule}).",
            n=rule.rows,
        )
        for rule in broken_rules(cursor)
    )
