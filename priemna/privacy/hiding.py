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
from priemna.privacy.programme import Floats, as_whole, solver_of

MOST_DRAWS = 8


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

    def way_out(
        self,
        cell: int,
        need: int,
        hidden: Bools,
        still: Ints | None = None,
        spread: Floats | float = 1.0,
    ) -> "WayOut | None":
        """Return how a cell may rise or fall by `need`, at about the least cost.

        The cost of a cell grows with how far it moves, so this is a good way, not the best.

        Parameters
        ----------
        hidden
            Cells that are blank already and cost nothing.
        still
            Cells that must not move; None: none.
        spread
            Factor of the cost of each cell.
        """
        count = self.count.size
        weight = np.where(hidden, 1e-2, np.log1p(self.cells.values) + 0.1)
        solver = self._moves
        solver.changeColsCost(2 * count, self._columns, np.tile(weight * spread, 2))
        none = np.zeros(0, np.int64)
        still = np.append(none if still is None else still, cell)
        fixed = np.concatenate([still, still + count]).astype(np.int32)
        room = np.concatenate([np.full(count, self.endless), self.down])
        nothing = np.zeros(fixed.size)
        solver.changeColsBounds(fixed.size, fixed, nothing, nothing)
        ways: list[tuple[float, WayOut]] = []
        for column in (cell, cell + count):
            if room[column] < need or not self.may[cell]:
                continue
            solver.changeColBounds(column, need, need)
            # Nothing moving is the best start: all costs are positive, one cell is out of place.
            solver.setBasis()
            solver.run()
            if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                value = np.array(solver.getSolution().col_value)
                ways.append((solver.getInfo().objective_function_value, self._way(value)))
            solver.changeColBounds(column, 0.0, 0.0)
        back = np.where(self.may[fixed % count], room[fixed], 0.0)
        solver.changeColsBounds(fixed.size, fixed, nothing, back)
        return min(ways, key=lambda way: way[0])[1] if ways else None

    def whole_way_out(
        self, cell: int, need: int, hidden: Bools, still: Ints | None = None
    ) -> "WayOut | None":
        """Return a way out of whole persons where a few tries find one, else any.

        Tables of three dimensions have corners with halves of persons; with other costs the
        programme ends in another corner.
        """
        way = self.way_out(cell, need, hidden, still)
        for draw in range(MOST_DRAWS):
            if way is None or way.moved is not None:
                break
            spread = np.random.default_rng(draw).uniform(0.3, 3.0, self.count.size)
            way = self.way_out(cell, need, hidden, still, spread)
        return way

    def _way(self, value: Floats) -> "WayOut":
        count = self.count.size
        moved = value[:count] - value[count : 2 * count]
        found = None
        # Halves and thirds of persons: twice or three times as far is a table as well.
        for factor in () if self._loose.size else (1.0, 2.0, 3.0):
            whole = as_whole(factor * moved)
            if found is None and whole is not None and (whole >= -self.down).all():
                leaves = np.zeros(self.cells.rows.shape[1], np.int64)
                leaves[self._leaf_of] = whole[self._alone]
                found = whole if (self.cells.rows @ leaves == whole).all() else None
        return WayOut(np.abs(moved) > 1e-7, found)

    @cached_property
    def _alone(self) -> Ints:
        """Cells of one leaf."""
        return np.flatnonzero(np.diff(self.cells.rows.indptr) == 1)

    @cached_property
    def _leaf_of(self) -> Ints:
        """Leaf of each of these."""
        return np.asarray(self.cells.rows.indices[self.cells.rows.indptr[self._alone]], np.int64)

    @cached_property
    def _loose(self) -> Ints:
        """Leaves that are no cell of their own."""
        return np.setdiff1d(np.arange(self.cells.rows.shape[1]), self._leaf_of)

    @cached_property
    def _moves(self) -> highspy._core._Highs:
        """Programme of moves: of each cell up, of each cell down, of leaves that are no cell.

        Only sums have a row: a leaf that is a cell moves as its cell does.
        """
        count, rows = self.count.size, self.cells.rows
        sums = np.flatnonzero(np.diff(rows.indptr) != 1)
        parts = sparse.lil_array((sums.size, count))
        parts[:, self._alone] = rows[sums][:, self._leaf_of]
        parts[np.arange(sums.size), sums] = -1
        up, loose = sparse.csr_array(parts), rows[sums][:, self._loose]
        still, endless = np.zeros(sums.size), np.full(self._loose.size, self.endless)
        room = np.concatenate([np.full(count, self.endless), self.down])
        solver = solver_of(
            sparse.csr_array(sparse.hstack([up, -up, loose], format="csr")),
            still,
            still,
            np.concatenate([np.zeros(2 * count), -endless]),
            np.concatenate([np.where(np.tile(self.may, 2), room, 0.0), endless]),
            cost=np.zeros(2 * count + self._loose.size),
        )
        solver.setOptionValue("presolve", "off")
        return solver

    @cached_property
    def _columns(self) -> NDArray[np.int32]:
        return np.arange(2 * self.count.size, dtype=np.int32)


@dataclass(frozen=True)
class WayOut:
    """A move from the true table to another one.

    Parameters
    ----------
    cells
        Those that move, so that they must be blank.
    moved
        How far each cell moves; None where that is no whole number.
    """

    cells: Bools
    moved: Ints | None
