"""Sheet → where its header stands: under titles, in one row or in two, one above the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from data.cells import Cell, as_text
from data.fields import KINDS
from data.formats import Row, Sheet
from data.matching import ColumnMatch, certain, suggest
from data.personal import personal_header, without_person
from data.words import folded

_ROWS_TO_SEARCH = 30
_HEADERS_AT_LEAST = 2
_WIDEST_GUESSED = 200
_LONGEST_HEADER = 200


@dataclass(frozen=True)
class Header:
    """The header of a table.

    ``position`` is the place of its last row among the rows of the sheet, ``rows`` are the texts
    of its one or two rows, ``matches`` say what each column was taken for.
    """

    position: int
    rows: tuple[tuple[str, ...], ...]
    matches: tuple[ColumnMatch, ...]


def find_header(kind: str, sheet: Sheet, chosen: Mapping[str, str]) -> Header | None:
    """Header with the most known columns among the first rows of a sheet; None without one.

    Two rows are read as one header where that explains a column which one row alone does not:
    „Услуги“ over „Правна помощ“. Slips of the pen count only where nothing is spelled right.
    """
    texts = [_texts(row) for row in sheet.rows[:_ROWS_TO_SEARCH]]
    best: tuple[tuple[int, int], int, bool] = ((0, 0), 0, False)
    for index, row in enumerate(texts):
        for joined in (False, True)[: 2 if index else 1]:
            headers = _joined(texts[index - 1], row) if joined else row
            score = _score(kind, headers, chosen)
            if score > best[0] and (score[1] or not joined):
                best = (score, index, joined)
    if best[0][0] < _HEADERS_AT_LEAST:
        best = max(
            (((_guessed(kind, row, chosen), 0), -index, False) for index, row in enumerate(texts)),
            default=best,
        )
        best = (best[0], -best[1], False)
    (known, _), index, joined = best
    if known < _HEADERS_AT_LEAST:
        return None
    rows = (texts[index - 1], texts[index]) if joined else (texts[index],)
    headers = _joined(*rows) if joined else texts[index]
    return Header(
        index,
        tuple(map(tuple, rows)),
        suggest(kind, _without_persons(kind, headers, chosen), chosen),
    )


def _without_persons(kind: str, headers: list[str], chosen: Mapping[str, str]) -> list[str]:
    """Headers, the letter of the column in place of an unknown one that looks like a person."""
    # A header of another kind is no person either: „Целева група“ is made like a name.
    known = zip(
        certain(kind, headers, chosen),
        *(certain(other, headers, {}) for other in KINDS),
        strict=True,
    )
    return [
        header
        if any(matches) or personal_header(header)
        else without_person(header, f"({get_column_letter(place)})")
        for place, (header, matches) in enumerate(zip(headers, known, strict=True), start=1)
    ]


def _texts(row: Row) -> list[str]:
    return [_header_text(cell) for cell in row.cells]


def _header_text(cell: Cell) -> str:
    return as_text(cell)[:_LONGEST_HEADER]


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Headers of two rows, „upper / lower“; a group stands once or in each of its columns."""
    headers, group = [], ""
    for position in range(max(len(upper), len(lower))):
        above = upper[position] if position < len(upper) else ""
        below = lower[position] if position < len(lower) else ""
        group = above or (group if below else "")
        if not below or folded(below) == folded(above):
            headers.append(above)
        elif not group:
            headers.append(below)
        else:
            headers.append(f"{group} / {below}")
    return headers


def _score(kind: str, headers: list[str], chosen: Mapping[str, str]) -> tuple[int, int]:
    """Fields that are known for certain, and columns that only two rows together explain."""
    matches = [match for match in certain(kind, headers, chosen) if match and match.field]
    grouped = sum(match.by_group for match in matches)
    return len({match.field for match in matches}), grouped


def _guessed(kind: str, headers: list[str], chosen: Mapping[str, str]) -> int:
    if len(headers) > _WIDEST_GUESSED:
        return 0
    return len({match.field for match in suggest(kind, headers, chosen) if match.field})
