"""Good choices of places quickly: greedy start, then the best exchange of one place at a time."""

from collections.abc import Sequence

import numpy as np

from priemna.access.coverage import Floats

_BLOCK = 256
_LEAST_GAIN = 1e-9


def value_of(costs: Floats, sites: Sequence[int] | np.ndarray, base: Floats | None) -> float:
    """Sum over all rows of the least cost among the sites and what exists."""
    chosen = costs[:, np.asarray(sites)].min(axis=1)
    return float((chosen if base is None else np.minimum(chosen, base)).sum())


def start_greedily(
    costs: Floats, count: int, base: Floats | None, *, barred: Sequence[int] = ()
) -> list[int]:
    """Add one place after the other, each the one that saves most.

    Parameters
    ----------
    costs
        Cost of serving row i from column j.
    count
        How many columns to choose.
    base
        Cost of each row without any of them; None where it must be served by one.
    barred
        Columns not to be chosen.

    Notes
    -----
    What a column saves can only fall as others are chosen, so columns are looked at in the order
    of what they saved last, and the first that keeps its place is taken (Minoux 1978).
    """
    served = costs.max(axis=1) if base is None else base.copy()
    savings = np.array([np.maximum(served - costs[:, j], 0.0).sum() for j in range(costs.shape[1])])
    savings[list(barred)] = -np.inf
    chosen: list[int] = []
    for _ in range(count):
        while True:
            best = int(savings.argmax())
            now = float(np.maximum(served - costs[:, best], 0.0).sum())
            fell = now < savings[best] - _LEAST_GAIN
            savings[best] = now
            if not fell:
                break
        chosen.append(best)
        savings[best] = -np.inf
        served = np.minimum(served, costs[:, best])
    return chosen


def improve_by_swaps(
    costs: Floats, start: Sequence[int], base: Floats | None, *, barred: Sequence[int] = ()
) -> list[int]:
    """Exchange a chosen place for another as long as that saves, the best exchange each time.

    Notes
    -----
    Teitz and Bart (1968), with the profit of all exchanges from the nearest and second nearest
    place of each row (Resende and Werneck 2007, "A fast swap-based local search procedure for
    location problems", Annals of Operations Research 150): for j in and r out it is
    gain(j) − loss(r) + extra(j, r).
    """
    chosen = list(start)
    closed = np.ones(costs.shape[1], dtype=bool)
    closed[chosen] = False
    closed[list(barred)] = False
    while True:
        profit, enters, leaves = _best_exchange(costs, chosen, base, closed)
        if profit <= _LEAST_GAIN * max(1.0, float(costs[:, chosen].min(axis=1).sum())):
            return chosen
        closed[chosen[leaves]], closed[enters] = True, False
        chosen[leaves] = enters


def _best_exchange(
    costs: Floats, chosen: list[int], base: Floats | None, closed: np.ndarray
) -> tuple[float, int, int]:
    """Profit of the best exchange, the column that enters and the place in the list that leaves."""
    rows = np.arange(len(costs))
    own = costs[:, chosen]
    first = own.argmin(axis=1)
    near = own[rows, first]
    own[rows, first] = np.inf
    second = own.min(axis=1)
    if base is not None:
        second = np.minimum(second, base)
        # A row that what exists serves as well loses nothing, whoever leaves.
        near = np.minimum(near, base)
        second = np.maximum(second, near)
    if not np.isfinite(second).all():
        # The only place there is: whoever enters takes over all rows.
        second = np.where(np.isfinite(second), second, costs.max(axis=1))
    loss = np.bincount(first, second - near, minlength=len(chosen))
    order = np.argsort(first, kind="stable")
    starts = np.searchsorted(first[order], np.arange(len(chosen)))
    filled = np.flatnonzero(np.bincount(first, minlength=len(chosen)))
    best = (-np.inf, -1, -1)
    options = np.flatnonzero(closed)
    for block in range(0, len(options), _BLOCK):
        columns = options[block : block + _BLOCK]
        offered = costs[:, columns]
        gain = np.maximum(near[:, None] - offered, 0.0).sum(axis=0)
        saved = np.maximum(second[:, None] - np.maximum(offered, near[:, None]), 0.0)[order]
        extra = np.zeros((len(chosen), len(columns)))
        extra[filled] = np.add.reduceat(saved, starts[filled], axis=0)
        profit = gain[None, :] - loss[:, None] + extra
        leaves, enters = np.unravel_index(int(profit.argmax()), profit.shape)
        if profit[leaves, enters] > best[0]:
            best = (float(profit[leaves, enters]), int(columns[enters]), int(leaves))
    return best
