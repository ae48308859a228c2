"""By which subtraction a cell can be worked out: the fewest published figures that suffice."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from geo.messages import Message
from priemna.privacy.cubes import Ints
from priemna.privacy.dimensions import TOTAL
from priemna.privacy.knowledge import UNKNOWN, Knowledge
from priemna.privacy.programme import TOLERANCE, Programme

MOST_NAMED = 12


@dataclass(frozen=True)
class Explanation:
    """Why a target is no smaller and no larger.

    Parameters
    ----------
    low, high
        Its ends by these figures alone.
    added, subtracted
        Rows of the knowledge that are added up and taken away, without repetition.
    message
        The same as one sentence.
    """

    low: int
    high: int
    added: tuple[int, ...]
    subtracted: tuple[int, ...]
    message: Message


def explain(knowledge: Knowledge, target: sparse.csr_array, name: str) -> Explanation:
    """Return the figures that narrow a target down, none of which can be left out.

    Parameters
    ----------
    knowledge
        What the attacker knows.
    target
        One sum of leaves, shape (1, leaves).
    name
        How to call it in the sentence.

    Notes
    -----
    The sums with a price in the linear programmes of both ends prove these ends (duality). Each is
    then left out in turn and stays out where the interval does not widen.
    """
    cost = np.asarray(target.toarray()[0], dtype=np.float64)
    rows = np.arange(knowledge.rows.shape[0])
    ends, prices = _ends(knowledge, rows, cost)
    kept = np.flatnonzero(np.abs(prices).max(axis=0, initial=0) > TOLERANCE)
    for row in kept[::-1]:
        fewer = kept[kept != row]
        if _ends(knowledge, fewer, cost)[0] == ends:
            kept = fewer
    _, prices = _ends(knowledge, kept, cost)
    signs = prices[0] - prices[1]
    added = tuple(int(row) for row in kept[signs > TOLERANCE])
    subtracted = tuple(int(row) for row in kept[signs <= TOLERANCE])
    return Explanation(*ends, added, subtracted, _say(knowledge, name, ends, added, subtracted))


def cell_name(codes: tuple[str, ...]) -> str:
    """Return how a cell is called: its codes, totals left out."""
    return " × ".join(code for code in codes if code != TOTAL) or TOTAL


def _ends(
    knowledge: Knowledge, rows: Ints, cost: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[tuple[int, int], np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """Ends of a target by some of the sums, and the price of each sum at the upper, lower end."""
    touched = _reached(knowledge.rows[rows], cost)
    inner = sparse.csr_array(knowledge.rows[rows][:, touched])
    near = np.flatnonzero(np.diff(inner.indptr))
    programme = Programme(
        sparse.csr_array(inner[near]),
        knowledge.row_low[rows[near]],
        knowledge.row_high[rows[near]],
        knowledge.low[touched],
        knowledge.high[touched],
    )
    up, down = programme.largest(cost[touched]), programme.largest(-cost[touched])
    high = UNKNOWN if not np.isfinite(up.bound) else int(np.floor(up.bound + TOLERANCE))
    low = -UNKNOWN if not np.isfinite(down.bound) else int(np.ceil(-down.bound - TOLERANCE))
    prices = np.zeros((2, rows.size))
    # The solver makes small what we want large, so prices change sign.
    prices[:, near] = -up.row_prices, -down.row_prices
    return (low, high), prices


def _reached(rows: sparse.csr_array, cost: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ints:
    """Leaves that the sums connect with the target; nothing else can matter."""
    reached = cost != 0
    while True:
        sums = abs(rows) @ reached.astype(np.int64) > 0
        wider = reached | (abs(rows).T @ sums.astype(np.int64) > 0)
        if (wider == reached).all():
            return np.flatnonzero(reached)
        reached = wider


def _say(
    knowledge: Knowledge,
    name: str,
    ends: tuple[int, int],
    added: tuple[int, ...],
    subtracted: tuple[int, ...],
) -> Message:
    low, high = ends
    values: dict[str, object] = {"cell": name, "low": low, "high": high}

    def listed(rows: tuple[int, ...]) -> list[object]:
        found: list[object] = []
        for row in rows[:MOST_NAMED]:
            codes, source = knowledge.name_of(row)
            figure = int(knowledge.row_low[row]), int(knowledge.row_high[row])
            label = cell_name(codes) if codes else source
            found.append(
                Message("{figure} ({number})", {"figure": label, "number": figure[0]})
                if figure[0] == figure[1]
                else label
            )
        return found

    if added and subtracted and low == high:
        return Message(
            "{cell} is {low}: add up {added}, take away {subtracted}.",
            values | {"added": listed(added), "subtracted": listed(subtracted)},
        )
    if added and low == high:
        return Message(
            "{cell} is {low}: it follows from {added}.", values | {"added": listed(added)}
        )
    if added or subtracted:
        return Message(
            "{cell} lies between {low} and {high}: that follows from {figures}.",
            values | {"figures": listed((*added, *subtracted))},
        )
    return Message("{cell} lies between {low} and {high} by what is shown of it.", values)
