"""Imports one file of visits after the other and says each one that is kept; made to be killed."""

import sys
from datetime import date, timedelta
from pathlib import Path

from data.imports import import_file
from data.store import Store
from geo.places import settlements

FIRST = date(2001, 1, 1)
TODAY = date(2026, 1, 1)
ROWS = 40


def main() -> None:
    """Import the visits of one day after the other: a file, one transaction, ROWS rows."""
    store, folder = Store.open(sys.argv[1]), Path(sys.argv[2])
    with store.cursor() as cursor:
        (last,) = cursor.execute("SELECT max(held_on) FROM visit").fetchone()
    day = last + timedelta(days=1) if last else FIRST
    while True:
        file = folder / f"{day}.csv"
        lines = [f"{day:%d.%m.%Y};{place.ekatte}" for place in settlements()[:ROWS]]
        file.write_text("\n".join(["Дата;Населено място", *lines]), encoding="utf-8")
        report = import_file(store, "visits", file, today=TODAY)
        assert report.new == ROWS, report
        print(day, flush=True)
        day += timedelta(days=1)


if __name__ == "__main__":
    main()
