"""What an export holds: tables of the store, dictionary, codes, and records to import again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from duckdb import DuckDBPyConnection

from data.codebook import lists
from data.export.meanings import meaning
from data.fields import KINDS, TABLE_OF, Field, fields
from data.imports.versions import stored_versions
from data.records import ID_FIELDS

Value = str | int | float | bool | date | time | None
"""What a cell may hold; a moment of time is a `datetime`, which is a date."""

BATCH = 10_000
"""Rows read at a time."""


@dataclass(frozen=True)
class Sheet:
    """One table of an export.

    Attributes
    ----------
    columns
        Name and type of each column: VARCHAR, INTEGER, DOUBLE, BOOLEAN, DATE, TIME or TIMESTAMP.
    rows
        Reads the rows, a batch at a time; None is an empty cell.
    count
        Number of rows.
    is_table
        A table of the store, not something made for the export.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[], Iterator[Sequence[Value]]]
    count: int
    is_table: bool = True


def sheets(cursor: DuckDBPyConnection) -> Iterator[Sheet]:
    """Every table of the store, then the dictionary of their columns and the code lists."""
    described: dict[str, list[tuple[str, str, str]]] = {}
    for table, column, type_, comment in cursor.execute(
        "SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() AND schema_name = 'main' "
        "ORDER BY table_name, column_index"
    ).fetchall():
        described.setdefault(table, []).append((column, type_, comment))
    for table, columns in described.items():
        yield Sheet(
            table,
            tuple((name, type_) for name, type_, _ in columns),
            _reader(cursor, table),
            _count(cursor, table),
        )
    yield _dictionary(described)
    yield _codes()


def import_sheets(cursor: DuckDBPyConnection) -> Iterator[Sheet]:
    """Records of each kind in the form of its template: an import takes them into a store."""
    for kind in KINDS:
        ids = [str(row[0]) for row in _reader_of_ids(cursor, kind)]
        versions = stored_versions(cursor, kind, ids)
        said = {name for version in versions.values() for name in version.values}
        written = [field for field in fields(kind) if field.name in said or field.needed]
        rows = [
            [_typed(field, versions[row_id].values.get(field.name)) for field in written]
            for row_id in ids
        ]
        yield _made(
            f"import_{kind}",
            [(field.label_bg, _IMPORT_TYPES.get(field.type, "VARCHAR")) for field in written],
            rows,
        )


_IMPORT_TYPES = {"date": "DATE", "number": "DOUBLE", "whole": "INTEGER", "scale": "INTEGER"}


def _typed(field: Field, text: str | None) -> Value:
    if text is None:
        return None
    if field.type == "date":
        return date.fromisoformat(text)
    if field.type == "number":
        return float(text)
    if field.type in ("whole", "scale"):
        return int(text)
    if field.type == "yes_no":
        return "да" if text == "true" else "не"
    return text


def _dictionary(described: dict[str, list[tuple[str, str, str]]]) -> Sheet:
    names = ("table", "column", "type", "meaning_bg", "meaning_en", "codes")
    rows: list[list[Value]] = []
    for table, columns in described.items():
        for column, type_, comment in columns:
            about = meaning(table, column, comment)
            rows.append([table, column, type_, about.bg, about.en, about.codes])
    return _made("dictionary", [(name, "VARCHAR") for name in names], rows)


def _codes() -> Sheet:
    names = ("list", "code", "label_bg", "label_en", "source")
    rows: list[list[Value]] = [
        [name, code.code, code.label_bg, code.label_en, code.source]
        for name, codes in lists().items()
        for code in codes
    ]
    return _made("codes", [(name, "VARCHAR") for name in names], rows)


def _made(name: str, columns: Iterable[tuple[str, str]], rows: list[list[Value]]) -> Sheet:
    return Sheet(name, tuple(columns), lambda: iter(rows), len(rows), is_table=False)


def _reader(cursor: DuckDBPyConnection, table: str) -> Callable[[], Iterator[Sequence[Value]]]:
    def rows() -> Iterator[Sequence[Value]]:
        # The name comes from the catalogue of the store itself; nothing a person wrote is in it.
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY ALL')  # noqa: S608
        while batch := cursor.fetchmany(BATCH):
            yield from batch

    return rows


def _reader_of_ids(cursor: DuckDBPyConnection, kind: str) -> list[tuple[Value, ...]]:
    table, column = TABLE_OF[kind], ID_FIELDS[kind]
    return cursor.execute(f"SELECT {column} FROM {table} ORDER BY ALL").fetchall()  # noqa: S608


def _count(cursor: DuckDBPyConnection, table: str) -> int:
    row = cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
    return int(row[0]) if row else 0
