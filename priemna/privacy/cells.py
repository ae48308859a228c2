"""A published figure is a value or one of four empties; the state is a type, never a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray

from priemna.privacy.dimensions import Margin


class State(StrEnum):
    """What a published cell says.

    ``ZERO`` is a shown 0. Where small leaves were rounded it reads "0–9": it may stand for a few.
    ``NO_DATA``: nobody could have been counted there. ``NOT_APPLICABLE``: the cell cannot exist.
    """

    VALUE = "value"
    HIDDEN = "hidden"
    ZERO = "zero"
    NO_DATA = "no data"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Cell:
    """One published cell; it has a value above zero, the value zero, or none.

    Raises
    ------
    ValueError
        If state and value contradict each other.
    """

    state: State
    value: int | None = None

    def __post_init__(self) -> None:
        has_value = self.state in (State.VALUE, State.ZERO)
        if has_value != (self.value is not None) or (self.state is State.ZERO) != (self.value == 0):
            raise ValueError(f"A cell that says {self.state} cannot hold {self.value}.")

    @classmethod
    def of(cls, value: int) -> "Cell":
        """Return the cell that shows a number."""
        return cls(State.VALUE if value else State.ZERO, value)


@dataclass(frozen=True)
class ReleasedTable:
    """A table that may leave: only protection makes one.

    Parameters
    ----------
    margin
        Level per dimension.
    dimensions
        Name of each dimension.
    codes
        Codes along each axis.
    values
        Numbers shown, zero where none is; shape is the count of codes per axis.
    states
        :class:`State` of each cell, same shape.
    """

    margin: Margin
    dimensions: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    values: NDArray[np.int64]
    states: NDArray[np.object_]

    def cells(self) -> Iterator[tuple[tuple[str, ...], Cell]]:
        """Yield codes and cell of the whole table in C order."""
        for codes, value, state in zip(
            product(*self.codes), self.values.flat, self.states.flat, strict=True
        ):
            shown = state in (State.VALUE, State.ZERO)
            yield codes, Cell(State(str(state)), int(value) if shown else None)

    def cell(self, *codes: str) -> Cell:
        """Return the cell at these codes.

        Raises
        ------
        KeyError
            If there is no such code.
        """
        try:
            at = tuple(axis.index(code) for axis, code in zip(self.codes, codes, strict=True))
        except ValueError:
            raise KeyError(codes) from None
        state = State(str(self.states[at]))
        shown = state in (State.VALUE, State.ZERO)
        return Cell(state, int(self.values[at]) if shown else None)


def states_of(
    values: NDArray[np.int64],
    *,
    hidden: NDArray[np.bool_] | None = None,
    no_data: NDArray[np.bool_] | None = None,
    not_applicable: NDArray[np.bool_] | None = None,
) -> NDArray[np.object_]:
    """State of each cell; what does not apply wins over no data, that over hidden."""
    states = np.where(values == 0, State.ZERO, State.VALUE).astype(object)
    for mask, state in (
        (hidden, State.HIDDEN),
        (no_data, State.NO_DATA),
        (not_applicable, State.NOT_APPLICABLE),
    ):
        if mask is not None:
            states[mask] = state
    return states
