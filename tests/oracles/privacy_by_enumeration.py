"""The attacker once more, slowly: every table of whole numbers that fits, one by one."""

from functools import cache

import numpy as np


@cache
def tables(leaves, most, together):
    """Every table of so many leaves, each up to ``most``, all together up to ``together``."""
    if not leaves:
        return np.zeros((1, 0), dtype=np.int64)
    parts = []
    for first in range(min(most, together) + 1):
        rest = tables(leaves - 1, most, together - first)
        parts.append(np.hstack([np.full((len(rest), 1), first), rest]))
    return np.vstack(parts)


def tables_that_fit(knowledge, most, together):
    """Those of them that have all the known sums and limits."""
    every = tables(knowledge.low.size, most, together)
    sums = every @ knowledge.rows.toarray().T
    fits = (
        (every >= knowledge.low).all(axis=1)
        & (every <= knowledge.high).all(axis=1)
        & (sums >= knowledge.row_low).all(axis=1)
        & (sums <= knowledge.row_high).all(axis=1)
    )
    return every[fits]


def intervals_by_enumeration(knowledge, targets, most, together):
    """Smallest and largest number of each target over all tables that fit."""
    values = tables_that_fit(knowledge, most, together) @ targets.toarray().T
    return values.min(axis=0), values.max(axis=0)
