"""Released tables as types: what people outside may be shown is of these types and no other."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from geo.errors import PriemnaError
from priemna.privacy.cells import State as State

TOTAL: Final = "total"
"""The code of a margin, in every dimension."""

CSV_ENDING = ".csv"
_LAST_COLUMNS = ("state", "value")


class ReleaseDamaged(PriemnaError, ValueError):
    """A file of a release does not say what its manifest says of it."""


@dataclass(frozen=True)
class ReleasedCell:
    """One cell: a code per dimension, its state, and its number where it has one.

    A zero has the value 0. Of people it means 0 up to below the threshold, never surely nobody.
    """

    keys: tuple[str, ...]
    state: State
    value: int | None


@dataclass(frozen=True)
class ReleasedTable:
    """One table of a release with its margins.

    Attributes
    ----------
    name, of
        Its name in the protocol, and what is counted.
    dimensions
        Names of the dimensions, in the order of the keys.
    cells
        All cells, margins (`TOTAL`) included.
    """

    name: str
    of: str
    dimensions: tuple[str, ...]
    cells: tuple[ReleasedCell, ...]

    def cell(self, **keys: str) -> ReleasedCell:
        """One cell; a dimension that is not named is its margin.

        Raises
        ------
        KeyError
            Where the table has no such dimension or cell.
        """
        if unknown := set(keys) - set(self.dimensions):
            raise KeyError(f"{self.name} has no dimension {', '.join(sorted(unknown))}")
        return self._by_keys[tuple(keys.get(name, TOTAL) for name in self.dimensions)]

    def codes(self, dimension: str) -> tuple[str, ...]:
        """Codes of a dimension as they stand in the table, without the margin."""
        place = self.dimensions.index(dimension)
        return tuple(
            dict.fromkeys(cell.keys[place] for cell in self.cells if cell.keys[place] != TOTAL)
        )

    def has_margin(self, dimension: str) -> bool:
        """Whether the dimension may be added up; years to each quarter overlap and may not."""
        place = self.dimensions.index(dimension)
        return any(cell.keys[place] == TOTAL for cell in self.cells)

    def slice(self, **keys: str) -> Iterator[ReleasedCell]:
        """Cells with these codes."""
        wanted = {self.dimensions.index(name): code for name, code in keys.items()}
        return (
            cell
            for cell in self.cells
            if all(cell.keys[place] == code for place, code in wanted.items())
        )

    @property
    def about_people(self) -> bool:
        """Whether people were counted, so that numbers are approximate."""
        return self.of in PEOPLE

    @cached_property
    def _by_keys(self) -> Mapping[tuple[str, ...], ReleasedCell]:
        return {cell.keys: cell for cell in self.cells}


PEOPLE = frozenset({"women", "survey_asked", "survey_right", "participants"})
"""What is counted in people; the rest is the work of the team."""


@dataclass(frozen=True)
class Release:
    """One release as one audience got it."""

    manifest: Mapping[str, Any]
    tables: Mapping[str, ReleasedTable]

    @property
    def number(self) -> int:
        """Number of the release, from 1, the same for all audiences."""
        return int(self.manifest["number"])

    @property
    def audience(self) -> str:
        """Code of the audience."""
        return str(self.manifest["audience"])

    @property
    def since(self) -> date:
        """First day of the records in it."""
        return date.fromisoformat(self.manifest["period"]["since"])

    @property
    def until(self) -> date:
        """Day after the last day of the records in it."""
        return date.fromisoformat(self.manifest["period"]["until"])

    @property
    def quarters(self) -> tuple[str, ...]:
        """Codes of its quarters, oldest first."""
        return quarters_between(self.since, self.until)

    @property
    def published_on(self) -> date:
        """Day it was made."""
        return date.fromisoformat(self.manifest["created"])

    @property
    def data_version(self) -> str:
        """Token that changes with the data; it tells nothing else."""
        return str(self.manifest["data_version"])

    @property
    def sha256(self) -> str:
        """Hash of the manifest, which carries the hashes of all tables."""
        return str(self.manifest["sha256"])

    @property
    def threshold(self) -> int:
        """Counts of people from 1 to it − 1 are not told."""
        return int(self.manifest["k"])

    def zero_reads(self, table: ReleasedTable) -> int:
        """Up to how many a shown 0 may stand for; see `priemna.sharing.manifest.reads_of_zeros`."""
        return int(self.manifest["tables"][table.name]["zero_reads"][1])

    @property
    def is_demo(self) -> bool:
        """Whether the data is invented."""
        return bool(self.manifest["demo"])

    def table(self, name: str) -> ReleasedTable | None:
        """Table by its name; None where the protocol does not give it to this audience."""
        return self.tables.get(name)


def quarter_code(year: int, quarter: int) -> str:
    """Code of a quarter, 1–4."""
    return f"{year}-Q{quarter}"


def quarters_between(since: date, until: date) -> tuple[str, ...]:
    """Codes of the quarters from the one of `since` to the last one that is over by `until`."""
    first = since.year * 4 + (since.month - 1) // 3
    end = until.year * 4 + (until.month - 1) // 3
    return tuple(quarter_code(number // 4, number % 4 + 1) for number in range(first, end))


def shown(keys: Sequence[str], count: int) -> ReleasedCell:
    """Cell of a number that may be shown."""
    return ReleasedCell(tuple(keys), State.VALUE if count else State.ZERO, count)


def table_text(table: ReleasedTable) -> str:
    """Write a table as CSV: one column per dimension, then ``state`` and ``value``."""
    lines = Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([*table.dimensions, *_LAST_COLUMNS])
    writer.writerows(
        [*cell.keys, cell.state.value, "" if cell.value is None else cell.value]
        for cell in table.cells
    )
    return "".join(lines)


class Lines(list[str]):
    """Lines of CSV as they are written."""

    def write(self, line: str) -> None:
        """Take the next line, as a file would."""
        self.append(line)


def hash_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal."""
    return sha256(text.encode()).hexdigest()


