"""Numbered SQL files that carry a store from one version of the schema to the next."""

from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from geo.places import settlements

SCHEMA = Path(__file__).parent / "schema"


def migration_files() -> list[Path]:
    """Migrations in the order they are applied; the first four digits of the name count up."""
    return sorted(SCHEMA.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def latest_version() -> int:
    """Newest schema version this program knows."""
    return _number(migration_files()[-1])


def applied_version(cursor: DuckDBPyConnection) -> int | None:
    """Which schema version the file has: 0 where it is empty, None where it is no store."""
    tables = {
        name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    }
    if not tables:
        return 0
    if not {"schema_version", "setting"} <= tables:
        return None
    row = cursor.execute("SELECT coalesce(max(number), 0) FROM schema_version").fetchone()
    return int(row[0]) if row else 0


def migrate(cursor: DuckDBPyConnection) -> int:
    """Apply every migration the store has not seen, each in its own transaction.

    Returns
    -------
    int
        Schema version of the store afterwards. A migration that fails leaves the store as it was.
    """
    done = applied_version(cursor) or 0
    for file in migration_files():
        if (number := _number(file)) <= done:
            continue
        cursor.execute("BEGIN TRANSACTION")
        try:
            cursor.execute(file.read_text(encoding="utf-8"))
            cursor.execute(
                "INSERT INTO schema_version VALUES ($number, $name, $now)",
                {
                    "number": number,
                    "name": file.name,
                    "now": datetime.now(UTC).replace(tzinfo=None),
                },
            )
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        done = number
    _write_places(cursor)
    return done


def _write_places(cursor: DuckDBPyConnection) -> None:
    """Copy the table of `geo` into the store, where questions join on it."""
    cursor.execute("DELETE FROM place")
    cursor.execute(
        "INSERT INTO place SELECT unnest($ekattes), unnest($codes)",
        {
            "ekattes": [place.ekatte for place in settlements()],
            "codes": [place.municipality_code for place in settlements()],
        },
    )


def _number(file: Path) -> int:
    return int(file.name[:4])
