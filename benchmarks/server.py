"""What a store on a PostgreSQL server costs beside one in a file: questions, imports, a move."""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import queries
from data.demo import build_demo
from data.imports import import_file
from data.moving import move
from data.store import Store
from geo.places import settlements
from tests.postgres import PostgreSQL, programs

TURNS = 5
GIVEN = {"since": "2023-01-01", "until": "2024-07-01", "who": "ana", "subject": "need today"}


def seconds(turn) -> float:
    """Quickest of a few turns, so that others on the machine count little."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        turn()
        times.append(time.perf_counter() - start)
    return min(times)


def ask_all(store: Store) -> None:
    """Ask every question with a cursor of its own, as pages do."""
    for name in queries.names():
        wanted = queries.question(name).parameters
        with store.cursor() as cursor:
            queries.ask(cursor, name, **{key: GIVEN[key] for key in wanted})


def bring_in(store: Store, folder: Path) -> None:
    """Import files of 40 visits, one after the other."""
    for month in range(1, 11):
        lines = [f"01.{month:02}.2001;{place.ekatte}" for place in settlements()[:40]]
        file = folder / f"{month}.csv"
        file.write_text("\n".join(["Дата;Населено място", *lines]), encoding="utf-8")
        import_file(store, "visits", file, today=date(2026, 1, 1))


def main() -> None:
    """Print seconds in a file, on a server, and the ratio."""
    found = programs()
    if found is None:
        sys.exit(print("PostgreSQL is not installed; nothing was measured"))
    with (
        tempfile.TemporaryDirectory() as name,
        PostgreSQL(found, careful=True) as server,
    ):
        folder = Path(name)
        build_demo(folder / "demo.duckdb")
        server.database("bench")
        file = Store.open(folder / "demo.duckdb")
        start = time.perf_counter()
        there = server.store_file(folder / "bench.toml", "bench")
        rows = sum(move(file, there).tables.values())
        moved = time.perf_counter() - start
        stores = (file, Store.open(there))
        asked = [seconds(lambda store=store: ask_all(store)) for store in stores]
        taken = []
        for store in stores:
            start = time.perf_counter()
            bring_in(store, folder)
            taken.append(time.perf_counter() - start)
    print(f"{'':24}{'file':>8}{'server':>8}{'ratio':>8}")
    for label, (own, other) in (
        (f"{len(queries.names())} questions, s", asked),
        ("10 imports, s", taken),
    ):
        print(f"{label:24}{own:8.2f}{other:8.2f}{other / own:8.1f}")
    print(f"{rows} rows moved to the server and compared in {moved:.2f} s")


if __name__ == "__main__":
    main()
