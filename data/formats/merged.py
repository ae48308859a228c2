"""Merged cells → their value in every cell they cover."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from data.cells import is_empty
from data.formats import bounds
from data.formats.sheets import Range, Row


def fill_merged(name: str, rows: list[Row], merged: Sequence[Range]) -> None:
    """Repeat the value of each merged cell in the rows and columns it covers, in place.

    A date merged down ten rows is meant for all ten. A title merged across the sheet, alone in
    its row, stays where it is: repeated, it would look like a header. Rows without an entry of
    their own stay left out.

    Raises
    ------
    FileRefused
        Where merged cells lie over one another, which no ordinary workbook can hold: filling them
        would never end.
    """
    width = max((len(row.cells) for row in rows), default=0)
    numbers = [row.number for row in rows]
    entries = {row.number: sum(not is_empty(cell) for cell in row.cells) for row in rows if merged}
    filled = 0
    for first_row, first_column, last_row, last_column in merged:
        start, stop = bisect_left(numbers, first_row), bisect_right(numbers, last_row)
        last_column = min(last_column, width - 1)
        if first_column > last_column or start == stop or numbers[start] != first_row:
            continue
        cells = rows[start].cells
        value = cells[first_column] if first_column < len(cells) else None
        across = last_column - first_column + 1
        is_title = entries[first_row] == 1 and across > 1 and 2 * across > width
        if is_empty(value) or is_title:
            continue
        filled += across * (stop - start)
        if filled > width * len(rows):
            raise bounds.swells(name)
        for row in rows[start:stop]:
            row.cells.extend([None] * (last_column + 1 - len(row.cells)))
            row.cells[first_column : last_column + 1] = [value] * across
