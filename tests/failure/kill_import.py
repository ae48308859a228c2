"""Kill -9 at random moments while files are imported: what was said to be kept must be there."""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from data.audit import verify
from data.keys import new_key
from data.store import Store

ROOT = Path(__file__).parents[2]
ROWS = 40
LONGEST_SECONDS = 0.6


def kill_and_look(folder: Path, times: int, seed: int) -> dict[str, int]:
    """Count imports said to be kept, those lost, those half there, and openings that failed."""
    chance = random.Random(seed)
    key = new_key()
    path = folder / "store.duckdb"
    Store.create(path, key=key)
    environment = os.environ | {"PRIEMNA_KEY": key.text, "PYTHONPATH": str(ROOT)}
    found = {"kills": times, "imports": 0, "lost": 0, "half": 0, "not_opened": 0, "log_broken": 0}
    said: set[str] = set()
    for _ in range(times):
        child = subprocess.Popen(
            [sys.executable, ROOT / "tests/failure/importing.py", path, folder],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        first = child.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        child.kill()
        said |= {line for line in (first + child.stdout.read()).split("\n") if len(line) == 10}
        child.stdout.close()
        child.wait()
        try:
            store = Store.open(path, key=key)
            with store.cursor() as cursor:
                kept = dict(
                    cursor.execute(
                        "SELECT held_on::VARCHAR, count(*) FROM visit GROUP BY held_on"
                    ).fetchall()
                )
                (batches,) = cursor.execute("SELECT count(*) FROM import_batch").fetchone()
        except Exception:
            found["not_opened"] += 1
            continue
        found["lost"] += sum(day not in kept for day in said)
        found["half"] += sum(rows != ROWS for rows in kept.values()) + abs(batches - len(kept))
        found["log_broken"] += not verify(store).holds
    found["imports"] = len(said)
    return found


def main() -> None:
    """Print what was counted; leave with 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=4711)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_and_look(Path(folder), options.times, options.seed)
    print("  ".join(f"{name} {number}" for name, number in found.items()))
    sys.exit(bool(sum(found.values()) - found["kills"] - found["imports"]))


if __name__ == "__main__":
    main()
