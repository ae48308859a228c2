"""Shown zeros: what each may stand for at most is promised beforehand and kept by the release.

A bound that followed from the counts would tell of them. So the protocol names one for women, the
release is made to keep it, and whoever attacks the release is given it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from scipy import sparse

from geo.messages import Message
from priemna.privacy.cubes import Ints, LeafCube, ReleasedCube
from priemna.sharing.compose import Leaves, membership
from priemna.sharing.gate import Finding
from priemna.sharing.protocol import Protocol, TableSpec
from priemna.sharing.released import TOTAL

Cell = tuple[tuple[str, str], ...]


class Sums:
    """Every cell of the tables of women, of all audiences, as a sum of leaves.

    Attributes
    ----------
    cells
        What each sums up, as pairs of dimension and code.
    rows
        Zeros and ones, shape (cells, leaves); leaves in C order of the cube.
    """

    def __init__(self, specs: Iterable[TableSpec], leaves: Leaves) -> None:
        every = list(product(*(leaves.codes[name] for name in leaves.dimensions)))
        at: dict[Cell, int] = {}
        found: set[tuple[int, int]] = set()
        for by in dict.fromkeys(spec.by for spec in specs if spec.of == leaves.of):
            cells_of = membership(by, leaves)
            for column, leaf in enumerate(every):
                for keys in cells_of(leaf):
                    told = tuple(p for p in zip(by, keys, strict=True) if p[1] != TOTAL)
                    found.add((at.setdefault(told, len(at)), column))
        self.cells = tuple(at)
        entries = np.array(sorted(found), dtype=np.int64).reshape(-1, 2).T
        self.rows = sparse.csr_array(
            (np.ones(entries.shape[1], np.int64), (entries[0], entries[1])),
            shape=(len(at), len(every)),
        )

    def of_zeros(self, shown: ReleasedCube) -> Ints:
        """Places of the cells that show 0."""
        return np.flatnonzero(self.rows @ shown.shown.ravel() == 0)


def sums_of(protocol: Protocol, leaves: Leaves) -> Sums:
    """Cells of women that some audience sees."""
    return Sums((s for one in protocol.audiences.values() for s in one.tables), leaves)


def keep_zeros(true: LeafCube, shown: ReleasedCube, sums: Sums, most: int) -> ReleasedCube:
    """Show more where a 0 would hide more than `most`: leaves that are shown for the first time.

    What was shown before stays, so that a 0 over many late records can remain; `hiding_more` finds
    it.
    """
    figures = shown.shown.ravel().copy()
    counts, fixed = true.counts.ravel(), shown.carried.ravel()
    for cell in np.argsort(np.diff(sums.rows.indptr), kind="stable"):
        leaves = sums.rows.indices[sums.rows.indptr[cell] : sums.rows.indptr[cell + 1]]
        if not figures[leaves].any() and counts[leaves].sum() > most:
            free = leaves[~fixed[leaves]]
            if counts[free].any():
                figures[free[np.argmax(counts[free])]] = shown.base
    return replace(shown, shown=figures.reshape(shown.shape))


def hiding_more(true: LeafCube, shown: ReleasedCube, sums: Sums, most: int) -> tuple[Finding, ...]:
    """Shown zeros that break the promise; without the numbers, which nobody outside may have."""
    hidden = sums.rows @ true.counts.ravel()
    return tuple(
        Finding(
            "zeros",
            Message(
                "{cell} would be shown as 0 and hide more than {most} women, as records came late "
                "to figures shown before. Let zeros_up_to of the protocol be larger, or give that "
                "table in coarser parts.",
                {"cell": named(sums.cells[place]), "most": most},
            ),
        )
        for place in sums.of_zeros(shown)
        if hidden[place] > most
    )


def named(cell: Cell | Mapping[str, str] | Sequence[tuple[str, str]]) -> str:
    """Codes of a cell."""
    return ", ".join(f"{name} {code}" for name, code in dict(cell).items()) or TOTAL
