"""Releases in the store: published once, in one transaction, and kept as they were given out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from data.audit import record
from data.releases.bundle import Files
from data.store import Store, StoreError, set_setting, setting, utc_now

_BUILT = "release_built"
"""Setting that remembers what was built and not yet published."""

LEAF = ("home", "quarter", "kind", "age")
Figures = Mapping[str, Mapping[tuple[str, ...], int]]


class ReleaseChanged(StoreError):
    """Something was published or changed between making a release and publishing it."""


@dataclass(frozen=True)
class Kept:
    """A published release as the store keeps it.

    Attributes
    ----------
    number, since, until
        Its number; first day of its records and the day after the last.
    published_at
        UTC without a zone.
    women
        Exact number of women in it; it never leaves the store.
    data_version
        Version of the store it was made from.
    leaves
        What each leaf (home, quarter, kind, age) showed; those that showed 0 are left out.
    figures
        What was shown of other people, by what is counted: cell (place, period, what) → number.
    audiences
        Code of the audience → what it was given.
    """

    number: int
    since: date
    until: date
    published_at: datetime
    women: int
    data_version: str
    leaves: Mapping[tuple[str, ...], int]
    figures: Figures
    audiences: Mapping[str, Files]


@dataclass(frozen=True)
class Built:
    """A release that was built and not published; its tables may have been handed out."""

    since: date
    until: date
    leaves: Mapping[tuple[str, ...], int]
    figures: Figures


@dataclass(frozen=True)
class ToPublish:
    """A release that passed its checks; the fields are those of `Kept`."""

    number: int
    since: date
    until: date
    women: int
    data_version: str
    protocol_toml: str
    audit_log_hash: str
    leaves: Mapping[tuple[str, ...], int]
    figures: Figures
    audiences: Mapping[str, Files]


def kept_releases(store: Store) -> tuple[Kept, ...]:
    """All published releases, oldest first."""
    with store.cursor() as cursor:
        heads = cursor.execute(
            "SELECT release_number, since_on, until_on, published_at, women, data_version "
            "FROM release ORDER BY release_number"
        ).fetchall()
        return tuple(
            Kept(
                *(number, since, until, at, women, version),
                leaves=_leaves(cursor, number),
                figures=_figures(cursor, number),
                audiences=_audiences(cursor, number),
            )
            for number, since, until, at, women, version in heads
        )


def last_built(store: Store) -> Built | None:
    """What was built since the last publication; None where nothing was."""
    with store.cursor() as cursor:
        text = setting(cursor, _BUILT)
    if not text:
        return None
    told = json.loads(text)
    return Built(
        date.fromisoformat(told["since"]),
        date.fromisoformat(told["until"]),
        {tuple(leaf): shown for *leaf, shown in told["leaves"]},
        _by_counted(told.get("figures", [])),
    )


def note_built(store: Store, built: Built) -> None:
    """Remember what the tables of a release that was built have shown."""
    told = {
        "since": built.since.isoformat(),
        "until": built.until.isoformat(),
        "leaves": [[*leaf, shown] for leaf, shown in built.leaves.items()],
        "figures": _rows_of(built.figures),
    }
    with store.transaction(changes_data=False) as cursor:
        set_setting(cursor, _BUILT, json.dumps(told))


def last_audit_hash(store: Store) -> str:
    """Hash of the last line of the audit log."""
    with store.cursor() as cursor:
        row = cursor.execute("SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else "0" * 64


def keep_release(store: Store, release: ToPublish, *, who: str, at: datetime | None = None) -> None:
    """Publish a release: once kept it is never changed.

    Raises
    ------
    ReleaseChanged
        Where the store has changed since the release was made, or another one came first.
    """
    # What is published is no record: the version of the data stays as it is.
    with store.transaction(changes_data=False) as cursor:
        version = f"{setting(cursor, 'store_id')}-{setting(cursor, 'data_version')}"
        row = cursor.execute("SELECT coalesce(max(release_number), 0) FROM release").fetchone()
        if version != release.data_version or row is None or row[0] + 1 != release.number:
            raise ReleaseChanged(
                "The store has changed since the release was made. Build and check it again."
            )
        cursor.execute(
            "INSERT INTO release VALUES ($number, $since, $until, $at, $women, $version, "
            "$protocol, $log)",
            {
                "number": release.number,
                "since": release.since,
                "until": release.until,
                "at": at or utc_now(),
                "women": release.women,
                "version": release.data_version,
                "protocol": release.protocol_toml,
                "log": release.audit_log_hash,
            },
        )
        for audience, files in release.audiences.items():
            _insert_audience(cursor, release.number, audience, files)
        _insert_leaves(cursor, release.number, release.leaves)
        _insert_figures(cursor, release.number, release.figures)
        set_setting(cursor, _BUILT, "")
        record(
            cursor,
            who=who,
            action="published",
            subject=f"release {release.number}",
            detail=" ".join(
                f"{audience} {files.manifest['sha256']}"
                for audience, files in sorted(release.audiences.items())
            ),
        )


def _insert_audience(cursor: DuckDBPyConnection, number: int, audience: str, files: Files) -> None:
    cursor.execute(
        "INSERT INTO release_audience VALUES ($number, $audience, $manifest, $sha256)",
        {
            "number": number,
            "audience": audience,
            "manifest": json.dumps(files.manifest, ensure_ascii=False),
            "sha256": files.manifest["sha256"],
        },
    )
    for name, text in files.tables.items():
        cursor.execute(
            "INSERT INTO release_file VALUES ($number, $audience, $file, $csv)",
            {"number": number, "audience": audience, "file": name, "csv": text},
        )


def _insert_leaves(
    cursor: DuckDBPyConnection, number: int, leaves: Mapping[tuple[str, ...], int]
) -> None:
    shown = [(*leaf, n) for leaf, n in leaves.items() if n]
    columns: Sequence[Sequence[object]] = list(zip(*shown, strict=True)) or [[], [], [], [], []]
    cursor.execute(
        "INSERT INTO release_leaf SELECT $number, unnest($home::VARCHAR[]), "
        "unnest($quarter::VARCHAR[]), unnest($kind::VARCHAR[]), unnest($age::VARCHAR[]), "
        "unnest($shown::INTEGER[])",
        {
            "number": number,
            **{name: list(column) for name, column in zip((*LEAF, "shown"), columns, strict=True)},
        },
    )


def _insert_figures(cursor: DuckDBPyConnection, number: int, figures: Figures) -> None:
    names = ("counted", "place", "period", "what", "shown")
    columns = list(zip(*_rows_of(figures), strict=True)) or [()] * len(names)
    cursor.execute(
        "INSERT INTO release_figure SELECT $number, unnest($counted::VARCHAR[]), "
        "unnest($place::VARCHAR[]), unnest($period::VARCHAR[]), unnest($what::VARCHAR[]), "
        "unnest($shown::INTEGER[])",
        {"number": number, **dict(zip(names, map(list, columns), strict=True))},
    )


def _figures(cursor: DuckDBPyConnection, number: int) -> dict[str, dict[tuple[str, ...], int]]:
    return _by_counted(
        cursor.execute(
            "SELECT counted, place, period, what, shown FROM release_figure "
            "WHERE release_number = $number",
            {"number": number},
        ).fetchall()
    )


def _rows_of(figures: Figures) -> list[tuple[str | int, ...]]:
    return [(of, *cell, shown) for of, cells in figures.items() for cell, shown in cells.items()]


def _by_counted(rows: Iterable[Sequence[Any]]) -> dict[str, dict[tuple[str, ...], int]]:
    found: dict[str, dict[tuple[str, ...], int]] = {}
    for of, *cell, shown in rows:
        found.setdefault(of, {})[tuple(cell)] = shown
    return found


def _leaves(cursor: DuckDBPyConnection, number: int) -> dict[tuple[str, ...], int]:
    rows = cursor.execute(
        "SELECT home, quarter, kind, age, shown FROM release_leaf WHERE release_number = $number",
        {"number": number},
    ).fetchall()
    return {tuple(row[:4]): row[4] for row in rows}


def _audiences(cursor: DuckDBPyConnection, number: int) -> dict[str, Files]:
    given = {
        audience: Files(json.loads(text), {})
        for audience, text in cursor.execute(
            "SELECT audience, manifest_json FROM release_audience WHERE release_number = $number "
            "ORDER BY audience",
            {"number": number},
        ).fetchall()
    }
    files: dict[str, dict[str, str]] = {audience: {} for audience in given}
    for audience, name, text in cursor.execute(
        "SELECT audience, file, csv FROM release_file WHERE release_number = $number",
        {"number": number},
    ).fetchall():
        files[audience][name] = text
    return {audience: Files(one.manifest, files[audience]) for audience, one in given.items()}
