"""What the XML of an XLSX sheet says beside the values: errors, missing results, hidden rows.

calamine gives an empty cell for an error and for a formula saved without its result; here both
are found again. The text is searched, not parsed, because it is large and the marks are rare.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from data.formats import bounds
from data.formats.archive import Archive
from data.formats.sheets import NOT_CALCULATED

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_LONGEST_ROW_BYTES = 32 * bounds.MEGABYTE
_CELL = rb"<(?:\w+:)?c\s(?=[^>]*\br=[\"']([A-Z]{1,4})(\d{1,8})[\"'])"
_ANY_COLUMN = re.compile(rb"r=[\"']([A-Z]{1,4})\d")
_ANY_ROW = re.compile(rb"row\s[^>]*?r=[\"'](\d{1,9})")
_FILLED = re.compile(_CELL + rb"[^>]*(?<!/)>")
_ERROR = re.compile(
    _CELL + rb"(?=[^>]*\bt=[\"']e[\"'])[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_NO_RESULT = re.compile(
    _CELL + rb"(?![^>]*\bt=[\"']str[\"'])[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]*\bhidden=[\"'](?:1|true)[\"']")


@dataclass
class Marks:
    """What one sheet says of itself.

    Attributes
    ----------
    errors
        Text of cells with an error or without a result, by row number and column from 0.
    has_hidden
        Whether rows or columns are hidden, by hand or by a filter.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    has_hidden: bool = False


def marks_of_parts(archive: Archive) -> dict[str, Marks]:
    """Marks by sheet name; every part that holds values is unpacked once and measured.

    Raises
    ------
    FileRefused
        Where a part is damaged, swells, or claims cells beyond the bounds.
    """
    titles = _titles(archive)
    marks: dict[str, Marks] = {}
    for member in archive.members:
        if "worksheets/" in member and member.endswith(".xml"):
            found = _marks(archive.name, archive.pieces(member))
            if member in titles:
                marks[titles[member]] = found
        elif member.endswith((".xml", ".rels")):
            _measure(archive.name, archive.pieces(member))
    return marks


def column_number(letters: str) -> int:
    """Column of its letters, from 0: A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _marks(name: str, pieces: Iterable[bytes]) -> Marks:
    marks = Marks()
    columns = 0
    for rows in _whole_rows(name, pieces):
        if b"hidden=" in rows and _HIDDEN.search(rows):
            marks.has_hidden = True
        columns = max(columns, _expect_bounds(name, rows, columns))
        if b'"e"' in rows or b"'e'" in rows:
            for letters, row, error in _ERROR.findall(rows):
                place = int(row), column_number(letters.decode())
                marks.errors[place] = error.decode("utf-8", "replace").strip()
        if b"f>" in rows or b"<f" in rows:
            for letters, row in _NO_RESULT.findall(rows):
                marks.errors[int(row), column_number(letters.decode())] = NOT_CALCULATED
    return marks


def _expect_bounds(name: str, rows: bytes, columns: int) -> int:
    """Columns that are filled so far; cells without a value, which only have a format, are none."""
    wide = max((column_number(m.decode()) for m in set(_ANY_COLUMN.findall(rows))), default=-1) + 1
    last = max(map(int, _ANY_ROW.findall(rows)), default=0)
    if wide > bounds.COLUMNS or last * max(wide, columns) > bounds.CELLS or last > bounds.ROWS:
        filled = _FILLED.findall(rows)
        wide = max((column_number(letters.decode()) for letters, _ in filled), default=-1) + 1
        last = max((int(row) for _, row in filled), default=0)
    if wide > bounds.COLUMNS:
        raise bounds.too_many_columns(name)
    if last > bounds.ROWS:
        raise bounds.too_many_rows(name)
    if last * max(wide, columns) > bounds.CELLS:
        raise bounds.too_many_cells(name)
    return wide


def _whole_rows(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same text cut anew at the ends of rows, so that no cell is cut in two."""
    rest = b""
    for piece in pieces:
        rest += piece
        end = rest.rfind(b"row>") + len(b"row>")
        if end >= len(b"row>"):
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > _LONGEST_ROW_BYTES:
            raise bounds.swells(name)
    yield rest


def _measure(name: str, pieces: Iterable[bytes]) -> None:
    """Read a part to its end; a megabyte without any mark-up is no cell of an ordinary workbook."""
    plain = 0
    for piece in pieces:
        first = piece.find(b"<")
        plain += len(piece) if first < 0 else first
        if plain > bounds.MEGABYTE:
            raise bounds.swells(name)
        if first >= 0:
            plain = len(piece) - piece.rfind(b">")


def _titles(archive: Archive) -> dict[str, str]:
    """Sheet name of each part."""
    if _WORKBOOK not in archive.members or _RELATIONS not in archive.members:
        raise bounds.damaged(archive.name)
    parts = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
        for relation in _elements(archive, _RELATIONS, "Relationship")
    }
    titles = {}
    for sheet in _elements(archive, _WORKBOOK, "sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith(" id")), None)
        titles[parts.get(relation, "").lstrip("/")] = sheet.get("name", "")
    return titles


def _elements(archive: Archive, member: str, wanted: str) -> list[dict[str, str]]:
    """Attributes of the elements of one name; names are without, foreign ones with namespace."""
    found: list[dict[str, str]] = []

    def begun(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begun
    try:
        parser.Parse(archive.whole(member), True)
    except (expat.ExpatError, ValueError) as error:
        raise bounds.damaged(archive.name) from error
    return found
