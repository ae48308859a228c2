"""Largest and smallest sums over all tables that fit: HiGHS, asked again without starting anew."""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from priemna.privacy.cubes import Ints
from priemna.privacy.errors import Contradiction
from priemna.privacy.knowledge import UNKNOWN

Floats = NDArray[np.float64]
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Extreme:
    """The answer to one question.

    Parameters
    ----------
    bound
        No table goes beyond; infinite where nothing bounds it.
    table
        A table that comes closest, shape (leaves,), or None.
    finished
        Whether the search ended by itself, not by its time limit.
    row_prices, leaf_prices
        Prices of sums and leaves in the linear programme.
    """

    bound: float
    table: Floats | None
    finished: bool
    row_prices: Floats
    leaf_prices: Floats


class Programme:
    """Tables that fit what is known, asked for extremes one after another.

    Parameters
    ----------
    rows
        Sums, shape (facts, leaves).
    row_low, row_high, low, high
        Limits of sums and leaves; beyond :data:`UNKNOWN` there is none.
    whole
        Whether tables hold whole numbers; otherwise any.
    seconds, nodes
        Limits of one question in time and in branches of the search for whole numbers.
    """

    def __init__(
        self,
        rows: sparse.csr_array,
        row_low: Ints,
        row_high: Ints,
        low: Ints,
        high: Ints,
        *,
        whole: bool = False,
        seconds: float | None = None,
        nodes: int | None = None,
    ) -> None:
        self.leaves = np.arange(rows.shape[1], dtype=np.int32)
        low_limit, high_limit = _limits(low, high)
        solver = solver_of(rows, *_limits(row_low, row_high), low_limit, high_limit, whole=whole)
        if nodes is not None:
            solver.setOptionValue("mip_max_nodes", nodes)
        self.solver, self.whole, self.seconds = solver, whole, seconds
        self.rows, self.low, self.high = rows.shape[0], low, high

    def largest(self, cost: Floats) -> Extreme:
        """Return the largest value of ``cost @ table``.

        Raises
        ------
        Contradiction
            If no table fits.
        """
        if not self.rows:
            return self._by_leaves(np.asarray(cost, dtype=np.float64))
        solver = self.solver
        solver.changeColsCost(len(self.leaves), self.leaves, -np.asarray(cost, dtype=np.float64))
        if self.seconds is not None:
            # The clock of the solver runs on from one question to the next.
            solver.setOptionValue("time_limit", solver.getRunTime() + self.seconds)
        solver.run()
        status = solver.getModelStatus()
        known = highspy.HighsModelStatus
        if status == known.kInfeasible:
            raise Contradiction("No table can have all these figures.")
        solution, info = solver.getSolution(), solver.getInfo()
        prices = np.array(solution.row_dual), np.array(solution.col_dual)
        if status == known.kUnbounded or status == known.kUnboundedOrInfeasible:
            return Extreme(np.inf, None, True, *prices)
        found = info.primal_solution_status == 2
        table = np.array(solution.col_value) if found else None
        if status == known.kOptimal:
            return Extreme(-info.objective_function_value, table, True, *prices)
        bound = -info.mip_dual_bound if self.whole else np.inf
        return Extreme(bound, table, False, *prices)

    def _by_leaves(self, cost: Floats) -> Extreme:
        """Return the answer where no sum binds the leaves."""
        table = np.where(cost > 0, self.high, self.low).astype(np.float64)
        endless = bool(((cost > 0) & (self.high >= UNKNOWN)).any())
        bound = np.inf if endless else float(cost @ table)
        return Extreme(bound, None if endless else table, True, np.zeros(0), cost)


def solver_of(
    rows: sparse.sparray,
    row_low: Floats,
    row_high: Floats,
    low: Floats,
    high: Floats,
    *,
    cost: Floats | None = None,
    whole: bool = False,
) -> "highspy._core._Highs":
    """Return a silent solver that holds this programme.

    Nobody here sets the number of threads: the first solver of a process fixes it for all, and a
    later one that asks for another number answers nothing.
    """
    # The class around it prints a banner to standard output before it can be silenced.
    solver = highspy._core._Highs()
    solver.setOptionValue("output_flag", False)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = np.zeros(low.size) if cost is None else np.asarray(cost, dtype=np.float64)
    model.col_lower_, model.col_upper_ = low, high
    model.row_lower_, model.row_upper_ = row_low, row_high
    matrix = sparse.csc_array(rows)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data.astype(np.float64)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * low.size
    solver.passModel(model)
    return solver


def as_whole(table: Floats | None) -> Ints | None:
    """Return the table as whole numbers where it holds such, else None."""
    if table is None:
        return None
    rounded = np.rint(table)
    return rounded.astype(np.int64) if np.abs(table - rounded).max() < TOLERANCE else None


def _limits(low: Ints, high: Ints) -> tuple[Floats, Floats]:
    return (
        np.where(low <= -UNKNOWN, -highspy.kHighsInf, low),
        np.where(high >= UNKNOWN, highspy.kHighsInf, high),
    )
