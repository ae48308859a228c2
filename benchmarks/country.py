"""How the program grows from one district to a country: seconds and memory, size by size.

Usage: python benchmarks/country.py [--sizes 83 190 470] [--districts 4 18] [--at-once 83 … 5267]

Places are invented (`data/demo/country.py`). Every size and district is measured in a process of
its own, since a process knows one district: demo store, need, plan of four weeks with one team, one
release, and opening the first page twice (the second time with what is kept between clicks). The
28 districts of a country are independent, so their time is read off the curve and added up;
``--districts all`` measures each instead. The last table is one process without districts.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from data.demo.country import RUSE, SETTLEMENTS, invented_district, sizes, write_facts

ROOT = Path(__file__).resolve().parents[1]
STEPS = ("shapes", "demo", "need", "plan", "release", "page", "again")
NUMBER = 4
"""The district that is made larger and smaller."""


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    clock, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - busy


def one_district(store: Path) -> None:
    """Measure one district, whose facts lie beside the store, and print JSON."""
    from streamlit.testing.v1 import AppTest

    from data.demo import DEMO_SEED, build_demo
    from data.store import Store
    from geo.places import municipalities, settlements
    from geo.shapes import schematic_shapes
    from pages.ui.load import load_need
    from pages.ui.planning.case import load_case
    from pages.ui.releasing import draft, judge
    from priemna.planning.plan import plan_case
    from priemna.planning.request import PlanRequest

    until = date(2024, 4, 1)
    scale = -(-len(municipalities()) // 8)
    took = {
        "shapes": measured(schematic_shapes),
        "demo": measured(lambda: build_demo(store, scale=scale, seed=DEMO_SEED)),
    }
    opened = Store.open(store)
    took["need"] = measured(lambda: load_need(opened, on=until))
    case = load_case(opened, PlanRequest(since=date(2024, 4, 8)), codes=("A",))
    took["plan"] = measured(lambda: plan_case(case))
    took["release"] = measured(lambda: judge(draft(opened, on=until, until=until)))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
    took["page"] = measured(app.run)
    took["again"] = measured(app.run)
    if app.exception or app.error:
        raise SystemExit(f"the page of {store} failed: {[*app.exception, *app.error]}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "settlements": len(settlements()),
                "municipalities": len(municipalities()),
                "megabytes": megabytes,
                "took": took,
            }
        )
    )


def at_once() -> None:
    """Measure all settlements of this process as if they were one district, and print JSON."""
    from geo.places import municipalities, settlements
    from geo.travel import straight_line_times
    from priemna.need.estimate import estimate_need
    from priemna.need.settings import NeedSettings

    found = {}

    def ways() -> None:
        found["travel"] = straight_line_times(settlements())

    took = {"travel": measured(ways)}
    took["closed form"] = measured(
        lambda: estimate_need(
            settlements(),
            municipalities(),
            found["travel"],
            [],
            [],
            since=date(2022, 10, 3),
            until=date(2024, 4, 1),
            settings=NeedSettings(),
        )
    )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"settlements": len(settlements()), "megabytes": megabytes, "took": took}))


def in_own_process(*words: object, store: Path) -> dict:
    """What this file prints when it is run with these words for a store."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, words)],
        env={**os.environ, "PRIEMNA_STORE": str(store), "OPENBLAS_NUM_THREADS": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def line(name: str, found: dict) -> None:
    """Print two rows: seconds on the clock with memory, and seconds of the processor."""
    lead = f"{name:12}{found['settlements']:6}{found['municipalities']:6}"
    for which, words in ((0, f"{lead}  clock    "), (1, f"{'':24}  processor")):
        steps = [found["took"][step][which] for step in STEPS]
        row = "".join(f"{seconds:9.2f}" for seconds in steps)
        memory = "" if which else f"{found['megabytes']:8.0f}"
        print(f"{words}{row}{sum(steps):9.1f}{memory}", flush=True)


def main() -> None:
    """Measure one thing where this file calls itself, else everything."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="*", default=[83, 190, 470])
    asked.add_argument("--districts", nargs="*", default=[str(RUSE)], help="numbers, or all")
    asked.add_argument("--at-once", type=int, nargs="*", default=[83, 470, 1000, SETTLEMENTS])
    asked.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--whole", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.one:
        one_district(options.one)
    elif options.whole:
        at_once()
    else:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Measure all that was asked for, one process after the other."""
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    heads = "".join(f"{step:>9}" for step in STEPS)
    print(f"{'district':12}{'places':>6}{'mun.':>6}{'':11}{heads}{'all':>9}{'MB':>8}")
    curve, done = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for places in options.sizes:
            store = folder / f"size{places}.duckdb"
            write_facts(invented_district(NUMBER, places), Path(f"{store}.facts"))
            curve.append(in_own_process("--one", store, store=store))
            line(f"size {places}", curve[-1])
        every = options.districts == ["all"]
        for number in sizes() if every else map(int, options.districts):
            store = folder / f"{number:02d}.duckdb"
            if number != RUSE:
                write_facts(invented_district(number), Path(f"{store}.facts"))
            done.append(in_own_process("--one", store, store=store))
            line("18, Ruse" if number == RUSE else f"{number}", done[-1])
        if len(done) > 1:
            print(f"{len(done)} districts one after another: {total(done):.0f} s")
        if len(curve) > 1:
            for count in (1, 7, 28):
                print(
                    f"{count:2} district(s) from the curve: {count_of(curve, count):8.0f} s on one "
                    f"processor, {count_of(curve, count) / count:.0f} s each"
                )
        print("\nwithout districts, all in one process")
        for places in options.at_once:
            store = folder / f"whole{places}.duckdb"
            write_facts(invented_district(NUMBER, places), Path(f"{store}.facts"))
            found = in_own_process("--whole", store=store)
            took = "  ".join(f"{step} {clock:7.2f} s" for step, (clock, _) in found["took"].items())
            print(f"{places:6} settlements  {took}  {found['megabytes']:6.0f} MB", flush=True)


def total(rows: list[dict]) -> float:
    """Seconds of all steps of all rows."""
    return sum(clock for row in rows for clock, _busy in row["took"].values())


def count_of(curve: list[dict], districts: int) -> float:
    """Processor seconds of the first districts, read off the curve by number of settlements."""
    places = [row["settlements"] for row in curve]
    busy = [sum(row["took"][step][1] for step in STEPS) for row in curve]
    wanted = list(sizes().values())[:districts]
    return float(np.interp(wanted, places, busy).sum())


if __name__ == "__main__":
    main()
