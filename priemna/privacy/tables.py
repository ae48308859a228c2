"""A table somebody brings, as rows of text, read into a cube: dimensions, levels, numbers, sums."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.messages import Message
from priemna.privacy.cubes import Bools, Ints, LeafCube
from priemna.privacy.dimensions import TOTAL, Dimension, Level, all_margins
from priemna.privacy.errors import UnusableTable
from priemna.privacy.knowledge import cell_names

COUNT_NAMES = frozenset(
    ("freq", "ant", "n", "count", "counts", "persons", "value", "number", "брой", "хора", "лица")
)
TOTAL_NAMES = frozenset(("total", "totals", "tot", "sum", "all", "общо", "всичко", ""))
STATUS_NAMES = frozenset(("sdcstatus", "suppressed", "primary", "state"))
HIDDEN_STATES = frozenset(("u", "x", "true", "hidden", "скрито"))
HIDDEN_VALUES = frozenset(("", "x", "..", ".", ":", "*", "c", "na", "hidden", "скрито"))
MOST_CELLS = 3_000_000

Hierarchies = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By dimension, by level: the group of each code."""


@dataclass(frozen=True)
class TableRead:
    """A table that was read.

    Parameters
    ----------
    cube
        Its smallest cells; hidden ones count zero.
    columns
        Column of each dimension.
    value
        Column of the numbers, or None where each row was one person.
    published
        By margin the cells that the file holds, and those of them that are hidden.
    values
        By margin the numbers of the file, zero where there is none.
    notes
        What was assumed.
    """

    cube: LeafCube
    columns: tuple[str, ...]
    value: str | None
    published: Mapping[tuple[str, ...], tuple[Bools, Bools]]
    values: Mapping[tuple[str, ...], Ints]
    notes: tuple[Message, ...]


def read_table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    value: str | None = None,
    by: Sequence[str] | None = None,
    hierarchies: Hierarchies | None = None,
    may_hide: bool = False,
) -> TableRead:
    """Return the table of these rows.

    Parameters
    ----------
    header, rows
        Text as in the file.
    value
        Column of the numbers; None: the one that is called like a count (:data:`COUNT_NAMES`), and
        where there is none each row is one person.
    by
        Columns to keep as dimensions; rows alike in them are added up. None: all.
    hierarchies
        Levels of dimensions. A column that follows from another one is a level of it by itself.
    may_hide
        Whether cells may be marked as hidden, by :data:`HIDDEN_VALUES` in place of the number or
        :data:`HIDDEN_STATES` in a column of :data:`STATUS_NAMES`. Then sums are not checked.

    Raises
    ------
    UnusableTable
        It names the row and what to do.
    """
    header = [name.strip().lstrip("\ufeff") for name in header]
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise UnusableTable("The table has no rows.")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise UnusableTable(
                "Row {row} has {found} cells, the header {wanted}.",
                row=number,
                found=len(row),
                wanted=len(header),
            )
    at = _value_column(header, value)
    status = [i for i, name in enumerate(header) if name.lower() in STATUS_NAMES and i != at]
    names = [i for i in range(len(header)) if i not in status and i != at]
    if by is not None:
        missing = [name for name in by if name not in header]
        if missing:
            raise UnusableTable(
                "There is no column {column}; there are {columns}.",
                column=", ".join(missing),
                columns=", ".join(header),
            )
        names = [header.index(name) for name in by]
    if not names:
        raise UnusableTable("The table has no column besides the numbers.")
    numbers, hidden = _numbers(rows, at, status, may_hide)
    hierarchies = dict(hierarchies or {})
    unknown = set(hierarchies) - {header[i] for i in names}
    if unknown:
        raise UnusableTable(
            "The hierarchies name {column}, which the table does not have.",
            column=", ".join(sorted(unknown)),
        )
    columns = {header[i]: [row[i] for row in rows] for i in names}
    notes = []
    for coarse, fine in _dependent(columns, set(hierarchies)).items():
        pairs = dict(zip(columns[fine], columns[coarse], strict=True))
        hierarchies[fine] = {**hierarchies.get(fine, {}), coarse: pairs}
        del columns[coarse]
        notes.append(
            Message(
                "{coarse} follows from {fine} and was read as a level of it.",
                {"coarse": coarse, "fine": fine},
            )
        )
    dimensions = tuple(_dimension(n, codes, hierarchies.get(n, {})) for n, codes in columns.items())
    if np.prod([sum(len(v.groups) for v in d.levels) for d in dimensions]) > MOST_CELLS:
        raise UnusableTable("The table has too many cells; take out a column.")
    keys = [
        tuple(_place(d, code) for d, code in zip(dimensions, codes, strict=True))
        for codes in zip(*columns.values(), strict=True)
    ]
    if at is None:
        notes.append(Message("No column of numbers was found: each row was counted as one person."))
    if at is None or by is not None:
        tally: Counter[tuple[tuple[str, str], ...]] = Counter()
        for key, number in zip(keys, numbers, strict=True):
            tally[key] += number
        keys, numbers, hidden = list(tally), list(tally.values()), [False] * len(tally)
    return _filled(dimensions, header, at, keys, numbers, hidden, notes, may_hide)


