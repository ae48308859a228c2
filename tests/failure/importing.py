"""Imports one file of visits after the other and says each one that is kept; made to be killed."""

import sys
from datetime import date, timedelta
from pathlib import Path

from data.imports import import_file
from data.store import Store
from geo.places import settlements

TODAY = date(2026, 1, 1)
ROWS = 40
YEARS_EACH = 4


def main() -> None:
    """Import the visits of one day after the other: a file, one transaction, ROWS rows.

    Writers that work at the same time get a number each, and years of their own by it.
    """
    store, folder = Store.open(sys.argv[1]), Path(sys.argv[2])
    first_year = 2001 + YEARS_EACH * int(sys.argv[3] if len(sys.argv) > 3 else 0)
    with store.cursor() as cursor:
        (last,) = cursor.execute(
            "SELECT max(held_on) FROM visit WHERE year(held_on) BETWEEN $first AND $last",
            {"first": first_year, "last": first_year + YEARS_EACH - 1},
        ).fetchone()
    day = last + timedelta(days=1) if last else date(first_year, 1, 1)
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
