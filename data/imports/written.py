"""Values written in a form → a table of one row, so that files and forms pass the same checks."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256

from data.cells import Cell, is_empty
from data.fields import expect_kind, fields
from data.formats import Row
from data.headers import Column, Table
from data.imports.checking import CheckedTable, check_table
from geo.errors import PriemnaError


class FieldUnknown(PriemnaError, KeyError):
    """A value for a field that the kind does not have."""

    __str__ = PriemnaError.__str__


def table_of(
    kind: str, values: Mapping[str, object], *, source_name: str, row: int, language: str
) -> CheckedTable:
    """Read values by name of the field as if they stood in one row of a file.

    Parameters
    ----------
    values
        Text, days, times, numbers, yes or no, lists of codes; None and empty text are the same.
    source_name
        Name of the file they stand for; empty for none.
    row
        Number the row has there.
    language
        Language of the headers, ``"bg"`` or ``"en"``.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    FieldUnknown
        Where a field is none of the kind.
    """
    expect_kind(kind)
    known = {field.name: field for field in fields(kind)}
    for name in values:
        if name not in known:
            raise FieldUnknown(
                "There is no field {field} in {kind}. See the template for the fields.",
                field=name,
                kind=kind,
            )
    cells = {name: _cell(value) for name, value in values.items()}
    given = [field for field in fields(kind) if not is_empty(cells.get(field.name))]
    needed = [field for field in fields(kind) if field.needed and field not in given]
    columns = tuple(
        Column(position, field.header(language), field)
        for position, field in enumerate(given + needed)
    )
    table = Table(
        kind,
        0,
        columns,
        (Row(row, [cells.get(column.field.name) if column.field else None for column in columns]),),
    )
    text = json.dumps(
        {name: str(cell) for name, cell in cells.items() if not is_empty(cell)}, sort_keys=True
    )
    return check_table(table, source_name, sha256(text.encode()).hexdigest())


def _cell(value: object) -> Cell:
    if isinstance(value, str | bool | int | float | date | datetime | time):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(map(str, value))
    return None
