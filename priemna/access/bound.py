"""A value that no choice of places can be below, and which places can still be part of the best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from priemna.access.coverage import Floats
from priemna.access.swap import improve_by_swaps, value_of

ROUNDS = 1500
_PATIENCE = 15
_LEAST_STEP = 1e-4
_WIDTHS = 8
_LEAST_WIDTH = 60
_CLOSE_ENOUGH = 1e-7

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Bounded:
    """What a relaxation tells.

    Parameters
    ----------
    sites
        The best choice seen.
    bound
        No choice is below it.
    certain
        Columns that belong to every choice better than ``sites``.
    possible
        Columns that may belong to one, the certain ones left out.
    """

    sites: list[int]
    bound: float
    certain: tuple[int, ...]
    possible: tuple[int, ...]


def bound_choice(
    costs: Floats,
    count: int,
    base: Floats | None,
    *,
    start: Sequence[int],
    barred: Sequence[int] = (),
    rounds: int = ROUNDS,
) -> Bounded:
    """Bound the least sum of row minima over `count` columns.

    Parameters
    ----------
    costs, count, base
        As for `priemna.access.exact.choose_exactly`.
    start
        A good choice.
    barred
        Columns not to be chosen.
    rounds
        Steps of the search for prices; more make the bound tighter.

    Notes
    -----
    Lagrangian relaxation of "each row is served once" with a price u per row (Cornuéjols, Fisher
    and Nemhauser 1977): L(u) = Σ u + the `count` smallest ρ_j, ρ_j = Σ_i min(0, c_ij − u_i). Any
    prices give a valid bound; steps along the subgradient raise it (Held, Wolfe and Crowder 1974).
    A price never exceeds the cost of the nearest columns kept, so that the others cannot matter.
    Where exchanging a column for the worst opened one lifts L above the best value known, no
    better choice has it (reduced cost fixing).
    """
    allowed = np.ones(costs.shape[1], dtype=bool)
    allowed[list(barred)] = False
    rows, columns, values, cap = _near_entries(costs, count, base)
    best = list(start)
    known = value_of(costs, best, base)
    prices = np.minimum(_second(costs, best, base), cap)
    top: Floats = np.zeros(costs.shape[1])
    bound, step, waited = -np.inf, 2.0, 0
    for number in range(rounds):
        reduced = values - prices[rows]
        worth = np.zeros(costs.shape[1])
        worth += np.bincount(columns, np.minimum(reduced, 0.0), minlength=len(worth))
        worth[~allowed] = np.inf
        opened = np.argpartition(worth, count - 1)[:count]
        now = float(prices.sum() + worth[opened].sum())
        waited = 0 if now > bound + _CLOSE_ENOUGH * abs(known) else waited + 1
        if now > bound:
            bound, top = now, worth
        if waited >= _PATIENCE:
            step, waited = step / 2, 0
        if number % _PATIENCE == 0 and (value := value_of(costs, opened, base)) < known:
            best, known = [int(j) for j in opened], value
        is_open = np.zeros(costs.shape[1], dtype=bool)
        is_open[opened] = True
        served = np.bincount(rows, is_open[columns] & (reduced < 0), minlength=len(costs))
        slope = 1.0 - served
        # A price at its cap cannot rise: that row is served by what exists.
        slope[(prices >= cap) & (slope > 0)] = 0.0
        length = float(slope @ slope)
        if known - bound <= _CLOSE_ENOUGH * abs(known) or length == 0 or step < _LEAST_STEP:
            break
        prices = np.minimum(prices + step * (known - now) / length * slope, cap)
    if best != list(start):
        best = improve_by_swaps(costs, best, base, barred=barred)
        known = value_of(costs, best, base)
    certain, possible = _still_open(top, count, bound, known)
    return Bounded(best, min(bound, known), certain, possible)


def _still_open(
    worth: Floats, count: int, bound: float, known: float
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns that every better choice has, and those that one may have."""
    slack = max(known - bound, 0.0) + _CLOSE_ENOUGH * abs(known)
    order = np.argsort(worth, kind="stable")
    inside, outside = order[:count], order[count:]
    last = float(worth[inside[-1]])
    following = float(worth[outside[0]]) if len(outside) else np.inf
    certain = inside[following - worth[inside] > slack]
    near = outside[worth[outside] - last <= slack]
    possible = np.concatenate([np.setdiff1d(inside, certain), near])
    return tuple(map(int, np.sort(certain))), tuple(map(int, np.sort(possible)))


def _near_entries(
    costs: Floats, count: int, base: Floats | None
) -> tuple[Places, Places, Floats, Floats]:
    """Row, column and cost of the cheapest entries of each row, and the cap of its price.

    A row is served by one of the `count` places, so of all columns about one in `count` lies near
    enough to matter; several times as many are kept.
    """
    most: Floats = costs.max(axis=1)
    cap = most
    width = max(_LEAST_WIDTH, _WIDTHS * costs.shape[1] // count)
    if width < costs.shape[1]:
        near = np.partition(costs, width, axis=1)[:, width]
        # Where that many cost the same least, as in covering, all cheaper than the most matter.
        cap = np.where(near > costs.min(axis=1), near, most)
    if base is not None:
        cap = np.minimum(cap, base)
    rows, columns = np.nonzero(costs < cap[:, None])
    return rows, columns, costs[rows, columns], cap


def _second(costs: Floats, sites: Sequence[int], base: Floats | None) -> Floats:
    """Second least cost of each row: about what serving it is worth."""
    own = costs[:, list(sites)]
    if base is not None:
        own = np.hstack([own, base[:, None]])
    if own.shape[1] == 1:
        most: Floats = costs.max(axis=1)
        return most
    second: Floats = np.partition(own, 1, axis=1)[:, 1]
    return second
