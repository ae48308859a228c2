"""Limits of leaves that follow from one sum after another, in whole numbers."""

import numpy as np
from scipy import sparse

from priemna.privacy.cubes import Ints
from priemna.privacy.errors import Contradiction

ROUNDS = 60


def tighten(
    rows: sparse.csr_array, row_low: Ints, row_high: Ints, low: Ints, high: Ints
) -> tuple[Ints, Ints]:
    """Return the limits of the leaves after each sum was held against the limits of its leaves.

    Repeated until nothing moves, at most :data:`ROUNDS` times; whole-number arithmetic throughout,
    so that a limit is never off by a rounding error.

    Raises
    ------
    Contradiction
        If no leaves can have these sums.
    """
    low, high = low.copy(), high.copy()
    if not rows.nnz:
        return low, high
    entries = rows.tocoo()
    row, leaf, factor = entries.row, entries.col, entries.data
    positive = factor > 0
    for _ in range(ROUNDS):
        at_low = np.where(positive, factor * low[leaf], factor * high[leaf])
        at_high = np.where(positive, factor * high[leaf], factor * low[leaf])
        least = _by_row(row, at_low, len(row_low))
        most = _by_row(row, at_high, len(row_low))
        if (least > row_high).any() or (most < row_low).any():
            raise Contradiction("No table can have all these figures.")
        room_up = row_high[row] - (least[row] - at_low)
        room_down = row_low[row] - (most[row] - at_high)
        upper = np.where(positive, room_up // factor, room_down // factor)
        lower = np.where(positive, -(-room_down // factor), -(-room_up // factor))
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, leaf, lower)
        np.minimum.at(new_high, leaf, upper)
        if (new_low > new_high).any():
            raise Contradiction("No table can have all these figures.")
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    return low, high


def _by_row(row: Ints, values: Ints, size: int) -> Ints:
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, row, values)
    return found
