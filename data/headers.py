"""Sheets → the one table of a file: its header row under any titles, its columns recognised."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.cells import is_empty
from data.extra_rows import without_extra_rows
from data.fields import KINDS, Field, fields
from data.formats import FileRefused, Row, Sheet
from data.header_rows import find_header
from data.kobo import Export, plain_sheets
from data.matching import ColumnMatch, certain, source_signature
from data.personal import personal_header, without_person
from data.personal_messages import OF_COLUMN
from data.problems import Note, Problem
from data.words import folded
from geo.messages import Message

# Our own templates have these beside the data; the instructions hold example rows.
SHEETS_BESIDE = {"кодове", "codes", "указания", "instructions"}
# A running number restarts in each file, so it can never tell one row from another.
_ROW_NUMBERS = {"no", "n", "nr", "по ред", "пореден номер", "номер по ред", "row", ""}

_KIND_NAMES = {
    "consultations": Message("consultations"),
    "surveys": Message("survey responses"),
    "events": Message("events"),
    "visits": Message("mobile offices"),
}

NOTE_HEADERS = {"bg": "Какво да се поправи", "en": "What to put right"}
"""Header of the column that a marked copy of a file has more than the file; never brought in."""


@dataclass(frozen=True)
class Column:
    """A column of the file and what it means; ``field`` is None where nobody knows.

    ``left_out``: a person chose not to bring the column in; its cells are never looked at.
    """

    position: int
    header: str
    field: Field | None
    left_out: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a recognised header.

    ``matches`` says of each column why it means what it does, ``notes`` what was left out or read
    in another way on the way here.
    """

    kind: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    matches: tuple[ColumnMatch, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def signature(self) -> str:
        """Mark of the source, by which its next file is known."""
        return source_signature(
            [column.header for column in self.columns if not _is_note(column.header)]
        )

    @property
    def language(self) -> str:
        """Language of most headers, ``bg`` or ``en``: in it the values to choose from are named.

        Names of Bulgarian laws stand in English headers too, so the majority decides.
        """
        headers = [column.header for column in self.columns if column.header]
        cyrillic = sum(bool(re.search("[а-я]", header.casefold())) for header in headers)
        return "bg" if 2 * cyrillic >= len(headers) else "en"

    def column_of(self, name: str) -> str | None:
        """Header under which a field stands in this file, None where it has none."""
        for column in self.columns:
            if column.field and column.field.name == name:
                return column.header
        return None


def find_table(
    kind: str,
    source_name: str,
    sheets: tuple[Sheet, ...],
    chosen: Mapping[str, str] | None = None,
) -> Table:
    """Find the sheet and row of the header, and what each column means.

    ``chosen`` maps headers to names of fields, or to ``""`` for columns to leave out.

    Raises
    ------
    FileRefused
        Where no sheet has a header row of this kind, or several sheets have one.
    """
    found = [
        (export.sheet.name, table)
        for export in plain_sheets(kind, sheets, chosen or {})
        if folded(export.sheet.name) not in SHEETS_BESIDE
        and (table := _table_in(kind, export, chosen or {}))
    ]
    found = _not_of_codes(found)
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
            sheets=", ".join(without_person(name, "…") for name, _ in filled),
        )
    if not filled:
        raise FileRefused(
            "{name} has column headers but no rows under them. Fill in the rows first.",
            name=source_name,
        )
    _refuse_other_kind(source_name, filled[0][1])
    return filled[0][1]


def _not_of_codes(found: list[tuple[str, Table]]) -> list[tuple[str, Table]]:
    """Tables without those that can hold no record, where another can: lists of codes beside it."""
    whole = [(name, table) for name, table in found if _has_needed(table.kind, _names(table))]
    return whole or found


def _names(table: Table) -> set[str]:
    return {column.field.name for column in table.columns if column.field}


def _has_needed(kind: str, names: set[str]) -> bool:
    return all({field.name, *field.or_else} & names for field in fields(kind) if field.needed)


def _refuse_other_kind(source_name: str, table: Table) -> None:
    """Refuse a file whose headers are those of another kind: events would pass for visits."""
    headers = [column.header for column in table.columns]
    own = len(_names(table))
    for other in KINDS:
        names = {match.field for match in certain(other, headers, {}) if match and match.field}
        if other != table.kind and len(names) > own and _has_needed(other, names):
            raise FileRefused(
                "{name} looks like a file of another kind: {kind}. Choose that kind and import it "
                "again.",
                name=source_name,
                kind=_KIND_NAMES[other],
            )


def check_columns(table: Table) -> tuple[list[Problem], list[Note]]:
    """Problems with the columns as such: missing, twice, or about persons; notes on the rest."""
    problems: list[Problem] = []
    notes = list(table.notes) + [
        Note(
            "Column {column} was taken for {field}: it is almost the same.",
            {"column": match.header, "field": _label(table, match)},
        )
        for match in table.matches
        if match.how == "similar"
    ]
    seen: dict[str, Column] = {}
    for column in table.columns:
        field = column.field
        if column.left_out:
            continue
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


def _table_in(kind: str, export: Export, chosen: Mapping[str, str]) -> Table | None:
    sheet = export.sheet
    header = find_header(kind, sheet, chosen)
    if header is None:
        return None
    by_name = {field.name: field for field in fields(kind)}
    columns = tuple(
        Column(
            position,
            match.header,
            by_name[match.field] if match.field and position not in export.left_out else None,
            left_out=(match.how == "saved" and match.field is None)
            or position in export.left_out
            or _is_note(match.header),
        )
        for position, match in enumerate(header.matches)
    )
    needed = [column.position for column in columns if column.field and column.field.needed]
    below = sheet.rows[header.position + 1 :]
    rows, notes = without_extra_rows(below, header.rows, needed)
    width = len(columns)
    padded = tuple(Row(row.number, row.cells + [None] * (width - len(row.cells))) for row in rows)
    number = sheet.rows[header.position].number
    return Table(kind, number, columns, padded, header.matches, (*sheet.notes, *notes))


def _is_note(header: str) -> bool:
    return folded(header).startswith(tuple(map(folded, NOTE_HEADERS.values())))


def _label(table: Table, match: ColumnMatch) -> str:
    labels = {field.name: field.header(table.language) for field in fields(table.kind)}
    return labels[match.field or ""]


def _personal_column(table: Table, column: Column) -> list[Problem]:
    kind = personal_header(column.header)
    if kind is None or not _has_entries(table, column):
        return []
    return [Problem(table.header_row, column.header, None, OF_COLUMN[kind].message)]


def _has_entries(table: Table, column: Column) -> bool:
    return any(not is_empty(row.cells[column.position]) for row in table.rows)
