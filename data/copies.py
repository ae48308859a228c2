"""Whole copies of a store, made while others go on reading and writing, in the folder beside it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from data.carrying import copy_to_file
from data.disk import close_to_others, sync_file
from data.engine import Engine, beside
from data.held_file import HeldFile
from data.keys import Key
from data.store_errors import StoreError
from data.summing import Contents, contents


@contextmanager
def working_place(path: Path) -> Iterator[Path]:
    """Place for a new file in the folder ``.work`` beside a store; leftovers are removed."""
    folder = beside(path, ".work")
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{secrets.token_hex(6)}.duckdb"
    try:
        yield place
    finally:
        for ending in ("", ".wal", ".wal.checkpoint", ".wal.recovery"):
            beside(place, ending).unlink(missing_ok=True)
        for name in (".tmp", ".work"):
            with suppress(OSError):
                beside(place, name).rmdir()
        with suppress(OSError):
            folder.rmdir()


def copy_into(file: HeldFile, engine: Engine, target: Path, key: Key | None) -> Contents:
    """Copy one state of the store in use into a new file, and compare every value.

    Parameters
    ----------
    file, engine
        The store, attached to the engine for the whole time.
    target
        A `working_place`, the only folder where an engine may make files.
    key
        The copy is encrypted with it; None leaves it plain.

    Raises
    ------
    StoreError
        Where copy and store differ; the store stays as it is.
    """
    if file.on_server:
        return copy_to_file(file, target, key)
    # One database of an engine cannot be named twice, and two copies may run side by side.
    name = f"copy_{target.stem}"
    engine.attach(key, path=target, name=name)
    cursor = engine.cursor()
    try:
        file.begin(cursor)
        cursor.execute(f"COPY FROM DATABASE store TO {name}")
        copied = contents(cursor, name)
        if copied != contents(cursor):
            raise StoreError("The copy of {path} differs from it; try again.", path=file.path)
        cursor.execute("COMMIT")
        # A question about all databases may hold the copy a little longer than this; it is whole.
        engine.checkpoint(name)
    finally:
        cursor.close()
        engine.detach(name)
    close_to_others(target)
    sync_file(target)
    return copied
