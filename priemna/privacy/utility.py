"""What protection costs the reader of the published tables."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from priemna.privacy.cubes import Bools, Ints, LeafCube, ReleasedCube
from priemna.privacy.dimensions import Margin, add_up


@dataclass(frozen=True)
class Utility:
    """How far published numbers lie from the true ones.

    Parameters
    ----------
    cells
        Cells of all tables.
    mean_error, largest_error
        Of the cells with a number, in persons.
    missing_share
        Cells without a number.
    broken_share
        Sums that differ from what is added up to them; of the sums whose parts all have a number.
    zeros_kept_share
        True zeros that show zero.
    zeros_added_share
        Cells with persons that show zero.
    """

    cells: int
    mean_error: float
    largest_error: int
    missing_share: float
    broken_share: float
    zeros_kept_share: float
    zeros_added_share: float


def utility(cube: LeafCube, released: ReleasedCube, margins: Sequence[Margin]) -> Utility:
    """Utility of a rounded cube, read at these levels of its dimensions."""
    finest = tuple(d.name for d in released.dimensions)
    true = LeafCube(released.dimensions, cube.at(finest))
    return utility_of_tables(true, {margin: (released.at(margin), None) for margin in margins})


def utility_of_tables(cube: LeafCube, tables: dict[Margin, tuple[Ints, Bools | None]]) -> Utility:
    """Utility of tables given as values and hidden cells by margin."""
    true = np.concatenate([cube.at(margin).ravel() for margin in tables])
    shown = np.concatenate([values.ravel() for values, _ in tables.values()])
    hidden = np.concatenate(
        [
            np.zeros(values.size, bool) if mask is None else mask.ravel()
            for values, mask in tables.values()
        ]
    )
    errors = np.abs(shown - true)[~hidden]
    sums, broken = _additivity(cube, tables)
    zero, seen = (true == 0) & ~hidden, (true > 0) & ~hidden
    return Utility(
        cells=true.size,
        mean_error=float(errors.mean()) if errors.size else 0.0,
        largest_error=int(errors.max(initial=0)),
        missing_share=float(hidden.mean()),
        broken_share=broken / sums if sums else 0.0,
        zeros_kept_share=float((shown[zero] == 0).mean()) if zero.any() else 1.0,
        zeros_added_share=float((shown[seen] == 0).mean()) if seen.any() else 0.0,
    )


def _additivity(cube: LeafCube, tables: dict[Margin, tuple[Ints, Bools | None]]) -> tuple[int, int]:
    """Sums that can be checked against the leaves, and those of them that differ."""
    finest = cube.margins[0]
    if finest not in tables:
        return 0, 0
    leaves, gone = tables[finest]
    hidden = np.zeros(cube.shape, bool) if gone is None else gone
    sums = broken = 0
    for margin, (values, mask) in tables.items():
        if margin != finest:
            whole = add_up(cube.dimensions, hidden.astype(np.int64), margin) == 0
            checked = whole if mask is None else whole & ~mask
            sums += int(checked.sum())
            broken += int((values != add_up(cube.dimensions, leaves, margin))[checked].sum())
    return sums, broken
