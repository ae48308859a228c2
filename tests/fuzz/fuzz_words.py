"""Broken words without end: ``python tests/fuzz/fuzz_words.py --seconds 600``.

Good protocols, rules, files of releases and command lines are damaged at random. What
must hold for each: it is taken, or refused by an error of the project (or by the command with 1 or
2 and one line); nothing else.
"""

import argparse
import contextlib
import io
import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from data.codebook import SEEDS
from data.releases.bundle import read_bundle
from data.releases.protocol_file import load_protocol
from geo.errors import PriemnaError
from priemna.__main__ import run
from priemna.sharing.protocol import read_protocol
from priemna.sharing.released import read_release
from priemna.strategy.rules import read_rule

ODD = ("", "0", "-1", "1e999", "nan", "null", "true", "[]", "{}", '"', "'", "\n", "\0", "\ud800",
       "=", "[", "]]", "9" * 400, "А", "../..", "%s", "{x}", "2024-02-30", "\u202e")  # fmt: skip
COMMANDS = (
    "need --json", "plan --from 2024-05-01 --weeks 1", "visits", "release list", "audit-log verify",
    "protocol show", "rules check", "verify", "retain --older-than 5 --dry-run", "batches",
    "travel minutes.csv", "protect table.csv --out out.csv", "recommendations list",
)  # fmt: skip


def damaged(chance: random.Random, text: str) -> str:
    """The text with one to three places changed."""
    for _change in range(chance.randint(1, 3)):
        at, to = sorted(chance.choices(range(len(text) + 1), k=2))
        to = min(to, at + chance.choice((0, 1, 5, 60)))
        other = chance.choice((chance.choice(ODD), text[at:to] * 2, chance.choice(text or " ")))
        text = text[:at] + other + text[to:]
    return text


def protocols(chance: random.Random, folder: Path) -> None:
    """Read a damaged protocol."""
    file = folder / "protocol.toml"
    good = (SEEDS / "protocol.toml").read_text(encoding="utf-8")
    file.write_text(damaged(chance, good), encoding="utf-8", errors="surrogatepass")
    read_protocol(load_protocol(file))


def rules(chance: random.Random, _folder: Path) -> None:
    """Read a damaged rule."""
    good = chance.choice(sorted((SEEDS / "rules").glob("*.toml"))).read_text(encoding="utf-8")
    read_rule("broken", damaged(chance, good))


def bundles(chance: random.Random, folder: Path) -> None:
    """Read a damaged file of releases."""
    file = folder / "partner.json"
    good = json.dumps({"format": 1, "role": "partner", "releases": [
        {"manifest": {"number": 1, "sha256": "0", "tables": {"a": {"file": "a.csv"}}},
         "tables": {"a.csv": "home,state,value\nRSE27,value,5\n"}}]})  # fmt: skip
    file.write_text(damaged(chance, good), encoding="utf-8", errors="surrogatepass")
    for one in read_bundle(file):
        read_release(one.manifest, one.tables)


def commands(chance: random.Random, folder: Path) -> None:
    """Run the command with damaged words, on a store that is not there."""
    words = [
        damaged(chance, word) if chance.random() < 0.5 else word
        for word in chance.choice(COMMANDS).split()
    ]
    if words[0] in ("demo", "serve", "new"):
        return
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            run([*words, "--store", str(folder / "none.duckdb")])
        except SystemExit as ended:
            if ended.code not in (0, 1, 2):
                raise AssertionError(f"ended with {ended.code}") from None


KINDS: tuple[Callable[[random.Random, Path], None], ...] = (protocols, rules, bundles, commands)


def fuzz(seed: int, *, turns: int = 0, seconds: float = 0) -> tuple[Counter[str], dict[str, str]]:
    """Fates by kind, and of each different breach its seed and where it came from."""
    fates: Counter[str] = Counter()
    broken: dict[str, str] = {}
    until = time.monotonic() + seconds
    turn = 0
    with tempfile.TemporaryDirectory() as name:
        while turn < turns or time.monotonic() < until:
            chance = random.Random(f"{seed}-{turn}")
            kind = KINDS[turn % len(KINDS)]
            try:
                kind(chance, Path(name))
                fate = "taken"
            except PriemnaError:
                fate = "refused"
            except Exception as error:
                fate = "broken"
                at = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{kind.__name__}: {type(error).__name__} {at.filename}:{at.lineno}"
                broken.setdefault(place, f"turn {turn}: {error}"[:200])
            fates[f"{kind.__name__} {fate}"] += 1
            turn += 1
    return fates, broken


def main() -> int:
    """Run as asked on the command line; 1 where a rule was broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    fates, broken = fuzz(given.seed, seconds=given.seconds)
    for fate, times in sorted(fates.items()):
        sys.stdout.write(f"{times:8d}  {fate}\n")
    for place, about in broken.items():
        sys.stdout.write(f"{place}\n    {about!r}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
