"""Cubes of persons: the true one, which never leaves, and the rounded one, which may."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from priemna.privacy.cells import ReleasedTable, states_of
from priemna.privacy.dimensions import (
    Dimension,
    Margin,
    add_up,
    all_margins,
    levels_of,
    shape_of,
)
from priemna.privacy.errors import UnusableRelease, UnusableTable

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class _Cube:
    dimensions: tuple[Dimension, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Leaves per dimension."""
        return shape_of(self.dimensions)

    @property
    def margins(self) -> tuple[Margin, ...]:
        """Every table that can be read from the cube, that of the leaves first."""
        return all_margins(self.dimensions)


@dataclass(frozen=True)
class LeafCube(_Cube):
    """True numbers of persons in the smallest cells.

    Parameters
    ----------
    dimensions
        Such as municipality × quarter × kind × age.
    counts
        Persons, not records; shape is leaves per dimension.
    no_data, not_applicable
        Leaves where nobody could have been counted, or that cannot exist; their count is zero.

    Raises
    ------
    UnusableTable
        If shapes differ, a count is negative or no whole number, or an empty leaf holds persons.
    """

    counts: Ints
    no_data: Bools | None = None
    not_applicable: Bools | None = None

    def __post_init__(self) -> None:
        for part in (self.counts, self.no_data, self.not_applicable):
            if part is not None and part.shape != self.shape:
                raise UnusableTable("The counts do not have one number for each cell.")
        if not np.issubdtype(self.counts.dtype, np.integer) or (self.counts < 0).any():
            raise UnusableTable("Persons are counted in whole numbers, none below zero.")
        for empty in (self.no_data, self.not_applicable):
            if empty is not None and self.counts[empty].any():
                raise UnusableTable("A cell that is said to be without data holds persons.")

    def at(self, margin: Margin) -> Ints:
        """Return the true sums at the levels of a margin."""
        return add_up(self.dimensions, self.counts, margin)


@dataclass(frozen=True)
class ReleasedCube(_Cube):
    """Rounded leaves: everything an outside reader sees is a sum of them.

    Made by :func:`~priemna.privacy.rounding.round_leaves` and :meth:`derive`, or read back from
    what was frozen. Each leaf shows 0 or at least `base`; so does any sum of leaves, and any
    difference of two sums of which one holds the leaves of the other.

    Parameters
    ----------
    shown
        Figure of each leaf, shape is leaves per dimension.
    base
        Leaves of 1 to base − 1 persons show 0 or base.
    carried
        Leaves that show what the release before showed although their true number may have moved:
        late records, withdrawn consent, corrected rows.
    no_data, not_applicable
        As in :class:`LeafCube`.
    pieces
        How many rounded leaves each leaf is the sum of; None where each is one, as rounded.

    Raises
    ------
    UnusableRelease
        If a leaf shows anything from 1 to base − 1.
    """

    shown: Ints
    base: int
    carried: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    no_data: Bools | None = None
    not_applicable: Bools | None = None
    pieces: Ints | None = None

    def __post_init__(self) -> None:
        if not self.carried.size and self.shown.size:
            object.__setattr__(self, "carried", np.zeros(self.shape, dtype=np.bool_))
        for part in (self.shown, self.carried, self.no_data, self.not_applicable, self.pieces):
            if part is not None and part.shape != self.shape:
                raise UnusableRelease("The release does not have one figure for each cell.")
        if ((self.shown != 0) & (self.shown < self.base)).any():
            raise UnusableRelease(
                "A cell of the release shows a number between 0 and {base}; nothing was published.",
                base=self.base,
            )

    def at(self, margin: Margin) -> Ints:
        """Return the shown sums at the levels of a margin."""
        return add_up(self.dimensions, self.shown, margin)

    def table(self, margin: Margin) -> ReleasedTable:
        """Return the published table at the levels of a margin, with the state of each cell.

        A sum has no data, or does not apply, only where that holds for all its leaves.
        """
        levels = levels_of(self.dimensions, margin)
        values = self.at(margin)
        masks: dict[str, Bools] = {}
        for name in ("no_data", "not_applicable"):
            mask: Bools | None = getattr(self, name)
            if mask is not None:
                masks[name] = add_up(self.dimensions, (~mask).astype(np.int64), margin) == 0
        return ReleasedTable(
            margin,
            tuple(d.name for d in self.dimensions),
            tuple(level.groups for level in levels),
            values,
            states_of(values, **masks),
        )

    def derive(self, margin: Margin) -> "ReleasedCube":
        """Return the cube of an audience that sees coarser levels: sums, nothing rounded anew."""
        dimensions = tuple(d.read_at(name) for d, name in zip(self.dimensions, margin, strict=True))
        table = self.table(margin)
        carried = add_up(self.dimensions, self.carried.astype(np.int64), margin) > 0
        pieces = np.ones(self.shape, dtype=np.int64) if self.pieces is None else self.pieces

        def empty(state: str) -> Bools | None:
            found = np.asarray(table.states == state, dtype=np.bool_)
            return found if found.any() else None

        return replace(
            self,
            dimensions=dimensions,
            shown=table.values,
            carried=carried,
            no_data=empty("no data"),
            not_applicable=empty("not applicable"),
            pieces=add_up(self.dimensions, pieces, margin),
        )
