"""Frozen texts: sealed by a hash that also stands in the audit log, and verified against both."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from duckdb import DuckDBPyConnection

from data import audit
from data.store import Store
from geo.messages import Message

_LINE = re.compile(r"^(\S+) sha256 ([0-9a-f]{64})$")


@dataclass(frozen=True)
class Evidence:
    """One frozen figure; ``content`` is what `priemna.strategy.evidence` made."""

    evidence_id: str
    recommendation_id: str
    question: str
    content: Mapping[str, Any]
    sha256: str
    frozen_at: datetime


@dataclass(frozen=True)
class EvidenceCheck:
    """What reading all frozen texts found; ``problems`` is empty where all is well."""

    evidence: int
    versions: int
    problems: tuple[Message, ...]


def seal(content: Mapping[str, Any]) -> tuple[str, str]:
    """Text of the content, one way of writing it alone, and its SHA-256."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text, sha256(text.encode()).hexdigest()


def freeze(
    cursor: DuckDBPyConnection,
    recommendation_id: str,
    content: Mapping[str, Any],
    *,
    at: datetime,
    who: str,
) -> str:
    """Freeze a figure inside the caller's transaction and return its number."""
    row = cursor.execute(
        "SELECT coalesce(max(substr(evidence_id, 2)::INTEGER), 0) + 1 FROM evidence"
    ).fetchone()
    evidence_id = f"E{row[0] if row else 1}"
    text, digest = seal(content)
    cursor.execute(
        "INSERT INTO evidence VALUES ($id, $recommendation, $question, $text, $digest, $at)",
        {
            "id": evidence_id,
            "recommendation": recommendation_id,
            "question": content["part_table"],
            "text": text,
            "digest": digest,
            "at": at,
        },
    )
    audit.record(
        cursor,
        who=who,
        action="entered",
        subject=f"evidence {recommendation_id}",
        detail=f"{evidence_id} sha256 {digest}",
    )
    return evidence_id


def freeze_version(
    cursor: DuckDBPyConnection,
    recommendation_id: str,
    version: int,
    content: Mapping[str, Any],
    *,
    at: datetime,
    who: str,
) -> None:
    """Freeze what a recommendation says at the moment it is handed over."""
    text, digest = seal(content)
    cursor.execute(
        "INSERT INTO recommendation_version VALUES ($id, $version, $text, $digest, $at)",
        {
            "id": recommendation_id,
            "version": version,
            "text": text,
            "digest": digest,
            "at": at,
        },
    )
    audit.record(
        cursor,
        who=who,
        action="entered",
        subject=f"version {recommendation_id}",
        detail=f"{recommendation_id}v{version} sha256 {digest}",
    )


def evidence_of(store: Store, recommendation_id: str | None = None) -> tuple[Evidence, ...]:
    """Frozen figures of one recommendation or of all, oldest first."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT evidence_id, recommendation_id, question, content_json, sha256, frozen_at "
            "FROM evidence WHERE $id IS NULL OR recommendation_id = $id "
            "ORDER BY substr(evidence_id, 2)::INTEGER",
            {"id": recommendation_id},
        ).fetchall()
    return tuple(
        Evidence(number, recommendation, question, json.loads(text), digest, at)
        for number, recommendation, question, text, digest, at in rows
    )


def verify_evidence(store: Store, *, expect: str | None = None) -> EvidenceCheck:
    """Hold frozen texts against their hashes, the hashes against the log, the log against itself.

    Parameters
    ----------
    expect
        A hash of the log kept elsewhere: it also shows a log that was written anew as a whole.
    """
    chain = audit.verify(store, expect=expect)
    problems = [chain.problem] if chain.problem is not None else []
    with store.cursor() as cursor:
        evidence = cursor.execute(
            "SELECT evidence_id, content_json, sha256 FROM evidence ORDER BY evidence_id"
        ).fetchall()
        versions = cursor.execute(
            "SELECT recommendation_id || 'v' || version, content_json, sha256 "
            "FROM recommendation_version ORDER BY ALL"
        ).fetchall()
        lines = cursor.execute(
            "SELECT detail FROM audit_entry WHERE action = 'entered' "
            "AND (starts_with(subject, 'evidence ') OR starts_with(subject, 'version ')) "
            "ORDER BY seq"
        ).fetchall()
        current = cursor.execute(_CURRENT).fetchall()
    logged = {found[1]: found[2] for (line,) in lines if (found := _LINE.match(line))}
    rows = {name: (text, digest) for name, text, digest in (*evidence, *versions)}
    if len(rows) < len(evidence) + len(versions):
        problems.append(Message("A frozen text stands in the store twice."))
    for name, (text, digest) in rows.items():
        if sha256(text.encode()).hexdigest() != digest:
            problems.append(
                Message("{name}: its text was changed after it was frozen.", {"name": name})
            )
        elif name not in logged:
            problems.append(
                Message(
                    "{name}: the audit log knows nothing of it; it was not frozen here.",
                    {"name": name},
                )
            )
        elif logged[name] != digest:
            problems.append(
                Message(
                    "{name}: text and hash were changed; the audit log holds another hash.",
                    {"name": name},
                )
            )
    problems += [
        Message("{name}: it was frozen, and is no longer there.", {"name": name})
        for name in logged
        if name not in rows
    ]
    problems += _changed_since_handed_over(current, rows)
    return EvidenceCheck(len(evidence), len(versions), tuple(problems))


_CURRENT = (
    "SELECT recommendation_id || 'v' || version, status, text_bg, text_en, lead_institution, "
    "deadline_on, target, baseline FROM recommendation "
    "WHERE status NOT IN ('draft', 'proposed') ORDER BY recommendation_id"
)
_SHOWN = ("text_bg", "text_en", "lead_institution", "deadline_on", "target", "baseline")


def _changed_since_handed_over(
    current: list[tuple[Any, ...]], rows: Mapping[str, tuple[str, str]]
) -> list[Message]:
    """Recommendations that no longer say what was handed over."""
    problems = []
    for name, _status, *values in current:
        if name not in rows:
            problems.append(
                Message("{name}: it was handed over, and its text was not frozen.", {"name": name})
            )
            continue
        content = json.loads(rows[name][0])
        told = [None if value is None else str(value) for value in values]
        frozen = [None if content[f] is None else str(content[f]) for f in _SHOWN]
        if told != frozen:
            problems.append(
                Message("{name}: it no longer says what was handed over.", {"name": name})
            )
    return problems
