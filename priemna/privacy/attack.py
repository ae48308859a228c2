"""What can be worked out: the smallest and largest number of each cell, over all tables that fit.

Not one programme per cell. Limits are first passed from sum to sum, what is fixed is taken out, and
what falls apart is solved in parts. In each part one table that makes many cells large at once
answers for all of them; only cells that are left are asked for singly, each from where the last
answer stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from priemna.privacy.cubes import Bools, Ints
from priemna.privacy.dimensions import Dimension, Margin, margin_rows
from priemna.privacy.knowledge import UNKNOWN, Knowledge
from priemna.privacy.programme import TOLERANCE, Floats, Programme, as_whole
from priemna.privacy.propagation import tighten

SECONDS_PER_CELL = 10.0
NODES_PER_CELL = 50_000
MOST_GIVEN_UP = 6
FEWEST_PER_BATCH = 0.02


@dataclass(frozen=True)
class Intervals:
    """What each target may be; arrays of shape (targets,).

    Parameters
    ----------
    low, high
        No table that fits goes below or above; ``high`` is :data:`UNKNOWN` where nothing bounds it.
    low_reached, high_reached
        Smallest and largest number of a table of whole numbers that was found. Where they equal
        ``low`` and ``high``, the interval is exactly what an attacker gets.
    """

    low: Ints
    high: Ints
    low_reached: Ints
    high_reached: Ints

    @property
    def exact(self) -> Bools:
        """Whether both ends were reached by a table of whole numbers."""
        return np.asarray((self.low == self.low_reached) & (self.high == self.high_reached))

    def with_met(self, before: tuple[Ints, Ints] | None) -> "Intervals":
        """The same with smallest and largest numbers that were met before."""
        if before is None:
            return self
        low, high = (
            np.minimum(self.low_reached, before[0]),
            np.maximum(self.high_reached, before[1]),
        )
        return replace(self, low_reached=low, high_reached=high)

    def exposed(self, threshold: int, width: int = 0) -> Bools:
        """Which targets an attacker certainly narrows down too far.

        That is to less than `width`, or to nothing but 1 … threshold − 1.
        """
        return too_narrow(self.low, self.high, threshold, width)

    def open(self, threshold: int, width: int = 0) -> Bools:
        """Which targets no tables of whole numbers show to be safe."""
        return too_narrow(self.low_reached, self.high_reached, threshold, width)

    def undecided(self, threshold: int, width: int = 0) -> Bools:
        """Which targets are neither exposed nor shown to be safe by tables of whole numbers.

        An attacker who knows no more than linear programming is kept out of them.
        """
        return np.asarray(self.open(threshold, width) & ~self.exposed(threshold, width))


def too_narrow(low: Ints, high: Ints, threshold: int, width: int) -> Bools:
    """Which intervals are narrower than `width`, or hold nothing but 1 … threshold − 1."""
    return np.asarray((high - low < width) | ((low >= 1) & (high < threshold)))


def targets_of(dimensions: Sequence[Dimension], margins: Sequence[Margin]) -> sparse.csr_array:
    """Return every cell of these tables as a target, in the order of the tables and in C order."""
    rows = [margin_rows(dimensions, margin) for margin in margins]
    return sparse.csr_array(sparse.vstack(rows, format="csr"))


def attack(
    knowledge: Knowledge,
    targets: sparse.csr_array,
    *,
    enough: int | None = None,
    told: tuple[int, int] | None = None,
    before: tuple[Ints, Ints] | None = None,
    met: list[tuple[Ints, Ints]] | None = None,
) -> Intervals:
    """Return the interval of each target.

    Parameters
    ----------
    knowledge
        What the attacker knows.
    targets
        Sums of leaves, whole numbers, shape (targets, leaves).
    enough
        A target is let go once two tables differ in it by so much; its ends are then bounds, not
        exact. None: every target to its end.
    told
        Threshold and width: a target is not asked in whole numbers where linear programming exposes
        it, or whole tables show it to be safe. None: all are.
    before
        Smallest and largest number of each target in whole tables that were met before.
    met
        Gets every whole table that was met: some leaves and their numbers. The others may have
        those of any table that fits.

    Raises
    ------
    Contradiction
        If no table fits what is known.

    Notes
    -----
    The ends of linear programmes are rounded inwards, as tables hold whole numbers, and proved by
    whole tables; where no whole table is met, an integer programme decides, within
    :data:`SECONDS_PER_CELL` and :data:`NODES_PER_CELL`; what it leaves is undecided, and whoever
    asks whether to publish must take that for open. Fischetti and Salazar-González (2001) call
    this the attacker's problem; answering many targets with one table is our own.
    """
    rows, row_low, row_high = knowledge.rows, knowledge.row_low, knowledge.row_high
    low, high = tighten(rows, row_low, row_high, knowledge.low, knowledge.high)
    parts = _parts(rows, row_low, row_high, low, high)
    part_of = np.full(low.size, -1)
    place = np.zeros(low.size, dtype=np.int64)
    for number, part in enumerate(parts):
        part_of[part.leaves] = number
        place[part.leaves] = np.arange(part.leaves.size)
    # Leaves that no sum binds, most of a rounded release, need no search: their limits add up.
    alone = part_of < 0
    least = _ends(targets, np.where(alone, low, 0), np.where(alone, high, 0))
    most = _ends(targets, np.where(alone, high, 0), np.where(alone, low, 0))
    entries = targets.tocoo()
    order = np.argsort(part_of[entries.col], kind="stable")
    starts = np.searchsorted(part_of[entries.col][order], np.arange(len(parts) + 1))
    searches: list[tuple[_Search, Ints, Ints]] = []
    for number, part in enumerate(parts):
        here = order[starts[number] : starts[number + 1]]
        touched, row = np.unique(entries.row[here], return_inverse=True)
        if touched.size:
            local = sparse.csr_array(
                (entries.data[here], (row, place[entries.col[here]])),
                shape=(touched.size, part.leaves.size),
            )
            first, of_target = _once_each(local)
            search = _Search(part, local[first], enough, met)
            search.in_batches()
            search.singly()
            searches.append((search, touched, of_target))
    wanted = np.ones(targets.shape[0], bool)
    if told is not None:
        wanted = _added(least, most, searches).with_met(before).undecided(*told)
    for search, touched, of_target in searches:
        search.in_whole_numbers(np.unique(of_target[wanted[touched]]))
    return _added(least, most, searches).with_met(before)


def _added(least: Ints, most: Ints, searches: "Sequence[tuple[_Search, Ints, Ints]]") -> Intervals:
    """Intervals of targets: what is fixed, and what each part adds to some of them."""
    found = [least.copy(), most.copy(), least.copy(), most.copy()]
    for search, touched, of_target in searches:
        answers = search.least, search.most, search.met_least, search.met_most
        for total, answer in zip(found, answers, strict=True):
            total[touched] += answer[of_target]
    # What a limit of "no limit" leaves after a few persons were taken off it is no limit either.
    high, reached = (np.where(one > UNKNOWN // 2, UNKNOWN, one) for one in (found[1], found[3]))
    return Intervals(found[0], high, found[2], reached)


@dataclass(frozen=True)
class _Part:
    """Leaves that hang together, and the sums over them that still say something."""

    leaves: Ints
    rows: sparse.csr_array
    row_low: Ints
    row_high: Ints
    low: Ints
    high: Ints

    def fits(self, table: Ints) -> bool:
        """Whether a whole table has all sums and limits, in whole-number arithmetic."""
        sums = self.rows @ table
        return bool(
            (table >= self.low).all()
            and (table <= self.high).all()
            and (sums >= self.row_low).all()
            and (sums <= self.row_high).all()
        )


class _Search:
    """The ends of all targets of one part, and the tables met on the way."""

    def __init__(
        self,
        part: _Part,
        targets: sparse.csr_array,
        enough: int | None,
        met: list[tuple[Ints, Ints]] | None,
    ) -> None:
        self.met = met
        self.part, self.targets, self.enough = part, targets, enough
        self.least = _ends(targets, part.low, part.high)
        self.most = _ends(targets, part.high, part.low)
        size = targets.shape[0]
        # Met by tables of any numbers, and by tables of whole numbers.
        self.any_least, self.any_most = np.full(size, np.inf), np.full(size, -np.inf)
        self.met_least = np.full(size, 4 * UNKNOWN)
        self.met_most = np.full(size, -4 * UNKNOWN)
        self.linear = Programme(part.rows, part.row_low, part.row_high, part.low, part.high)

    def open(self, side: int, *, whole: bool = False) -> Ints:
        """Targets whose upper (1) or lower (−1) end is neither proved nor needed."""
        least = self.met_least if whole else np.ceil(self.any_least - TOLERANCE)
        most = self.met_most if whole else np.floor(self.any_most + TOLERANCE)
        ended = most >= np.minimum(self.most, UNKNOWN) if side > 0 else least <= self.least
        if self.enough is not None:
            ended = ended | (most - least >= self.enough)
        return np.flatnonzero(~ended)

    def meet(self, table: Floats | None) -> None:
        """Learn from a table that fits, more from one of whole numbers; those are checked."""
        if table is None:
            return
        values = self.targets @ table
        self.any_least = np.minimum(self.any_least, values)
        self.any_most = np.maximum(self.any_most, values)
        whole = as_whole(table)
        if whole is not None and self.part.fits(whole):
            if self.met is not None:
                self.met.append((self.part.leaves, whole))
            values = self.targets @ whole
            self.met_least = np.minimum(self.met_least, values)
            self.met_most = np.maximum(self.met_most, values)

    def in_batches(self) -> None:
        """Make all open targets large at once, then small, as long as that ends enough of them."""
        progress = True
        while progress:
            progress = False
            for side in (1, -1):
                still = self.open(side)
                bounded = still[self.most[still] < UNKNOWN]
                if bounded.size < 2:
                    continue
                weights = np.zeros(self.targets.shape[0])
                weights[bounded] = 1.0
                self.meet(self.linear.largest(side * np.asarray(self.targets.T @ weights)).table)
                ended = still.size - self.open(side).size
                progress |= ended >= max(1.0, FEWEST_PER_BATCH * still.size)

    def singly(self) -> None:
        """Ask for the open targets one by one."""
        for side in (1, -1):
            untried = np.ones(self.targets.shape[0], bool)
            while (waiting := self._waiting(untried, side)).size:
                self._ask(self.linear, int(waiting[-1]), side)
                untried[waiting[-1]] = False

    def in_whole_numbers(self, wanted: Ints) -> None:
        """Decide by integer programmes where linear ones met no whole table of these targets."""
        part, gave_up = self.part, 0
        programme: Programme | None = None
        for side in (1, -1):
            untried = np.zeros(self.targets.shape[0], bool)
            untried[wanted] = (self.most if side > 0 else -self.least)[wanted] < UNKNOWN
            while (
                waiting := self._waiting(untried, side, whole=True)
            ).size and gave_up < MOST_GIVEN_UP:
                programme = programme or Programme(
                    part.rows,
                    part.row_low,
                    part.row_high,
                    part.low,
                    part.high,
                    whole=True,
                    seconds=SECONDS_PER_CELL,
                    nodes=NODES_PER_CELL,
                )
                untried[waiting[-1]] = False
                gave_up += not self._ask(programme, int(waiting[-1]), side)

    def _waiting(self, untried: Bools, side: int, *, whole: bool = False) -> Ints:
        still = self.open(side, whole=whole)
        return still[untried[still]]

    def _ask(self, programme: Programme, target: int, side: int) -> bool:
        """Ask for one end of one target; whether the answer is final."""
        cost = np.asarray(self.targets[[target]].toarray()[0], dtype=np.float64)
        answer = programme.largest(side * cost)
        self.meet(answer.table)
        if not np.isfinite(answer.bound):
            if side > 0 and answer.finished:
                self.most[target] = self.met_most[target] = UNKNOWN
                self.any_most[target] = UNKNOWN
            return answer.finished
        whole = int(np.floor(answer.bound + TOLERANCE * max(1.0, abs(answer.bound))))
        if side > 0:
            self.most[target] = min(self.most[target], whole)
        else:
            self.least[target] = max(self.least[target], -whole)
        return answer.finished


def _parts(
    rows: sparse.csr_array, row_low: Ints, row_high: Ints, low: Ints, high: Ints
) -> list[_Part]:
    """Leaves that are not fixed and that sums still bind, grouped by these sums."""
    free = np.flatnonzero(low < high)
    if not free.size:
        return []
    fixed = rows @ np.where(low == high, low, 0)
    inner = sparse.csr_array(rows[:, free])
    inner.eliminate_zeros()
    least, most = _ends(inner, low[free], high[free]), _ends(inner, high[free], low[free])
    row_low, row_high = row_low - fixed, row_high - fixed
    binding = np.flatnonzero((least < row_low) | (most > row_high))
    inner, row_low, row_high = inner[binding], row_low[binding], row_high[binding]
    first, of_row = _once_each(inner)
    tight_low = np.full(first.size, -4 * UNKNOWN)
    tight_high = np.full(first.size, 4 * UNKNOWN)
    np.maximum.at(tight_low, of_row, row_low)
    np.minimum.at(tight_high, of_row, row_high)
    inner = sparse.csr_array(inner[first])
    _, label = connected_components(abs(inner).T @ abs(inner), directed=False)
    row_label = label[inner.indices[inner.indptr[:-1]]] if inner.shape[0] else np.zeros(0, int)
    parts = []
    bound = np.diff(sparse.csc_array(inner).indptr) > 0
    order = np.argsort(label, kind="stable")
    order = order[bound[order]]
    if not order.size:
        return []
    for members in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        own = np.flatnonzero(row_label == label[members[0]])
        parts.append(
            _Part(
                leaves=free[members],
                rows=sparse.csr_array(inner[own][:, members]),
                row_low=tight_low[own],
                row_high=tight_high[own],
                low=low[free[members]],
                high=high[free[members]],
            )
        )
    return parts


def _ends(rows: sparse.csr_array, with_plus: Ints, with_minus: Ints) -> Ints:
    """Sums whose positive factors take one limit of each leaf and whose negative ones the other."""
    return np.asarray(rows.maximum(0) @ with_plus + rows.minimum(0) @ with_minus)


def _once_each(rows: sparse.csr_array) -> tuple[Ints, Ints]:
    """Position of the first of each set of equal rows, and of each row the place among them."""
    rows.sort_indices()
    seen: dict[tuple[bytes, bytes], int] = {}
    first: list[int] = []
    place = np.zeros(rows.shape[0], dtype=np.int64)
    for row in range(rows.shape[0]):
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        mark = (rows.indices[part].tobytes(), rows.data[part].tobytes())
        if mark not in seen:
            seen[mark] = len(first)
            first.append(row)
        place[row] = seen[mark]
    return np.array(first, dtype=np.int64), place
