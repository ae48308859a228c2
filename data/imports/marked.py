"""The file again, with what is wrong marked in it: to be put right and imported once more."""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.cells import Cell, as_text
from data.checks import LONGEST_TEXT
from data.formats import FileRefused, Sheet, read_sheets
from data.headers import NOTE_HEADERS, Column, Table, find_table
from data.imports.preview import Preview
from data.personal import personal_header, personal_number, personal_text, without_person
from data.problems import Problem

_WRONG = PatternFill("solid", fgColor="F6C6BD")
_HEAD = PatternFill("solid", fgColor="E3EEEC")
# What a spreadsheet, or a program the copy is passed on to, would take for a formula.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOTE_WIDTH = 70


def marked_workbook(
    path: str | Path,
    preview: Preview,
    language: str,
    *,
    say: Callable[[Problem], str] = str,
) -> bytes:
    """Copy of a file with the cells that have problems coloured and a column that says why.

    Parameters
    ----------
    path
        The file of the preview; of any format that can be read.
    preview
        What `data.imports.preview_file` found in it.
    language
        Language of the header of the new column, ``"bg"`` or ``"en"``.
    say
        Says a problem in that language.

    Returns
    -------
    bytes
        XLSX with the sheets and row numbers of the file. Cells about persons are empty in it, and
        no text of it is a formula. The import leaves the new column out by itself.

    Raises
    ------
    FileRefused
        Where the file cannot be read at all.
    """
    path = Path(path)
    book = Workbook(write_only=True)
    waiting = True
    for sheet in read_sheets(path):
        table = _table_of(sheet, preview) if waiting else None
        waiting = waiting and table is None
        target = book.create_sheet(_title(without_person(sheet.name, "…")))
        _copy(sheet, target, table, preview, language, say)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _table_of(sheet: Sheet, preview: Preview) -> Table | None:
    """Table the preview is about, where it stands on this sheet."""
    chosen = {match.header: match.field or "" for match in preview.columns if match.how == "saved"}
    try:
        table = find_table(preview.kind, preview.source_name, (sheet,), chosen)
    except FileRefused:
        return None
    return table if table.signature == preview.signature else None


def _copy(
    sheet: Sheet,
    target: Worksheet,
    table: Table | None,
    preview: Preview,
    language: str,
    say: Callable[[Problem], str],
) -> None:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    problems: dict[int, list[Problem]] = defaultdict(list)
    if table is not None:
        for problem in preview.problems:
            problems[problem.row or table.header_row].append(problem)
        target.column_dimensions[get_column_letter(width + 1)].width = _NOTE_WIDTH
    records = {row.number for row in table.rows} if table is not None else set()
    written = 0
    for row in sheet.rows:
        for _ in range(row.number - written - 1):
            target.append([])
        written = row.number
        found = problems.get(row.number, [])
        cells = [
            _cell(target, cell, marked=_is_marked(table, position, found))
            for position, cell in enumerate(
                _without_persons(row.cells, row.number in records, table, found)
            )
        ]
        if table is not None:
            cells += [None] * (width - len(cells))
            note = [say(problem) if problem.column is None else
                    f"{problem.column}: {say(problem)}" for problem in found]  # fmt: skip
            if row.number == table.header_row:
                cells.append(_head(target, "\n".join([NOTE_HEADERS[language], *note])))
            elif note:
                cells.append(_wrapped(target, "\n".join(note)))
        target.append(cells)


def _is_marked(table: Table | None, position: int, problems: list[Problem]) -> bool:
    if table is None or position >= len(table.columns):
        return False
    header = table.columns[position].header
    return any(problem.column == header for problem in problems)


def _without_persons(
    cells: list[Cell], is_record: bool, table: Table | None, problems: list[Problem]
) -> Iterator[Cell]:
    """Cells of a row, those about persons empty.

    Only of a record the column says what a cell is: a signature stands in one by chance.
    """
    silent = {problem.column for problem in problems if problem.value is None}
    for position, cell in enumerate(cells):
        column = (
            table.columns[position]
            if table is not None and is_record and position < len(table.columns)
            else None
        )
        if column is None:
            yield cell if isinstance(cell, date) or _harmless(as_text(cell), names=True) else None
        elif column.header in silent or not _may_be_copied(column, cell):
            yield None
        else:
            yield cell


def _may_be_copied(column: Column, cell: Cell) -> bool:
    if column.left_out or (column.field is None and personal_header(column.header)):
        return False
    text = as_text(cell)
    free = column.field is None or column.field.type in ("text", "id")
    if free and len(text) > LONGEST_TEXT:
        return False
    return _harmless(text, names=free)


@cache
def _harmless(text: str, *, names: bool) -> bool:
    return (personal_text if names else personal_number)(text) is None


def _cell(target: Worksheet, cell: Cell, *, marked: bool) -> Any:
    if not marked and not isinstance(cell, str):
        return cell
    written = WriteOnlyCell(target)
    _write(written, cell)
    if marked:
        written.fill = _WRONG
    return written


def _write(written: Any, cell: Cell) -> None:
    """Write a value; text stays text, whatever sign it begins with."""
    if not isinstance(cell, str):
        written.value = cell
        return
    text = _NOT_WRITABLE.sub("", cell)
    written.value = text
    if _FORMULA.match(text):
        written.data_type = "s"
        written.quotePrefix = True


def _head(target: Worksheet, text: str) -> Any:
    written = _wrapped(target, text)
    written.font = Font(bold=True)
    written.fill = _HEAD
    return written


def _wrapped(target: Worksheet, text: str) -> Any:
    written = WriteOnlyCell(target)
    _write(written, text)
    written.alignment = Alignment(wrap_text=True, vertical="top")
    return written


def _title(name: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", name)[:31] or "1"
