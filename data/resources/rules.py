"""Rules and limits of planning that were set for this centre; the others are the program's own."""

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from data.resources.changes import Values, change, writes
from data.store import Store

ROW = "rules"


def rules(store: Store) -> dict[str, float]:
    """Rules that were set, by name."""
    with store.cursor() as cursor:
        return dict(_read(cursor, ROW) or {})


def save_rules(store: Store, values: Mapping[str, float], *, who: str = "") -> bool:
    """Put these rules in the place of those set before; False where they are the same."""
    after = {name: float(value) for name, value in sorted(values.items())}
    return change(store, "rules", ROW, _read, after or None, who=who)


def _write(cursor: DuckDBPyConnection, _row: str, values: Values | None) -> None:
    cursor.execute("DELETE FROM planning_rule")
    for name, value in (values or {}).items():
        cursor.execute(
            "INSERT INTO planning_rule VALUES ($name, $value)", {"name": name, "value": value}
        )


def _read(cursor: DuckDBPyConnection, _row: str) -> Values | None:
    found = cursor.execute("SELECT rule, value FROM planning_rule ORDER BY rule").fetchall()
    return {str(name): float(value) for name, value in found} or None


writes("rules", _write)
