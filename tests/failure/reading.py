"""Asks a store over and over and says after each answer what it saw, until it is ended."""

import sys
import time

from data.store import Store, StoreError

# What one statement sees must agree, and so must what two statements of one cursor see.
HALF = """
SELECT count(*) FROM (
    SELECT import_batch.import_batch_id FROM import_batch
    LEFT JOIN visit ON visit.import_batch_id = import_batch.import_batch_id
    GROUP BY import_batch.import_batch_id, import_batch.rows_new
    HAVING count(visit.visit_id) <> import_batch.rows_new
)
"""


def look(store: Store) -> str:
    """Whether all that is seen is whole."""
    with store.cursor() as cursor:
        (half,) = cursor.execute(HALF).fetchone()
        (rows,) = cursor.execute("SELECT count(*) FROM visit").fetchone()
        (told,) = cursor.execute("SELECT coalesce(sum(rows_new), 0) FROM import_batch").fetchone()
        (lines,) = cursor.execute("SELECT count(*) FROM audit_entry").fetchone()
        (batches,) = cursor.execute("SELECT count(*) FROM import_batch").fetchone()
    return "whole" if not half and rows == told and lines == batches else "half"


def main() -> None:
    """Print one word for each look: whole, half, or lost where the server did not answer."""
    store = Store(sys.argv[1])
    while True:
        try:
            print(look(store), flush=True)
        except StoreError:
            print("lost", flush=True)
            time.sleep(0.1)


if __name__ == "__main__":
    main()
