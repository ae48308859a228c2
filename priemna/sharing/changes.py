"""What changed between two releases of one audience, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from priemna.sharing.released import Release, ReleasedCell


@dataclass(frozen=True)
class Change:
    """One cell that both releases hold and that shows something else; empties by their name."""

    table: str
    cell: tuple[tuple[str, str], ...]
    before: int | str
    after: int | str


def changes(before: Release, after: Release) -> Iterator[Change]:
    """Compare the tables that both have; cells of new periods are no change."""
    for name, table in after.tables.items():
        earlier = before.table(name)
        if earlier is None or earlier.dimensions != table.dimensions:
            continue
        known = {cell.keys: cell for cell in earlier.cells}
        for cell in table.cells:
            old = known.get(cell.keys)
            if old is not None and old != cell:
                yield Change(
                    name,
                    tuple(zip(table.dimensions, cell.keys, strict=True)),
                    _said(old),
                    _said(cell),
                )


def _said(cell: ReleasedCell) -> int | str:
    return cell.state.value if cell.value is None else cell.value
