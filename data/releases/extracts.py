"""Extracts of records: asked for by one, approved by another, written once, before a day."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from duckdb import DuckDBPyConnection

from data.audit import record
from data.store import Store, StoreError, utc_now

SUBJECT = "extract {id}"


class ExtractRefused(StoreError):
    """An extract that may not be asked for, approved or written."""


@dataclass(frozen=True)
class Extract:
    """A request and how far it has come; times are UTC, ``expires_on`` the last day to write it."""

    extract_id: str
    asked_at: datetime
    asked_by: str
    purpose: str
    since: date
    until: date
    approved_by: str | None
    expires_on: date | None
    written_at: datetime | None


def extracts(store: Store) -> tuple[Extract, ...]:
    """All requests, oldest first."""
    with store.cursor() as cursor:
        return _all(cursor)


def request(store: Store, *, purpose: str, since: date, until: date, who: str) -> Extract:
    """Ask for the records of some whole quarters.

    Raises
    ------
    ExtractRefused
        Where the period is no row of whole quarters, or overlaps one already asked for: two
        extracts of the same women could be laid beside each other.
    """
    if since >= until or any(day.day != 1 or day.month % 3 != 1 for day in (since, until)):
        raise ExtractRefused(
            "An extract covers whole quarters: {since} and {until} must be first days of quarters.",
            since=since,
            until=until,
        )
    with store.transaction(changes_data=False) as cursor:
        for other in _all(cursor):
            if other.since < until and since < other.until:
                raise ExtractRefused(
                    "Extract {id} covers a part of this period already; two extracts of the same "
                    "women could be laid beside each other.",
                    id=other.extract_id,
                )
        extract_id = secrets.token_hex(3)
        cursor.execute(
            "INSERT INTO extract_request (extract_id, asked_at, asked_by, purpose, since_on, "
            "until_on) VALUES ($id, $at, $who, $purpose, $since, $until)",
            {
                "id": extract_id,
                "at": utc_now(),
                "who": who,
                "purpose": purpose,
                "since": since,
                "until": until,
            },
        )
        _note(cursor, extract_id, who, f"requested {purpose} {since} {until}")
        return _one(cursor, extract_id)


def approve(store: Store, extract_id: str, *, who: str, today: date, days: int) -> Extract:
    """Approve a request for some days.

    Raises
    ------
    ExtractRefused
        Where it does not exist, is approved already, or the same person asked for it.
    """
    with store.transaction(changes_data=False) as cursor:
        asked = _one(cursor, extract_id)
        if asked.approved_by is not None:
            raise ExtractRefused("Extract {id} is approved already.", id=extract_id)
        if asked.asked_by == who:
            raise ExtractRefused(
                "Extract {id} was asked for by {who}; somebody else must approve it.",
                id=extract_id,
                who=who,
            )
        cursor.execute(
            "UPDATE extract_request SET approved_at = $at, approved_by = $who, expires_on = $day "
            "WHERE extract_id = $id",
            {"at": utc_now(), "who": who, "day": today + timedelta(days), "id": extract_id},
        )
        _note(cursor, extract_id, who, f"approved for {days} days")
        return _one(cursor, extract_id)


def expect_writable(store: Store, extract_id: str, *, today: date) -> Extract:
    """Request that may be written today.

    Raises
    ------
    ExtractRefused
        Where it is not approved, has expired, or was written before.
    """
    with store.cursor() as cursor:
        return _writable(cursor, extract_id, today)


def note_written(store: Store, extract_id: str, *, who: str, today: date, rows: int) -> None:
    """Note that an extract leaves; it must be called before the file is handed out.

    Raises
    ------
    ExtractRefused
        As `expect_writable`: it is asked again where no other writer can come between.
    """
    with store.transaction(changes_data=False) as cursor:
        _writable(cursor, extract_id, today)
        cursor.execute(
            "UPDATE extract_request SET written_at = $at WHERE extract_id = $id",
            {"at": utc_now(), "id": extract_id},
        )
        _note(cursor, extract_id, who, f"written {rows} rows")


def _writable(cursor: DuckDBPyConnection, extract_id: str, today: date) -> Extract:
    asked = _one(cursor, extract_id)
    if asked.written_at is not None:
        raise ExtractRefused("Extract {id} was written already; it is written once.", id=extract_id)
    if asked.expires_on is None:
        raise ExtractRefused(
            "Extract {id} is not approved. `priemna extract approve {id}` by somebody else does "
            "that.",
            id=extract_id,
        )
    if asked.expires_on < today:
        raise ExtractRefused(
            "The approval of extract {id} ended on {day}. Ask for it anew.",
            id=extract_id,
            day=asked.expires_on,
        )
    return asked


def _note(cursor: DuckDBPyConnection, extract_id: str, who: str, detail: str) -> None:
    record(cursor, who=who, action="exported", subject=SUBJECT.format(id=extract_id), detail=detail)


def _one(cursor: DuckDBPyConnection, extract_id: str) -> Extract:
    found = next((one for one in _all(cursor) if one.extract_id == extract_id), None)
    if found is None:
        raise ExtractRefused("There is no extract {id}.", id=extract_id)
    return found


def _all(cursor: DuckDBPyConnection) -> tuple[Extract, ...]:
    rows = cursor.execute(
        "SELECT extract_id, asked_at, asked_by, purpose, since_on, until_on, approved_by, "
        "expires_on, written_at FROM extract_request ORDER BY asked_at, extract_id"
    ).fetchall()
    return tuple(Extract(*row) for row in rows)
