"""The manifest of a release: how it was made and what lies in it, and nothing that tells more."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from priemna.sharing.protocol import Audience, Protocol
from priemna.sharing.released import CSV_ENDING, PEOPLE, Release, ReleasedTable, hash_of, table_text

FORMAT = 1
KEYS = frozenset(
    (
        *("format", "audience", "number", "previous", "created", "period", "method", "k", "base"),
        *("parameters", "protocol", "data_version", "audit_log_hash", "consent_percent", "demo"),
        *("tables", "sha256"),
    )
)
"""All a manifest may hold. Counts of rows read are no part of it: they are exact totals. Neither is
a hash of anything but released text: whoever guesses a small table could try the guess on it."""

CONSENT_STEP_PERCENT = 5


@dataclass(frozen=True)
class Made:
    """How a release came about, for its manifest.

    Attributes
    ----------
    number, previous
        Its number, and number and hash of the one before for the same audience.
    since, until
        First day of the records in it and the day after the last.
    created
        Day it was made.
    data_version
        Keyed digest of the version of the store.
    protocol_sha256
        Of the text of the protocol.
    audit_log_hash
        Hash of the last line of the audit log, kept outside the store by being published.
    with_consent_share
        Share of consultations that may be counted, 0–1; None where there were none or few.
    is_demo
        Whether the data is invented.
    """

    number: int
    previous: tuple[int, str] | None
    since: date
    until: date
    created: date
    data_version: str
    protocol_sha256: str
    audit_log_hash: str
    with_consent_share: float | None
    is_demo: bool


def make_release(
    made: Made,
    protocol: Protocol,
    audience: Audience,
    tables: Sequence[ReleasedTable],
) -> tuple[Release, dict[str, str]]:
    """Put a release of one audience together.

    Returns
    -------
    Release, dict
        The release, and its CSV files by name.
    """
    files = {table.name + CSV_ENDING: table_text(table) for table in tables}
    share = made.with_consent_share
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "audience": audience.code,
        "number": made.number,
        "previous": None
        if made.previous is None
        else {"number": made.previous[0], "sha256": made.previous[1]},
        "created": made.created.isoformat(),
        "period": {"since": made.since.isoformat(), "until": made.until.isoformat()},
        "method": protocol.method,
        "k": protocol.threshold,
        "base": protocol.base,
        "parameters": {
            "required_interval": protocol.required_interval,
            "minimum_new_women": protocol.minimum_new_women,
            "survey_and_participants": "each count rounded to a multiple of the base; a shown one "
            "stays until more than the base were added",
            "visits_and_events": "exact",
            "zeros": "zero_reads holds for every 0 of women, and of other people for each rounded "
            "number added up",
        },
        "protocol": {"version": protocol.version, "sha256": made.protocol_sha256},
        "data_version": made.data_version,
        "audit_log_hash": made.audit_log_hash,
        "consent_percent": None
        if share is None
        else CONSENT_STEP_PERCENT * round(100 * share / CONSENT_STEP_PERCENT),
        "demo": made.is_demo,
        "tables": {
            table.name: {
                "of": table.of,
                "by": list(table.dimensions),
                "file": table.name + CSV_ENDING,
                "cells": len(table.cells),
                "sha256": hash_of(files[table.name + CSV_ENDING]),
                "zero_reads": [0, reads_of_zeros(table.of, protocol)],
            }
            for table in tables
        },
    }
    manifest["sha256"] = seal_of(manifest)
    return Release(manifest, {table.name: table for table in tables}), files


def reads_of_zeros(of: str, protocol: Protocol) -> int:
    """Up to how many people a shown 0 may stand for: by the protocol, whatever was counted.

    Of women every shown 0; of other people each rounded number, so that a 0 of several added up
    stands for as many times more. A number that waits for late records lags by up to the base.
    """
    if of not in PEOPLE:
        return 0
    return protocol.zeros_up_to if of == "women" else protocol.base


def seal_of(manifest: Mapping[str, Any]) -> str:
    """Hash of a manifest without its own hash."""
    told = {key: value for key, value in manifest.items() if key != "sha256"}
    return hash_of(json.dumps(told, sort_keys=True, ensure_ascii=True, separators=(",", ":")))
