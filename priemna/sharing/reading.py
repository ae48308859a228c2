"""How a released figure is to be read: what it may stand for, and why nobody learns more."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from geo.messages import Message
from priemna.sharing.compose import QUARTERS_OF_A_YEAR
from priemna.sharing.cube import AGES, HOMES, KINDS
from priemna.sharing.released import TOTAL, Release, ReleasedCell, ReleasedTable


@dataclass(frozen=True)
class Reading:
    """A cell with the bounds an outsider can conclude from it alone; None where it has no number.

    The bounds follow from the rounding: they are wide, and the true number is mostly near the
    one shown.
    """

    cell: ReleasedCell
    low: int | None
    high: int | None
    lines: tuple[Message, ...]


def reading(release: Release, table: ReleasedTable, where: Mapping[str, str]) -> Reading:
    """Read a cell.

    Parameters
    ----------
    where
        Code by dimension; a dimension that is missing is its margin.

    Raises
    ------
    KeyError
        Where the table has no such cell.
    """
    cell = table.cell(**where)
    if cell.value is None:
        return Reading(cell, None, None, (Message("There is no figure in this cell."),))
    if not table.about_people:
        exact = Message("{value}, counted exactly: it is work of the team.", {"value": cell.value})
        return Reading(cell, cell.value, cell.value, (exact,))
    base = int(release.manifest["base"])
    parts = rounded_numbers(release, table, cell)
    low, high = bounds(cell.value, parts, base, is_women=table.of == "women")
    if not cell.value:
        high = most_of_zero(release, table, cell)
    lines = (
        Message(
            "{value} is the sum of {n} rounded number.",
            {"value": cell.value},
            plural="{value} is the sum of {n} rounded numbers.",
            n=parts,
        ),
        Message(
            "From this figure alone anything from {low} to {high} is possible, as counted when its "
            "quarters were first published; most often the true number is near the one shown.",
            {"low": low, "high": high},
        ),
        Message(
            "The figures as shown are themselves a possible truth, and nobody in it stands in a "
            "group of 1 to {last}: so no sum and no difference of figures can prove such a group.",
            {"last": release.threshold - 1},
        ),
    )
    return Reading(cell, low, high, lines)


def bounds(value: int, parts: int, base: int, *, is_women: bool) -> tuple[int, int]:
    """Least and greatest true number behind a sum of rounded numbers.

    Parameters
    ----------
    value
        The sum shown.
    parts
        How many rounded numbers it adds up.
    base
        Base of the rounding.
    is_women
        Numbers of women from 1 to ``base`` − 1 are shown as 0 or ``base`` and others exactly; all
        other counts are shown as a multiple of the base up to ``base`` − 1 away.
    """
    if not is_women:
        filled = min(parts, value // base)
        return value - filled * (base - 1), value + parts * (base - 1)
    filled = min(parts, value // base)
    if not filled:
        return 0, parts * (base - 1)
    # Most women where one number is exact and all others were rounded down; fewest where as many
    # as can be were rounded up from 1. A single number above the base is exact.
    if parts == 1 and value > base:
        return value, value
    low = value - filled * (base - 1)
    high = value + (parts - 1) * (base - 1)
    return low, high


def most_of_zero(release: Release, table: ReleasedTable, cell: ReleasedCell | None = None) -> int:
    """Up to how many people a cell that shows 0 may stand for; None: a single rounded number."""
    parts = 1 if cell is None or table.of == "women" else rounded_numbers(release, table, cell)
    return release.zero_reads(table) * parts


def rounded_numbers(release: Release, table: ReleasedTable, cell: ReleasedCell) -> int:
    """Number of rounded numbers in a cell."""
    told = {
        name: code for name, code in zip(table.dimensions, cell.keys, strict=True) if code != TOTAL
    }
    if table.of != "women":
        open_ = [name for name in table.dimensions if name not in told]
        return prod(len(table.codes(name)) for name in open_)
    quarters = release.quarters
    inside = len(quarters)
    if "quarter" in told:
        inside = 1
    elif "year" in told:
        inside = sum(quarter[:4] == told["year"] for quarter in quarters)
    elif "twelve_months" in told:
        inside = QUARTERS_OF_A_YEAR
    sizes = {"home": len(HOMES), "kind": len(KINDS), "age": len(AGES)}
    return inside * prod(size for name, size in sizes.items() if name not in told)