def read_release(manifest: Mapping[str, Any], files: Mapping[str, str]) -> Release:
    """Read a release from its manifest and its files, and check their hashes.

    Parameters
    ----------
    files
        Name of file → its text.

    Raises
    ------
    ReleaseDamaged
        Where a hash differs, a file is missing or says something that is no table.
    """
    from priemna.sharing.manifest import seal_of

    number = manifest.get("number", "?")
    if seal_of(manifest) != manifest.get("sha256"):
        raise ReleaseDamaged("The manifest of release {number} was changed.", number=number)
    tables = {}
    for name, about in manifest["tables"].items():
        text = files.get(about["file"])
        if text is None or hash_of(text) != about["sha256"]:
            raise ReleaseDamaged(
                "{file} of release {number} is missing or was changed.",
                file=about["file"],
                number=number,
            )
        tables[name] = read_table(name, about["of"], text)
    return Release(manifest, tables)


def read_table(name: str, of: str, text: str) -> ReleasedTable:
    """Read a table from its CSV.

    Raises
    ------
    ReleaseDamaged
        Where it is no released table.
    """
    rows = list(csv.reader(text.splitlines(keepends=True)))
    if not rows or tuple(rows[0][-2:]) != _LAST_COLUMNS:
        raise ReleaseDamaged("{table} is not a released table.", table=name)
    try:
        cells = tuple(
            ReleasedCell(tuple(keys), State(state), int(value) if value else None)
            for *keys, state, value in rows[1:]
        )
    except ValueError as error:
        raise ReleaseDamaged("{table} is not a released table.", table=name) from error
    if any((c.value is None) == (c.state in (State.VALUE, State.ZERO)) for c in cells):
        raise ReleaseDamaged("{table} is not a released table.", table=name)
    return ReleasedTable(name, of, tuple(rows[0][:-2]), cells)
