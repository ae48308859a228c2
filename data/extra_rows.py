"""Rows that are no records: the header printed again on each page, totals, page numbers."""

import re
from collections.abc import Callable, Sequence

from data.cells import Cell, CellRefused, as_number, as_text, is_empty
from data.formats import Row
from data.problems import Note
from geo.messages import Message

_TOTAL = re.compile(r"(?:общо|всичко|сума|сбор|междинен сбор|(?:grand |sub)?total|sum)\b", re.I)
_PAGE = re.compile(r"(?:стр(?:аница|\.)?|page)\s*№?\s*\d+(?:\s*(?:от|of|/)\s*\d+)?", re.I)
_FIGURE = re.compile(r"[\d\s.,]*\d\s*(?:%|[^\W\d]{1,12}\.?)?")
_ROWS_NAMED = 5
_LONGEST_VALUE = 30
_TOTALS = Message("Totals were left out: rows {rows}.")
_REMARKS = Message("What stands below the table was left out: rows {rows}.")
_REMARK = re.compile(
    r"(?:\*|забележк|бележк|изготвил|съставил|попълнил|проверил|утвърдил|подпис|note|prepared)",
    re.I,
)


def without_extra_rows(
    rows: Sequence[Row], headers: Sequence[Sequence[str]], needed: Sequence[int]
) -> tuple[list[Row], list[Note]]:
    """Rows that can be records, and what was said of those left out.

    Parameters
    ----------
    rows
        What stands under the header.
    headers
        Texts of the rows of the header.
    needed
        Positions of the columns of which no record leaves all empty.
    """
    again = [{text.casefold() for text in header if text} for header in headers]
    tests: tuple[tuple[Callable[[Row], bool], str], ...] = (
        (
            lambda row: _is_header(row, again),
            Message("The header stands again in rows {rows}: left out.").message,
        ),
        (_is_total, _TOTALS.message),
        (_is_page, Message("Page numbers were left out: rows {rows}.").message),
    )
    kept: list[Row] = []
    left: dict[str, list[int]] = {}
    for row in rows:
        message = next((message for test, message in tests if test(row)), None)
        if message is None:
            kept.append(row)
        else:
            left.setdefault(message, []).append(row.number)
    while len(kept) > 1 and _is_remark(kept[-1], kept[-2]):
        left.setdefault(_REMARKS.message, []).insert(0, kept.pop().number)
    if len(kept) > 1 and _is_sum(kept[-1], kept[:-1], needed):
        left.setdefault(_TOTALS.message, []).append(kept.pop().number)
    return kept, [Note(message, {"rows": _named(numbers)}) for message, numbers in left.items()]


def _first(row: Row) -> Cell:
    return next((cell for cell in row.cells if cell is not None and cell != ""), None)


def _is_header(row: Row, again: list[set[str]]) -> bool:
    first = _first(row)
    if not isinstance(first, str) or all(first.casefold() not in texts for texts in again):
        return False
    said = [as_text(cell).casefold() for cell in row.cells if not is_empty(cell)]
    return len(said) > 1 and any(all(text in texts for text in said) for texts in again)


def _is_total(row: Row) -> bool:
    first = _first(row)
    if not isinstance(first, str) or not _TOTAL.match(first.lstrip()):
        return False
    others = [cell for cell in row.cells if not is_empty(cell) and cell is not first]
    return all(_FIGURE.fullmatch(as_text(cell)) for cell in others)


def _is_page(row: Row) -> bool:
    first = _first(row)
    if not isinstance(first, str) or not _PAGE.fullmatch(first.strip()):
        return False
    return sum(not is_empty(cell) for cell in row.cells) == 1


def _is_remark(last: Row, above: Row) -> bool:
    """Whether a last row is a note or signature: one text alone, after a gap or with its word."""
    filled = [cell for cell in last.cells if not is_empty(cell)]
    first = filled[0] if filled else None
    if len({as_text(cell) for cell in filled}) != 1 or not isinstance(first, str):
        return False
    return bool(_REMARK.match(first.lstrip())) or (
        last.number - above.number > 1 and len(first) > _LONGEST_VALUE
    )


def _is_sum(last: Row, above: list[Row], needed: Sequence[int]) -> bool:
    """Whether the last row holds nothing but the sums of the columns above it."""
    filled = [place for place, cell in enumerate(last.cells) if not is_empty(cell)]
    if not filled or set(filled) & set(needed):
        return False
    return all(
        (total := _number(last.cells[place]))
        and total == sum(_number(row.cells[place]) or 0.0 for row in above)
        for place in filled
    )


def _number(cell: Cell) -> float | None:
    try:
        return None if is_empty(cell) else as_number(cell)
    except CellRefused:
        return None


def _named(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_ROWS_NAMED]))
    return f"{shown} …" if len(numbers) > _ROWS_NAMED else shown
