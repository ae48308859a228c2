"""Text tables (CSV, TSV, TXT) → one sheet, read as a stream so that only the cells are kept."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from data.cells import is_empty
from data.formats import bounds
from data.formats.charset import charset_of
from data.formats.delimiter import find_delimiter
from data.formats.sheets import FileRefused, Row, Sheet

_SAMPLE_CHARACTERS = 20_000
_SHARED_AT_MOST = 200_000
# Excel's own first line, which it does not count as a row.
_SEPARATOR = re.compile(r'"?sep=(.)"?[ ;,\t]*(?:\r\n|\r|\n)', re.IGNORECASE)
# Marked-up text under the name of a table: web pages, Excel's XML of 2003, mail archives.
_MARKED_UP = re.compile(
    r"\s*(?:<\s*(?:!doctype|!--|\?xml|html|head|meta|body|style|script|table|div|tr)\b|<!--|<\?xml"
    r"|mime-version:)",
    re.IGNORECASE,
)
_OTHER_KINDS = re.compile(r"\s*(?:%PDF-|\{\\rtf|[{\[]\s*[{\"])")
# No line of text can hold it, for text with a zero character is refused.
_END = "\0"


def read_text(path: Path, head: bytes) -> Sheet:
    """The one sheet of a text file; all its cells are text.

    Rows are counted as Excel shows them: blank lines count, a cell of several lines is in one
    row, and a first line ``sep=;`` is none.

    Parameters
    ----------
    head
        The first bytes of the file, as many as there are up to some thousands.

    Raises
    ------
    FileRefused
        Where it is no text or no table, is cut off, or beyond the bounds.
    """
    encoding = charset_of(path, head)
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(_SAMPLE_CHARACTERS)
        _refuse_other_kinds(path.name, start)
        separator = _SEPARATOR.match(start)
        start = start[separator.end() :] if separator else start
        found, width = find_delimiter(start)
        file.seek(0)
        if separator:
            file.readline()
        delimiter = separator[1] if separator else found
        return Sheet(path.stem, _rows(path.name, file, delimiter, width))


def _refuse_other_kinds(name: str, start: str) -> None:
    if _MARKED_UP.match(start):
        raise FileRefused(
            "{name} is a web page or XML under the name of a table. Open it in Excel and save it "
            "as an Excel workbook (.xlsx).",
            name=name,
        )
    if _OTHER_KINDS.match(start):
        raise bounds.no_table(name)


def _rows(name: str, file: TextIO, delimiter: str, width: int) -> list[Row]:
    rows: list[Row] = []
    # Columns repeat few values: each is kept once, which saves most of the memory.
    shared: dict[str, str] = {}
    share = shared.setdefault
    number, lines, total = 0, 0, 0
    reader = csv.reader(_lines(name, file), delimiter=delimiter, skipinitialspace=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if reader.line_num - lines > 1:
                _refuse_swallowed_rows(name, number, cells, delimiter, width)
            lines = reader.line_num
            if len(cells) > bounds.COLUMNS:
                cells = _without_empty_tail(name, cells)
            total += len(cells)
            if total > bounds.CELLS:
                raise bounds.too_many_cells(name)
            # A first cell that begins with a digit is an entry: most rows need no closer look.
            if cells and (cells[0][:1].isdigit() or not all(map(is_empty, cells))):
                if number > bounds.ROWS and cells != [_END]:
                    raise bounds.too_many_rows(name)
                rows.append(Row(number, list(map(share, cells, cells))))
                if len(shared) > _SHARED_AT_MOST:
                    shared.clear()
    except csv.Error as error:
        if reader.line_num - lines > 1:
            raise _open_quote(name, number + 1) from error
        raise bounds.too_long_cell(name, number + 1) from error
    rows.pop()
    return rows


def _lines(name: str, file: TextIO) -> Iterator[str]:
    """Lines of the file and a last one of our own, which an open quotation mark would swallow."""
    number = 0
    while line := file.readline(bounds.LINE_CHARACTERS):
        number += 1
        if len(line) == bounds.LINE_CHARACTERS:
            raise FileRefused(
                "Line {line} of {name} has more than {limit} characters. Save the table again as "
                "CSV or as an Excel workbook (.xlsx).",
                name=name,
                line=number,
                limit=bounds.LINE_CHARACTERS,
            )
        yield line
    yield _END


def _refuse_swallowed_rows(
    name: str, number: int, cells: list[str], delimiter: str, width: int
) -> None:
    """Refuse a row of several lines where a stray quotation mark has made rows into one cell.

    Such a cell holds the rest of its own row, then whole rows, and so as many delimiters in each
    of its lines as a row has.
    """
    if cells[-1].endswith(_END):
        raise _open_quote(name, number)
    for position, cell in enumerate(cells):
        signs = [line.count(delimiter) for line in cell.splitlines()]
        if (
            len(signs) > 1
            and width > 1
            and signs[0] == width - 1 - position
            and all(sign == width - 1 for sign in signs[1:-1])
            and any(signs)
        ):
            raise _open_quote(name, number)


def _without_empty_tail(name: str, cells: list[str]) -> list[str]:
    last = max((place for place, cell in enumerate(cells) if cell), default=-1)
    if last >= bounds.COLUMNS:
        raise bounds.too_many_columns(name)
    return cells[: last + 1]


def _open_quote(name: str, row: int) -> FileRefused:
    return FileRefused(
        "In row {row} of {name} a quotation mark is opened and not closed, so that the rows after "
        "it cannot be told apart. Close it or take it out, and import again.",
        name=name,
        row=row,
    )
