"""What blanks tell to somebody who knows by which rule and threshold they were chosen.

Nobody blanks an empty cell, and nobody blanks anything where no cell is small: so a blank holds at
least one person, and among blanks that hang together one is small. What else would follow from
running the rule on every table that fits is not used.
"""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from geo.messages import Message
from priemna.privacy.attack import attack
from priemna.privacy.cubes import Bools, Ints
from priemna.privacy.errors import Contradiction
from priemna.privacy.hiding import Cells
from priemna.privacy.knowledge import UNKNOWN, Knowledge


def knows_rule(knowledge: Knowledge, cells: Cells, hidden: Bools) -> Knowledge:
    """Return the knowledge with at least one person in each blank cell."""
    places = np.flatnonzero(hidden)
    return knowledge.and_facts(
        cells.rows[places],
        np.ones(places.size, np.int64),
        np.full(places.size, UNKNOWN),
        Message("empty cells are not blank"),
    )


def told_by_rule(cells: Cells, knowledge: Knowledge, hidden: Bools, threshold: int) -> Ints:
    """Return small cells that must be the reason of the blanks around them.

    Parameters
    ----------
    knowledge
        What a reader knows who knows the rule.
    hidden
        Blank cells.
    threshold
        Cells of 1 … threshold − 1 persons are small.

    Returns
    -------
    array
        Blank cells that are small in every table that fits and has a reason for its blanks.
    """
    places = np.flatnonzero(hidden)
    small = (cells.values[places] > 0) & (cells.values[places] < threshold)
    told = []
    for group in _groups(cells, places):
        reasons = places[group[small[group]]]
        # Two small ones are a reason for each other: the true table has both.
        if len(reasons) == 1 and not _other_reason(
            cells, knowledge, int(reasons[0]), places[group], threshold
        ):
            told.append(int(reasons[0]))
    return np.array(told, dtype=np.int64)


def _groups(cells: Cells, places: Ints) -> list[Ints]:
    """Blank cells that hang together by a leaf, or by leaves under one published sum."""
    free = np.asarray(cells.rows[places].sum(axis=0)).ravel() > 0
    hidden = np.zeros(cells.values.size, bool)
    hidden[places] = True
    inside = sparse.csr_array(
        cells.rows @ sparse.diags_array(free.astype(np.int64), dtype=np.int64)
    )
    inside.eliminate_zeros()
    binding = np.append(_own_sums(inside, np.flatnonzero(~hidden)), places)
    through = inside[binding]
    _, label = connected_components(sparse.csr_array(through.T @ through), directed=False)
    group = label[[inside.indices[inside.indptr[place]] for place in places]]
    return [np.flatnonzero(group == one) for one in np.unique(group)]


def _own_sums(inside: sparse.csr_array, published: Ints) -> Ints:
    """Published sums over unknown leaves that are not sums of smaller published ones."""
    size = np.diff(inside.indptr)
    kept: list[int] = []
    over: dict[int, list[frozenset[int]]] = {}
    for row in published[np.argsort(size[published], kind="stable")]:
        leaves = frozenset(inside.indices[inside.indptr[row] : inside.indptr[row + 1]].tolist())
        if leaves and _left_of(leaves, over):
            kept.append(int(row))
            for leaf in leaves:
                over.setdefault(leaf, []).append(leaves)
    return np.array(kept, dtype=np.int64)


def _left_of(leaves: frozenset[int], over: dict[int, list[frozenset[int]]]) -> frozenset[int]:
    """What is left of some leaves when smaller sums, the largest first, are taken off."""
    left = leaves
    while left:
        fitting = [one for one in over.get(min(left), ()) if one <= left]
        if not fitting:
            return left
        left -= max(fitting, key=len)
    return left


def _other_reason(
    cells: Cells, knowledge: Knowledge, cell: int, around: Ints, threshold: int
) -> bool:
    """Whether another blank may be small while this one is not."""
    others = around[around != cell]
    if not others.size:
        return False
    own = sparse.csr_array(cells.rows[[cell]])
    large = knowledge.and_facts(
        own, np.array([threshold]), np.array([UNKNOWN]), Message("a cell that is not small")
    )
    try:
        found = attack(large, cells.rows[others])
    except Contradiction:
        return False
    return bool((found.low_reached < threshold).any())
