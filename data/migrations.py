"""Numbered SQL files that carry a store from one version of the schema to the next."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data.server import run_schema
from data.store_errors import MigrationFailed
from geo.places import CENTRE_EKATTE, municipalities, settlement, settlements

SCHEMA = Path(__file__).parent / "schema"

_OF_RUSE = re.compile(r"'RSE03',\s+'RSE04',\s+(?:'RSE\d\d',\s+)*'RSE37'")
"""The municipalities of a district, as the SQL files list them."""


def migration_files() -> list[Path]:
    """Migrations in the order they are applied; the first four digits of the name count up."""
    return sorted(SCHEMA.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def latest_version() -> int:
    """Newest schema version this program knows."""
    return _number(migration_files()[-1])


def applied_version(cursor: DuckDBPyConnection) -> int | None:
    """Which schema version the file has: 0 where it is empty, None where it is no store."""
    tables = {
        name
        for (name,) in cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
    }
    if not tables:
        return 0
    if not {"schema_version", "setting"} <= tables:
        return None
    row = cursor.execute("SELECT coalesce(max(number), 0) FROM schema_version").fetchone()
    return int(row[0]) if row else 0


def migrate(cursor: DuckDBPyConnection, *, up_to: int | None = None) -> int:
    """Apply every migration the store has not seen, each in its own transaction.

    Parameters
    ----------
    up_to
        The last one to apply; None applies all.

    Returns
    -------
    int
        Schema version of the store afterwards.

    Raises
    ------
    MigrationFailed
        Where one fails; the ones before it are kept. `data.upgrading` tries all on a copy first.
    """
    done = applied_version(cursor) or 0
    for file in migration_files():
        if (number := _number(file)) <= done or (up_to is not None and number > up_to):
            continue
        cursor.execute("BEGIN TRANSACTION")
        try:
            run_schema(cursor, _of_this_district(file.read_text(encoding="utf-8")))
            cursor.execute(
                "INSERT INTO schema_version VALUES ($number, $name, $now)",
                {
                    "number": number,
                    "name": file.name,
                    "now": datetime.now(UTC).replace(tzinfo=None),
                },
            )
            cursor.execute("COMMIT")
        except duckdb.Error as error:
            with suppress(duckdb.TransactionException):
                cursor.execute("ROLLBACK")
            raise MigrationFailed(
                "The store could not be brought to the schema of this version: {migration} failed "
                "({reason}). The store is as it was. Go on with the version that wrote it, and "
                "send this line to whoever keeps the program.",
                migration=file.name,
                reason=str(error).splitlines()[0],
            ) from error
        done = number
    _write_places(cursor)
    return done


def _of_this_district(sql: str) -> str:
    """SQL of a migration with the municipalities of this district in its lists."""
    return _OF_RUSE.sub(", ".join(f"'{place.code}'" for place in municipalities()), sql)


def _write_places(cursor: DuckDBPyConnection) -> None:
    """Copy the table of `geo` into the store, where questions join on it."""
    cursor.execute("BEGIN TRANSACTION")
    cursor.execute("DELETE FROM place")
    cursor.execute(
        "INSERT INTO place SELECT unnest($ekattes), unnest($codes)",
        {
            "ekattes": [place.ekatte for place in settlements()],
            "codes": [place.municipality_code for place in settlements()],
        },
    )
    cursor.execute("DELETE FROM setting WHERE key = $key", {"key": (key := "centre_municipality")})
    cursor.execute(
        "INSERT INTO setting VALUES ($key, $code, $now)",
        {
            "key": key,
            "code": settlement(CENTRE_EKATTE).municipality_code,
            "now": datetime.now(UTC).replace(tzinfo=None),
        },
    )
    cursor.execute("COMMIT")


def _number(file: Path) -> int:
    return int(file.name[:4])
