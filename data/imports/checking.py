"""A file → rows checked cell by cell and against each other: what can be taken, and what cannot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.checks import CheckedRows, check_cells
from data.formats import FileRefused, Sheet, read_sheets
from data.headers import Table, check_columns, find_table
from data.imports.matchings import all_saved
from data.kinds import consultations, events, surveys, visits
from data.kinds.draft import Draft, KnownVisit, KnownVisits
from data.place_notes import place_notes
from data.problems import Note, Problem
from data.records import repeated_numbers
from data.store import Store

_COMPLETE: dict[str, Callable[[Draft, date, KnownVisits], None]] = {
    "consultations": consultations.complete,
    "surveys": surveys.complete,
    "events": events.complete,
    "visits": visits.complete,
}


@dataclass(frozen=True)
class CheckedTable:
    """Rows whose cells were read; nothing of it depends on the store or the day.

    Attributes
    ----------
    source_name
        Name of the file without its folder.
    content_sha256
        Hash of the bytes it came from.
    """

    source_name: str
    content_sha256: str
    table: Table
    rows: CheckedRows
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


def check_file(
    store: Store, kind: str, path: Path, chosen: Mapping[str, str] | None
) -> CheckedTable:
    """Read a file and each of its cells.

    Parameters
    ----------
    chosen
        Header → field, or ``""`` to leave the column out; None takes what was saved for the source.

    Raises
    ------
    FileRefused
        Where the file cannot be read as a table of this kind.
    """
    sheets = read_sheets(path)
    table = _table(store, kind, path.name, sheets, chosen)
    with path.open("rb") as file:
        digest = sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    return check_table(table, path.name, digest.hexdigest())


def check_table(table: Table, source_name: str, content_sha256: str) -> CheckedTable:
    """Read each cell of a table, whatever it came from."""
    problems, notes = check_columns(table)
    rows, cell_problems = check_cells(table)
    return CheckedTable(
        source_name,
        content_sha256,
        table,
        rows,
        (*problems, *cell_problems),
        (*notes, *place_notes(table)),
    )


def settle(cursor: DuckDBPyConnection, checked: CheckedTable, today: date) -> Draft:
    """Check the rows against each other and against the store as the cursor sees it."""
    rows = CheckedRows(checked.rows.numbers, dict(checked.rows.values))
    draft = Draft(checked.table, rows, list(checked.problems), list(checked.notes))
    _COMPLETE[draft.table.kind](draft, today, _known_visits(cursor))
    repeated_numbers(draft)
    draft.problems.sort(key=lambda problem: problem.row or 0)
    return draft


def rejected_rows(draft: Draft) -> set[int] | None:
    """Positions of the rows with a problem; None where a problem concerns the whole file."""
    positions = {number: position for position, number in enumerate(draft.rows.numbers)}
    found = {positions.get(problem.row or -1) for problem in draft.problems}
    return None if None in found else {position for position in found if position is not None}


def _table(
    store: Store,
    kind: str,
    name: str,
    sheets: tuple[Sheet, ...],
    chosen: Mapping[str, str] | None,
) -> Table:
    if chosen is not None:
        return find_table(kind, name, sheets, chosen)
    saved = all_saved(store, kind)
    for signature, fields in saved.items():
        try:
            table = find_table(kind, name, sheets, fields)
        except FileRefused:
            continue
        if table.signature == signature:
            return table
    return find_table(kind, name, sheets)


def _known_visits(cursor: DuckDBPyConnection) -> KnownVisits:
    rows = cursor.execute(
        "SELECT visit_id, ekatte, coalesce(held_on, planned_on), status FROM visit "
        "ORDER BY visit_id"
    ).fetchall()
    return KnownVisits(tuple(KnownVisit(*row) for row in rows))
