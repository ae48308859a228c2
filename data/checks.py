"""Cells of a table → checked values: each cell by its type, each refusal with its row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from data.bands import band_of
from data.cells import PARSERS, Cell, CellRefused, as_text, is_empty, parts
from data.codebook import codes, find_code
from data.fields import Field, fields
from data.formats.sheets import NOT_CALCULATED
from data.headers import Column, Table
from data.personal import personal_number, personal_text
from data.personal_messages import OF_CELL
from data.placenames import find_home, find_municipality, find_settlement
from data.problems import Problem

LONGEST_TEXT = 40
# As Excel and LibreOffice write them, in English and in Bulgarian.
_ERROR = re.compile(r"#[A-ZА-Я][A-ZА-Я0-9/_]*[!?]|#N/A|#Н/Д|#GETTING_DATA|(?:Err|Грешка):\d{3}")


@dataclass(frozen=True)
class CheckedRows:
    """Values of a table by field, all lists as long as ``numbers``.

    Attributes
    ----------
    numbers
        Row numbers as in the workbook.
    values
        Per field name the value of each row: str, bool, int, float, date, time, a tuple of codes,
        a pair of times, or None.
    """

    numbers: list[int]
    values: dict[str, list[object]]

    def of(self, name: str) -> list[object]:
        """Values of a field; all None where the file does not have it."""
        return self.values.get(name) or [None] * len(self.numbers)


class _PersonalCell(CellRefused):
    """A cell about a person: its value must not be repeated."""


def check_cells(table: Table) -> tuple[CheckedRows, list[Problem]]:
    """Read every cell of a table; a row with a problem keeps None in its place."""
    problems: list[Problem] = []
    values: dict[str, list[object]] = {}
    for column in table.columns:
        if column.left_out:
            continue
        if column.field is None:
            problems += _unknown_column(table, column)
        elif column.field.name not in values:
            values[column.field.name] = _column_values(table, column, column.field, problems)
    for field in fields(table.kind):
        if field.default is not None and field.name not in values:
            value = _read(_reader(field, table.language), None, field)
            values[field.name] = [value] * len(table.rows)
    problems += _missing_values(table, values)
    problems.sort(key=lambda problem: problem.row or 0)
    return CheckedRows([row.number for row in table.rows], values), problems


def _column_values(
    table: Table, column: Column, field: Field, problems: list[Problem]
) -> list[object]:
    read = _reader(field, table.language)
    cells = [row.cells[column.position] for row in table.rows]
    # Columns repeat few values: each is read once. True, 1 and 1.0 are equal, so where a column
    # is not all text the type counts.
    keys: list[object] = list(cells)
    if set(map(type, cells)) - {str, type(None)}:
        keys = [(type(cell), cell) for cell in cells]
    known = {
        key: _read(read, cell, field) for key, cell in dict(zip(keys, cells, strict=True)).items()
    }
    values = [known[key] for key in keys]
    if any(isinstance(value, CellRefused) for value in known.values()):
        for index, value in enumerate(values):
            if isinstance(value, CellRefused):
                problems.append(_problem(table.rows[index].number, column, cells[index], value))
                values[index] = None
    return values


def _read(read: Callable[[Cell], object], cell: Cell, field: Field) -> object | CellRefused:
    if is_empty(cell):
        return None if field.default is None else read(field.default)
    try:
        _refuse_errors(cell)
        _refuse_persons(cell, personal_number)
        return read(cell)
    except CellRefused as refused:
        return refused


def _refuse_errors(cell: Cell) -> None:
    if cell == NOT_CALCULATED:
        raise CellRefused(
            "The formula was saved without its result. Open the file in Excel, save it and import "
            "it again, or write the value."
        )
    if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
        raise CellRefused("The cell shows an error of Excel. Write the value.")


def _reader(field: Field, language: str) -> Callable[[Cell], object]:
    """Choose what reads a cell of the field's type."""
    if field.type in PARSERS:
        return PARSERS[field.type]
    places = {"place": find_settlement, "municipality": find_municipality, "home": find_home}
    if field.type in places:
        return places[field.type]
    if field.type == "code":
        return lambda cell: _code(field.codes, cell, language)
    if field.type == "codes":
        return lambda cell: _several_codes(field.codes, cell, language)
    return _text


def _code(list_name: str, cell: Cell, language: str) -> str:
    text = as_text(cell)
    if code := find_code(list_name, text):
        return code
    if isinstance(cell, date | datetime):
        raise CellRefused(
            "Excel has turned this into a date. Format the column as text and write the value "
            "again."
        )
    bare = text.split()[0] if text else ""
    if bare.isdigit() and (band := band_of(list_name, int(bare))):
        return band
    raise CellRefused(
        "This is not in the list. Choose one of: {allowed}.",
        allowed=" · ".join(code.label(language) for code in codes(list_name)),
    )


def _several_codes(list_name: str, cell: Cell, language: str) -> tuple[str, ...]:
    # A label may itself hold a comma, so the whole cell is tried first.
    if code := find_code(list_name, as_text(cell)):
        return (code,)
    found = {
        _code(list_name, part, language)
        for whole in parts(cell)
        for part in ([whole] if find_code(list_name, whole) else re.split(r"\s+и\s+", whole))
    }
    return tuple(code.code for code in codes(list_name) if code.code in found)


def _text(cell: Cell) -> str:
    _refuse_persons(cell, personal_text)
    text = as_text(cell)
    if len(text) > LONGEST_TEXT:
        raise _PersonalCell(
            "The cell holds free text, which may give a person away. Write a short code instead."
        )
    return text


def _refuse_persons(cell: Cell, look: Callable[[str], str | None]) -> None:
    if isinstance(cell, date) or (kind := look(as_text(cell))) is None:
        return
    raise _PersonalCell(OF_CELL[kind].message)


def _problem(row: int, column: Column, cell: Cell, refused: CellRefused) -> Problem:
    text = as_text(cell)
    silent = isinstance(refused, _PersonalCell) or len(text) > LONGEST_TEXT or personal_text(text)
    return Problem(row, column.header, None if silent else text, refused.message, refused.values)


def _unknown_column(table: Table, column: Column) -> list[Problem]:
    """Persons in a column nobody knows: it would be left out, but the file itself must be clean."""
    found = []
    for row in table.rows:
        cell = row.cells[column.position]
        if not is_empty(cell) and (kind := _kind_in(cell)):
            found.append(Problem(row.number, column.header, None, OF_CELL[kind].message))
    return found


def _kind_in(cell: Cell) -> str | None:
    return None if isinstance(cell, date) else personal_text(as_text(cell))


def _missing_values(table: Table, values: dict[str, list[object]]) -> list[Problem]:
    """Problems of rows in which a needed value, and whatever would do instead, was left empty."""
    columns = {column.field.name: column for column in table.columns if column.field}
    problems: list[Problem] = []
    for field in fields(table.kind):
        there = [columns[name] for name in (field.name, *field.or_else) if name in columns]
        # Where something was read, something stands there.
        read = values.get(field.name) or [None] * len(table.rows)
        if field.needed and there:
            problems += [
                Problem(row.number, there[0].header, None, "The cell is empty. A value is needed.")
                for row, value in zip(table.rows, read, strict=True)
                if value is None and all(is_empty(row.cells[column.position]) for column in there)
            ]
    return problems
