"""Women alone in a blank cell, who know it: what they can tell of the others, and further blanks.

Each woman is an attacker of her own. Tables met for one serve all others in whose cell one person
stands in them, so that few questions are asked twice.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from geo.messages import Message
from priemna.privacy.attack import attack, too_narrow
from priemna.privacy.cubes import Bools, Ints
from priemna.privacy.errors import NoProtection
from priemna.privacy.hiding import Cells, Hider, WayOut
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
        self._fresh: list[Ints] = []

    def add(self, met: list[tuple[Ints, Ints]]) -> None:
        """Take tables that were met; what they leave open is as in the true table."""
        for leaves, numbers in met:
            table = self.counts.copy()
            table[leaves] = numbers
            self._fresh.append(self.cells.rows @ table)

    def add_way(self, way: WayOut) -> None:
        """Take the table to which a move leads, if it holds whole numbers."""
        if way.moved is not None:
            self._fresh.append(self.cells.values + way.moved)

    def ends(self, asked: Ints, own: int | None = None) -> tuple[Ints, Ints]:
        """Smallest and largest number of some cells, in tables that have one person in `own`."""
        if self._fresh:
            self.values = np.vstack([self.values, np.array(self._fresh, dtype=np.int32)])
            self._fresh = []
        fitting = self.values if own is None else self.values[self.values[:, own] == 1]
        known = fitting[:, asked].astype(np.int64)
        return known.min(axis=0), known.max(axis=0)

    def narrow(
        self, asked: Ints, limits: tuple[int, int], own: int | None = None, hers: int | Ints = 0
    ) -> Bools:
        """Which of some cells no two such tables show to be safe, less `hers` persons in each."""
        least, most = self.ends(asked, own)
        return too_narrow(least - hers, most - hers, *limits)

    def narrow_of_all(self, limits: tuple[int, int]) -> Bools:
        """Which of all cells no two tables show to be safe."""
        return self.narrow(np.arange(self.cells.values.size), limits)

    def keep_fitting(self, hidden: Bools, least: int) -> None:
        """Hold every table against what is published, in whole numbers, and drop what differs."""
        self.ends(np.zeros(0, np.int64))
        true, low = self.cells.values, np.where(hidden, least, self.cells.values)
        fits = (self.values >= low) & (hidden | (self.values == true))
        self.values = self.values[fits.all(axis=1)]


@dataclass(frozen=True)
class _Asked:
    """Small cells a woman would like to tell, and whether she is in them herself."""

    cells: Ints
    hers: Ints


def _asked_by(cells: Cells, own: int, threshold: int) -> _Asked:
    """Cells with few others in them. A cell within hers holds herself or nobody: she knows."""
    shared = np.asarray((cells.rows @ cells.rows[[own]].T).toarray()).ravel()
    size = np.diff(cells.rows.indptr)
    around = shared == size[own]
    others = cells.values - around
    asked = np.flatnonzero((others >= 1) & (others < threshold) & (shared < size))
    return _Asked(asked, around[asked].astype(np.int64))


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
    asked = _asked_by(cells, own, threshold)
    left = met.narrow(asked.cells, limits, own, asked.hers)
    if not left.any():
        return asked.cells[left]
    places, hers = asked.cells[left], asked.hers[left]
    alone = sparse.csr_array(cells.rows[[own]])
    targets = cells.rows[places] - sparse.csr_array(hers[:, None]) @ alone
    known = knowledge.and_facts(alone, np.array([1]), np.array([1]), Message("her own record"))
    tables: list[tuple[Ints, Ints]] = []
    found = attack(
        known, sparse.csr_array(targets), enough=max(width, threshold - 1), told=limits, met=tables
    )
    met.add(tables)
    return np.asarray(places[found.open(threshold, width)])


def guard_women_alone(
    shown: Callable[[Bools], Knowledge],
    hider: Hider,
    hidden: Bools,
    limits: tuple[int, int],
    met: Met,
    progress: Progress,
) -> Bools:
    """Blank more until no woman alone in a blank cell can tell another small one.

    Parameters
    ----------
    shown
        What everybody knows, by which cells are blank.
    hidden
        Cells that are blank already.
    limits
        Threshold, and narrowest allowed interval.
    met
        Tables that fit. More blanks leave every table possible that was.

    Raises
    ------
    NoProtection
        If no further blanks help.

    Notes
    -----
    A move that opens a cell and leaves a woman's own cell as it is keeps her out. Per small cell a
    first move, and a second one that avoids whoever the first one moved, do for nearly all women.
    """
    cells, hidden = hider.cells, hidden.copy()
    alone = np.flatnonzero(hidden & (cells.values == 1))
    if not alone.size:
        return hidden
    need = max(limits[1], limits[0] - 1)
    last = need + 3
    hidden = _moved_apart(hider, hidden, alone, need, limits[0], met, progress)
    while True:
        known = shown(hidden)
        weak: list[tuple[int, int]] = []
        for done, own in enumerate(alone):
            progress.at(Message("asking for each woman alone in a cell"), done, alone.size)
            told = told_by_own_record(cells, known, int(own), limits, met)
            weak += [(int(own), int(cell)) for cell in told]
        if not weak:
            return hidden
        before = hidden.copy()
        for done, (hers, cell) in enumerate(weak):
            progress.at(Message("hiding small cells"), done, len(weak))
            hidden = opened(hider, cell, need, hidden, met, np.array([hers]))
        if (hidden == before).all():
            # Wide enough by linear programming, not in whole numbers.
            need += 1
        if need > last:
            raise NoProtection("Small cells of this table cannot be hidden by blanks.")


def opened(
    hider: Hider, cell: int, need: int, hidden: Bools, met: Met, still: Ints | None = None
) -> Bools:
    """Return the blanks with those that let a cell move by `need`; all there may be if none do."""
    way = hider.whole_way_out(cell, need, hidden, still)
    if way is None:
        return hidden | hider.may
    met.add_way(way)
    return hidden | way.cells


def _moved_apart(
    hider: Hider,
    hidden: Bools,
    alone: Ints,
    need: int,
    threshold: int,
    met: Met,
    progress: Progress,
) -> Bools:
    """Blank what small cells need to move while each woman alone stays where she is."""
    cells = hider.cells
    inside = np.asarray(cells.rows @ np.asarray(cells.rows[alone].sum(axis=0)).ravel()) > 0
    small = (cells.values > 0) & (cells.values < threshold)
    targets = np.flatnonzero(small | ((cells.values == threshold) & inside))
    for done, cell in enumerate(targets):
        progress.at(Message("asking for each woman alone in a cell"), done, targets.size)
        first = hider.whole_way_out(int(cell), need, hidden)
        if first is None:
            continue
        met.add_way(first)
        hidden = hidden | first.cells
        within = cells.rows[[int(cell)]]
        hit = alone[first.cells[alone]]
        around = np.asarray((cells.rows[hit] @ within.T).toarray()).ravel() == within.nnz
        hit = hit[~around]
        if not hit.size:
            continue
        second = hider.whole_way_out(int(cell), need, hidden, hit)
        if second is not None and not (second.cells & ~hidden).any():
            met.add_way(second)
        else:
            for hers in hit:
                hidden = opened(hider, int(cell), need, hidden, met, np.array([hers]))
    return hidden
