"""Rows that wait to be put right: set aside by an import, taken out when a good row comes.

A waiting row is known by its own number; without one, by the file, the headers and the row it
stood in. So the same file, corrected and brought again, clears what it had left waiting.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex

import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.cells import as_text, is_empty
from data.checks import LONGEST_TEXT
from data.imports.versions import want_rows
from data.kinds.draft import Draft
from data.personal import personal_number, personal_text
from data.problems import Problem
from data.records import ID_FIELDS
from data.store import Store, utc_now
from geo.errors import PriemnaError

_ROW_COLUMNS = ("rejected_row_id", "import_batch_id", "kind", "row_key", "row_number",
                "values_json", "rejected_at")  # fmt: skip
_SET_ASIDE = (
    "INSERT INTO rejected_row (rejected_row_id, import_batch_id, kind, row_key, row_number, "
    "values_json, rejected_at) SELECT rejected_row_id, import_batch_id, kind, row_key, row_number, "
    "values_json, rejected_at FROM set_aside"
)
_PROBLEM_COLUMNS = ("rejected_row_id", "position", "field", "header", "value", "message",
                    "values_json")  # fmt: skip
_SAY_WHY = (
    "INSERT INTO rejected_row_problem (rejected_row_id, position, field, header, value, message, "
    "values_json) SELECT rejected_row_id, position, field, header, value, message, values_json "
    "FROM set_aside"
)


class RowUnknown(PriemnaError, LookupError):
    """No row of this number waits."""


@dataclass(frozen=True)
class QuarantinedRow:
    """One row that waits.

    Attributes
    ----------
    row
        Number of the row in the workbook it came from.
    values
        Text of its cells by name of the field; what was refused as personal is not there.
    problems, problem_fields
        What was wrong with it, and the field each problem is about; None where it is about none.
    batch_id
        Import that set it aside.
    """

    id: str
    kind: str
    source_name: str
    row: int
    values: dict[str, str]
    problems: tuple[Problem, ...]
    problem_fields: tuple[str | None, ...]
    batch_id: str


@dataclass(frozen=True)
class _Rejected:
    key: str
    row: int
    values: dict[str, str]
    problems: tuple[tuple[str | None, Problem], ...]


@dataclass(frozen=True)
class Waiting:
    """What an import does to the rows that wait.

    Attributes
    ----------
    new
        Rows to set aside; those that wait already with the same values and problems are not here.
    gone
        Numbers of waiting rows whose place a row of the file takes.
    """

    new: tuple[_Rejected, ...]
    gone: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.new or self.gone)


def compare(
    cursor: DuckDBPyConnection, source_name: str, draft: Draft, rejected: set[int]
) -> Waiting:
    """Compare the rows of a table with those that wait."""
    known = {
        key: (row_id, values, problems)
        for row_id, key, values, problems in cursor.execute(
            "SELECT rejected_row_id, row_key, values_json, (SELECT coalesce(string_agg(message || "
            "values_json, '|' ORDER BY position), '') FROM rejected_row_problem AS problem WHERE "
            "problem.rejected_row_id = rejected_row.rejected_row_id) FROM rejected_row "
            "WHERE kind = $kind",
            {"kind": draft.table.kind},
        ).fetchall()
    }
    if not known and not rejected:
        return Waiting((), ())
    new, gone = [], []
    rows = _rejected(source_name, draft, rejected)
    for position, key in enumerate(_keys(source_name, draft)):
        waiting = known.get(key)
        if position in rejected:
            said = "|".join(one.message + _json(one.values) for _, one in rows[position].problems)
            if waiting and waiting[1:] == (_json(rows[position].values), said):
                continue
            new.append(rows[position])
        if waiting:
            gone.append(waiting[0])
    return Waiting(tuple(new), tuple(gone))


def settle(cursor: DuckDBPyConnection, kind: str, waiting: Waiting, batch_id: str | None) -> None:
    """Set rows aside and let those go whose place was taken."""
    remove(cursor, waiting.gone)
    now = utc_now()
    rows, problems = [], []
    for row in waiting.new:
        row_id = token_hex(8)
        rows.append((row_id, batch_id, kind, row.key, row.row, _json(row.values), now))
        problems += [
            (row_id, position, field, problem.column, problem.value, problem.message,
             _json(problem.values))
            for position, (field, problem) in enumerate(row.problems)
        ]  # fmt: skip
    for statement, names, values in (
        (_SET_ASIDE, _ROW_COLUMNS, rows),
        (_SAY_WHY, _PROBLEM_COLUMNS, problems),
    ):
        if values:
            columns = zip(names, zip(*values, strict=True), strict=True)
            cursor.register("set_aside", pa.table({name: list(one) for name, one in columns}))
            cursor.execute(statement)
            cursor.unregister("set_aside")


def remove(cursor: DuckDBPyConnection, row_ids: Sequence[str]) -> None:
    """Take rows out of those that wait."""
    if not row_ids:
        return
    want_rows(cursor, row_ids)
    for statement in (
        "DELETE FROM rejected_row_problem WHERE rejected_row_id IN (SELECT row_id FROM wanted_row)",
        "DELETE FROM rejected_row WHERE rejected_row_id IN (SELECT row_id FROM wanted_row)",
    ):
        cursor.execute(statement)
    cursor.unregister("wanted_row")


def quarantined(store: Store, kind: str | None = None) -> tuple[QuarantinedRow, ...]:
    """Rows that wait, newest import first, in the order of their file."""
    with store.cursor() as cursor:
        return _waiting(cursor, kind, None)


def waiting_row(cursor: DuckDBPyConnection, row_id: str) -> QuarantinedRow:
    """One row that waits.

    Raises
    ------
    RowUnknown
        Where none of this number does.
    """
    rows = _waiting(cursor, None, row_id)
    if not rows:
        raise RowUnknown(
            "No row {row} waits to be put right. Somebody may have done it already.", row=row_id
        )
    return rows[0]


def _waiting(
    cursor: DuckDBPyConnection, kind: str | None, row_id: str | None
) -> tuple[QuarantinedRow, ...]:
    chosen = {"kind": kind, "row": row_id}
    problems: dict[str, list[tuple[str | None, Problem]]] = {}
    for waiting, field, number, header, value, message, values in cursor.execute(
        "SELECT rejected_row_id, field, row_number, header, value, message, problem.values_json "
        "FROM rejected_row_problem AS problem JOIN rejected_row USING (rejected_row_id) "
        "WHERE ($kind::VARCHAR IS NULL OR kind = $kind) "
        "AND ($row::VARCHAR IS NULL OR rejected_row_id = $row) "
        "ORDER BY rejected_row_id, position",
        chosen,
    ).fetchall():
        problems.setdefault(waiting, []).append(
            (field, Problem(number, header, value, message, json.loads(values)))
        )
    rows = cursor.execute(
        "SELECT rejected_row_id, rejected_row.kind, source_name, row_number, values_json, "
        "import_batch_id FROM rejected_row JOIN import_batch USING (import_batch_id) "
        "WHERE ($kind::VARCHAR IS NULL OR rejected_row.kind = $kind) "
        "AND ($row::VARCHAR IS NULL OR rejected_row_id = $row) "
        "ORDER BY rejected_at DESC, row_number, rejected_row_id",
        chosen,
    ).fetchall()
    return tuple(
        QuarantinedRow(
            row[0], row[1], row[2], row[3], json.loads(row[4]),
            tuple(problem for _, problem in problems.get(row[0], ())),
            tuple(field for field, _ in problems.get(row[0], ())),
            row[5],
        )
        for row in rows
    )  # fmt: skip


def _keys(source_name: str, draft: Draft) -> list[str]:
    source = f"{source_name}|{draft.table.signature}"
    return [
        f"at:{source}|{number}" if own is None else f"id:{own}"
        for own, number in zip(
            draft.texts(ID_FIELDS[draft.table.kind]), draft.rows.numbers, strict=True
        )
    ]


def _rejected(source_name: str, draft: Draft, rejected: set[int]) -> dict[int, _Rejected]:
    """Rows to set aside, emptied of all that must not be kept."""
    columns = [column for column in draft.table.columns if column.field and not column.left_out]
    fields = {column.header: column.field.name for column in columns if column.field}
    positions = {number: position for position, number in enumerate(draft.rows.numbers)}
    problems: dict[int, list[Problem]] = {position: [] for position in rejected}
    for problem in draft.problems:
        problems[positions[problem.row or 0]].append(problem)
    keys = _keys(source_name, draft)
    found = {}
    for position in rejected:
        # A problem that does not repeat the value is about one that must not be kept.
        silent = {one.column for one in problems[position] if one.value is None}
        cells = draft.table.rows[position].cells
        values = {
            column.field.name: text
            for column in columns
            if column.field
            and column.header not in silent
            and not is_empty(cells[column.position])
            and _may_stay(text := as_text(cells[column.position]), column.field.type)
        }
        found[position] = _Rejected(
            keys[position],
            draft.rows.numbers[position],
            values,
            tuple((fields.get(one.column or ""), one) for one in problems[position]),
        )
    return found


def _may_stay(text: str, type_: str) -> bool:
    """Whether a cell may wait in the store: short, and about nobody."""
    looks = personal_text if type_ in ("text", "id") else personal_number
    longest = LONGEST_TEXT if type_ != "codes" else 10 * LONGEST_TEXT
    return len(text) <= longest and looks(text) is None


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
