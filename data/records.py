"""Checked rows → records: keys that stay the same at re-import, and rows of the child tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from hashlib import blake2b

from data.fields import ITEM_COLUMNS, TABLE_OF, fields
from data.kinds.draft import Draft

ID_FIELDS = {kind: f"{table}_id" for kind, table in TABLE_OF.items()}
"""Field of each kind that holds the coordinator's own number of a row."""

_KEY_BYTES = 12
# Fields of a file that say where or when, and are brought into other columns before storing.
_NOT_STORED = {("visits", "on"), ("visits", "hours"), ("visits", "municipality"),
               ("events", "municipality")}  # fmt: skip


@dataclass(frozen=True)
class ChildRows:
    """Rows of one child table: its columns, and per row the parent's position and the values."""

    columns: tuple[str, ...]
    parents: list[int]
    values: list[tuple[str, ...]]


@dataclass(frozen=True)
class Records:
    """Rows as the store takes them; all values are text, as the staging tables want them.

    Attributes
    ----------
    columns
        Per column of the kind's own table the value of each row.
    children
        Per child table its rows.
    ids, source_keys, content_hashes
        One per row.
    """

    columns: dict[str, list[str | None]]
    children: dict[str, ChildRows]
    ids: list[str]
    source_keys: list[str]
    content_hashes: list[str]


def build_records(draft: Draft, *, first_ordinal: int = 1) -> Records:
    """Make the records of a draft; those of rows with problems are not to be kept.

    Parameters
    ----------
    first_ordinal
        Which of the rows that say the same the first of the draft is.

    Notes
    -----
    A row is recognised by its own number; without one, by what makes it the same row (place and
    day of a visit); without that, by all it says. The second of two rows that say the same gets
    a key of its own: two women may well give the same answers on the same day.
    """
    kind = draft.table.kind
    id_field = ID_FIELDS[kind]
    said = [(field, _texts(draft.rows.of(field.name))) for field in fields(kind)]
    columns = {
        field.name: texts
        for field, texts in said
        if not field.table and (field.kind, field.name) not in _NOT_STORED
    }
    contents = _contents([(field.name, texts) for field, texts in said if field.name != id_field])
    source_keys = _source_keys(draft, id_field, contents, first_ordinal)
    ids = [
        own if own is not None else key.removeprefix("row:")
        for own, key in zip(columns[id_field], source_keys, strict=True)
    ]
    columns[id_field] = list(ids)
    return Records(
        columns=columns,
        children=_children(kind, draft),
        ids=ids,
        source_keys=source_keys,
        content_hashes=[_digest(content) for content in contents],
    )


def repeated_numbers(draft: Draft) -> None:
    """Refuse rows whose own number stands in an earlier row of the file."""
    id_field = ID_FIELDS[draft.table.kind]
    first: dict[str, int] = {}
    for index, own in enumerate(draft.texts(id_field)):
        if own is not None and first.setdefault(own, index) != index:
            draft.refuse(
                index,
                id_field,
                "This number stands in row {other} already. Give each row its own number.",
                other=draft.rows.numbers[first[own]],
            )


def values_of(kind: str, records: Records, positions: Sequence[int]) -> dict[int, dict[str, str]]:
    """What rows say, as texts by name of the field, child rows included; by position."""
    found = {
        position: {
            name: text
            for name, column in records.columns.items()
            if (text := column[position]) is not None
        }
        for position in positions
    }
    names = {(field.table, field.item): field.name for field in fields(kind) if field.table}
    for table, rows in records.children.items():
        for parent, value in zip(rows.parents, rows.values, strict=True):
            if (said := found.get(parent)) is None:
                continue
            *item, one = value
            name = names[table, tuple(item)]
            said[name] = f"{said[name]};{one}" if name in said and not item else one
    return found


def records_of(
    kind: str,
    values: Sequence[Mapping[str, str]],
    source_keys: list[str],
    content_hashes: list[str],
) -> Records:
    """Make records of rows that were in the store already, given as texts by name of the field."""
    own = [
        field.name
        for field in fields(kind)
        if not field.table and (kind, field.name) not in _NOT_STORED
    ]
    children: dict[str, ChildRows] = {}
    for field in fields(kind):
        if not field.table:
            continue
        columns = ITEM_COLUMNS.get(field.table, (field.name,))
        rows = children.setdefault(field.table, ChildRows(columns, [], []))
        for index, row in enumerate(values):
            if field.name in row:
                for one in row[field.name].split(";"):
                    rows.parents.append(index)
                    rows.values.append((*field.item, one))
    return Records(
        columns={name: [row.get(name) for row in values] for name in own},
        children=children,
        ids=[row[ID_FIELDS[kind]] for row in values],
        source_keys=source_keys,
        content_hashes=content_hashes,
    )


def _texts(values: Sequence[object]) -> list[str | None]:
    # Most columns hold text already, or nothing at all.
    if set(map(type, values)) <= {str, type(None)}:
        return [value for value in values if value is None or isinstance(value, str)]
    known: dict[tuple[type, object], str | None] = {}
    texts = []
    for value in values:
        key = (type(value), value)
        if key not in known:
            known[key] = as_stored_text(value)
        texts.append(known[key])
    return texts


def as_stored_text(value: object) -> str | None:
    """Value as the staging tables take it: ISO dates, ``true``, codes joined by ``;``."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return str(value)


def _contents(said: list[tuple[str, list[str | None]]]) -> list[str]:
    """Write what each row says as one text; empty cells are left out: fields may be added."""
    written = [
        [None if text is None else f"{name}={text}" for text in texts]
        for name, texts in said
        if any(texts)
    ]
    if not written:
        return [""] * len(said[0][1])
    return ["\x1f".join(part for part in row if part) for row in zip(*written, strict=True)]


def _source_keys(draft: Draft, id_field: str, contents: list[str], first_ordinal: int) -> list[str]:
    wholes = draft.natural_keys or contents
    times: Counter[str] = Counter()
    keys = []
    for own, whole in zip(draft.texts(id_field), wholes, strict=True):
        if own is not None:
            keys.append(f"id:{own}")
        else:
            times[whole] += 1
            keys.append(
                f"row:{_digest(f'{draft.table.kind}|{whole}|{times[whole] + first_ordinal - 1}')}"
            )
    return keys


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=_KEY_BYTES).hexdigest()


def _children(kind: str, draft: Draft) -> dict[str, ChildRows]:
    found: dict[str, ChildRows] = {}
    for field in fields(kind):
        if not field.table:
            continue
        columns = ITEM_COLUMNS.get(field.table, (field.name,))
        rows = found.setdefault(field.table, ChildRows(columns, [], []))
        if field.name not in draft.rows.values:
            continue
        for index, value in enumerate(draft.rows.of(field.name)):
            if value is None:
                continue
            several = value if isinstance(value, tuple) else (value,)
            for one in several:
                rows.parents.append(index)
                rows.values.append((*field.item, str(one)))
    return found
