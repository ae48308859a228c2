"""From leaves that may be shown to the tables of an audience: every cell is a sum of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from priemna.sharing.protocol import PERIODS, Audience, TableSpec
from priemna.sharing.released import TOTAL, ReleasedCell, ReleasedTable, State, shown

QUARTERS_OF_A_YEAR = 4
NO_MARGIN = ("twelve_months", "item")
"""Dimensions whose codes overlap: adding them up would count people more than once."""

Leaf = tuple[str, ...]


@dataclass(frozen=True)
class Leaves:
    """Counts that may be shown, at their finest.

    Attributes
    ----------
    of
        What is counted.
    dimensions
        Their names, in the order of the keys; the finest period is ``quarter``.
    codes
        All codes of each dimension, also those nothing was counted for.
    counts
        Leaf → count; a leaf that is missing counts 0.
    """

    of: str
    dimensions: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    counts: Mapping[Leaf, int]


def table_of(spec: TableSpec, leaves: Leaves) -> ReleasedTable:
    """Add leaves up to one table with all its margins.

    Raises
    ------
    ValueError
        Where the leaves are not told apart by a dimension of the table.
    """
    readers = [_reader(name, leaves) for name in spec.by]
    sums = dict.fromkeys(product(*(_codes(name, leaves, with_margin=True) for name in spec.by)), 0)
    for leaf, count in leaves.counts.items():
        if count:
            for keys in product(*(reader(leaf) for reader in readers)):
                if keys in sums:
                    sums[keys] += count
    return ReleasedTable(
        spec.name, leaves.of, spec.by, tuple(shown(keys, n) for keys, n in sums.items())
    )


def tables_for(audience: Audience, parts: Mapping[str, Leaves]) -> tuple[ReleasedTable, ...]:
    """Tables the protocol gives to an audience."""
    made = {spec.name: table_of(spec, parts[spec.of]) for spec in audience.tables}
    for spec in audience.tables:
        if spec.of == "survey_right":
            asked = next(
                (s for s in audience.tables if s.of == "survey_asked" and s.by == spec.by), None
            )
            if asked is not None:
                made[spec.name] = right_answers_of(made[spec.name], made[asked.name])
    return tuple(made.values())


def right_answers_of(table: ReleasedTable, asked: ReleasedTable) -> ReleasedTable:
    """Right answers, with "no data" where (by what is shown) nobody was asked."""
    known = {cell.keys: cell for cell in asked.cells}
    return ReleasedTable(
        table.name,
        table.of,
        table.dimensions,
        tuple(
            ReleasedCell(cell.keys, State.NO_DATA, None) if not known[cell.keys].value else cell
            for cell in table.cells
        ),
    )


def membership(by: Sequence[str], leaves: Leaves) -> Callable[[Leaf], Iterable[Leaf]]:
    """Cells of a table, as their codes, to which a leaf belongs; none of periods left out."""
    known = [frozenset(_codes(name, leaves, with_margin=True)) for name in by]
    readers = [_reader(name, leaves) for name in by]
    return lambda leaf: product(
        *(
            [code for code in reader(leaf) if code in codes]
            for codes, reader in zip(known, readers, strict=True)
        )
    )


def _codes(name: str, leaves: Leaves, *, with_margin: bool) -> Iterable[str]:
    found: Sequence[str]
    if name in leaves.codes:
        found = leaves.codes[name]
    elif name in PERIODS and "quarter" in leaves.codes:
        quarters = leaves.codes["quarter"]
        found = (
            tuple(dict.fromkeys(quarter[:4] for quarter in quarters))
            if name == "year"
            else quarters[QUARTERS_OF_A_YEAR - 1 :]
        )
    else:
        raise ValueError(f"{leaves.of} is not told apart by {name}")
    return (*found, TOTAL) if with_margin and name not in NO_MARGIN else found


def _reader(name: str, leaves: Leaves) -> Callable[[Leaf], tuple[str, ...]]:
    """Codes of a table's dimension to which a leaf belongs, its margin among them."""
    if name in leaves.dimensions:
        place = leaves.dimensions.index(name)
        return lambda leaf: (leaf[place], TOTAL)
    place = leaves.dimensions.index("quarter")
    if name == "year":
        return lambda leaf: (leaf[place][:4], TOTAL)
    quarters = leaves.codes["quarter"]
    where = {quarter: index for index, quarter in enumerate(quarters)}
    return lambda leaf: quarters[where[leaf[place]] : where[leaf[place]] + QUARTERS_OF_A_YEAR]
