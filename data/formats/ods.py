"""ODS → sheets, read as a stream.

calamine, too, reads ODS, but drops merged cells, errors and cells without a type.
"""

from collections.abc import Iterator
from xml.parsers import expat

from data.cells import Cell
from data.formats import bounds
from data.formats.archive import Archive
from data.formats.merged import fill_merged
from data.formats.ods_cell import OFFICE, TABLE, TEXT, cell_value
from data.formats.sheets import Range, Row, Sheet, hidden_note, is_filled

_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
# No part of a table: comments, drawings, and what was deleted while changes were tracked.
_BESIDE = {OFFICE + "annotation", TABLE + "tracked-changes", TABLE + "shapes", OFFICE + "forms"}
_CELLS = {TABLE + "table-cell", TABLE + "covered-table-cell"}
_HIDDEN_ROW_OR_COLUMN = {"collapse", "filter"}


def read_ods(archive: Archive) -> Iterator[Sheet]:
    """Visible sheets of an ODS file.

    Raises
    ------
    FileRefused
        Where it is damaged, protected by a password or beyond the bounds.
    """
    if _MANIFEST in archive.members and b"encryption-data" in archive.whole(_MANIFEST):
        raise bounds.protected(archive.name)
    content = _Content(archive.name)
    try:
        for piece in archive.pieces(_CONTENT):
            content.parser.Parse(piece, False)
        content.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise bounds.damaged(archive.name) from error
    yield from content.sheets


class _Content:
    """Follows ``content.xml`` element by element and gathers the visible sheets."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sheets: list[Sheet] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begun
        self.parser.EndElementHandler = self._ended
        self.parser.CharacterDataHandler = self._said
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._beside = 0  # How deep inside an element that is no part of a table.
        self._tables = 0
        self._total = 0
        self._cells: list[Cell] = []
        self._about: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._begin_table({})

    def _doctype(self, *_declared: object) -> None:
        # Entities that stand for one another are how a small file grows without end.
        raise bounds.swells(self.name)

    def _begun(self, element: str, about: dict[str, str]) -> None:
        if self._beside or element in _BESIDE or element.startswith(_DRAW):
            self._beside += 1
        elif element in _CELLS:
            self._about, self._paragraphs, self._length = about, [], 0
        elif element == TEXT + "p":
            self._paragraphs.append("")
            self._length += 1
        elif element == TEXT + "s":
            self._said(" " * min(_count(about, TEXT + "c"), bounds.CELL_CHARACTERS))
        elif element == TEXT + "tab":
            self._said("\t")
        elif element == TEXT + "line-break":
            self._said("\n")
        elif element == TABLE + "table-row":
            self._cells, self._column = [], 0
            self._repeated = _count(about, TABLE + "number-rows-repeated")
            self._hidden |= about.get(TABLE + "visibility") in _HIDDEN_ROW_OR_COLUMN
        elif element == TABLE + "table-column":
            self._hidden |= about.get(TABLE + "visibility") in _HIDDEN_ROW_OR_COLUMN
        elif element == TABLE + "table":
            self._begin_table(about)
        elif element == _STYLE + "style":
            self._style = about.get(_STYLE + "name", "")
        elif element == _STYLE + "table-properties" and about.get(TABLE + "display") == "false":
            self._hidden_styles.add(self._style)

    def _ended(self, element: str) -> None:
        if self._beside:
            self._beside -= 1
        elif element in _CELLS:
            self._end_cell(element == TABLE + "covered-table-cell")
        elif element == TABLE + "table-row":
            self._end_row()
        elif element == TABLE + "table":
            self._end_table()

    def _said(self, text: str) -> None:
        if self._beside or not self._paragraphs:
            return
        self._length += len(text)
        if self._length > bounds.CELL_CHARACTERS:
            raise bounds.too_long_cell(self.name, self._number)
        self._paragraphs[-1] += text

    def _begin_table(self, about: dict[str, str]) -> None:
        self._title = about.get(TABLE + "name", "")
        self._visible = about.get(TABLE + "style-name") not in self._hidden_styles
        self._rows: list[Row] = []
        self._merged: list[Range] = []
        self._hidden = False
        self._number, self._column, self._repeated = 1, 0, 1
        self._cells, self._paragraphs, self._length = [], [], 0

    def _end_cell(self, is_covered: bool) -> None:
        about = self._about
        repeated = _count(about, TABLE + "number-columns-repeated")
        value = None if is_covered else cell_value(about, "\n".join(self._paragraphs))
        self._paragraphs = []
        if value is not None:
            if self._column + repeated > bounds.COLUMNS:
                raise bounds.too_many_columns(self.name)
            self._cells += [None] * (self._column - len(self._cells)) + [value] * repeated
        across = _count(about, TABLE + "number-columns-spanned")
        down = _count(about, TABLE + "number-rows-spanned")
        if across > 1 or down > 1:
            first = self._number, self._column
            self._merged.append((*first, first[0] + down - 1, first[1] + across - 1))
        self._column += repeated

    def _end_row(self) -> None:
        if is_filled(self._cells):
            last = self._number + self._repeated - 1
            self._total += len(self._cells) * self._repeated
            if last > bounds.ROWS:
                raise bounds.too_many_rows(self.name)
            if self._total > bounds.CELLS:
                raise bounds.too_many_cells(self.name)
            self._rows += [Row(n, list(self._cells)) for n in range(self._number, last + 1)]
        self._number += self._repeated
        self._cells = []

    def _end_table(self) -> None:
        self._tables += 1
        if self._tables > bounds.SHEETS:
            raise bounds.too_many_sheets(self.name)
        if self._visible:
            fill_merged(self.name, self._rows, self._merged)
            notes = (hidden_note(self._title),) if self._hidden else ()
            self.sheets.append(Sheet(self._title, self._rows, tuple(self._merged), notes))
        self._begin_table({})


def _count(about: dict[str, str], key: str) -> int:
    """How often something is repeated; what is no number counts once."""
    text = about.get(key, "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else 1
