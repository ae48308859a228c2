"""A DuckDB without a file of its own, to which one store file is attached while it is in use.

The engine stays warm between uses: the extension that encrypts takes longer to load than a question
takes to answer (`benchmarks/store.py`). What it may touch is fixed before the first row is read.
"""

import importlib.util
import re
import time
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data.keys import Key
from data.store_errors import (
    ExtensionMissing,
    KeyNotNeeded,
    KeyWrong,
    NotAStore,
    StoreBusy,
)

PATIENCE_SECONDS = 3.0
RETRY_SECONDS = 0.05
_MAGIC = slice(8, 12)
_FLAGS = slice(20, 28)


class Engine:
    """One DuckDB instance that can attach the file at ``path`` and nothing else.

    Parameters
    ----------
    path
        The store file.
    encrypts
        Whether it can open and write encrypted files; without, it starts faster.
    """

    def __init__(self, path: Path, *, encrypts: bool) -> None:
        self.path = path
        self.encrypts = encrypts
        self.key: Key | None = None
        self._connection = duckdb.connect(":memory:")
        try:
            self._prepare()
            self._close_to_others()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        """Load what has to come from outside, before the engine is closed to it."""
        if self.encrypts:
            self._load("httpfs")
            self._connection.execute("SET temp_file_encryption = true")

    def _load(self, name: str) -> None:
        self._connection.execute(f"LOAD {quoted(_extension(name))}")

    def _close_to_others(self) -> None:
        path, run = self.path, self._connection.execute
        # Beside the store, never in the working folder, and on the disk the store has room on.
        run(f"SET temp_directory = {quoted(beside(path, '.tmp'))}")
        # Rows come in through Python only; no SQL text can read or write a file of this machine
        # other than the store and copies of it in the folder beside it.
        own = ", ".join(
            quoted(beside(path, end)) for end in ("", ".wal", ".wal.checkpoint", ".wal.recovery")
        )
        run(f"SET allowed_paths = [{own}]")
        run(f"SET allowed_directories = [{quoted(beside(path, '.work'))}]")
        run("SET enable_external_access = false")
        # COPY FROM DATABASE sets this one for itself.
        run("SET allowed_configs = ['current_transaction_invalidation_policy']")
        run("SET lock_configuration = true")

    def attach(self, key: Key | None, *, path: Path | None = None, name: str = "store") -> None:
        """Attach the store, or a copy in its working folder under another name.

        A store that another process holds is waited for a little.

        Raises
        ------
        StoreBusy, NotAStore, KeyWrong, KeyNotNeeded
            What they say.
        """
        path = path or self.path
        statement = f"ATTACH {quoted(path)} AS {name}"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with self._connection.cursor() as cursor:
                    if key is None:
                        cursor.execute(statement)
                    else:
                        cursor.execute(f"{statement} (ENCRYPTION_KEY $key)", {"key": key.text})
            except duckdb.Error as error:
                _explain(error, path, deadline)
                time.sleep(RETRY_SECONDS)
            else:
                if name == "store":
                    self.key = key
                return

    def detach(self, name: str = "store") -> None:
        """Let go of a file; what was written is in it, and nothing beside it is left."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"DETACH {name}")

    @property
    def copy_key(self) -> Key | None:
        """Key with which copies of the store are encrypted; None where they are plain like it."""
        return self.key

    def checkpoint(self, name: str = "store") -> None:
        """Bring everything committed into a file, so that no log lies beside it."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"CHECKPOINT {name}")

    def cursor(self) -> DuckDBPyConnection:
        """Fresh cursor that speaks of the tables of the store without naming the store."""
        cursor = self._connection.cursor()
        # A cursor does not inherit this from its connection.
        cursor.execute("USE store")
        return cursor

    def close(self) -> None:
        """End the engine and let go of all files."""
        self._connection.close()


def beside(path: Path, ending: str) -> Path:
    """Path of what belongs to a store: its name with an ending."""
    return path.with_name(path.name + ending)


def quoted(path: Path) -> str:
    """Path as a text of SQL; statements that name a file take no parameter for it."""
    return "'" + str(path).replace("'", "''") + "'"


def is_encrypted(path: Path) -> bool:
    """Whether the header of a DuckDB file says that the rest is encrypted.

    Never to be asked of a file this process has attached: closing a file drops every lock the
    process holds on it, and another process could open it at the same time (POSIX).

    Raises
    ------
    NotAStore
        Where the file is no DuckDB file.
    """
    with path.open("rb") as file:
        head = file.read(_FLAGS.stop)
    if head[_MAGIC] != b"DUCK":
        raise damaged(path)
    return bool(int.from_bytes(head[_FLAGS], "little") & 1)


def damaged(path: Path) -> NotAStore:
    """Error for a file that is no store, or no longer one."""
    return NotAStore(
        "{path} is not a store, or it is damaged. Choose another file, or bring back a backup.",
        path=path,
    )


def _extension(name: str) -> Path:
    """File of an extension of DuckDB, which comes as a pinned package and is never fetched."""
    package = f"duckdb_extension_{name}"
    found = importlib.util.find_spec(package)
    if found is not None and found.origin is not None:
        folder = Path(found.origin).parent / "extensions" / f"v{duckdb.__version__}"
        if (file := folder / f"{name}.duckdb_extension").is_file():
            return file
    raise ExtensionMissing(
        "A part of DuckDB {version} is not installed: {package}. Install it with `make setup`, or "
        "`pip install {package}=={version}`.",
        version=duckdb.__version__,
        package=package.replace("_", "-"),
    )


def _explain(error: duckdb.Error, path: Path, deadline: float) -> None:
    """Raise what is wrong with the file, or return where another try may do."""
    text = str(error)
    holder = re.search(r"PID (\d+)", text)
    if holder or "lock on file" in text or "being used by another process" in text:
        if time.monotonic() > deadline:
            raise StoreBusy(
                "The store {path} is in use by process {pid}. Wait for it to finish, or import "
                "through the page that is open.",
                path=path,
                pid=holder[1] if holder else "?",
            ) from error
        return
    if "Wrong encryption key" in text:
        raise KeyWrong(
            "The key does not open {path}: it belongs to another store, or the file is damaged. "
            "Name the right key in $PRIEMNA_KEY_FILE, or bring back a backup.",
            path=path,
        ) from error
    if "is not encrypted" in text:
        raise KeyNotNeeded(
            "{path} is not encrypted, but a key was given. Open it without a key, or encrypt it "
            "with `priemna key rotate`.",
            path=path,
        ) from error
    raise damaged(path) from error
