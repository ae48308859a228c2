"""What reading gives: sheets of rows, or the one sentence why there are none."""

from dataclasses import dataclass

from data.cells import Cell, is_empty
from data.problems import Note
from geo.errors import PriemnaError

NOT_CALCULATED = "#CALC?"
"""Stands in a cell whose formula was saved without its result; values refuse it as an error."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows as `Row.number`, columns from 0."""


class FileRefused(PriemnaError, ValueError):
    """A file that cannot be read as a table at all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file: its number there, counted from 1, and its cells."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a whole text file; rows without any entry are left out.

    Attributes
    ----------
    name
        As on its tab; of a text file the name without ending.
    rows
        In order; cells that a merged one covers hold its value.
    merged
        Where cells were merged: first row, first column, last row, last column, both ends
        included; rows as in ``Row.number``, columns as places in ``Row.cells``, from 0.
    notes
        What a person should know of how it was read.
    """

    name: str
    rows: list[Row]
    merged: tuple[Range, ...] = ()
    notes: tuple[Note, ...] = ()


def is_filled(cells: list[Cell]) -> bool:
    """Whether a row has any entry."""
    return not all(map(is_empty, cells))


def hidden_note(title: str) -> Note:
    """What is said of a sheet some of whose rows or columns are not on screen."""
    return Note(
        "Sheet {sheet} has hidden rows or columns. They were read as well.", {"sheet": title}
    )
