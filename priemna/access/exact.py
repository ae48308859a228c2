"""The best choice of places, proven by an integer programme (HiGHS)."""

import highspy
import numpy as np
from highspy._core import _Highs

from priemna.access.coverage import Floats

_SAME = 1e-9


def choose_exactly(
    costs: Floats,
    count: int,
    base: Floats | None,
    *,
    time_limit_seconds: float = 60.0,
) -> tuple[list[int], float]:
    """Choose `count` columns with the least sum of row minima.

    Parameters
    ----------
    costs
        Cost of serving row i from column j, not negative.
    count
        How many columns.
    base
        Cost of each row without any of them; None where it must be served by one.
    time_limit_seconds
        After it the best choice so far comes back, with the bound reached.

    Returns
    -------
    tuple of list of int and float
        The choice and a value that no choice can be below.

    Notes
    -----
    Radius formulation (Cornuéjols, Nemhauser and Wolsey 1980; Elloumi 2010): with the different
    costs D1 < D2 < … of a row, z_k = 1 where no open place costs at most D_k, and the row costs
    D1 + Σ_k (D_k+1 − D_k) z_k. With costs of 0 and 1 it is the usual covering programme.
    """
    columns = costs.shape[1]
    steps: list[float] = []
    rows: list[tuple[float, list[int], list[float]]] = []
    constant = 0.0
    for row in range(len(costs)):
        most = float(costs[row].max()) if base is None else float(base[row])
        constant += _add_levels(costs[row], most, columns + len(steps), steps, rows)
    # The wrapper `highspy.Highs` greets on standard output before it can be told to be quiet.
    highs = _Highs()
    for option, value in (
        ("output_flag", False),
        ("time_limit", time_limit_seconds),
        ("mip_rel_gap", 0.0),
    ):
        highs.setOptionValue(option, value)
    highs.addVars(
        columns + len(steps), np.zeros(columns + len(steps)), np.ones(columns + len(steps))
    )
    every = np.arange(columns, dtype=np.int32)
    highs.changeColsIntegrality(
        columns, every, np.full(columns, highspy.HighsVarType.kInteger, dtype=np.uint8)
    )
    levels = np.arange(columns, columns + len(steps), dtype=np.int32)
    highs.changeColsCost(len(steps), levels, np.array(steps))
    highs.addRow(count, count, columns, every, np.ones(columns))
    lengths = [len(inside) for _, inside, _ in rows]
    highs.addRows(
        len(rows),
        np.array([lower for lower, _, _ in rows]),
        np.full(len(rows), highspy.kHighsInf),
        sum(lengths),
        np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32) if rows else every[:0],
        np.array([one for _, inside, _ in rows for one in inside], dtype=np.int32),
        np.array([one for _, _, values in rows for one in values]),
    )
    # No start is given: HiGHS 1.16 may return a partial one as optimal although it breaks a rule.
    highs.run()
    opened = np.array(highs.getSolution().col_value[:columns])
    sites = [int(j) for j in np.argsort(-opened, kind="stable")[:count]]
    return sites, constant + float(highs.getInfo().mip_dual_bound)


def _add_levels(
    costs: Floats,
    most: float,
    next_variable: int,
    steps: list[float],
    rows: list[tuple[float, list[int], list[float]]],
) -> float:
    """Add one row's variables (their costs) and constraints; return what it costs in any case."""
    useful = np.flatnonzero(costs < most - _SAME)
    levels = np.unique(np.append(costs[useful], most))
    levels = levels[np.append(True, np.diff(levels) > _SAME)]
    ranks = np.searchsorted(levels, costs[useful] + _SAME, side="right") - 1
    for rank in range(len(levels) - 1):
        here = [int(j) for j in useful[ranks == rank]]
        variable = next_variable + rank
        steps.append(float(levels[rank + 1] - levels[rank]))
        # z_k + (places of exactly this cost) ≥ z_k−1; before the first level nothing is open.
        if rank == 0:
            rows.append((1.0, [*here, variable], [1.0] * (len(here) + 1)))
        else:
            rows.append((0.0, [*here, variable, variable - 1], [1.0] * (len(here) + 1) + [-1.0]))
    return float(levels[0])
