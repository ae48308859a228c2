"""Protect any table by one of three methods, attack the result and say what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from geo.messages import Message
from priemna.privacy.attack import Intervals, attack, targets_of
from priemna.privacy.by_rule import knows_rule, told_by_rule
from priemna.privacy.cells import states_of
from priemna.privacy.controlled import controlled_rounding
from priemna.privacy.cubes import Bools, Ints, LeafCube
from priemna.privacy.dimensions import Margin
from priemna.privacy.knowledge import Knowledge, knows_release
from priemna.privacy.progress import Progress
from priemna.privacy.rounding import round_leaves
from priemna.privacy.suppression import Suppression, knows_suppressed, suppress
from priemna.privacy.utility import Utility, utility_of_tables


class Method(StrEnum):
    """Ways to protect a table."""

    ROUND = "round"
    CONTROLLED = "controlled"
    SUPPRESS = "suppress"


@dataclass(frozen=True)
class Protected:
    """A table that may leave, and what an attacker gets out of it.

    Parameters
    ----------
    values, states
        Numbers and :class:`~priemna.privacy.cells.State` of each cell, by margin.
    small
        Different cells of 1 … threshold − 1 persons in all tables.
    intervals
        What the attacker gets of each of them.
    exposed, undecided
        How many of them can be told, and how many could not be shown to be safe.
    by_rule
        How many of the exposed are told only to somebody who knows the rule and the threshold.
    utility
        What it cost.
    suppression
        How blank cells were chosen, where there are any.
    """

    values: Mapping[Margin, Ints]
    states: Mapping[Margin, np.ndarray[tuple[int, ...], np.dtype[np.object_]]]
    small: int
    intervals: Intervals
    exposed: int
    undecided: int
    utility: Utility
    suppression: Suppression | None = None
    by_rule: int = 0

    @property
    def safe(self) -> bool:
        """Whether no small cell can be told."""
        return not self.exposed and not self.undecided


def protect(
    cube: LeafCube,
    method: Method,
    *,
    threshold: int,
    base: int,
    width: int,
    key: bytes,
    zeros_unsafe: bool = False,
    own_record: bool = True,
    rule_known: bool = True,
    progress: Progress | None = None,
) -> Protected:
    """Return all tables of a cube, protected.

    Parameters
    ----------
    cube
        True numbers.
    method
        Rounding of small leaves, controlled rounding, or blanks.
    threshold
        Cells of 1 … threshold − 1 persons are small.
    base
        Base of rounding, at least `threshold`.
    width
        Narrowest interval an attacker may get of a small cell.
    key
        Secret of small leaf rounding.
    zeros_unsafe
        Whether empty cells must be hidden by blanks too.
    own_record
        Whether blanks hold also against a woman who knows that she is alone in one of them.
    rule_known
        Whether blanks hold also against somebody who knows why cells are blank. The optima that
        other programs publish leave this out.
    progress
        Told how far the search has come.

    Raises
    ------
    NoProtection
        If the method cannot protect this table.
    """
    progress = progress or Progress()
    progress.at(Message("choosing what is shown"), 0, 0)
    margins = cube.margins
    hidden: dict[Margin, Bools] = {}
    suppression: Suppression | None = None
    by_rule = 0
    knowledge: Knowledge
    if method is Method.ROUND:
        released = round_leaves(cube, base=base, key=key)
        values = {m: released.at(m) for m in margins}
        knowledge = knows_release(released)
    elif method is Method.CONTROLLED:
        controlled = controlled_rounding(cube, base=base)
        values, knowledge = controlled.values, controlled.knowledge(cube)
    else:
        suppression = suppress(
            cube,
            threshold=threshold,
            width=width,
            zeros_unsafe=zeros_unsafe,
            own_record=own_record,
            rule_known=rule_known,
            progress=progress,
        )
        hidden = suppression.hidden
        values = {m: np.where(hidden[m], 0, cube.at(m)) for m in margins}
        knowledge = knows_suppressed(cube, hidden, margins)
        if rule_known and not zeros_unsafe:
            cells, blank = suppression.cells, suppression.blank
            knowledge = knows_rule(knowledge, cells, blank)
            by_rule = told_by_rule(cells, knowledge, blank, threshold).size
    if suppression is not None:
        found = suppression.intervals
    else:
        targets = targets_of(cube.dimensions, margins)
        true = targets @ cube.counts.ravel()
        small = np.flatnonzero((true >= 1) & (true < threshold))
        progress.at(Message("attacking small cells"), 0, small.size)
        found = attack(knowledge, targets[small], enough=None if small.size <= 500 else width + 1)
    return Protected(
        values,
        {m: states_of(values[m], hidden=hidden.get(m)) for m in margins},
        int(found.low.size),
        found,
        int(found.exposed(threshold, width).sum()) + by_rule,
        int(found.undecided(threshold, width).sum()),
        utility_of_tables(cube, {m: (values[m], hidden.get(m)) for m in margins}),
        suppression,
        by_rule,
    )
