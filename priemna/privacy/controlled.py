"""Every number of a printed table a multiple of a base, all sums right, at most a base away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from priemna.privacy.cubes import Ints, LeafCube
from priemna.privacy.dimensions import Margin, add_up
from priemna.privacy.errors import NoProtection
from priemna.privacy.hiding import cells_of
from priemna.privacy.knowledge import Knowledge, knows_nothing
from priemna.privacy.programme import solver_of

SECONDS = 60.0


@dataclass(frozen=True)
class Controlled:
    """Tables of multiples of `base` that add up; every number is less than `base` from the true."""

    margins: tuple[Margin, ...]
    values: dict[Margin, Ints]
    base: int

    def knowledge(self, cube: LeafCube) -> Knowledge:
        """Return what a reader knows who knows the rule."""
        found = knows_nothing(cube.dimensions)
        for margin in self.margins:
            found = found.and_table(
                margin, self.values[margin], below=self.base - 1, above=self.base - 1
            )
        return found


def controlled_rounding(
    cube: LeafCube, *, base: int, margins: Sequence[Margin] | None = None
) -> Controlled:
    """Return the tables with every cell at one of the two multiples next to it.

    Parameters
    ----------
    cube
        True numbers.
    base
        Multiple; a cell that is one already keeps its number.
    margins
        Tables to print; None: all of the cube.

    Raises
    ------
    NoProtection
        If there is no such table, which may happen from three dimensions on, or none was found in
        time.

    Notes
    -----
    Cox (1987), "A constructive procedure for unbiased controlled rounding"; here an integer
    programme with one variable per leaf: 1 where it goes up. As the sum of a cell goes up by whole
    bases too, its distance is a linear function of its leaves, and so is the cost.
    """
    margins = tuple(margins or cube.margins)
    cells = cells_of(cube, margins)
    true = cube.counts.ravel()
    down = true // base
    free = np.flatnonzero(true % base)
    rest = cells.values - base * (cells.rows @ down)
    weights = 1 / np.sqrt(1.0 + cells.values)
    # Each cell: its leaves that go up are as many as the bases its rest holds, or one more.
    inner = sparse.csc_array(cells.rows[:, free])
    low, high = rest // base, -(-rest // base)
    # Going up costs what is added and saves what would be lacking.
    slope = np.where(rest % base, base - 2 * (rest % base), 0) * weights
    up = _solve(inner, low, high, slope @ cells.rows[:, free])
    leaves = base * down
    leaves[free] += base * up
    shown = leaves.reshape(cube.shape)
    return Controlled(margins, {m: add_up(cube.dimensions, shown, m) for m in margins}, base)


def _solve(rows: sparse.csc_array, low: Ints, high: Ints, cost: Ints) -> Ints:
    size = rows.shape[1]
    if not size:
        return np.zeros(0, dtype=np.int64)
    solver = solver_of(
        rows,
        low.astype(np.float64),
        high.astype(np.float64),
        np.zeros(size),
        np.ones(size),
        cost=np.asarray(cost, dtype=np.float64),
        whole=True,
    )
    solver.setOptionValue("time_limit", SECONDS)
    solver.setOptionValue("mip_rel_gap", 0.01)
    solver.run()
    if solver.getInfo().primal_solution_status != 2:
        raise NoProtection(
            "No table of multiples was found that adds up and stays close; round small cells "
            "instead, or print fewer sums."
        )
    return np.rint(solver.getSolution().col_value).astype(np.int64)
