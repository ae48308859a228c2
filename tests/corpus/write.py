"""Writes the files: as Excel, LibreOffice, KoboToolbox and old programs write them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class File:
    """A file that is made when its test runs."""

    name: str
    make: Callable[[], bytes]


def table(text: str) -> list[list[str]]:
    """Rows of a text table, cells between ``|``; empty lines do not count."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _rows(content: str | Rows) -> Rows:
    return table(content) if isinstance(content, str) else content


def csv_text(content: str | Rows, sign: str = ";") -> str:
    """CSV with quotes where they are needed."""

    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        quoted = any(one in text for one in (sign, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "\r\n".join(sign.join(cell(value) for value in row) for row in _rows(content)) + "\r\n"


def csv(
    content: str | Rows, sign: str = ";", encoding: str = "utf-8", name: str = "файл.csv"
) -> File:
    """A CSV file."""
    return File(name, lambda: csv_text(content, sign).encode(encoding))


def raw(content: bytes | str, name: str) -> File:
    """A file with just these bytes."""
    return File(name, lambda: content.encode() if isinstance(content, str) else content)


def zipped(name: str, parts: dict[str, str]) -> File:
    """A zip with these parts, whatever its name says."""

    def make() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for part, text in parts.items():
                target.writestr(part, text)
        return out.getvalue()

    return File(name, make)


def xlsx(
    content: str | Rows,
    *,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    more_sheets: Sequence[tuple[str, str | Rows]] = (),
    title: str = "Лист1",
    formats: dict[str, str] | None = None,
    mac: bool = False,
    first: tuple[int, int] = (1, 1),
    name: str = "файл.xlsx",
) -> File:
    """A workbook of Excel.

    Parameters
    ----------
    merged
        Ranges such as ``A1:C1``; the upper left cell keeps its value, as in Excel.
    first
        Row and column of the upper left cell of the first sheet.
    formats
        Number formats by cell.
    mac
        Whether days count from 1904.
    """

    def make() -> bytes:
        book = openpyxl.Workbook()
        if mac:
            book.epoch = CALENDAR_MAC_1904
        sheet = book.active
        sheet.title = title
        for down, row in enumerate(_rows(content)):
            for right, value in enumerate(row):
                if value not in (None, ""):
                    sheet.cell(first[0] + down, first[1] + right, value)
        for cells in merged:
            sheet.merge_cells(cells)
        for number in hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
        for other, rows in more_sheets:
            further = book.create_sheet(other)
            for row in _rows(rows):
                further.append(list(row))
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return File(name, make)


def patched(file: File, part: str, old: str, new: str, name: str | None = None) -> File:
    """A workbook with a text inside one of its parts replaced."""

    def make() -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(file.make())) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for one in source.namelist():
                text = source.read(one)
                if one == part:
                    assert old.encode() in text, f"{part} has no {old}"
                    text = text.replace(old.encode(), new.encode())
                target.writestr(one, text)
        return out.getvalue()

    return File(name or file.name, make)


def xls(content: str | Rows, *, dates_1904: bool = False, name: str = "файл.xls") -> File:
    """A workbook of Excel 97–2003."""

    def make() -> bytes:
        book = xlwt.Workbook()
        book.dates_1904 = dates_1904
        sheet = book.add_sheet("Лист1")
        day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
        for down, row in enumerate(_rows(content)):
            for right, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(down, right, value, day)
                elif value not in (None, ""):
                    sheet.write(down, right, value)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return File(name, make)


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>"
)
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
    "{encryption}</manifest:file-entry></manifest:manifest>"
)
_ODS_ENCRYPTION = (
    '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AAAA">'
    '<manifest:algorithm manifest:algorithm-name="Blowfish CFB" '
    'manifest:initialisation-vector="AAAA"/></manifest:encryption-data>'
)


def _ods_cell(value: object, spanned: dict[tuple[int, int], tuple[int, int]], at: tuple) -> str:
    if value == "COVERED":
        return "<table:covered-table-cell/>"
    span = spanned.get(at)
    extra = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
        if span
        else ""
    )
    if value in (None, ""):
        return f"<table:table-cell{extra}/>"
    if isinstance(value, date):
        told = value.isoformat() if isinstance(value, datetime) else f"{value:%Y-%m-%d}"
        kind = f'office:value-type="date" office:date-value="{told}"'
        shown = f"{value:%d.%m.%Y}"
    elif isinstance(value, int | float):
        kind, shown = f'office:value-type="float" office:value="{value}"', str(value)
    else:
        kind, shown = 'office:value-type="string"', escape(str(value))
    return f"<table:table-cell{extra} {kind}><text:p>{shown}</text:p></table:table-cell>"


def ods(
    content: str | Rows,
    *,
    spanned: dict[tuple[int, int], tuple[int, int]] | None = None,
    encrypted: bool = False,
    name: str = "файл.ods",
) -> File:
    """A spreadsheet of LibreOffice, with the million empty rows it says lie below.

    ``spanned`` gives rows and columns that a cell covers, by its place counted from 0; covered
    cells are written as ``"COVERED"``.
    """

    def make() -> bytes:
        lines = []
        for down, row in enumerate(_rows(content)):
            cells = "".join(
                _ods_cell(value, spanned or {}, (down, right)) for right, value in enumerate(row)
            )
            rest = f'<table:table-cell table:number-columns-repeated="{16384 - len(row)}"/>'
            lines.append(f"<table:table-row>{cells}{rest}</table:table-row>")
        below = (
            f'<table:table-row table:number-rows-repeated="{1048576 - len(lines)}">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
        body = f'<table:table table:name="Лист1">{"".join(lines)}{below}</table:table>'
        text = f"{_ODS_HEAD}{body}</office:spreadsheet></office:body></office:document-content>"
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr(
                "META-INF/manifest.xml",
                _ODS_MANIFEST.format(encryption=_ODS_ENCRYPTION if encrypted else ""),
            )
            package.writestr("content.xml", b"\x93\x17" * 700 if encrypted else text)
        return out.getvalue()

    return File(name, make)
