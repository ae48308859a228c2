"""Each change of a team, a hall or the rules: what was said before, who changed it, and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from data.audit import current_user, record
from data.store import Store, utc_now
from geo.errors import PriemnaError

Values = Mapping[str, Any]
Write = Callable[[DuckDBPyConnection, str, Values | None], None]
"""Puts values in the place of a row of this number; None takes the row away."""

_WRITERS: dict[str, Write] = {}


class ResourceRefused(PriemnaError, ValueError):
    """A team, hall or rule that cannot be kept as it stands."""


class CannotUndo(PriemnaError, LookupError):
    """A change that is not there, was undone, or was followed by another."""


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes
    ----------
    number
        From 1.
    resource
        Codebook list ``resource``.
    row_id
        Code of the team or number of the hall.
    was_new, was_deleted
        Whether there was nothing before, or nothing is left.
    changed_at, undone_at
        UTC without a zone; ``undone_at`` is None while the change stands.
    """

    number: int
    resource: str
    row_id: str
    was_new: bool
    was_deleted: bool
    changed_at: datetime
    who: str
    undone_at: datetime | None


def writes(resource: str, write: Write) -> None:
    """Tell how rows of a resource are written, so that a change of it can be undone."""
    _WRITERS[resource] = write


def change(
    store: Store,
    resource: str,
    row_id: str | Callable[[DuckDBPyConnection], str],
    read: Callable[[DuckDBPyConnection, str], Values | None],
    after: Values | None,
    *,
    who: str,
) -> bool:
    """Put values in the place of a row and keep what it said; False where they are the same.

    A ``row_id`` that is a function gives the number inside the transaction, where nobody else can
    take it.
    """
    with store.transaction() as cursor:
        if callable(row_id):
            row_id = row_id(cursor)
        before = read(cursor, row_id)
        if _text(before) == _text(after):
            return False
        _WRITERS[resource](cursor, row_id, after)
        _note(cursor, resource, row_id, before, after, who)
    return True


def changes(store: Store, *, n: int = 50) -> tuple[Change, ...]:
    """Return the last `n` changes, newest first."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT change_number, resource, row_id, before_json IS NULL, after_json IS NULL, "
            "changed_at, who, undone_at FROM resource_change ORDER BY change_number DESC LIMIT $n",
            {"n": n},
        ).fetchall()
    return tuple(Change(*row) for row in rows)


def undo_change(store: Store, number: int, *, who: str = "") -> None:
    """Take a change back: the row says again what it said before.

    Raises
    ------
    CannotUndo
        Where there is no such change, it was undone already, or the row was changed later: a change
        is undone only from the top.
    """
    with store.transaction() as cursor:
        row = cursor.execute(
            "SELECT resource, row_id, before_json, undone_at FROM resource_change "
            "WHERE change_number = $number",
            {"number": number},
        ).fetchone()
        if row is None or row[3] is not None:
            raise CannotUndo("Change {number} is not there or was undone already.", number=number)
        resource, row_id, before, _undone = row
        later = cursor.execute(
            "SELECT max(change_number) FROM resource_change WHERE resource = $resource "
            "AND row_id = $row_id AND undone_at IS NULL AND change_number > $number",
            {"resource": resource, "row_id": row_id, "number": number},
        ).fetchone()
        if later and later[0] is not None:
            raise CannotUndo(
                "It was changed again afterwards (change {later}). Undo that change first.",
                later=later[0],
            )
        _WRITERS[resource](cursor, row_id, json.loads(before) if before else None)
        cursor.execute(
            "UPDATE resource_change SET undone_at = $now WHERE change_number = $number",
            {"now": utc_now(), "number": number},
        )
        record(cursor, who=who, action="undone", subject=f"{resource} {row_id}", detail=f"{number}")


def _note(
    cursor: DuckDBPyConnection,
    resource: str,
    row_id: str,
    before: Values | None,
    after: Values | None,
    who: str,
) -> None:
    last = cursor.execute("SELECT coalesce(max(change_number), 0) FROM resource_change").fetchone()
    number = (last[0] if last else 0) + 1
    cursor.execute(
        "INSERT INTO resource_change VALUES ($number, $resource, $row_id, $before, $after, $now, "
        "$who, NULL)",
        {
            "number": number,
            "resource": resource,
            "row_id": row_id,
            "before": _text(before),
            "after": _text(after),
            "now": utc_now(),
            "who": who or current_user(),
        },
    )
    action = "entered" if before is None else "dropped" if after is None else "changed"
    record(cursor, who=who, action=action, subject=f"{resource} {row_id}", detail=f"{number}")


def _text(values: Values | None) -> str | None:
    return None if values is None else json.dumps(values, sort_keys=True)
