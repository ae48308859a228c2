"""Shares, rates, means, classes, ranks and shapes tell about counts; here is how much.

Each function takes what somebody knows and returns it with the statistic added as sums that lie
between two numbers, so that :func:`~priemna.privacy.attack.attack` may use it.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from geo.messages import Message
from priemna.privacy.cubes import Ints
from priemna.privacy.knowledge import Knowledge

Where = Mapping[str, str]
NO_LIMIT = 10**15
"""Stands for no limit of a sum with large factors."""


def and_share(
    knowledge: Knowledge, part: Where, whole: Where, percent: float, *, digits: int = 0
) -> Knowledge:
    """Add a published percentage of one number of persons in another.

    Parameters
    ----------
    part, whole
        Code by name of the dimension.
    percent
        As published, rounded to `digits` digits after the decimal sign.

    Notes
    -----
    |100 part / whole − percent| ≤ half a unit of the last digit, multiplied out so that all
    factors are whole: two inequalities.
    """
    one, all_of = _row(knowledge, part), _row(knowledge, whole)
    return _and_ratio(
        knowledge, one, all_of, percent, 100, digits, Message("a published percentage")
    )


def and_rate(
    knowledge: Knowledge,
    part: Where,
    population: int,
    rate: float,
    *,
    per: int = 1000,
    digits: int = 1,
) -> Knowledge:
    """Add a published rate per `per` of a population whose size is known."""
    half = 0.5 * 10**-digits
    low = math.ceil((rate - half) * population / per - 1e-9)
    high = math.floor((rate + half) * population / per + 1e-9)
    return knowledge.and_total(part, max(low, 0), high, Message("a published rate"))


def and_mean(
    knowledge: Knowledge, cells: Sequence[Where], mean: float, *, digits: int = 1
) -> Knowledge:
    """Add a published mean of the numbers of several cells."""
    half, row = 0.5 * 10**-digits, _sum(knowledge, cells)
    low = math.ceil((mean - half) * len(cells) - 1e-9)
    high = math.floor((mean + half) * len(cells) + 1e-9)
    return _add(knowledge, [row], [max(low, 0)], [high], Message("a published mean"))


def and_median(knowledge: Knowledge, cells: Sequence[Where], median: float) -> Knowledge:
    """Add a published median of the numbers of several cells.

    Taken as what it says of their sum: the upper half of the cells reaches the median, and so
    does their sum. A median of cells whose order is known says more: add :func:`and_ranks` and
    the middle cell as a class.
    """
    upper = math.ceil(median * ((len(cells) + 1) // 2) - 1e-9)
    return _add(
        knowledge, [_sum(knowledge, cells)], [upper], [NO_LIMIT], Message("a published median")
    )


def and_class(knowledge: Knowledge, cell: Where, low: int, high: int) -> Knowledge:
    """Add the class of a map or legend in which a cell was drawn."""
    return knowledge.and_total(cell, low, high, Message("the class on a map"))


def and_ranks(knowledge: Knowledge, cells: Sequence[Where], *, strict: bool = False) -> Knowledge:
    """Add a published order of cells, largest first; `strict` where ties would have been said."""
    rows = [_row(knowledge, cell) for cell in cells]
    steps = [above - below for above, below in pairwise(rows)]
    return _add(
        knowledge,
        steps,
        [int(strict)] * len(steps),
        [NO_LIMIT] * len(steps),
        Message("a published order"),
    )


def and_worst_off(
    knowledge: Knowledge, listed: Sequence[Where], others: Sequence[Where]
) -> Knowledge:
    """Add a list of the cells with the largest numbers, in any order, out of all."""
    steps = [_row(knowledge, one) - _row(knowledge, other) for one in listed for other in others]
    return _add(
        knowledge, steps, [0] * len(steps), [NO_LIMIT] * len(steps), Message("a published list")
    )


def and_shape(
    knowledge: Knowledge, cells: Sequence[Where], heights: Sequence[int], height: int
) -> Knowledge:
    """Add a sparkline: heights of its points in pixels, of `height` for the largest.

    The axis begins at zero; whoever can read the screen can read each point to half a pixel.
    """
    peak = _row(knowledge, cells[int(np.argmax(heights))])
    for cell, pixels in zip(cells, heights, strict=True):
        row = _row(knowledge, cell)
        if (row != peak).any():
            knowledge = _and_ratio(
                knowledge, row, peak, pixels, height, 0, Message("the shape of a line")
            )
    return knowledge


def _and_ratio(
    knowledge: Knowledge,
    part: Ints,
    whole: Ints,
    figure: float,
    scale: int,
    digits: int,
    source: Message,
) -> Knowledge:
    """`scale` × part / whole was rounded to `figure`."""
    units = round(figure * 10**digits)
    factor = 2 * scale * 10**digits
    at_least = factor * part - (2 * units - 1) * whole
    at_most = (2 * units + 1) * whole - factor * part
    return _add(knowledge, [at_least, at_most], [0, 0], [NO_LIMIT, NO_LIMIT], source)


def _row(knowledge: Knowledge, where: Where) -> Ints:
    return knowledge.selection(where).ravel().astype(np.int64)


def _sum(knowledge: Knowledge, cells: Sequence[Where]) -> Ints:
    return np.asarray(sum(_row(knowledge, cell) for cell in cells), dtype=np.int64)


def _add(
    knowledge: Knowledge,
    rows: Sequence[Ints],
    low: Sequence[int],
    high: Sequence[int],
    source: Message,
) -> Knowledge:
    matrix = sparse.csr_array(np.array(rows, dtype=np.int64).reshape(len(rows), -1))
    return knowledge.and_facts(matrix, np.array(low), np.array(high), source)
