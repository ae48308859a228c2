"""What it costs to open the store for each page instead of holding it: times and ratio."""

import tempfile
import time
from pathlib import Path
from statistics import median

from data.demo import build_demo
from data.store import Store
from queries import ask

TURNS = 60


def milliseconds(turn) -> float:
    """Median of many turns."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        turn()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def main() -> None:
    """Print one line per way of asking, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.duckdb"
        build_demo(path)
        store = Store.open(path)

        def opening() -> None:
            with store.cursor() as cursor:
                ask(cursor, "quarters")

        opened = milliseconds(opening)
        with store.cursor():
            held = milliseconds(opening)
    print(f"opened for each question {opened:6.1f} ms")
    print(f"held open                {held:6.1f} ms")
    print(f"ratio                    {opened / held:6.1f}")


if __name__ == "__main__":
    main()
