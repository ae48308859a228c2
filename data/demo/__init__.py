"""The demo store: invented people on the places of a district and the timetable of the project."""

import hashlib
import shutil
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import pandas as pd
from duckdb import DuckDBPyConnection

from data.audit import record
from data.demo import people, work
from data.demo.resources import write_resources
from data.integrity import broken_rules
from data.store import Store, StoreError, set_setting
from geo.errors import PriemnaError

DEMO_SEED = 20221003
BATCH = "demo"


class NotADemo(PriemnaError, FileExistsError):
    """The demo store was to be built where something else lies."""


def build_demo(path: str | Path, *, scale: int = 1, seed: int = DEMO_SEED) -> dict[str, int]:
    """Build the demo store, replacing an earlier one.

    Parameters
    ----------
    path
        Where it shall lie. It is built beside and put in its place when it is whole.
    scale
        Times as many people: consultations, survey responses, tests. Visits and events stay.
    seed
        The same seed gives the same store.

    Returns
    -------
    dict
        Number of consultations, survey_responses, events and visits.

    Raises
    ------
    NotADemo
        Where the file at `path` is not a demo store; it is left as it is.
    """
    path = Path(path).resolve()
    _spare_what_is_there(path)
    building = path.with_name(f".{path.name}.building")
    building.unlink(missing_ok=True)
    rng = np.random.default_rng(seed)
    visits = work.visits(rng)
    events = work.events(rng)
    tables = {
        "visit": visits,
        "visit_host": work.visit_hosts(rng.spawn(1)[0], visits),
        "event": events,
        **work.training_tests(rng, events, scale),
        **people.consultations(rng, visits, 200 * scale),
        **people.survey(rng, 400 * scale),
        **people.adolescents(rng, events, scale),
    }
    counts = {
        "consultations": len(tables["consultation"]),
        "survey_responses": len(tables["survey_response"]),
        "events": len(events),
        "visits": len(visits),
    }
    try:
        store = Store.create(building)
        with store.transaction() as cursor:
            set_setting(cursor, "demo", "true")
            _write_batch(cursor, sum(counts.values()))
            for name, rows in tables.items():
                _insert(cursor, name, rows)
            # A stream of its own: people and visits stay those they were.
            write_resources(cursor, np.random.default_rng([seed, 8]))
            if broken := broken_rules(cursor):
                raise AssertionError(f"the demo breaks rules of its own store: {broken}")
            counted = ", ".join(f"{name} {n}" for name, n in counts.items())
            record(cursor, who="", action="built_demo", subject=f"seed {seed}", detail=counted)
        building.replace(path)
    finally:
        building.unlink(missing_ok=True)
    return counts


def _spare_what_is_there(path: Path) -> None:
    """Refuse to replace real data; keep a demo store into which files were imported."""
    if not path.exists():
        return
    try:
        store = Store.open(path)
        # A file that names a server is not the store: the demo goes there by `priemna store move`.
        is_demo = store.is_demo() and not store.on_server
    except StoreError:
        is_demo = False
    if not is_demo:
        raise NotADemo(
            "{path} is not a demo store and is left as it is. Choose another place with --store.",
            path=str(path),
        )
    with store.cursor() as cursor:
        row = cursor.execute("SELECT count(*) FROM import_batch").fetchone()
    if row and row[0] > 1:
        shutil.copy2(path, path.with_name(f"{path.stem}.before{path.suffix}"))


def _write_batch(cursor: DuckDBPyConnection, rows: int) -> None:
    cursor.execute(
        "INSERT INTO import_batch (import_batch_id, kind, source_name, content_sha256, "
        "imported_at, rows_read, rows_new, rows_changed, rows_same) "
        "VALUES ($batch, 'consultations', 'demo', $hash, $at, $rows, $rows, 0, 0)",
        {
            "batch": BATCH,
            "hash": hashlib.sha256(BATCH.encode()).hexdigest(),
            "at": datetime.combine(date(2024, 4, 3), time()),
            "rows": rows,
        },
    )


def _insert(cursor: DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Add rows; those with a number of their own say that the demo brought them."""
    number = rows.columns[0]
    if number == f"{table}_id":
        rows = rows.assign(
            source_key="id:" + rows[number].astype(str),
            content_hash="demo",
            import_batch_id=BATCH,
        )
    cursor.register("demo_rows", rows)
    cursor.execute(_INSERTS[table])
    cursor.unregister("demo_rows")


_INSERTS = {
    "visit": "INSERT INTO visit BY NAME SELECT * FROM demo_rows",
    "event": "INSERT INTO event BY NAME SELECT * FROM demo_rows",
    "training_test": "INSERT INTO training_test BY NAME SELECT * FROM demo_rows",
    "consultation": "INSERT INTO consultation BY NAME SELECT * FROM demo_rows",
    "consultation_service": "INSERT INTO consultation_service BY NAME SELECT * FROM demo_rows",
    "survey_response": "INSERT INTO survey_response BY NAME SELECT * FROM demo_rows",
    "survey_knowledge": "INSERT INTO survey_knowledge BY NAME SELECT * FROM demo_rows",
    "visit_host": "INSERT INTO visit_host BY NAME SELECT * FROM demo_rows",
    "survey_help_from": "INSERT INTO survey_help_from BY NAME SELECT * FROM demo_rows",
    "survey_barrier": "INSERT INTO survey_barrier BY NAME SELECT * FROM demo_rows",
    "adolescent_response": "INSERT INTO adolescent_response BY NAME SELECT * FROM demo_rows",
    "adolescent_attitude": "INSERT INTO adolescent_attitude BY NAME SELECT * FROM demo_rows",
}
