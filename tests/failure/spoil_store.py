"""Cut and flip bytes of a store at random: each time it is said, or the answer is still right."""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from data.demo import build_demo
from data.keys import new_key
from data.rotation import encrypt
from data.store import Store, StoreError, utc_now
from data.verifying import verify
from queries import ask


def spoil(path: Path, chance: random.Random) -> None:
    """Cut the file short, flip one bit, or write over up to a page of it."""
    size = path.stat().st_size
    place = chance.randrange(size)
    with path.open("r+b") as file:
        match chance.choice(["cut", "flip", "over"]):
            case "cut":
                file.truncate(place)
            case "flip":
                file.seek(place)
                byte = file.read(1)[0]
                file.seek(place)
                file.write(bytes([byte ^ 1 << chance.randrange(8)]))
            case "over":
                file.seek(place)
                file.write(chance.randbytes(min(4096, size - place)))


def spoil_and_look(folder: Path, times: int, seed: int, *, encrypted: bool) -> dict[str, int]:
    """Count what was said, what did no harm, and what was silently wrong."""
    chance = random.Random(seed)
    whole = folder / "whole.duckdb"
    build_demo(whole)
    key = new_key() if encrypted else None
    if key is not None:
        encrypt(Store.open(whole), key, now=utc_now())
    store = Store.open(whole, key=key)
    with store.cursor() as cursor:
        expected = ask(cursor, "quarters")
    tables = verify(whole, key=key).tables
    found = {"spoiled": times, "said": 0, "harmless": 0, "wrong": 0, "unclear": 0}
    for number in range(times):
        path = folder / f"spoiled-{number}.duckdb"
        shutil.copy(whole, path)
        spoil(path, chance)
        try:
            read = verify(path, key=key)
            with Store.open(path, key=key).cursor() as cursor:
                right = ask(cursor, "quarters").equals(expected) and read.tables == tables
            found["harmless" if right and not read.problems else "wrong"] += 1
        except StoreError:
            found["said"] += 1
        except Exception as error:
            print(type(error).__name__, str(error)[:200], file=sys.stderr)
            found["unclear"] += 1
        path.unlink()
    return found


def main() -> None:
    """Print what was counted for encrypted and plain; leave with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=4711)
    options = parser.parse_args()
    bad = 0
    for encrypted in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            found = spoil_and_look(Path(folder), options.times, options.seed, encrypted=encrypted)
        words = "  ".join(f"{name} {number}" for name, number in found.items())
        print("encrypted" if encrypted else "plain    ", words)
        bad += found["wrong"] + found["unclear"]
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
