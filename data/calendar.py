"""What calendars were told before, kept so that a changed plan changes their entries too."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from duckdb import DuckDBPyConnection

from data.audit import record
from data.store import Store, set_setting, setting, utc_now

_SECRET = "calendar_secret"  # noqa: S105 - the name of the setting
_SECRET_BYTES = 32


@dataclass(frozen=True)
class ToldEntry:
    """One row of ``calendar_notice`` without its audience; see its columns."""

    uid: str
    sequence: int
    is_cancelled: bool
    day_on: date
    place: str
    opens_at: time | None
    closes_at: time | None
    team: str


Decide = Callable[[tuple[ToldEntry, ...], bytes], Sequence[ToldEntry]]


def tell_calendar(
    store: Store, decide: Decide, *, is_public: bool, who: str = ""
) -> tuple[ToldEntry, ...]:
    """Bring what an audience was told in line, and note in the log who did it.

    Parameters
    ----------
    decide
        Gets everything told before and the secret of the audience; returns all there is to tell
        now. It runs inside the transaction, so that two people never give one mark twice.
    is_public
        Which audience: everyone, or the team.

    Returns
    -------
    tuple of ToldEntry
        What `decide` returned. Where that changed nothing, nothing is written but the line.
    """
    with store.transaction(changes_data=False) as cursor:
        before = _told(cursor, is_public)
        now = tuple(decide(before, _secret(cursor) + (b"public" if is_public else b"team")))
        changed = set(now) - set(before)
        gone = {one.uid for one in before} - {one.uid for one in now}
        for uid in sorted(gone | {one.uid for one in changed}):
            cursor.execute("DELETE FROM calendar_notice WHERE uid = $uid", {"uid": uid})
        for one in now:
            if one in changed:
                _insert(cursor, one, is_public)
        record(
            cursor,
            who=who,
            action="exported",
            subject="public calendar" if is_public else "team calendar",
            detail=f"{len(now)} entries, {len(changed)} new or changed",
        )
    return now


def _told(cursor: DuckDBPyConnection, is_public: bool) -> tuple[ToldEntry, ...]:
    rows = cursor.execute(
        "SELECT uid, sequence, is_cancelled, day_on, place, opens_at, closes_at, team "
        "FROM calendar_notice WHERE is_public = $is_public ORDER BY day_on, place, uid",
        {"is_public": is_public},
    ).fetchall()
    return tuple(ToldEntry(*row) for row in rows)


def _insert(cursor: DuckDBPyConnection, one: ToldEntry, is_public: bool) -> None:
    cursor.execute(
        "INSERT INTO calendar_notice (uid, is_public, sequence, is_cancelled, day_on, place, "
        "opens_at, closes_at, team, told_at) VALUES ($uid, $is_public, $sequence, $is_cancelled, "
        "$day_on, $place, $opens_at, $closes_at, $team, $told_at)",
        {**vars(one), "is_public": is_public, "told_at": utc_now()},
    )


def _secret(cursor: DuckDBPyConnection) -> bytes:
    """Secret of the store for marks of calendar entries, made when it is first needed."""
    known = setting(cursor, _SECRET)
    if known is None:
        known = secrets.token_hex(_SECRET_BYTES)
        set_setting(cursor, _SECRET, known)
    return bytes.fromhex(known)
