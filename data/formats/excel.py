"""XLSX and XLS → sheets: values from calamine, and what it leaves out added to them."""

import contextlib
import io
import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data.cells import Cell
from data.formats import bounds
from data.formats.archive import Archive
from data.formats.marks import Marks, marks_of_parts
from data.formats.merged import fill_merged
from data.formats.sheets import FileRefused, Row, Sheet, hidden_note, is_filled
from data.formats.xls_records import errors_of_xls

_Marks = Callable[[str], Marks]


def read_xlsx(archive: Archive, path: Path) -> Iterator[Sheet]:
    """Visible sheets of an XLSX or XLSM file.

    Raises
    ------
    FileRefused
        Where it is damaged or beyond the bounds.
    """
    marks = marks_of_parts(archive)
    return _sheets(path.name, path.read_bytes(), lambda title: marks.get(title, Marks()))


def read_xls(name: str, content: bytes) -> Iterator[Sheet]:
    """Visible sheets of an XLS file of Excel 97 or newer; formulas give their saved result.

    Raises
    ------
    FileRefused
        Where it is damaged, protected or beyond the bounds.
    """
    errors = errors_of_xls(name, content)
    return _sheets(name, content, lambda title: Marks(errors=errors.get(title, {})))


def _sheets(name: str, content: bytes, marks: _Marks) -> Iterator[Sheet]:
    with _understood(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        about = workbook.sheets_metadata
    if len(about) > bounds.SHEETS:
        raise bounds.too_many_sheets(name)
    total = 0
    for sheet in about:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            with _understood(name):
                found = workbook.get_sheet_by_name(sheet.name)
                total += found.height * found.width
                if found.end and found.end[1] >= bounds.COLUMNS:
                    raise bounds.too_many_columns(name)
                if total > bounds.CELLS:
                    raise bounds.too_many_cells(name)
                yield _sheet(name, found, marks(sheet.name))


def _sheet(name: str, found: CalamineSheet, marks: Marks) -> Sheet:
    grid = _grid(name, found)
    for (number, column), error in marks.errors.items():
        cells = grid.setdefault(number, [])
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = error
    rows = [Row(number, grid[number]) for number in sorted(grid) if is_filled(grid[number])]
    merged = tuple(
        (first_row + 1, first_column, last_row + 1, last_column)
        for (first_row, first_column), (last_row, last_column) in found.merged_cell_ranges or ()
    )
    fill_merged(name, rows, merged)
    notes = (hidden_note(found.name),) if marks.has_hidden else ()
    return Sheet(found.name, rows, merged, notes)


def _grid(name: str, found: CalamineSheet) -> dict[int, list[Cell]]:
    """Cells by row number, from the first column of the sheet on."""
    if found.start is None:
        return {}
    first_row, first_column = found.start
    before: list[Cell] = [None] * first_column
    shared: dict[str, str] = {}
    grid: dict[int, list[Cell]] = {}
    for number, cells in enumerate(found.to_python(), start=first_row + 1):
        if any(cell != "" for cell in cells):
            grid[number] = before + [_settled(name, number, cell, shared) for cell in cells]
    return grid


def _settled(name: str, number: int, cell: Cell, shared: dict[str, str]) -> Cell:
    if isinstance(cell, str):
        if len(cell) > bounds.CELL_CHARACTERS:
            raise bounds.too_long_cell(name, number)
        return shared.setdefault(cell, cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return "#NUM!"
    if isinstance(cell, datetime) and cell.microsecond:
        # A fraction of a day in binary misses midnight by microseconds, which must not move a day.
        return (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
    return cell


@contextlib.contextmanager
def _understood(name: str) -> Iterator[None]:
    """Say in one sentence whatever calamine raises; its panics are no ordinary exceptions."""
    try:
        yield
    except (FileRefused, MemoryError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        raise bounds.damaged(name) from error
