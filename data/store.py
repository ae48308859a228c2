"""The store: in one DuckDB file or on a server, held only while somebody here is using it."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import duckdb
from duckdb import DuckDBPyConnection

from data.disk import close_again, close_to_others
from data.district import expect_own_district
from data.engine import beside
from data.held import held_file
from data.keys import Key
from data.migrations import applied_version, latest_version, migrate
from data.server_file import is_on_server
from data.store_errors import (
    NotAStore,
    StoreBusy,
    StoreError,
    StoreExists,
    StoreMissing,
    StoreTooNew,
)
from data.upgrading import upgrade

__all__ = [
    "NotAStore",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreExists",
    "StoreMissing",
    "StoreTooNew",
    "expect_no_file",
    "file_mark",
    "set_setting",
    "setting",
    "utc_now",
]

TICK_SECONDS = 0.05
COARSE_SECONDS = 3.0
"""Longest tick of a file's time where it counts less than milliseconds, and where it does not."""


class Store:
    """A store of checked records.

    Get one from `Store.create` or `Store.open`; it may be kept as long as one likes and used from
    any thread, for it holds the file only inside `cursor` and `transaction`.

    Parameters
    ----------
    path
        The DuckDB file, or the file that names the server (`data.server`). Nothing is read until
        `open` or the first cursor.
    key
        Its key; None looks for one (`data.keys.find_keys`) where the file is encrypted.
    """

    def __init__(self, path: str | Path, *, key: Key | None = None) -> None:
        self.path = Path(path).resolve()
        self.key = key
        self.file = held_file(self.path)

    @classmethod
    def create(cls, path: str | Path, *, key: Key | None = None) -> Self:
        """Make an empty store with the newest schema, encrypted where a key is given.

        Raises
        ------
        StoreExists
            Where there is a store or another file already; nothing is overwritten.
        """
        store = cls.prepare(path, key=key)
        with store.transaction() as cursor:
            expect_nothing(cursor, store.path)
            set_setting(cursor, "store_id", secrets.token_hex(4))
        return store

    @classmethod
    def prepare(cls, path: str | Path, *, key: Key | None = None) -> Self:
        """Make the tables of a store in a new file or in a database that holds none.

        Raises
        ------
        StoreExists
            Where there is a file or a store already; it is left as it is.
        """
        store = cls(path, key=key)
        if store.on_server:
            store._expect_there()
        else:
            expect_no_file(store.path)
            store.path.parent.mkdir(parents=True, exist_ok=True)
        with store.file.cursor(key, creating=True) as cursor:
            close_to_others(store.path)
            if (version := applied_version(cursor)) is None:
                raise NotAStore(
                    "{path} is a database, but not a store of this program. Choose another file.",
                    path=store.path,
                )
            if version:
                expect_nothing(cursor, store.path)
            migrate(cursor)
        return store

    @classmethod
    def open(cls, path: str | Path, *, key: Key | None = None) -> Self:
        """Open a store, bringing an older one to the newest schema.

        Raises
        ------
        StoreMissing
            Where there is no file.
        NotAStore
            Where the file is no DuckDB file, is damaged, or holds something else.
        StoreTooNew
            Where a newer version of the program wrote it.
        StoreBusy
            Where another process still holds it after three seconds.
        MigrationFailed
            Where an older store could not be brought to the newest schema; it is as it was.
        KeyMissing, KeyWrong, KeyNotNeeded, KeyRefused
            Where the key does not fit the file.
        """
        store = cls(path, key=key)
        with store._existing() as cursor:
            version = applied_version(cursor)
            if not version:
                raise NotAStore(
                    "{path} is a database, but not a store of this program. Choose another file.",
                    path=store.path,
                )
            if version > latest_version():
                raise StoreTooNew(
                    "{path} was written by a newer version of this program (schema {found}, known "
                    "here up to {known}). Update the program.",
                    path=store.path,
                    found=version,
                    known=latest_version(),
                )
            if version > 1:
                # The second migration brought the table of places.
                expect_own_district(cursor, store.path)
        if version < latest_version():
            upgrade(store.file, key)
        close_again(store.path)
        return store

    @contextmanager
    def cursor(self) -> Iterator[DuckDBPyConnection]:
        """Fresh cursor for questions: it sees one state of the store throughout and cannot write.

        Threads never share one: a shared connection hands out other callers' rows.
        """
        with self._existing() as cursor:
            self.file.begin(cursor, "READ ONLY")
            yield cursor

    @contextmanager
    def transaction(self, *, changes_data: bool = True) -> Iterator[DuckDBPyConnection]:
        """Cursor for writing: all of it is kept at the end, or nothing where an error is raised.

        Parameters
        ----------
        changes_data
            False for a write that no figure depends on, such as a line of the audit log: answers
            kept between clicks stay good.
        """
        with self.file.writing, self._existing() as cursor:
            self.file.begin(cursor)
            try:
                yield cursor
                if changes_data:
                    changes = int(setting(cursor, "data_version") or 0) + 1
                    set_setting(cursor, "data_version", str(changes))
                with self.file.beginning:
                    cursor.execute("COMMIT")
            except BaseException:
                # What failed says more; it may have ended the transaction, the engine, the server.
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise

    def version(self) -> str:
        """Short token that changes with each committed change; the key of every cache."""
        with self.cursor() as cursor:
            return f"{setting(cursor, 'store_id')}-{setting(cursor, 'data_version')}"

    def is_demo(self) -> bool:
        """Whether the store holds synthetic rows, which every page must say."""
        with self.cursor() as cursor:
            return setting(cursor, "demo") == "true"

    def is_encrypted(self) -> bool:
        """Whether the file on the disk can be read with the key alone."""
        with self.cursor() as cursor:
            row = cursor.execute(
                "SELECT encrypted FROM duckdb_databases() WHERE database_name = 'store'"
            ).fetchone()
        return bool(row and row[0])

    @property
    def on_server(self) -> bool:
        """Whether a server keeps the tables."""
        return self.file.on_server

    @contextmanager
    def _existing(self) -> Iterator[DuckDBPyConnection]:
        self._expect_there()
        with self.file.cursor(self.key) as cursor:
            yield cursor

    def _expect_there(self) -> None:
        if not self.path.is_file():
            raise StoreMissing(
                "There is no store at {path}. Make an empty one with `priemna new`, build the demo "
                "with `priemna demo`, or check the path.",
                path=self.path,
            )