def labels_of(dimension: Dimension) -> dict[tuple[str, str], str]:
    """Return how each (level, code) is written; codes of two levels alike get their level."""
    known = Counter(code for level in dimension.levels for code in level.groups)
    return {
        (level.name, code): "Total"
        if level.name == TOTAL
        else code
        if known[code] == 1 or level.name == dimension.name
        else f"{level.name}={code}"
        for level in dimension.levels
        for code in level.groups
    }


def _value_column(header: Sequence[str], value: str | None) -> int | None:
    if value is not None:
        if value not in header:
            raise UnusableTable(
                "There is no column {column}; there are {columns}.",
                column=value,
                columns=", ".join(header),
            )
        return header.index(value)
    found = [i for i, name in enumerate(header) if name.lower() in COUNT_NAMES]
    if len(found) > 1:
        raise UnusableTable(
            "Several columns may hold the numbers: {columns}. Name one with --value.",
            columns=", ".join(header[i] for i in found),
        )
    return found[0] if found else None


def _numbers(
    rows: Sequence[Sequence[str]], at: int | None, status: Sequence[int], may_hide: bool
) -> tuple[list[int], list[bool]]:
    numbers, hidden = [], []
    for number, row in enumerate(rows, start=2):
        text = "1" if at is None else row[at].replace("\u00a0", "").replace(" ", "")
        blank = may_hide and (
            text.lower() in HIDDEN_VALUES or any(row[i].lower() in HIDDEN_STATES for i in status)
        )
        hidden.append(blank)
        numbers.append(0 if blank and text.lower() in HIDDEN_VALUES else _whole(text, number))
    return numbers, hidden


def _whole(text: str, row: int) -> int:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        raise UnusableTable("Row {row}: {text} is no number.", row=row, text=text or "–") from None
    if found < 0:
        raise UnusableTable("Row {row}: {text} is below zero.", row=row, text=text)
    if not found.is_integer():
        raise UnusableTable("Row {row}: {text} is no whole number.", row=row, text=text)
    return int(found)


def _is_total(code: str) -> bool:
    return code.lower() in TOTAL_NAMES


def _dependent(columns: Mapping[str, Sequence[str]], given: set[str]) -> dict[str, str]:
    """By column that follows from another: the finest other one."""
    size = {name: len(set(codes)) for name, codes in columns.items()}
    found: dict[str, str] = {}
    for coarse in columns:
        if any(_is_total(code) for code in columns[coarse]) or coarse in given or size[coarse] < 2:
            continue
        for fine in sorted(columns, key=lambda name: -size[name]):
            pairs = set(zip(columns[fine], columns[coarse], strict=True))
            rows = len(columns[fine])
            follows = len(pairs) == size[fine] > size[coarse] and rows >= 2 * size[fine]
            if fine != coarse and fine not in found and follows:
                found[coarse] = fine
                break
    return found


