"""What keeps the cells of a text table apart, found from its first rows."""

import csv
import io
from collections import Counter

_DELIMITERS = ";,\t|"
# Under the wrong delimiter the first full row is one of figures, cut at its decimal commas.
_HEADER_COUNTS = 0.8


def find_delimiter(start: str) -> tuple[str, int]:
    """Delimiter of a text and the usual number of cells of its rows.

    It is the one that cuts most rows into the same number of cells, many rather than few, and
    whose first such row looks like a header. A text without any is one column.

    Parameters
    ----------
    start
        The first rows; the last may be cut off.
    """
    best, best_width, best_score = ",", 1, 0.0
    for delimiter in _DELIMITERS:
        width, score = _score(start, delimiter)
        if score > best_score:
            best, best_width, best_score = delimiter, width, score
    return best, best_width


def _score(start: str, delimiter: str) -> tuple[int, float]:
    try:
        rows = [
            row for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter) if row
        ]
    except csv.Error:
        return 1, 0.0
    if not rows:
        return 1, 0.0
    counted = Counter(map(len, rows))
    # Title rows are narrow and free text has stray commas: width counts where it repeats.
    width = max(counted, key=lambda wide: (counted[wide], wide))
    header = next(row for row in rows if len(row) == width)
    words = sum(not any(map(str.isdigit, cell)) for cell in header) / width
    share = counted[width] / len(rows)
    return width, (width - 1) * share * (1 - _HEADER_COUNTS + _HEADER_COUNTS * words)