def file_mark(path: Path) -> tuple[int, ...] | None:
    """What the disk says of a store: another mark after every commit, without opening the file.

    Returns
    -------
    tuple of int or None
        None where nothing can be concluded: there is no file, a server keeps the tables, somebody
        is writing, or it was written so lately that a further commit might leave the same mark.

    Notes
    -----
    Commits are in the file as soon as it is let go, and its time and size tell. A mark is good for
    what was read after it: two commits of one tick of the clock look alike, so the tick is waited
    out first, as git does with its index.
    """
    try:
        file = path.stat()
        if beside(path, ".wal").exists() or is_on_server(path):
            return None
    except OSError:
        return None
    is_coarse = file.st_mtime_ns % 1_000_000 == 0
    if abs(time.time() - file.st_mtime) < (COARSE_SECONDS if is_coarse else TICK_SECONDS):
        return None
    return file.st_mtime_ns, file.st_size, file.st_ino


def expect_no_file(path: Path) -> None:
    """Refuse a place for a new store where a file lies.

    Raises
    ------
    StoreExists
        It names the path.
    """
    if path.exists():
        raise StoreExists(
            "There is a file at {path} already. Choose another place for the new store.",
            path=path,
        )


def expect_nothing(cursor: DuckDBPyConnection, path: Path) -> None:
    """Refuse tables in which a store has begun its life.

    Raises
    ------
    StoreExists
        It names the file through which they are reached.
    """
    if setting(cursor, "store_id") is not None:
        raise StoreExists(
            "The database that {path} names holds a store already. Choose another for the new "
            "store.",
            path=path,
        )


def setting(cursor: DuckDBPyConnection, key: str) -> str | None:
    """Value of a setting of the store, None where it is not set."""
    row = cursor.execute("SELECT value FROM setting WHERE key = $key", {"key": key}).fetchone()
    return str(row[0]) if row else None


def set_setting(cursor: DuckDBPyConnection, key: str, value: str) -> None:
    """Set a setting inside a transaction."""
    cursor.execute("DELETE FROM setting WHERE key = $key", {"key": key})
    cursor.execute(
        "INSERT INTO setting VALUES ($key, $value, $now)",
        {"key": key, "value": value, "now": utc_now()},
    )


def utc_now() -> datetime:
    """Now in UTC without a zone, as the store keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)
