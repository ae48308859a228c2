"""Dimensions of a table and the levels at which it may be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from priemna.privacy.errors import UnusableTable

TOTAL = "total"

Margin = tuple[str, ...]
"""One level name per dimension: the table that is read at these levels."""


@dataclass(frozen=True)
class Level:
    """One way to read a dimension.

    Parameters
    ----------
    name
        Such as ``"quarter"``, ``"year"`` or ``"total"``.
    group_of_leaf
        Code of the group each leaf belongs to, in the order of the leaves; None where the leaf
        belongs to no group of this level.
    """

    name: str
    group_of_leaf: tuple[str | None, ...]

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Codes of the groups, in the order of their first leaf."""
        return tuple(dict.fromkeys(code for code in self.group_of_leaf if code is not None))

    @cached_property
    def incidence(self) -> sparse.csr_array:
        """Zeros and ones, shape (groups, leaves): which leaf belongs to which group."""
        at = {code: row for row, code in enumerate(self.groups)}
        leaves = [i for i, code in enumerate(self.group_of_leaf) if code is not None]
        rows = [at[code] for code in self.group_of_leaf if code is not None]
        ones = np.ones(len(leaves), dtype=np.int64)
        return sparse.csr_array(
            (ones, (rows, leaves)), shape=(len(self.groups), len(self.group_of_leaf))
        )


@dataclass(frozen=True)
class Dimension:
    """One dimension of a table: its leaves and the levels they are added up to.

    Parameters
    ----------
    name
        Such as ``"municipality"``.
    leaves
        Codes of the finest reading, without repetition.
    coarser
        Further levels; they need not be nested in one another (a region may lie in a county and in
        a group of cities). The level of the leaves has the name of the dimension.
    """

    name: str
    leaves: tuple[str, ...]
    coarser: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        names = [self.name, *(level.name for level in self.coarser)]
        if len(set(names)) < len(names) or len(set(self.leaves)) < len(self.leaves):
            raise UnusableTable(
                "The dimension {dimension} has a code or a level twice; each may stand there once.",
                dimension=self.name,
            )
        if any(len(level.group_of_leaf) != len(self.leaves) for level in self.coarser):
            raise UnusableTable(
                "A level of the dimension {dimension} does not say of every code where it belongs.",
                dimension=self.name,
            )

    @classmethod
    def with_total(
        cls, name: str, leaves: Iterable[str], coarser: Sequence[Level] = (), total: str = TOTAL
    ) -> "Dimension":
        """Return a dimension whose last level, named and coded `total`, holds every leaf."""
        leaves = tuple(leaves)
        return cls(name, leaves, (*coarser, Level(total, (total,) * len(leaves))))

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """All levels, that of the leaves first."""
        return (Level(self.name, self.leaves), *self.coarser)

    def level(self, name: str) -> Level:
        """Return the level of that name.

        Raises
        ------
        UnusableTable
            If there is none.
        """
        for level in self.levels:
            if level.name == name:
                return level
        raise UnusableTable(
            "The dimension {dimension} has no level {level}; it has {levels}.",
            dimension=self.name,
            level=name,
            levels=", ".join(level.name for level in self.levels),
        )

    def read_at(self, name: str) -> "Dimension":
        """Return the dimension whose leaves are the groups of that level.

        Kept of the other levels are those whose groups are unions of the new leaves.
        """
        level = self.level(name)
        kept = []
        for other in self.levels:
            pairs = set(zip(level.group_of_leaf, other.group_of_leaf, strict=True))
            of_group = {inner: outer for inner, outer in pairs if inner is not None}
            if other.name != name and len([p for p in pairs if p[0] is not None]) == len(of_group):
                kept.append(Level(other.name, tuple(of_group[code] for code in level.groups)))
        return Dimension(name, level.groups, tuple(kept))


def shape_of(dimensions: Sequence[Dimension]) -> tuple[int, ...]:
    """Leaves per dimension."""
    return tuple(len(dimension.leaves) for dimension in dimensions)


def all_margins(dimensions: Sequence[Dimension]) -> tuple[Margin, ...]:
    """Every combination of levels, the table of the leaves first."""
    return tuple(product(*([level.name for level in d.levels] for d in dimensions)))


def levels_of(dimensions: Sequence[Dimension], margin: Margin) -> tuple[Level, ...]:
    """Return the level of each dimension that a margin names.

    Raises
    ------
    UnusableTable
        If the margin does not name one level per dimension.
    """
    if len(margin) != len(dimensions):
        raise UnusableTable(
            "A table is named by one level per dimension: {given} were given for {wanted}.",
            given=len(margin),
            wanted=len(dimensions),
        )
    return tuple(d.level(name) for d, name in zip(dimensions, margin, strict=True))


def add_up(
    dimensions: Sequence[Dimension], leaves: NDArray[np.int64], margin: Margin
) -> NDArray[np.int64]:
    """Return the sums of the leaves at the levels of a margin.

    Parameters
    ----------
    leaves
        One number per leaf, shape :func:`shape_of`.

    Returns
    -------
    ndarray
        One axis per dimension, groups of its level along it.
    """
    found = leaves
    for axis, level in enumerate(levels_of(dimensions, margin)):
        moved = np.moveaxis(found, axis, 0)
        added = level.incidence @ moved.reshape(len(moved), -1)
        found = np.moveaxis(added.reshape(-1, *moved.shape[1:]), 0, axis)
    return np.ascontiguousarray(found)


def margin_rows(dimensions: Sequence[Dimension], margin: Margin) -> sparse.csr_array:
    """Zeros and ones, shape (cells of the margin, leaves), both in C order."""
    rows = sparse.csr_array(np.ones((1, 1), dtype=np.int64))
    for level in levels_of(dimensions, margin):
        rows = sparse.kron(rows, level.incidence, format="csr")
    return sparse.csr_array(rows)
