"""A store on a PostgreSQL server: all that differs from a store in a file stands here.

DuckDB still answers every question, over tables that PostgreSQL keeps; questions and imports are
the same SQL. What has to be done otherwise: the words of a migration, how a transaction begins, and
what errors of a server mean. Where the server is stands in `data.server_file`.
"""

import re
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data.engine import Engine
from data.keys import Key, find_keys
from data.server_file import connection
from data.store_errors import (
    ConnectionRefused,
    KeyMissing,
    NotAStore,
    ServerLost,
    StoreBusy,
    StoreFull,
)

PATIENCE_SECONDS = 30
# A cursor says `store.main.…` of a file and of a server alike.
_SCHEMA = "main"
_SCHEMA_IS_THERE = (
    "FROM postgres_query('store', 'SELECT 1 FROM pg_namespace WHERE nspname = ''main''')"
)
# PostgreSQL's own transaction is told as well: the engine lets statements of its own through.
_FIRST_READ = "SET TRANSACTION READ ONLY; SELECT 1"
# Writers of all offices queue here. The lock comes before the first read, so that the transaction
# sees what the one before it has kept; it lets readers pass.
_FIRST_WRITE = (
    f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'; "
    f"LOCK TABLE {_SCHEMA}.setting IN SHARE ROW EXCLUSIVE MODE"
)


class ServerEngine(Engine):
    """A DuckDB instance with the tables of a server attached as its store.

    Parameters
    ----------
    path
        The file that names the server, see `data.server_file`.
    creating
        Whether to make the place for the tables where there is none.
    """

    def __init__(self, path: Path, *, creating: bool = False) -> None:
        self._creating = creating
        super().__init__(path, encrypts=True)

    @property
    def copy_key(self) -> Key:
        """Key of this machine, with which copies of the store are encrypted.

        Raises
        ------
        KeyMissing
            Where there is none: records never leave the server in the clear.
        """
        for key in find_keys():
            return key
        raise KeyMissing(
            "Copies of a store on a server are encrypted, and no key was found on this machine. "
            "Make one with `priemna key new`."
        )

    def _prepare(self) -> None:
        super()._prepare()
        self._load("postgres_scanner")
        run = self._connection.execute
        told = connection(self.path).replace("'", "''")
        try:
            run(f"ATTACH '{told}' AS store (TYPE postgres, SCHEMA '{_SCHEMA}')")
            # Asked first: making a schema needs a right that using it does not.
            if self._creating and not run(_SCHEMA_IS_THERE).fetchall():
                run(f"CALL postgres_execute('store', 'CREATE SCHEMA {_SCHEMA}')")
                run("CALL pg_clear_cache()")
        except duckdb.Error as error:
            raise said_by_server(error, self.path) or error from error

    def cursor(self) -> DuckDBPyConnection:
        """Fresh cursor that speaks of the tables of the store without naming the store."""
        try:
            return super().cursor()
        except duckdb.CatalogException as error:
            raise NotAStore(
                "The database that {path} names holds no store. Make one with `priemna new`, or "
                "bring one there with `priemna store move`.",
                path=self.path,
            ) from error


def begin(cursor: DuckDBPyConnection, path: Path, kind: str) -> None:
    """Begin a transaction that sees the store as it is now; writers of all machines queue.

    Raises
    ------
    StoreBusy
        Where another writer has not finished after half a minute.
    """
    cursor.execute(f"BEGIN TRANSACTION {kind}")
    try:
        execute(cursor, _FIRST_READ if kind else _FIRST_WRITE)
    except duckdb.Error as error:
        if "lock timeout" not in str(error):
            raise
        raise StoreBusy(
            "Somebody else has been writing into the store {path} for half a minute. Try again in "
            "a moment.",
            path=path,
        ) from error


def execute(cursor: DuckDBPyConnection, sql: str) -> None:
    """Have statements run by PostgreSQL itself, inside the transaction of the cursor."""
    cursor.execute("CALL postgres_execute('store', $sql)", {"sql": sql})


def run_schema(cursor: DuckDBPyConnection, sql: str) -> None:
    """Run the statements of a migration where the store of the cursor lies.

    PostgreSQL keeps every CHECK and every comment; only two words differ. Text is compared byte by
    byte, as DuckDB does, so that no order depends on the language of the server.
    """
    row = cursor.execute(
        "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    if not row or row[0] != "postgres":
        cursor.execute(sql)
        return
    told = re.sub(r"\bVARCHAR\b", 'VARCHAR COLLATE "C"', sql)
    told = re.sub(r"\bDOUBLE\b", "DOUBLE PRECISION", told)
    execute(cursor, f"SET LOCAL search_path TO {_SCHEMA}; {told}")


def rewrite(cursor: DuckDBPyConnection) -> None:
    """Have PostgreSQL write every table anew, so that deleted rows leave its files."""
    names = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    for (name,) in names:
        cursor.execute(
            "CALL postgres_execute('store', $sql, use_transaction = false)",
            {"sql": f'VACUUM (FULL) {_SCHEMA}."{name}"'},
        )


def said_by_server(error: duckdb.Error, path: Path) -> Exception | None:
    """What an error says about the server; None where the question was wrong.

    A broken rule of the schema is the error that it is in a file, without the values of the row.
    """
    text = str(error)
    if broken := re.search(r'violates (?:check|not-null) constraint(?: "(\w+)")?', text):
        return duckdb.ConstraintException(f"Constraint Error: {broken[0]}")
    if re.search(r"(?i)no space left|disk full", text):
        return StoreFull(
            "There is no room left on the disk of {path}; nothing was changed. Make room, then try "
            "again.",
            path=path,
        )
    if re.search(r"(?i)permission denied|authentication|no pg_hba|role .* does not exist", text):
        return ConnectionRefused(
            "The server of {path} does not let this user in. Ask whoever keeps the server for the "
            "rights, and put the password into ~/.pgpass.",
            path=path,
        )
    if re.search(r"(?i)database .* does not exist", text):
        return ConnectionRefused(
            "The server of {path} has no such database. Ask whoever keeps the server to make it, "
            "or check dbname.",
            path=path,
        )
    if re.search(_LOST, text):
        return ServerLost(
            "The server of {path} does not answer. If something was just being saved, look at the "
            "list of imports to see whether it was kept; then try again.",
            path=path,
        )
    return None


_LOST = (
    r"(?i)unable to connect|could not connect|connection to server|server closed the connection|"
    r"terminating connection|connection (has been|was) (closed|lost)|no connection to the server|"
    r"the database system is|could not (send|receive) data|SSL (SYSCALL|connection)|"
    r"connection reset|broken pipe|server terminated abnormally"
)
