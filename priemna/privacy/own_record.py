"""Women alone in a blank cell, who know it: what they can tell of the others, and further blanks.

Each woman is an attacker of her own. Tables met for one serve all others in whose cell one person
stands in them, so that few questions are asked twice.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from geo.messages import Message
from priemna.privacy.attack import attack, too_narrow
from priemna.privacy.cubes import Bools, Ints
from priemna.privacy.errors import NoProtection
from priemna.privacy.hiding import Cells, Hider
from priemna.privacy.knowledge import Knowledge
from priemna.privacy.progress import Progress


class Met:
    """Whole tables that fit what is published, cell by cell.

    Parameters
    ----------
    cells
        Cells of the tables.
    counts
        The true table, which is one of them.
    """

    def __init__(self, cells: Cells, counts: Ints) -> None:
        self.cells, self.counts = cells, counts.ravel()
        self.values: NDArray[np.int32] = cells.values[None, :].astype(np.int32)

    def add(self, met: list[tuple[Ints, Ints]]) -> None:
        """Take tables that were met; what they leave open is as in the true table."""
        tables = []
        for leaves, numbers in met:
            table = self.counts.copy()
            table[leaves] = numbers
            tables.append(self.cells.rows @ table)
        if tables:
            self.values = np.vstack([self.values, np.array(tables, dtype=np.int32)])

    def narrow(self, own: int, asked: Ints, limits: tuple[int, int]) -> Bools:
        """Which of some cells no two tables with one person in a cell show to be safe."""
        known = self.values[self.values[:, own] == 1][:, asked]
        return too_narrow(known.min(axis=0), known.max(axis=0), *limits)


def told_by_own_record(
    cells: Cells, knowledge: Knowledge, own: int, limits: tuple[int, int], met: Met
) -> Ints:
    """Return small cells that a woman can tell who knows that she is all of a blank cell.

    Parameters
    ----------
    knowledge
        What everybody knows of the tables.
    own
        Her cell. Of a cell that holds hers she asks for the others in it.
    limits
        Threshold, and narrowest allowed interval.
    met
        Tables that fit; those met on the way are added.
    """
    threshold, width = limits
    alone = sparse.csr_array(cells.rows[[own]])
    shared = np.asarray((cells.rows @ alone.T).toarray()).ravel()
    size = np.asarray(cells.rows.sum(axis=1)).ravel()
    around = shared == size[own]
    others = cells.values - around
    # A cell within hers holds herself or nobody: she knows that already.
    asked = np.flatnonzero((others >= 1) & (others < threshold) & (shared < size))
    # One person less, on both ends, where she is in the cell.
    apart = asked[~around[asked]]
    safe = apart[~met.narrow(own, apart, limits)] if apart.size else apart
    asked = np.setdiff1d(asked, safe)
    if not asked.size:
        return asked
    targets = cells.rows[asked] - sparse.csr_array(np.outer(around[asked], alone.toarray()[0]))
    hers = knowledge.and_facts(alone, np.array([1]), np.array([1]), Message("her own record"))
    tables: list[tuple[Ints, Ints]] = []
    found = attack(hers, sparse.csr_array(targets), enough=max(width, threshold), met=tables)
    met.add(tables)
    return np.asarray(asked[found.open(threshold, width)])


def guard_women_alone(
    shown: Callable[[Bools], Knowledge],
    hider: Hider,
    counts: Ints,
    hidden: Bools,
    limits: tuple[int, int],
    progress: Progress,
) -> Bools:
    """Blank more until no woman alone in a blank cell can tell another small one.

    Parameters
    ----------
    shown
        What everybody knows, by which cells are blank.
    counts
        True number of each leaf.
    hidden
        Cells that are blank already.
    limits
        Threshold, and narrowest allowed interval.

    Raises
    ------
    NoProtection
        If no further blanks help.
    """
    cells, hidden = hider.cells, hidden.copy()
    need = max(limits)
    last = need + 3
    # More blanks leave every table possible that was.
    met = Met(cells, counts)
    while True:
        known = shown(hidden)
        weak: list[tuple[int, int]] = []
        alone = np.flatnonzero(hidden & (cells.values == 1))
        for done, own in enumerate(alone):
            progress.at(Message("asking for each woman alone in a cell"), done, alone.size)
            told = told_by_own_record(cells, known, int(own), limits, met)
            weak += [(int(own), int(cell)) for cell in told]
        if not weak:
            return hidden
        before = hidden.copy()
        for done, (hers, cell) in enumerate(weak):
            progress.at(Message("hiding small cells"), done, len(weak))
            without = hider.may.copy()
            without[hers] = False
            hidden |= Hider(cells, without, hider.least).way_out(cell, need, hidden & without)
        if (hidden == before).all():
            # Wide enough by linear programming, not in whole numbers.
            need += 1
        if need > last:
            raise NoProtection("Small cells of this table cannot be hidden by blanks.")
