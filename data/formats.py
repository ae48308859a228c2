"""Files → sheets of cells: XLSX and CSV, with the row numbers a person sees in the workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.cells import Cell, is_empty
from geo.errors import PriemnaError

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS = ";,\t|"


class FileRefused(PriemnaError, ValueError):
    """A file that cannot be read as a table at all."""


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file: its number there, counted from 1, and its cells."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV file; rows without any entry are left out."""

    name: str
    rows: list[Row]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Sheets of the file in their order; hidden ones and those without entries are left out.

    XLSX keeps numbers, dates and text apart; in CSV all is text, and delimiter (``;``, ``,``, tab
    or ``|``) and character set (UTF-8, UTF-16, Windows-1251) are found from the content.

    Raises
    ------
    FileRefused
        Where the file is missing, empty, protected, damaged or of another kind.
    """
    if not path.is_file():
        raise FileRefused("There is no file {name}. Check the path.", name=path.name)
    content = path.read_bytes()
    if not content.strip():
        raise FileRefused("{name} is empty. Choose a file with rows in it.", name=path.name)
    ending = path.suffix.casefold()
    if ending == ".xlsx":
        sheets = _read_xlsx(path.name, content)
    elif ending in (".csv", ".txt", ".tsv"):
        sheets = (Sheet(path.stem, _numbered(_read_csv(path.name, content))),)
    else:
        raise FileRefused(
            "{name} is neither XLSX nor CSV. Open it and save it as an Excel workbook (.xlsx).",
            name=path.name,
        )
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets:
        raise FileRefused("{name} has no entries. Choose a file with rows in it.", name=path.name)
    return sheets


def _read_xlsx(name: str, content: bytes) -> tuple[Sheet, ...]:
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise FileRefused(
                "{name} is protected by a password. Save a copy without the password and import "
                "that.",
                name=name,
            )
        raise FileRefused(
            "{name} is an old Excel file (.xls) under a new name. Open it and save it as an Excel "
            "workbook (.xlsx).",
            name=name,
        )
    if not content.startswith(_ZIP):
        raise FileRefused(
            "{name} is not an Excel workbook, whatever its name says. Open it and save it as an "
            "Excel workbook (.xlsx), or name it .csv if it is text.",
            name=name,
        )
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            Sheet(
                about.name,
                _numbered(workbook.get_sheet_by_name(about.name).to_python(skip_empty_area=False)),
            )
            for about in workbook.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        )
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(
            "{name} is damaged and cannot be read. Open it in Excel, save it again and import "
            "that.",
            name=name,
        ) from error


def _read_csv(name: str, content: bytes) -> list[list[Cell]]:
    if content.startswith((_ZIP, _OLD_OFFICE)):
        raise FileRefused(
            "{name} is an Excel workbook under the name of a text file. Name it .xlsx and import "
            "it again.",
            name=name,
        )
    text = _decoded(name, content)
    try:
        return [
            list(row)
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        ]
    except csv.Error as error:
        raise FileRefused(
            "{name} cannot be read as a table. Open it in Excel and save it as an Excel workbook "
            "(.xlsx).",
            name=name,
        ) from error


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif content[1:200:2].count(0) > len(content[1:200:2]) // 3:
        candidates = ["utf-16-le"]
    else:
        candidates = ["utf-8-sig", "cp1251"]
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(
        "{name} is not text. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx).", name=name
    )


def _delimiter(text: str) -> str:
    """Delimiter that cuts the first rows into the most cells, for most of them alike."""
    start = text[:20_000]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = [
            len(row)
            for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
            if row
        ]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        # Title rows are narrow and free text has stray commas: width counts where it repeats.
        score = (usual - 1) * widths.count(usual) / len(widths) if widths else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _numbered(rows: Iterable[Sequence[Cell]]) -> list[Row]:
    return [
        Row(number, list(cells))
        for number, cells in enumerate(rows, start=1)
        if not all(map(is_empty, cells))
    ]
