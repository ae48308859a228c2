"""Which further cells must be blank so that the small ones stay hidden, at the least cost.

Small tables are solved to the optimum: a master programme chooses the blank cells, an attacker's
programme per small cell answers with a cut that the choice must respect, until no attacker gets
through. Of large ones all small cells are attacked together, and only those that can be told get
further blanks, along the cheapest way out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from geo.messages import Message
from priemna.privacy.attack import Intervals, attack
from priemna.privacy.by_rule import knows_rule
from priemna.privacy.cubes import Bools, Ints, LeafCube
from priemna.privacy.dimensions import Margin
from priemna.privacy.errors import NoProtection
from priemna.privacy.hiding import Cells, Hider, cells_of
from priemna.privacy.knowledge import Knowledge, knows_nothing
from priemna.privacy.own_record import Met, guard_women_alone, opened
from priemna.privacy.programme import Floats, solver_of
from priemna.privacy.progress import Progress

MOST_FOR_OPTIMUM = 400
MOST_CELLS = 5_000
MOST_ROUNDS = 80
MOST_ROUNDS_IN_PARTS = 8
MOST_UNPROVED = 4
MOST_TO_THEIR_ENDS = 500
SECONDS_PER_CHOICE = 5.0


@dataclass(frozen=True)
class Suppression:
    """Tables with blank cells.

    Parameters
    ----------
    cells, blank
        The different cells of the tables, and which are blank.
    hidden
        Blank cells by table, same shape as the table.
    primary, secondary
        Different cells that are blank because they are small, and to protect those.
    cost
        Persons in secondary cells.
    is_optimal
        Whether no cheaper choice protects as much.
    intervals
        What the attacker gets of each primary cell, in the order of the cells.
    """

    cells: Cells
    blank: Bools
    hidden: dict[Margin, Bools]
    primary: int
    secondary: int
    cost: int
    is_optimal: bool
    intervals: Intervals


def suppress(
    cube: LeafCube,
    *,
    threshold: int,
    width: int,
    margins: Sequence[Margin] | None = None,
    zeros_unsafe: bool = False,
    own_record: bool = False,
    rule_known: bool = False,
    progress: Progress | None = None,
) -> Suppression:
    """Return the blank cells that protect all small ones.

    Parameters
    ----------
    cube
        True numbers.
    threshold
        Cells of 1 … threshold − 1 persons are small; with `zeros_unsafe` those of none as well.
    width
        The interval of a small cell is at least so wide, and never within 1 … threshold − 1.
    margins
        Tables that are published; None: all of the cube.
    own_record
        Whether a woman alone in a blank cell, who knows it, is kept out of the others too, by
        further blanks, whose choice is good and not proved to be the best.
    rule_known
        Whether blanks hold also against somebody who knows that empty cells are not blank.
    progress
        Told how far the search has come.

    Raises
    ------
    NoProtection
        If even blanking all cells with persons does not protect, or the table is too large.

    Notes
    -----
    Fischetti and Salazar-González (2001), "Solving the cell suppression problem on tabular data
    with linear constraints": capacity cuts, coefficients no larger than the right-hand side. The
    cost of a cell is the persons in it. Final intervals are those of whole numbers.
    """
    margins = tuple(margins or cube.margins)
    size = sum(int(cube.at(margin).size) for margin in margins)
    if size > MOST_CELLS:
        raise NoProtection(
            "Blanks are chosen for tables of up to {most} cells; with its sums this one has {n}. "
            "Use --method round, which is fast, or print fewer sums.",
            most=MOST_CELLS,
            n=size,
        )
    cells = cells_of(cube, margins)
    small = (cells.values < threshold) & ((cells.values > 0) | zeros_unsafe)
    may = (cells.values > 0) | zeros_unsafe
    needs = np.where(small, max(width, 1), 0)
    least = int(rule_known and not zeros_unsafe)
    hider = Hider(cells, may, least)

    def shown(hidden: Bools) -> Knowledge:
        known = knows_suppressed(cube, cells.by_margin(hidden), cells.margins)
        return knows_rule(known, cells, hidden) if least else known

    progress = progress or Progress()
    optimal, limits = bool(may.sum() <= MOST_FOR_OPTIMUM), (threshold, width)
    met, enough = Met(cells, cube.counts), max(width, threshold - 1)
    hidden = small.copy()
    if not optimal:
        needs[small] = enough
    while True:
        if optimal:
            hidden, optimal = _choose(hider, small, needs)
        else:
            hidden = _open_all(hider, small, needs, hidden, limits, met, progress)
        places = np.flatnonzero(small if optimal else small & met.narrow_of_all(limits))
        progress.at(Message("attacking small cells"), 0, places.size)
        found = attack(shown(hidden), cells.rows[places], told=limits)
        weak = places[found.open(threshold, width)]
        if not weak.size:
            break
        # Wide enough by linear programming, not in whole numbers or not beyond the small ones.
        if (needs[weak] > max(width, threshold) + 3).any():
            raise NoProtection("Small cells of this table cannot be hidden by blanks.")
        needs[weak] = np.maximum(needs[weak] + 1, threshold - 1)
    if own_record:
        guarded = guard_women_alone(shown, hider, hidden, limits, met, progress)
        optimal = optimal and bool((guarded == hidden).all())
        hidden = guarded
    places = np.flatnonzero(small)
    progress.at(Message("attacking small cells"), 0, places.size)
    met.keep_fitting(hidden, least)
    found = attack(
        shown(hidden),
        cells.rows[places],
        enough=None if places.size <= MOST_TO_THEIR_ENDS else enough + 1,
        told=None if optimal else limits,
        before=met.ends(places),
    )
    return Suppression(
        cells,
        hidden,
        cells.by_margin(hidden),
        int(small.sum()),
        int((hidden & ~small).sum()),
        int(cells.values[hidden & ~small].sum()),
        optimal,
        found,
    )


def _open_all(
    hider: Hider,
    small: Bools,
    needs: Ints,
    hidden: Bools,
    limits: tuple[int, int],
    met: Met,
    progress: Progress,
) -> Bools:
    """Blank more for each small cell that no table met so far opens."""
    places = np.flatnonzero(small & met.narrow_of_all(limits))
    for done, cell in enumerate(places):
        progress.at(Message("hiding small cells"), done, places.size)
        if met.narrow(places[[done]], limits).any():
            hidden = opened(hider, int(cell), int(needs[cell]), hidden, met)
    return hidden


def knows_suppressed(
    cube: LeafCube, hidden: dict[Margin, Bools], margins: Sequence[Margin]
) -> Knowledge:
    """Return the knowledge of a reader of tables with blank cells."""
    knowledge = knows_nothing(cube.dimensions)
    for margin in margins:
        knowledge = knowledge.and_table(margin, cube.at(margin), hidden=hidden[margin])
    return knowledge


def _choose(hider: Hider, small: Bools, needs: Ints) -> tuple[Bools, bool]:
    """Cheapest blank cells that respect the cuts, and new cuts until there is none."""
    options = np.flatnonzero(hider.may & ~small)
    # A blank more is worth avoiding even where it holds nobody.
    price = np.maximum(hider.cells.values[options], 0) + 1e-3
    cuts = _Cuts(hider, small, options, needs)
    # First with parts of blanks, which is fast and leaves few questions for whole ones.
    for _ in range(MOST_ROUNDS_IN_PARTS):
        if not cuts.add(_with(small, options, _cheapest(price, cuts, whole=False)[0]), whole=False):
            break
    unproved = 0
    for _ in range(MOST_ROUNDS):
        chosen, proved = _cheapest(price, cuts, whole=True)
        part = _with(small, options, chosen)
        unproved += not proved
        if not cuts.add(part, whole=True):
            return part > 0.5, not unproved
        if unproved > MOST_UNPROVED:
            break
    return _one_by_one(hider, small, needs, part > 0.5), False


def _with(small: Bools, options: Ints, chosen: Floats) -> Floats:
    part = small.astype(np.float64)
    part[options] = chosen
    return part


class _Cuts:
    """What a choice of blank cells must fulfil, found by attacking the choices so far."""

    def __init__(self, hider: Hider, small: Bools, options: Ints, needs: Ints) -> None:
        self.hider, self.small, self.options, self.needs = hider, small, options, needs
        self.factors: list[Floats] = []
        self.needed: list[float] = []

    def add(self, part: Floats, *, whole: bool) -> bool:
        """Attack a choice; whether it fell short of anything."""
        before = len(self.factors)
        for need in np.unique(self.needs[self.small]):
            if whole:
                self.hider.hide(part > 0.5)
            else:
                self.hider.hide_in_part(part, int(need))
            for cell in np.flatnonzero(self.small & (self.needs == need)):
                reach, cut = self.hider.reach(int(cell), int(need))
                if reach < need - (1e-6 if whole else 1e-2):
                    self._take(cut, float(need))
        return len(self.factors) > before

    def _take(self, cut: Floats, need: float) -> None:
        short = need - cut[self.small].sum()
        if cut[self.options].sum() < short - 1e-6:
            raise NoProtection("Small cells of this table cannot be hidden by blanks.")
        if short > 1e-6:
            self.factors.append(np.minimum(cut[self.options], short))
            self.needed.append(short)


def _cheapest(price: Floats, cuts: _Cuts, *, whole: bool) -> tuple[Floats, bool]:
    """Choice of the smallest price that fulfils all cuts, and whether that was proved."""
    if not cuts.factors:
        return np.zeros(price.size), True
    count = len(cuts.factors)
    solver = solver_of(
        sparse.csr_array(np.array(cuts.factors)),
        np.array(cuts.needed) - 1e-7,
        np.full(count, highspy.kHighsInf),
        np.zeros(price.size),
        np.ones(price.size),
        cost=price,
        whole=whole,
    )
    solver.setOptionValue("time_limit", SECONDS_PER_CHOICE)
    solver.setOptionValue("mip_rel_gap", 1e-6)
    solver.run()
    proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    if solver.getInfo().primal_solution_status != 2:
        return np.ones(price.size), False
    return np.array(solver.getSolution().col_value), proved


def _one_by_one(hider: Hider, small: Bools, needs: Ints, start: Bools | None = None) -> Bools:
    """Blank what the cheapest way out of each small cell needs, then show again what may be."""
    hidden = small.copy() if start is None else start.copy()
    values = hider.cells.values
    for cell in np.flatnonzero(small)[np.argsort(values[small], kind="stable")]:
        hider.hide(hidden)
        if hider.reach(int(cell), int(needs[cell]))[0] < needs[cell] - 1e-6:
            way = hider.way_out(int(cell), int(needs[cell]), hidden)
            hidden |= hider.may if way is None else way.cells
    return _thinned(hider, hidden, small, needs)


def _thinned(hider: Hider, hidden: Bools, small: Bools, needs: Ints) -> Bools:
    """Show again, dearest first, every blank cell without which all small ones stay hidden."""
    values = hider.cells.values
    blanks = np.flatnonzero(hidden & ~small)
    if blanks.size * small.sum() > MOST_FOR_OPTIMUM * 100:
        return hidden
    for cell in blanks[np.argsort(-values[blanks], kind="stable")]:
        hidden[cell] = False
        hider.hide(hidden)
        if any(
            hider.reach(int(p), int(needs[p]))[0] < needs[p] - 1e-6 for p in np.flatnonzero(small)
        ):
            hidden[cell] = True
    return hidden
