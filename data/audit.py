"""The audit log: who did what to the store, in lines that are only ever added and hang together."""

import getpass
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from duckdb import DuckDBPyConnection

from data.codebook import label
from data.store import Store, utc_now
from geo.messages import Message

START = "0" * 64
"""What the first line hangs on, where there is no line before it."""

_LONGEST = 500


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log; ``done_at`` is UTC without a zone, ``hash`` hexadecimal."""

    seq: int
    done_at: datetime
    who: str
    action: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True)
class AuditCheck:
    """What following the chain found.

    Attributes
    ----------
    lines
        Number of lines read, up to the first that is wrong.
    last_hash
        Hash of the last line that holds; `START` for an empty log. Keep it elsewhere: whoever cuts
        lines off the end leaves a chain that holds, and only a hash kept elsewhere shows it.
    problem
        What is wrong with the first line that does not hold; None where all is well.
    """

    lines: int
    last_hash: str
    problem: Message | None

    @property
    def holds(self) -> bool:
        """Whether no line was changed, moved or taken out, as far as a chain can tell."""
        return self.problem is None


def record(
    cursor: DuckDBPyConnection, *, who: str, action: str, subject: str, detail: str = ""
) -> str:
    """Add a line inside the caller's transaction; it is kept or lost together with the change.

    Parameters
    ----------
    cursor
        Cursor of ``Store.transaction``, where writers queue: lines get their numbers in turn.
    who
        User who did it; the user of this process where it is empty.
    action
        A code of the list ``audit_action``.
    subject, detail
        Numbers of ours, kinds, counts, settings. Never the name of a file, nor any text from one:
        what stands here can never be taken out again.

    Returns
    -------
    str
        Hash of the new line.

    Raises
    ------
    KeyError
        Where the action is not in the codebook.
    ValueError
        Where subject or detail are longer than 500 characters: a log is no place for content.
    """
    label("audit_action", action, "en")
    if max(len(subject), len(detail)) > _LONGEST:
        raise ValueError(f"subject and detail of a log line have at most {_LONGEST} characters")
    last = cursor.execute("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, START)
    texts = [_storable(text) for text in (who or current_user(), action, subject, detail)]
    done_at = utc_now()
    hashed = chained(previous, seq, done_at, *texts)
    cursor.execute(
        "INSERT INTO audit_entry VALUES ($seq, $done_at, $who, $action, $subject, $detail, $hash)",
        {
            "seq": seq,
            "done_at": done_at,
            **dict(zip(("who", "action", "subject", "detail"), texts, strict=True)),
            "hash": hashed,
        },
    )
    return hashed


def look(store: Store, *, who: str, subject: str, detail: str = "") -> None:
    """Note that somebody looked at figures of single settlements; no figure changes by it."""
    with store.transaction(changes_data=False) as cursor:
        record(cursor, who=who, action="viewed_settlement", subject=subject, detail=detail)


def entries(store: Store, *, n: int = 50) -> tuple[AuditEntry, ...]:
    """Return the last `n` lines of the log, newest first."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT seq, done_at, who, action, subject, detail, hash FROM audit_entry "
            "ORDER BY seq DESC LIMIT $n",
            {"n": n},
        ).fetchall()
    return tuple(AuditEntry(*row) for row in rows)


def verify(store: Store, *, expect: str | None = None) -> AuditCheck:
    """Follow the chain from the first line to the last and say where it breaks.

    Parameters
    ----------
    expect
        A hash printed earlier, which must still stand in the chain; it shows a log whose end was
        cut off, or that was written anew as a whole.
    """
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT seq, done_at, who, action, subject, detail, hash FROM audit_entry ORDER BY seq"
        ).fetchall()
    return follow((AuditEntry(*row) for row in rows), expect=expect)


def follow(lines: Iterable[AuditEntry], *, expect: str | None = None) -> AuditCheck:
    """Follow a chain of lines given in the order of their numbers; see `verify`."""
    read, previous = 0, START
    found = expect is None
    for line in lines:
        if problem := _problem(line, read + 1, previous):
            return AuditCheck(read, previous, problem)
        read, previous = read + 1, line.hash
        found = found or line.hash == expect
    if not found:
        missing = Message(
            "No line has the hash {hash}: lines were cut off the end, or the log was written anew.",
            {"hash": expect},
        )
        return AuditCheck(read, previous, missing)
    return AuditCheck(read, previous, None)


def chained(
    previous: str, seq: int, done_at: datetime, who: str, action: str, subject: str, detail: str
) -> str:
    """Hash of a line; JSON tells fields apart whatever stands in them."""
    fields = [
        previous,
        seq,
        done_at.isoformat(timespec="microseconds"),
        who,
        action,
        subject,
        detail,
    ]
    return sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


def current_user() -> str:
    """User in whose name this process works: ``$PRIEMNA_USER``, else the user of the machine."""
    named = os.environ.get("PRIEMNA_USER", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _problem(line: AuditEntry, expected: int, previous: str) -> Message | None:
    if line.seq > expected:
        return Message("Line {seq} is missing.", {"seq": expected})
    if line.seq < expected:
        return Message("Line {seq} stands in the log twice.", {"seq": line.seq})
    known = chained(previous, *(getattr(line, name) for name in _HASHED))
    if known != line.hash:
        return Message(
            "Line {seq} of {date} does not follow from the line before it: it was changed, moved "
            "or put in afterwards.",
            {"seq": line.seq, "date": line.done_at.date()},
        )
    return None


_HASHED = ("seq", "done_at", "who", "action", "subject", "detail")


def _storable(text: str) -> str:
    """Text that every store can hold: what is no character is written out."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", r"\x00")
