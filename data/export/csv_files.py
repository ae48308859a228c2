"""Tables as CSV: types stay apart, an empty text is no missing value, and no text is a formula."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from data.export.tables import Sheet, Value

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet takes a text for a formula."""


def write_csv(sheets: Iterator[Sheet], folder: Path) -> None:
    """Write a file per table: UTF-8 with BOM, ``;``, decimal comma, as a Bulgarian Excel reads it.

    Text stands in quotes; a missing value is an empty cell without them. Days and times are ISO.
    """
    for sheet in sheets:
        write_sheet(sheet, folder / f"{sheet.name}.csv")


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Write one table."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(";".join(_quoted(name) for name, _ in sheet.columns) + "\r\n")
        for row in sheet.rows():
            file.write(";".join(map(_cell, row)) + "\r\n")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return str(value)


def _quoted(text: str) -> str:
    safe = f"'{text}" if text.startswith(FORMULA_SIGNS) else text
    return '"' + safe.replace('"', '""') + '"'
