"""Values written in a form → a table, so that files and forms pass the same checks."""

import json
from collections.abc import Mapping, Sequence
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
    return table_of_several(kind, [values], source_name=source_name, first=row, language=language)


def table_of_several(
    kind: str,
    records: Sequence[Mapping[str, object]],
    *,
    source_name: str,
    first: int,
    language: str,
) -> CheckedTable:
    """Read several records as if they stood in a file below each other, the first in row `first`.

    Parameters and errors as for `table_of`.
    """
    expect_kind(kind)
    known = {field.name: field for field in fields(kind)}
    for name in {name for values in records for name in values}:
        if name not in known:
            raise FieldUnknown(
                "There is no field {field} in {kind}. See the template for the fields.",
                field=name,
                kind=kind,
            )
    cells = [{name: _cell(value) for name, value in values.items()} for values in records]
    given = [
        field for field in fields(kind) if not all(is_empty(row.get(field.name)) for row in cells)
    ]
    needed = [field for field in fields(kind) if field.needed and field not in given]
    columns = [(field.name, field) for field in given + needed]
    table = Table(
        kind,
        0,
        tuple(
            Column(position, field.header(language), field)
            for position, (_name, field) in enumerate(columns)
        ),
        tuple(
            Row(first + number, [row.get(name) for name, _field in columns])
            for number, row in enumerate(cells)
        ),
    )
    text = "\n".join(
        json.dumps(
            {name: str(cell) for name, cell in row.items() if not is_empty(cell)}, sort_keys=True
        )
        for row in cells
    )
    return check_table(table, source_name, sha256(text.encode()).hexdigest())


def _cell(value: object) -> Cell:
    if isinstance(value, str | bool | int | float | date | datetime | time):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(map(str, value))
    return None
