"""Sheets → the one table of a file: its header row under any titles, its columns recognised."""

from dataclasses import dataclass

from data.cells import as_text, is_empty
from data.fields import Field, fields, find_field
from data.formats import FileRefused, Row, Sheet
from data.personal import personal_header
from data.problems import Note, Problem
from data.words import folded

# Our own templates have these beside the data; the instructions hold example rows.
SHEETS_BESIDE = {"кодове", "codes", "указания", "instructions"}
_ROWS_TO_SEARCH = 30
_HEADERS_AT_LEAST = 2
# A running number restarts in each file, so it can never tell one row from another.
_ROW_NUMBERS = {"no", "n", "nr", "номер", "по ред", "пореден номер", "номер по ред", "row", ""}


@dataclass(frozen=True)
class Column:
    """A column of the file and what it means; ``field`` is None where nobody knows."""

    position: int
    header: str
    field: Field | None


@dataclass(frozen=True)
class Table:
    """Rows under a recognised header."""

    kind: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def language(self) -> str:
        """Language of the headers, ``bg`` or ``en``: in it the values to choose from are named."""
        text = "".join(column.header for column in self.columns).casefold()
        return "bg" if any("а" <= letter <= "я" for letter in text) else "en"

    def column_of(self, name: str) -> str | None:
        """Header under which a field stands in this file, None where it has none."""
        for column in self.columns:
            if column.field and column.field.name == name:
                return column.header
        return None


def find_table(kind: str, source_name: str, sheets: tuple[Sheet, ...]) -> Table:
    """Find the sheet and row of the header, and what each column means.

    Raises
    ------
    FileRefused
        Where no sheet has a header row of this kind, or several sheets have one.
    """
    found = [
        (sheet.name, table)
        for sheet in sheets
        if folded(sheet.name) not in SHEETS_BESIDE and (table := _table_in(kind, sheet))
    ]
    if not found:
        raise FileRefused(
            "{name} has no row of column headers that is known here. Needed are: {needed}. "
            "Download the template and copy the rows into it.",
            name=source_name,
            needed=", ".join(field.label_bg for field in fields(kind) if field.needed),
        )
    filled = [(name, table) for name, table in found if table.rows]
    if len(filled) > 1:
        raise FileRefused(
            "{name} has rows on several sheets: {sheets}. Put all rows on one sheet, or import "
            "each sheet as a file of its own.",
            name=source_name,
            sheets=", ".join(name for name, _ in filled),
        )
    if not filled:
        raise FileRefused(
            "{name} has column headers but no rows under them. Fill in the rows first.",
            name=source_name,
        )
    return filled[0][1]


def check_columns(table: Table) -> tuple[list[Problem], list[Note]]:
    """Problems with the columns as such: missing, twice, or about persons; notes on the rest."""
    problems: list[Problem] = []
    notes: list[Note] = []
    seen: dict[str, Column] = {}
    for column in table.columns:
        field = column.field
        if field is None:
            problems += _personal_column(table, column)
            if _has_entries(table, column) and folded(column.header) not in _ROW_NUMBERS:
                notes.append(
                    Note(
                        "Column {column} is not known here and was left out.",
                        {"column": column.header},
                    )
                )
        elif field.name in seen:
            problems.append(
                Problem(
                    table.header_row,
                    column.header,
                    None,
                    "This column means the same as {other}. Keep one of the two.",
                    {"other": seen[field.name].header},
                )
            )
        else:
            seen[field.name] = column
    for field in fields(table.kind):
        if field.needed and not {field.name, *field.or_else} & set(seen):
            problems.append(
                Problem(
                    table.header_row,
                    field.header(table.language),
                    None,
                    "This column is missing. Found were: {found}.",
                    {
                        "found": ", ".join(
                            column.header for column in table.columns if column.header
                        )
                    },
                )
            )
    return problems, notes


def _table_in(kind: str, sheet: Sheet) -> Table | None:
    """Table under the row with the most known headers among the first rows of a sheet."""
    best: tuple[int, int] = (0, 0)
    for index, row in enumerate(sheet.rows[:_ROWS_TO_SEARCH]):
        known = {
            field.name
            for cell in row.cells
            if isinstance(cell, str) and (field := find_field(kind, as_text(cell)))
        }
        if len(known) > best[0]:
            best = (len(known), index)
    if best[0] < _HEADERS_AT_LEAST:
        return None
    header = sheet.rows[best[1]]
    columns = tuple(
        Column(position, text := as_text(cell), find_field(kind, text) if text else None)
        for position, cell in enumerate(header.cells)
    )
    width = len(columns)
    rows = tuple(
        Row(row.number, row.cells + [None] * (width - len(row.cells)))
        for row in sheet.rows[best[1] + 1 :]
    )
    return Table(kind, header.number, columns, rows)


def _personal_column(table: Table, column: Column) -> list[Problem]:
    kind = personal_header(column.header)
    if kind is None or not _has_entries(table, column):
        return []
    return [Problem(table.header_row, column.header, None, _ABOUT_PERSONS[kind])]


def _has_entries(table: Table, column: Column) -> bool:
    return any(not is_empty(row.cells[column.position]) for row in table.rows)


_ABOUT_PERSONS = {
    "name": "The column holds names. No names are kept here: delete the column and import again.",
    "identity number": "The column holds identity numbers. None are kept here: delete the column "
    "and import again.",
    "phone": "The column holds telephone numbers. None are kept here: delete the column and "
    "import again.",
    "e-mail": "The column holds e-mail or profile addresses. None are kept here: delete the "
    "column and import again.",
    "address": "The column holds addresses. None are kept here: delete the column and import "
    "again.",
    "birth date": "The column holds birth dates. Only age bands are kept here: delete the column "
    "and import again.",
    "position": "The column holds positions on the map. None are kept here: delete the column "
    "and import again.",
    "picture": "The column holds pictures. None are kept here: delete the column and import again.",
    "free text": "The column holds free text, which may give a person away. Delete the column "
    "and import again; what is known belongs into the coded columns.",
}
"""What is said of a column that is about persons; by kind of `personal_header`."""
