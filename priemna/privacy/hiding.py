"""One attacker's programme over a table whose blank cells change: reach, cut and cheapest way out.

Unknown are how far each leaf of a table that fits may lie from the true one. A published cell does
not move; a blank one may fall to what it is known to hold and rise without limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from priemna.privacy.cubes import Bools, Ints, LeafCube
from priemna.privacy.dimensions import Margin, margin_rows
from priemna.privacy.programme import Floats, solver_of


@dataclass(frozen=True)
class Cells:
    """The different cells of several tables; cells of the same leaves are one.

    Parameters
    ----------
    margins
        The tables.
    rows
        Zeros and ones, shape (cells, leaves).
    values
        True numbers, shape (cells,).
    place
        Per table the cell at each of its places, shape of the table.
    """

    margins: tuple[Margin, ...]
    rows: sparse.csr_array
    values: Ints
    place: dict[Margin, Ints]

    def by_margin(self, mask: Bools) -> dict[Margin, Bools]:
        """Return a mask of cells as one mask per table."""
        return {margin: np.asarray(mask[place]) for margin, place in self.place.items()}


def cells_of(cube: LeafCube, margins: Sequence[Margin]) -> Cells:
    """Return the different cells of these tables."""
    seen: dict[bytes, int] = {}
    kept: list[sparse.csr_array] = []
    place = {}
    for margin in margins:
        rows = margin_rows(cube.dimensions, margin)
        rows.sort_indices()
        at = np.zeros(rows.shape[0], dtype=np.int64)
        fresh = []
        for row in range(rows.shape[0]):
            mark = rows.indices[rows.indptr[row] : rows.indptr[row + 1]].tobytes()
            if mark not in seen:
                seen[mark] = len(seen)
                fresh.append(row)
            at[row] = seen[mark]
        kept.append(rows[fresh])
        place[margin] = at.reshape(cube.at(margin).shape)
    matrix = sparse.csr_array(sparse.vstack(kept, format="csr"))
    return Cells(tuple(margins), matrix, matrix @ cube.counts.ravel(), place)


class Hider:
    """The attacker's programme of all small cells.

    Parameters
    ----------
    cells
        Cells of the published tables.
    may
        Cells that may be blank; the others are always published.
    least
        Persons whom everybody knows to be in a blank cell.
    """

    def __init__(self, cells: Cells, may: Bools, least: int = 0) -> None:
        self.cells, self.may, self.least = cells, may, least
        self.down = np.maximum(cells.values - least, 0)
        self.endless = float(2 * cells.values.max(initial=1) + 1000)
        size = cells.rows.shape[1]
        # A leaf nobody can be in by what is published does not move at all.
        still = np.zeros(cells.values.size)
        endless = np.full(size, self.endless)
        self.solver = solver_of(cells.rows, still, still, -endless, endless)
        self.leaves = np.arange(size, dtype=np.int32)
        self.count = np.arange(cells.values.size, dtype=np.int32)

    def hide(self, hidden: Bools) -> None:
        """Blank these cells and no other."""
        self._move(hidden * self.down, hidden * self.endless)

    def hide_in_part(self, part: Floats, need: int) -> None:
        """Blank each cell to a part between 0 and 1; moves beyond `need` are of no use."""
        self._move(part * np.minimum(self.down, need), part * need)

    def _move(self, down: ArrayLike, up: ArrayLike) -> None:
        low, high = -np.asarray(down, dtype=np.float64), np.asarray(up, dtype=np.float64)
        self.solver.changeRowsBounds(self.count.size, self.count, low, high)  # type: ignore[attr-defined]

    def reach(self, cell: int, need: int) -> tuple[float, Floats]:
        """Return the width of the interval of a cell, and a cut on the blank cells that widens it.

        The cut has a factor per cell, none above `need`; a choice of blank cells gives an interval
        of that width only if its factors add up to `need`.
        """
        row = np.asarray(self.cells.rows[[cell]].toarray()[0], dtype=np.float64)
        width, cut = 0.0, np.zeros(self.count.size)
        for side in (1.0, -1.0):
            self.solver.changeColsCost(self.leaves.size, self.leaves, -side * row)
            self.solver.run()
            width += -self.solver.getInfo().objective_function_value
            price = -np.array(self.solver.getSolution().row_dual)
            cut += np.where(price > 0, price * self.endless, -price * self.down)
        return width, np.minimum(np.where(cut < 1e-7, 0.0, cut), need)

    def way_out(self, cell: int, need: int, hidden: Bools) -> Bools:
        """Return the cells whose blanking lets a cell rise by `need`, at about the least cost.

        The cost of a cell grows with how far it moves, so this is a good way, not the best.
        """
        size, count = self.leaves.size, self.count.size
        weight = np.where(hidden, 1e-6, np.log1p(self.cells.values) + 0.1)
        solver = self._moves
        solver.changeColsCost(2 * count, self._columns, np.concatenate([weight, weight]))
        ways = []
        for up, room in ((True, self.endless), (False, float(self.down[cell]))):
            if room < need:
                continue
            column = size + cell + (0 if up else count)
            solver.changeColBounds(column, need, need)
            solver.run()
            if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                value = np.array(solver.getSolution().col_value)[size:].reshape(2, count)
                ways.append((solver.getInfo().objective_function_value, value.max(axis=0) > 1e-7))
            solver.changeColBounds(column, 0.0, room)
        if not ways:
            return self.may.copy()
        return np.asarray(min(ways, key=lambda way: way[0])[1])

    @cached_property
    def _moves(self) -> highspy._core._Highs:
        """Programme of moves: of leaves, then of each cell up, then of each cell down."""
        size, count = self.leaves.size, self.count.size
        eye = sparse.identity(count, format="csr")
        still, endless = np.zeros(count), np.full(size, self.endless)
        return solver_of(
            sparse.csr_array(sparse.hstack([self.cells.rows, -eye, eye], format="csr")),
            still,
            still,
            np.concatenate([-endless, still, still]),
            np.concatenate(
                [
                    endless,
                    np.where(self.may, self.endless, 0.0),
                    np.where(self.may, self.down, 0).astype(np.float64),
                ]
            ),
            cost=np.zeros(size + 2 * count),
        )

    @cached_property
    def _columns(self) -> NDArray[np.int32]:
        return np.arange(self.leaves.size, self.leaves.size + 2 * self.count.size, dtype=np.int32)
