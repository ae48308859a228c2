"""What a store holds as numbers, so that two can be compared value by value."""

from duckdb import DuckDBPyConnection

Contents = dict[str, tuple[int, int]]
"""Rows of each table, and a number that depends on every value of them but not on their order."""


def contents(cursor: DuckDBPyConnection, database: str = "store") -> Contents:
    """Read every value of every table of an attached database, and sum it up."""
    names = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = $name AND NOT internal "
        "ORDER BY table_name",
        {"name": database},
    ).fetchall()
    found: Contents = {}
    for (name,) in names:
        row = cursor.execute(
            "SELECT count(*), coalesce(sum(hash(line)::HUGEINT), 0) FROM query_table($name) line",
            {"name": f"{database}.main.{name}"},
        ).fetchone()
        found[name] = (int(row[0]), int(row[1])) if row else (0, 0)
    return found
