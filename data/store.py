"""The store: one DuckDB file, opened only while somebody in this process is using it."""

import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import duckdb
from duckdb import DuckDBPyConnection

from data.migrations import applied_version, latest_version, migrate
from geo.errors import PriemnaError

PATIENCE_SECONDS = 3.0
RETRY_SECONDS = 0.05


class StoreError(PriemnaError, RuntimeError):
    """The store as a whole cannot be used."""


class StoreMissing(StoreError, FileNotFoundError):
    """There is no file at the path."""


class StoreExists(StoreError, FileExistsError):
    """There is a file where a new store was to be made."""


class StoreBusy(StoreError, TimeoutError):
    """Another process holds the file."""


class NotAStore(StoreError, ValueError):
    """The file is something else, or it is damaged."""


class StoreTooNew(StoreError):
    """The file was written by a newer version of the program."""


class _File:
    """One DuckDB file of this process: connected while `users` is above zero."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.users = 0
        self.connection: DuckDBPyConnection | None = None
        self.lock = threading.Lock()
        # DuckDB lets two writers in one process collide at COMMIT; they queue here instead.
        self.writing = threading.RLock()

    @contextmanager
    def cursor(self) -> Iterator[DuckDBPyConnection]:
        """Fresh cursor; the last one out closes the file, so that another process may have it."""
        with self.lock:
            if self.connection is None:
                self.connection = _connect(self.path)
            self.users += 1
            cursor = self.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with self.lock:
                self.users -= 1
                if self.users == 0 and self.connection is not None:
                    self.connection.close()
                    self.connection = None


_files: dict[Path, _File] = {}
_files_lock = threading.Lock()


class Store:
    """A store of checked records.

    Get one from `Store.create` or `Store.open`; it may be kept as long as one likes and used from
    any thread, for it holds the file only inside `cursor` and `transaction`.

    Parameters
    ----------
    path
        The DuckDB file. Nothing is read until `open` or the first cursor.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).resolve()
        with _files_lock:
            self._file = _files.setdefault(self.path, _File(self.path))

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Make an empty store with the newest schema.

        Raises
        ------
        StoreExists
            Where there is a file already; nothing is overwritten.
        """
        store = cls(path)
        if store.path.exists():
            raise StoreExists(
                "There is a file at {path} already. Choose another place for the new store.",
                path=store.path,
            )
        store.path.parent.mkdir(parents=True, exist_ok=True)
        with store._file.cursor() as cursor:
            migrate(cursor)
        with store.transaction() as cursor:
            set_setting(cursor, "store_id", secrets.token_hex(4))
        return store

    @classmethod
    def open(cls, path: str | Path) -> Self:
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
        """
        store = cls(path)
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
            if version < latest_version():
                migrate(cursor)
        return store

    @contextmanager
    def cursor(self) -> Iterator[DuckDBPyConnection]:
        """Fresh cursor for questions: it sees one state of the store throughout and cannot write.

        Threads never share one: a shared connection hands out other callers' rows.
        """
        with self._existing() as cursor:
            cursor.execute("BEGIN TRANSACTION READ ONLY")
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
        with self._file.writing, self._existing() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
                if changes_data:
                    changes = int(setting(cursor, "data_version") or 0) + 1
                    set_setting(cursor, "data_version", str(changes))
                cursor.execute("COMMIT")
            except BaseException:
                # A failed COMMIT has ended the transaction itself.
                with suppress(duckdb.TransactionException):
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

    @contextmanager
    def _existing(self) -> Iterator[DuckDBPyConnection]:
        if not self.path.is_file():
            raise StoreMissing(
                "There is no store at {path}. Make an empty one with `priemna new`, build the demo "
                "with `priemna demo`, or check the path.",
                path=self.path,
            )
        with self._file.cursor() as cursor:
            yield cursor


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


def _connect(path: Path) -> DuckDBPyConnection:
    """Open the file, waiting a little where another process holds it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection = duckdb.connect(str(path))
            break
        except (
            duckdb.IOException,
            duckdb.InternalException,
            duckdb.SerializationException,
        ) as error:
            holder = re.search(r"PID (\d+)", str(error))
            if not holder and "lock" not in str(error).lower():
                raise NotAStore(
                    "{path} is not a store, or it is damaged. Choose another file, or bring back "
                    "a backup.",
                    path=path,
                ) from error
            if time.monotonic() > deadline:
                raise StoreBusy(
                    "The store {path} is in use by process {pid}. Wait for it to finish, or import "
                    "through the page that is open.",
                    path=path,
                    pid=holder[1] if holder else "?",
                ) from error
            time.sleep(RETRY_SECONDS)
    # Rows come in through Python only; no SQL text can read or write a file of this machine.
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