def _dimension(
    name: str, codes: Sequence[str], levels: Mapping[str, Mapping[str, str]]
) -> Dimension:
    groups = {group for level in levels.values() for group in level.values()}
    members = {code for level in levels.values() for code in level}
    leaves = [
        code
        for code in dict.fromkeys(codes)
        if not _is_total(code) and (code in members or code not in groups)
    ]
    for level, of_code in levels.items():
        missing = [code for code in leaves if code not in of_code]
        if missing:
            raise UnusableTable(
                "The level {level} does not say where {codes} belong.",
                level=level,
                codes=", ".join(missing[:5]),
            )
    if not leaves:
        raise UnusableTable("The column {column} holds totals only.", column=name)
    coarser = [Level(n, tuple(of_code[code] for code in leaves)) for n, of_code in levels.items()]
    return Dimension.with_total(name, leaves, coarser)


def _place(dimension: Dimension, code: str) -> tuple[str, str]:
    if _is_total(code):
        return TOTAL, TOTAL
    for level in dimension.levels:
        if code in level.groups or f"{level.name}=" == code[: len(level.name) + 1]:
            return level.name, code.removeprefix(f"{level.name}=")
    raise UnusableTable(
        "The dimension {dimension} has no code {code}.", dimension=dimension.name, code=code
    )


def _filled(
    dimensions: tuple[Dimension, ...],
    header: Sequence[str],
    at: int | None,
    keys: Sequence[tuple[tuple[str, str], ...]],
    numbers: Sequence[int],
    hidden: Sequence[bool],
    notes: list[Message],
    may_hide: bool,
) -> TableRead:
    sizes = {
        m: tuple(len(d.level(n).groups) for d, n in zip(dimensions, m, strict=True))
        for m in all_margins(dimensions)
    }
    at_code = [
        {(v.name, code): i for v in d.levels for i, code in enumerate(v.groups)} for d in dimensions
    ]
    values = {m: np.zeros(size, np.int64) for m, size in sizes.items()}
    given = {m: np.zeros(size, bool) for m, size in sizes.items()}
    blank = {m: np.zeros(size, bool) for m, size in sizes.items()}
    for key, number, is_hidden in zip(keys, numbers, hidden, strict=True):
        margin = tuple(level for level, _ in key)
        place = tuple(codes[part] for codes, part in zip(at_code, key, strict=True))
        if given[margin][place]:
            raise UnusableTable(
                "The cell {cell} stands there twice.", cell=" × ".join(code for _, code in key)
            )
        given[margin][place], blank[margin][place] = True, is_hidden
        values[margin][place] = number
    finest = next(iter(sizes))
    if not given[finest].any():
        raise UnusableTable("The table holds totals only, no cell to protect.")
    cube = LeafCube(dimensions, np.where(blank[finest], 0, values[finest]))
    if not may_hide:
        _check_sums(cube, values, given)
    absent = int((~given[finest]).sum())
    if absent and not may_hide:
        notes.append(
            Message(
                "{n} cell is not in the table and counts as zero.",
                plural="{n} cells are not in the table and count as zero.",
                n=absent,
            )
        )
    return TableRead(
        cube,
        tuple(d.name for d in dimensions),
        None if at is None else header[at],
        {m: (given[m], blank[m]) for m in sizes},
        values,
        tuple(notes),
    )


def _check_sums(
    cube: LeafCube, values: Mapping[tuple[str, ...], Ints], given: Mapping[tuple[str, ...], Bools]
) -> None:
    """Refuse a sum in the file that its cells do not add up to."""
    for margin, found in values.items():
        wrong = np.flatnonzero(given[margin] & (found != cube.at(margin)))
        if wrong.size:
            raise UnusableTable(
                "{cell} is {found} in the table, but its cells add up to {sum}; a cell may be "
                "missing.",
                cell=" × ".join(cell_names(cube.dimensions, margin, wrong[:1])[0]),
                found=int(found.flat[wrong[0]]),
                sum=int(cube.at(margin).flat[wrong[0]]),
            )
