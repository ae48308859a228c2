"""Writers and readers at one PostgreSQL; kill -9 writers and the server at random moments.

What was said to be kept must be there, every import whole, and no reader may see half of one.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from data.audit import verify
from data.store import Store
from tests.failure.importing import ROWS
from tests.postgres import PostgreSQL, programs

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 1.5
PATIENCE_SECONDS = 120
BAD = ("lost", "half", "log_broken", "reads_half", "unclear")


class Worker:
    """One process that writes or reads, started anew as often as it ends."""

    def __init__(self, program: str, output: Path, *arguments: object) -> None:
        self.command = [sys.executable, ROOT / "tests/failure" / program, *map(str, arguments)]
        self.output = output
        self.output.touch()
        self.errors = output.with_suffix(".err")
        self.start()

    def start(self) -> None:
        with self.output.open("ab") as out, self.errors.open("ab") as err:
            environment = os.environ | {"PYTHONPATH": str(ROOT)}
            self.process = subprocess.Popen(self.command, stdout=out, stderr=err, env=environment)
        self.before = len(self.said())

    def said(self) -> list[str]:
        return [
            line for line in self.output.read_text("utf-8").splitlines(True) if line[-1] == "\n"
        ]

    def said_more(self) -> bool:
        if self.process.poll() is not None:
            self.start()
        return len(self.said()) > self.before

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def kill_and_look(
    server: PostgreSQL, folder: Path, *, writers: int, readers: int, times: int, seed: int
) -> dict[str, int]:
    """Count imports said to be kept, those lost, those half there, and what readers saw."""
    chance = random.Random(seed)
    server.database("killed")
    path = server.store_file(folder / "store.toml", "killed")
    store = Store.create(path)
    writing = [
        Worker("importing.py", folder / f"writer{n}.txt", path, folder, n) for n in range(writers)
    ]
    reading = [Worker("reading.py", folder / f"reader{n}.txt", path) for n in range(readers)]
    found = Counter(kills=times, kills_of_server=0, lost=0, half=0, log_broken=0)
    try:
        for number in range(times):
            _wait_for_one_of_each(writing, reading)
            time.sleep(chance.uniform(0, LONGEST_SECONDS))
            if number % 2:
                found["kills_of_server"] += 1
                server.kill()
                server.start()
            else:
                chance.choice(writing).kill()
            found.update(_compare(store, writing))
            for worker in (*writing, *reading):
                worker.before = len(worker.said())
    finally:
        for worker in (*writing, *reading):
            worker.kill()
    found.update(_compare(store, writing))
    found["imports"] = sum(len(worker.said()) for worker in writing)
    seen = Counter(line.strip() for worker in reading for line in worker.said())
    found.update({"reads": seen["whole"], "reads_lost": seen["lost"], "reads_half": seen["half"]})
    found["unclear"] = sum(_unclear(worker.errors) for worker in (*writing, *reading))
    return dict(found)


def _wait_for_one_of_each(writing: list[Worker], reading: list[Worker]) -> None:
    """Wait until some writer and some reader said more; whoever has ended is started anew."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    # Each is asked, not only the first that speaks: who has ended starts again by it.
    while not all(any([one.said_more() for one in kind]) for kind in (writing, reading)):  # noqa: C419
        if time.monotonic() > deadline:
            raise TimeoutError("\n".join(w.errors.read_text("utf-8")[-500:] for w in writing))
        time.sleep(0.05)


def _unclear(errors: Path) -> int:
    """Count how often a process ended in another way than by saying that the server was lost."""
    text = errors.read_text("utf-8")
    chained = len(re.findall(r"^(?:The above exception|During handling)", text, re.M))
    ends = text.count("Traceback (most recent") - chained + text.count("terminate called")
    said = len(re.findall(r"^[\w.]+\.ServerLost: ", text, re.M))
    if ends != said:
        print(text, file=sys.stderr)
    return abs(ends - said)


def _compare(store: Store, writing: list[Worker]) -> dict[str, int]:
    said = {line.strip() for worker in writing for line in worker.said()}
    with store.cursor() as cursor:
        kept = dict(
            cursor.execute(
                "SELECT held_on::VARCHAR, count(*) FROM visit GROUP BY held_on"
            ).fetchall()
        )
        (batches,) = cursor.execute("SELECT count(*) FROM import_batch").fetchone()
    return {
        "lost": sum(day not in kept for day in said),
        "half": sum(rows != ROWS for rows in kept.values()) + abs(batches - len(kept)),
        "log_broken": int(not verify(store).holds),
    }


def main() -> None:
    """Print what was counted; leave with 1 where anything was lost or seen half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=4711)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        PostgreSQL(programs(), careful=True) as server,
    ):
        found = kill_and_look(server, Path(folder), **vars(options))
    print("  ".join(f"{name} {number}" for name, number in found.items()))
    sys.exit(any(found[name] for name in BAD))


if __name__ == "__main__":
    main()
