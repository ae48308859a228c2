"""Every row of one store into another, whatever keeps the two, with each value compared."""

from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.disk import close_to_others, sync_file
from data.held import held_file
from data.held_file import HeldFile
from data.keys import Key
from data.migrations import applied_version, migrate
from data.store_errors import StoreError
from data.summing import Contents, contents

BATCH_ROWS = 50_000


def carry(source: DuckDBPyConnection, target: DuckDBPyConnection) -> Contents:
    """Put what the tables of one store hold in the place of what those of another hold.

    Parameters
    ----------
    source, target
        Each inside a transaction of its own store; both have the same schema.

    Raises
    ------
    StoreError
        Where a value differs afterwards; the caller keeps nothing.
    """
    held = contents(source)
    for name in held:
        _carry_table(source, target, name)
    if contents(target) != held:
        raise StoreError("The copy differs from the store; nothing of it was kept. Try again.")
    return held


def copy_to_file(file: HeldFile, target: Path, key: Key | None) -> Contents:
    """Write one state of a store, also of one on a server, into a new file with its own schema.

    Parameters
    ----------
    target
        A `working_place`.
    key
        The copy is encrypted with it; None leaves it plain.
    """
    with (
        file.cursor() as source,
        held_file(target).cursor(key, creating=True) as copy,
    ):
        close_to_others(target)
        file.begin(source, "READ ONLY")
        migrate(copy, up_to=applied_version(source))
        copy.execute("BEGIN TRANSACTION")
        copied = carry(source, copy)
        copy.execute("COMMIT")
    sync_file(target)
    return copied


def _carry_table(source: DuckDBPyConnection, target: DuckDBPyConnection, name: str) -> None:
    assert name.isidentifier()  # noqa: S101 - a table of our own schema
    target.execute(f"DELETE FROM {name}")  # noqa: S608 - checked above
    rows = source.execute("FROM query_table($name)", {"name": f"store.main.{name}"})
    for batch in rows.to_arrow_reader(BATCH_ROWS):
        target.register("carried", pa.Table.from_batches([batch]))
        target.execute(f"INSERT INTO {name} BY NAME FROM carried")
        target.unregister("carried")
