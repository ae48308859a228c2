"""One file → the store: all of its rows, or, where anything is wrong, none and the reasons."""

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import pandas as pd
from duckdb import DuckDBPyConnection

from data.checks import check_cells
from data.fields import TABLE_OF, expect_kind
from data.formats import FileRefused, read_sheets
from data.headers import Table, check_columns, find_table
from data.integrity import broken_rules
from data.kinds import consultations, events, surveys, visits
from data.kinds.draft import Draft, KnownVisit, KnownVisits
from data.migrations import SCHEMA
from data.problems import ImportReport, Note, Problem
from data.records import ID_FIELDS, Records, build_records, repeated_numbers
from data.store import Store, utc_now

_COMPLETE: dict[str, Callable[[Draft, date, KnownVisits], None]] = {
    "consultations": consultations.complete,
    "surveys": surveys.complete,
    "events": events.complete,
    "visits": visits.complete,
}
# The whole SQL is written here, so that no text ever touches a statement.
_KNOWN_HASHES = {
    "consultations": "SELECT source_key, content_hash FROM consultation",
    "surveys": "SELECT source_key, content_hash FROM survey_response",
    "events": "SELECT source_key, content_hash FROM event",
    "visits": "SELECT source_key, content_hash FROM visit",
}


class _RolledBack(Exception):
    """Leaves the transaction without keeping anything."""

    def __init__(self, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        super().__init__()


def import_file(store: Store, kind: str, path: str | Path, *, today: date) -> ImportReport:
    """Check a file and take it into the store, as a whole or not at all.

    Parameters
    ----------
    kind
        One of `data.fields.KINDS`.
    path
        XLSX or CSV; see `data.formats.read_sheets`.
    today
        What lies after it has not happened yet.

    Returns
    -------
    ImportReport
        With problems: nothing was changed. A file that cannot be read at all, too, is a report
        with one problem. Rows that are in the store already count as same and stay untouched.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    StoreError
        Where the store itself cannot be used.
    """
    expect_kind(kind)
    path = Path(path)
    try:
        table = find_table(kind, path.name, read_sheets(path))
    except FileRefused as refused:
        problem = Problem(None, None, None, refused.message, refused.values)
        return ImportReport(kind, path.name, 0, 0, 0, 0, (problem,))
    draft = _checked_draft(store, table, today)
    if draft.problems:
        return _report(draft, path.name, problems=_in_order(draft.problems))
    records = build_records(draft)
    try:
        with store.transaction() as cursor:
            known = dict(cursor.execute(_KNOWN_HASHES[kind]).fetchall())
            fate = [_fate(known, key, said) for key, said in _keys(records)]
            if set(fate) == {"same"}:
                raise _RolledBack
            report = _report(draft, path.name, fate)
            batch = _record_batch(cursor, report, path)
            _take(cursor, kind, records, [one != "same" for one in fate], batch)
            if broken := broken_rules(cursor):
                raise _RolledBack(
                    tuple(
                        Problem(
                            None,
                            None,
                            None,
                            "With this file, {rows} records would break a rule of the store "
                            "({name}). Nothing was changed.",
                            {"rows": rule.rows, "name": rule.name},
                        )
                        for rule in broken
                    )
                )
    except _RolledBack as out:
        return _report(draft, path.name, [] if out.problems else fate, problems=out.problems)
    return report


def _checked_draft(store: Store, table: Table, today: date) -> Draft:
    problems, notes = check_columns(table)
    rows, cell_problems = check_cells(table)
    draft = Draft(table, rows, problems + cell_problems, notes)
    with store.cursor() as cursor:
        known = _known_visits(cursor)
    _COMPLETE[table.kind](draft, today, known)
    repeated_numbers(draft)
    return draft


def _known_visits(cursor: DuckDBPyConnection) -> KnownVisits:
    rows = cursor.execute(
        "SELECT visit_id, ekatte, coalesce(held_on, planned_on), status FROM visit "
        "ORDER BY visit_id"
    ).fetchall()
    return KnownVisits(tuple(KnownVisit(*row) for row in rows))


def _keys(records: Records) -> Iterable[tuple[str, str]]:
    return zip(records.source_keys, records.content_hashes, strict=True)


def _fate(known: dict[str, str], source_key: str, content_hash: str) -> str:
    if source_key not in known:
        return "new"
    return "same" if known[source_key] == content_hash else "changed"


def _take(
    cursor: DuckDBPyConnection, kind: str, records: Records, wanted: list[bool], batch: str
) -> None:
    """Bring the wanted rows and their child rows into the tables, in one go each."""
    table = TABLE_OF[kind]
    own = {name: _only(values, wanted) for name, values in records.columns.items()}
    own["source_key"] = _only(records.source_keys, wanted)
    own["content_hash"] = _only(records.content_hashes, wanted)
    own["import_batch_id"] = [batch] * sum(wanted)
    staged = {f"staged_{table}": own}
    for name, rows in records.children.items():
        kept = [place for place, parent in enumerate(rows.parents) if wanted[parent]]
        child: dict[str, list[str | None]] = {
            ID_FIELDS[kind]: [records.ids[rows.parents[place]] for place in kept]
        }
        for position, column in enumerate(rows.columns):
            child[column] = [rows.values[place][position] for place in kept]
        staged[f"staged_{name}"] = child
    for name, columns in staged.items():
        # Told to be text: a column with no value at all would otherwise pass for numbers.
        frame = {column: pd.array(values, dtype="string") for column, values in columns.items()}
        cursor.register(name, pd.DataFrame(frame))
    cursor.execute((SCHEMA / "take" / f"{kind}.sql").read_text(encoding="utf-8"))


def _only(values: list[str | None] | list[str], wanted: list[bool]) -> list[str | None]:
    return [value for value, want in zip(values, wanted, strict=True) if want]


def _record_batch(cursor: DuckDBPyConnection, report: ImportReport, path: Path) -> str:
    batch = token_hex(8)
    cursor.execute(
        "INSERT INTO import_batch VALUES "
        "($id, $kind, $name, $sha, $now, $read, $new, $changed, $same)",
        {
            "id": batch,
            "kind": report.kind,
            "name": report.source_name,
            "sha": sha256(path.read_bytes()).hexdigest(),
            "now": utc_now(),
            "read": report.rows_read,
            "new": report.new,
            "changed": report.changed,
            "same": report.same,
        },
    )
    return batch


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row or 0))


def _report(
    draft: Draft,
    source_name: str,
    fate: list[str] | None = None,
    *,
    problems: tuple[Problem, ...] = (),
) -> ImportReport:
    fate = fate or []
    notes: list[Note] = draft.notes
    return ImportReport(
        kind=draft.table.kind,
        source_name=source_name,
        rows_read=len(draft),
        new=fate.count("new"),
        changed=fate.count("changed"),
        same=fate.count("same"),
        problems=problems,
        notes=tuple(notes),
    )
