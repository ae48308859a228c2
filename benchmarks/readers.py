"""Do reads stay right while files come in? Eight threads ask, one imports, every answer is checked.

Each file brings one visit to each of 40 settlements on one day, in one transaction. Whatever a
reader sees, each day must have 40 visits or none, and visits must be 40 times the imports.
Run: ``python benchmarks/readers.py [--queries N]``.
"""

import argparse
import tempfile
import threading
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from data.imports import import_file
from data.keys import new_key
from data.store import Store
from geo.places import settlements

READERS, ROWS = 8, 40
TODAY = date(2026, 1, 1)
QUESTION = """
    SELECT (SELECT count(*) FROM visit), (SELECT count(*) FROM import_batch),
           (SELECT count(*) FROM (SELECT held_on FROM visit GROUP BY held_on HAVING count(*) <> 40))
"""


def run(folder: Path, queries: int) -> tuple[Counter[str], list[float]]:
    """Ask so many questions from eight threads while imports go on; what was found, and seconds."""
    store = Store.create(folder / "store.duckdb", key=new_key())
    found, seconds, lock = Counter(), [], threading.Lock()
    done = threading.Event()

    def read(times: int) -> None:
        for _ in range(times):
            began = time.perf_counter()
            try:
                with store.cursor() as cursor:
                    visits, imports, half = cursor.execute(QUESTION).fetchone()
                kind = "wrong" if half or visits != ROWS * imports else "right"
            except Exception as error:
                kind = f"error {type(error).__name__}"
            with lock:
                found[kind] += 1
                seconds.append(time.perf_counter() - began)

    def bring() -> None:
        day = date(2001, 1, 1)
        while not done.is_set():
            file = folder / f"{day}.csv"
            lines = [f"{day:%d.%m.%Y};{place.ekatte}" for place in settlements()[:ROWS]]
            file.write_text("\n".join(["Дата;Населено място", *lines]), encoding="utf-8")
            report = import_file(store, "visits", file, today=TODAY)
            found["imports"] += report.new == ROWS
            day += timedelta(days=1)

    importer = threading.Thread(target=bring)
    readers = [threading.Thread(target=read, args=(queries // READERS,)) for _ in range(READERS)]
    # Held open, as it is while somebody looks at a page.
    with store.cursor():
        importer.start()
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        done.set()
        importer.join()
    return found, sorted(seconds)


def main() -> None:
    """Print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=10_000)
    queries = parser.parse_args().queries
    with tempfile.TemporaryDirectory() as folder:
        found, seconds = run(Path(folder), queries)
    print("  ".join(f"{kind} {number}" for kind, number in sorted(found.items())))
    middle, late = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    print(f"a question: median {1000 * middle:.1f} ms, 99 of 100 within {1000 * late:.1f} ms")


if __name__ == "__main__":
    main()
