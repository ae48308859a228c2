"""One store file in this process: held only while somebody uses it, by any number of threads."""

import re
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data.engine import PATIENCE_SECONDS, Engine, damaged, is_encrypted
from data.keys import Key, find_keys, key_file
from data.store_errors import KeyMissing, KeyWrong, StoreBusy, StoreError, StoreFull

WARM_FILES = 4


class HeldFile:
    """The file at ``path``: attached while ``users`` is above zero.

    Get it from `data.held.held_file`, so that one process never has two of one file.
    """

    on_server = False

    def __init__(self, path: Path) -> None:
        self.path = path
        # DuckDB lets two writers in one process collide at COMMIT; they queue here instead.
        self.writing = threading.RLock()
        # A transaction that begins while a large one commits would see half of it.
        self.beginning = threading.Lock()
        self._free = threading.Condition()
        self._users = 0
        self._engine: Engine | None = None
        self._broken = False
        self._shut = False

    @contextmanager
    def cursor(
        self, key: Key | None = None, *, creating: bool = False
    ) -> Iterator[DuckDBPyConnection]:
        """Fresh cursor; the last one out lets go of the file, so that another process may have it.

        Parameters
        ----------
        key
            The key to open with; None looks for one where the file is encrypted.
        creating
            Whether the file is made, encrypted where a key is given.
        """
        cursor = self._enter(key, creating)
        try:
            yield cursor
        except duckdb.Error as error:
            self._note(error)
            if said := self._said(error):
                raise said from error
            raise
        finally:
            # A transaction that is open still is ended in words: an engine whose server is gone
            # takes the whole process with it where it has to end one by itself.
            for end in (cursor.rollback, cursor.close):
                with suppress(duckdb.Error):
                    end()
            with self._free:
                self._users -= 1
                if self._users == 0:
                    self._let_go()
                self._free.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody in this process has the file, and nobody gets it: to put another in its place.

        Raises
        ------
        StoreBusy
            Where somebody has not finished after three seconds.
        """
        with self.writing:
            with self._free:
                if not self._free.wait_for(lambda: self._users == 0, PATIENCE_SECONDS):
                    raise _busy_here(self.path)
                self._shut = True
            try:
                yield
            finally:
                with self._free:
                    self._shut = False
                    self._free.notify_all()

    def begin(self, cursor: DuckDBPyConnection, kind: str = "") -> None:
        """Begin a transaction (kind: empty or READ ONLY) that sees the store as it is now.

        It waits for a COMMIT under way, whose rows come into view one part after the other where
        they are many.
        """
        with self.beginning:
            cursor.execute(f"BEGIN TRANSACTION {kind}")
            # Otherwise the transaction would see the store as it is when it first asks.
            cursor.execute("SELECT 1 FROM store.main.setting LIMIT 0")

    @property
    def engine(self) -> Engine:
        """Engine that holds the file, for whoever is inside `cursor`."""
        if self._engine is None:
            raise _busy_here(self.path)
        return self._engine

    def open_engine(self, key: Key | None) -> Engine:
        """Engine of its own with the file attached, for whoever is `alone`."""
        engine = Engine(self.path, encrypts=True)
        try:
            _attach(engine, key)
        except BaseException:
            engine.close()
            raise
        return engine

    def _enter(self, key: Key | None, creating: bool) -> DuckDBPyConnection:
        with self._free:
            for again in (True, False):
                if not self._free.wait_for(self._open_to_all, PATIENCE_SECONDS):
                    raise _busy_here(self.path)
                try:
                    cursor = self._cursor(key, creating)
                except duckdb.Error as error:
                    # A full disk shuts an engine for good; a fresh one opens all that is committed.
                    self._broken = True
                    if not self._users:
                        self._drop()
                    if not again:
                        raise (self._said(error) or damaged(self.path)) from error
                else:
                    self._users += 1
                    return cursor
        raise damaged(self.path)

    def _open_to_all(self) -> bool:
        return not self._shut and not (self._broken and self._users)

    def _cursor(self, key: Key | None, creating: bool) -> DuckDBPyConnection:
        if self._users == 0:
            self._take(key, creating)
        assert self._engine is not None  # noqa: S101 - taken above or by an earlier user
        return self._engine.cursor()

    def _take(self, key: Key | None, creating: bool) -> None:
        encrypts = key is not None if creating else is_encrypted(self.path)
        if self._engine is None or (encrypts and not self._engine.encrypts):
            self._drop()
            self._engine = Engine(self.path, encrypts=encrypts)
        try:
            if creating:
                self._engine.attach(key)
            else:
                _attach(self._engine, key)
        except BaseException:
            self._drop()
            raise
        self._keep_warm()

    def _keep_warm(self) -> None:
        with _warm_lock:
            if self in _warm:
                _warm.remove(self)
            _warm.append(self)

    def _let_go(self) -> None:
        if self._engine is None:
            return
        try:
            self._engine.detach()
        except duckdb.Error as error:
            # What was committed is in the file or its log; only tidying up failed.
            self._note(error)
            self._broken = True
        if self._broken:
            self._drop()

    def _drop(self) -> None:
        if self._engine is not None:
            self._engine.close()
        self._engine = None
        self._broken = False

    def _said(self, error: duckdb.Error) -> Exception | None:
        """What an error says about the disk or the file; None where the question was wrong."""
        return _trouble(error, self.path)

    def _note(self, error: duckdb.Error) -> None:
        if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
            self._broken = True


# The files used last stay, and their engines stay warm; others go when nobody names them any more.
_warm: deque[HeldFile] = deque(maxlen=WARM_FILES)
_warm_lock = threading.Lock()


def _attach(engine: Engine, key: Key | None) -> None:
    """Attach with the key given, or with the one of the keys on this machine that fits."""
    if key is not None or not is_encrypted(engine.path):
        engine.attach(key)
        return
    wrong: KeyWrong | None = None
    for candidate in find_keys():
        try:
            engine.attach(candidate)
        except KeyWrong as error:
            wrong = error
        else:
            return
    raise wrong or KeyMissing(
        "{path} is encrypted and no key was found. Put the key into {file}, or name its file in "
        "$PRIEMNA_KEY_FILE.",
        path=engine.path,
        file=str(key_file()),
    )


def _busy_here(path: Path) -> StoreBusy:
    return StoreBusy(
        "The store {path} is being put in order by this program. Try again in a moment.", path=path
    )


def _trouble(error: duckdb.Error, path: Path) -> StoreError | None:
    text = str(error)
    if re.search(r"(?i)no space left|file too large|disk full|max_temp_directory_size", text):
        return StoreFull(
            "There is no room left on the disk of {path}; nothing was changed. Make room, then try "
            "again.",
            path=path,
        )
    if isinstance(error, _OF_THE_FILE) or re.search(r"(?i)AES tag|checksum|corrupt", text):
        return damaged(path)
    return None


_OF_THE_FILE = (
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.SerializationException,
)
