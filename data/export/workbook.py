"""Tables as one workbook: real dates and numbers, text that no spreadsheet runs."""

import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from data.export.csv_files import FORMULA_SIGNS, write_sheet
from data.export.tables import Sheet, Value

MOST_ROWS = 1_048_575
"""Rows that a sheet holds under its header."""

LONGEST = 32_767
"""Characters that a cell holds."""

_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOTICE = (
    ("НЕ Е ЗА ПУБЛИКУВАНЕ", "NOT FOR PUBLICATION"),
    (
        "Всички записи ред по ред: по тях могат да бъдат разпознати жени, потърсили помощ.",
        "Every record row by row: women who sought help can be recognised from them.",
    ),
    (
        "Само за собственика на данните. Вижте README.txt.",
        "For the owner of the data alone. See README.txt.",
    ),
)
_BESIDE = (
    "Таблицата не се побира в лист; стои до тази книга като {name}.csv.",
    "The table does not fit a sheet; it lies beside this workbook as {name}.csv.",
)


def write_xlsx(sheets: Iterator[Sheet], folder: Path) -> None:
    """Write one workbook: what it is, then a sheet per table.

    A table with more rows than a sheet holds, or with a text longer than a cell, is written beside
    it as CSV, and its sheet says so.
    """
    book = Workbook(write_only=True)
    first = book.create_sheet("ПРОЧЕТИ README")
    first.column_dimensions["A"].width = first.column_dimensions["B"].width = 80
    for line in _NOTICE:
        first.append([_heading(first, text) for text in line])
    for sheet in sheets:
        target = book.create_sheet(sheet.name[:31])
        if _fits(sheet):
            target.freeze_panes = "A2"
            target.append([_heading(target, name) for name, _ in sheet.columns])
            for row in sheet.rows():
                target.append([_cell(target, value) for value in row])
        else:
            for text in _BESIDE:
                target.append([text.format(name=sheet.name)])
            write_sheet(sheet, folder / f"{sheet.name}.csv")
    book.save(folder / "priemna.xlsx")


def _fits(sheet: Sheet) -> bool:
    if sheet.count > MOST_ROWS:
        return False
    has_text = any(type_ == "VARCHAR" for _, type_ in sheet.columns)
    return not has_text or all(
        len(value) <= LONGEST for row in sheet.rows() for value in row if isinstance(value, str)
    )


def _cell(sheet: Worksheet, value: Value) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet)
    # Set apart from the value: a text beginning with "=" would otherwise become a formula.
    cell._value, cell.data_type = _NOT_WRITABLE.sub("\ufffd", value), "s"
    if value.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True
    return cell


def _heading(sheet: Worksheet, text: str) -> object:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell
