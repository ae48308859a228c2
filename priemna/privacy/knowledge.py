"""What a reader knows of the leaves: bounds of each, and sums that lie between two numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import product

import numpy as np
from scipy import sparse

from geo.messages import Message
from priemna.privacy.cubes import Bools, Ints, ReleasedCube
from priemna.privacy.dimensions import (
    Dimension,
    Margin,
    add_up,
    levels_of,
    margin_rows,
    shape_of,
)
from priemna.privacy.errors import Contradiction, UnusableTable

UNKNOWN = 10**9
"""Stands for "no limit known"; no table of persons comes near it."""


@dataclass(frozen=True)
class Facts:
    """Sums somebody knows; ``low`` ≤ ``rows`` @ leaves ≤ ``high``.

    Parameters
    ----------
    rows
        Whole numbers, shape (facts, leaves).
    low, high
        Whole numbers, shape (facts,).
    source
        Where they were published, as a sentence.
    names
        Codes of each sum, or empty where the source says it.
    """

    rows: sparse.csr_array
    low: Ints
    high: Ints
    source: Message
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """Everything one reader knows of the leaves of a cube.

    Parameters
    ----------
    dimensions
        Of the leaves.
    low, high
        Smallest and largest number of each leaf, flat in C order; :data:`UNKNOWN` for no limit.
    facts
        Sums she knows beside.
    """

    dimensions: tuple[Dimension, ...]
    low: Ints
    high: Ints
    facts: tuple[Facts, ...] = ()

    @cached_property
    def rows(self) -> sparse.csr_array:
        """All sums, shape (facts, leaves)."""
        if not self.facts:
            return sparse.csr_array((0, self.low.size), dtype=np.int64)
        return sparse.csr_array(sparse.vstack([f.rows for f in self.facts], format="csr"))

    @cached_property
    def row_low(self) -> Ints:
        """Lower limit of each sum."""
        return np.concatenate([np.zeros(0, np.int64), *(f.low for f in self.facts)])

    @cached_property
    def row_high(self) -> Ints:
        """Upper limit of each sum."""
        return np.concatenate([np.zeros(0, np.int64), *(f.high for f in self.facts)])

    def name_of(self, row: int) -> tuple[tuple[str, ...], Message]:
        """Codes of a sum (empty where it has none) and where it was published."""
        for facts in self.facts:
            if row < len(facts.low):
                return (facts.names[row] if facts.names else ()), facts.source
            row -= len(facts.low)
        raise IndexError(row)

    def and_facts(
        self,
        rows: sparse.csr_array,
        low: Ints,
        high: Ints,
        source: Message,
        names: Sequence[tuple[str, ...]] = (),
    ) -> "Knowledge":
        """Return the knowledge with further sums."""
        facts = Facts(
            sparse.csr_array(rows, dtype=np.int64),
            np.asarray(low, dtype=np.int64),
            np.asarray(high, dtype=np.int64),
            source,
            tuple(names),
        )
        return replace(self, facts=(*self.facts, facts))

    def and_table(
        self,
        margin: Margin,
        values: Ints,
        *,
        hidden: Bools | None = None,
        below: int = 0,
        above: int = 0,
        source: Message | None = None,
    ) -> "Knowledge":
        """Return the knowledge with a published table.

        Parameters
        ----------
        margin
            Levels of the table.
        values
            Published numbers, one axis per dimension.
        hidden
            Cells without a number.
        below, above
            How far the true number may lie below and above a published one, both at most.
        source
            Name of the table; None: its levels.
        """
        rows = margin_rows(self.dimensions, margin)
        shown = np.ones(rows.shape[0], bool) if hidden is None else ~hidden.ravel()
        kept = np.flatnonzero(shown)
        flat = values.ravel()[kept]
        return self.and_facts(
            rows[kept],
            np.maximum(flat - below, 0),
            flat + above,
            source or Message("the published table"),
            cell_names(self.dimensions, margin, kept),
        )

    def and_total(
        self, where: Mapping[str, str], low: int, high: int, source: Message
    ) -> "Knowledge":
        """Return the knowledge with one sum, known from elsewhere.

        Parameters
        ----------
        where
            Code by name of the dimension, of any level; a dimension left out is added up.

        Raises
        ------
        UnusableTable
            If a dimension or code is not there.
        """
        rows = sparse.csr_array(self.selection(where).ravel()[None, :].astype(np.int64))
        return self.and_facts(rows, np.array([low]), np.array([high]), source, [()])

    def selection(self, where: Mapping[str, str]) -> Bools:
        """Return the leaves that lie under these codes, shape of the leaves."""
        unknown = set(where) - {d.name for d in self.dimensions}
        if unknown:
            raise UnusableTable(
                "There is no dimension {dimension}.", dimension=", ".join(sorted(unknown))
            )
        picked = [_under(d, where.get(d.name)) for d in self.dimensions]
        return reduce(np.logical_and.outer, picked) if picked else np.ones((), bool)

    def and_own_record(self, where: Mapping[str, str]) -> "Knowledge":
        """Return the knowledge of somebody who knows that she is counted there."""
        return self.and_total(where, 1, UNKNOWN, Message("her own record"))

    def with_leaves(self, low: Ints, high: Ints) -> "Knowledge":
        """Return the knowledge with further limits of single leaves.

        Raises
        ------
        Contradiction
            If the limits of a leaf exclude each other.
        """
        low, high = np.maximum(self.low, low.ravel()), np.minimum(self.high, high.ravel())
        if (low > high).any():
            raise Contradiction("Two published figures of one cell contradict each other.")
        return replace(self, low=low, high=high)

    def joined_with(self, other: "Knowledge") -> "Knowledge":
        """Return what two readers of the same leaves know together."""
        joined = self.with_leaves(other.low, other.high)
        return replace(joined, facts=self.facts + other.facts)


def knows_nothing(dimensions: tuple[Dimension, ...]) -> Knowledge:
    """Return the knowledge of somebody who knows only that persons are counted."""
    size = int(np.prod(shape_of(dimensions)))
    return Knowledge(dimensions, np.zeros(size, np.int64), np.full(size, UNKNOWN, np.int64))


def knows_release(released: ReleasedCube) -> Knowledge:
    """Return the knowledge of a reader of a rounded cube who knows how it was made, not the key."""
    low, high = leaf_limits(released)
    return Knowledge(released.dimensions, low.ravel(), high.ravel())


def leaf_limits(released: ReleasedCube) -> tuple[Ints, Ints]:
    """Return smallest and largest true number behind each shown leaf.

    A leaf that is the sum of n rounded ones may hold base − 1 more in each that shows 0, and one
    person only in each that shows base. A carried leaf may have gained up to base, or lost all.
    """
    shown, base = released.shown, released.base
    pieces = np.ones_like(shown) if released.pieces is None else released.pieces
    fives = np.minimum(shown // base, pieces)
    # What is left beside leaves that show base lies in leaves that show more than base.
    fives = np.where(shown > base * fives, np.minimum(fives, pieces - 1), fives)
    rest = shown - base * fives
    fives = np.where((rest > 0) & (rest <= base), fives - 1, fives)
    low = fives + (shown - base * fives)
    high = shown + (base - 1) * (pieces - (shown > 0))
    low = np.where(released.carried, 0, low)
    high = np.where(released.carried, shown + base * pieces, high)
    for empty in (released.no_data, released.not_applicable):
        if empty is not None:
            low, high = np.where(empty, 0, low), np.where(empty, 0, high)
    return low, high


def reading(released: ReleasedCube, margin: Margin) -> tuple[Ints, Ints]:
    """Return smallest and largest true number that each cell of a table may stand for."""
    low, high = leaf_limits(released)
    return (
        add_up(released.dimensions, low, margin),
        add_up(released.dimensions, high, margin),
    )


def cell_names(
    dimensions: Sequence[Dimension], margin: Margin, cells: Ints | None = None
) -> list[tuple[str, ...]]:
    """Return codes of the cells of a table in C order, or of some by their position."""
    groups = [level.groups for level in levels_of(dimensions, margin)]
    if cells is None:
        return list(product(*groups))
    places = np.unravel_index(cells, [len(g) for g in groups])
    return [
        tuple(g[i] for g, i in zip(groups, at, strict=True)) for at in zip(*places, strict=True)
    ]


def _under(dimension: Dimension, code: str | None) -> Bools:
    """Which leaves lie under a code of any level."""
    if code is None:
        return np.ones(len(dimension.leaves), bool)
    for level in dimension.levels:
        if code in level.groups:
            return np.array([group == code for group in level.group_of_leaf])
    raise UnusableTable(
        "The dimension {dimension} has no code {code}.", dimension=dimension.name, code=code
    )
