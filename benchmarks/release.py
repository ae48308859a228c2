"""What protection costs and withstands: methods, audiences, time, and an attacker who knows it all.

Invented persons: municipalities × quarters × kinds × age groups, about 3 000 in 3 840 leaves, and
ten times as many. ``--quick`` leaves out the largest. R packages (sdcTable, GaussSuppression) are
not among the packages of this system and were not run; their published results are compared in
``tests/command/test_protect.py``.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
import time
from dataclasses import replace

import numpy as np

from priemna.privacy.attack import attack, targets_of
from priemna.privacy.audit import audit_release
from priemna.privacy.controlled import controlled_rounding
from priemna.privacy.cubes import LeafCube
from priemna.privacy.dimensions import Dimension, Level
from priemna.privacy.errors import NoProtection
from priemna.privacy.knowledge import knows_release
from priemna.privacy.programme import Programme
from priemna.privacy.rounding import round_leaves
from priemna.privacy.suppression import suppress
from priemna.privacy.utility import utility, utility_of_tables

KEY = b"the secret of this benchmark"
BASE = 5
DEMO = (8, 20, 6, 4)
PUBLIC = ("municipality", "year", "total", "total")


def invented(shape, persons, seed=1):
    """A cube of uneven municipalities, kinds and ages; quarters are about alike."""
    rng = np.random.default_rng(seed)
    names = ("municipality", "quarter", "kind", "age")
    spread = (1.0, 20.0, 1.5, 3.0)
    chances = np.ones(())
    for size, even in zip(shape, spread, strict=True):
        chances = np.multiply.outer(chances, rng.dirichlet(np.full(size, even)))
    dimensions = []
    for name, size in zip(names, shape, strict=True):
        years = Level("year", tuple(f"year {i // 4}" for i in range(size)))
        dimensions.append(
            Dimension.with_total(
                name, [f"{name} {i}" for i in range(size)], (years,) if name == "quarter" else ()
            )
        )
    return LeafCube(tuple(dimensions), rng.multinomial(persons, chances.ravel()).reshape(shape))


def timed(do):
    """Seconds and what came back."""
    start = time.perf_counter()
    found = do()
    return time.perf_counter() - start, found


def default_release(cube):
    """Protect and audit as ``priemna release`` does, with a partner's cube derived from it."""
    released = round_leaves(cube, base=BASE, key=KEY)
    partner = released.derive(PUBLIC)
    return released, audit_release(cube, released, others=[partner])


def naive(knowledge, targets, sample):
    """Seconds of one linear programme from scratch per end and cell, of a sample, for all."""
    start = time.perf_counter()
    for target in sample:
        for side in (1, -1):
            Programme(
                knowledge.rows,
                knowledge.row_low,
                knowledge.row_high,
                knowledge.low,
                knowledge.high,
            ).largest(side * targets[[target]].toarray()[0].astype(float))
    return (time.perf_counter() - start) / len(sample) * targets.shape[0]


def methods(cube, title):
    """Utility of each method on one cube, all margins."""
    print(f"\n{title}: {cube.counts.size} leaves, {int(cube.counts.sum())} persons")
    print("method                mean error  largest  missing  sums broken   exposed   seconds")
    tables = {m: (cube.at(m), None) for m in cube.margins}
    targets = targets_of(cube.dimensions, cube.margins)
    true = targets @ cube.counts.ravel()
    small = np.flatnonzero((true > 0) & (true < BASE))

    def line(name, found, exposed, seconds):
        print(
            f"{name:21}{found.mean_error:11.2f}{found.largest_error:9}{found.missing_share:9.1%}"
            f"{found.broken_share:13.1%}{exposed:>10}{seconds:10.2f}"
        )

    def rounded():
        released = round_leaves(cube, base=BASE, key=KEY)
        return released, attack(knows_release(released), targets[small], enough=BASE)

    seconds, (released, found) = timed(rounded)
    line(
        "leaves rounded", utility(cube, released, cube.margins), found.exposed(BASE).sum(), seconds
    )
    nearest = {m: (np.rint(v / BASE).astype(int) * BASE, None) for m, (v, _) in tables.items()}
    line("each to nearest 5", utility_of_tables(cube, nearest), "–", 0.0)
    hidden = {m: (v, (v > 0) & (v < BASE)) for m, (v, _) in tables.items()}
    line("small ones blank", utility_of_tables(cube, hidden), "–", 0.0)
    try:
        seconds, done = timed(lambda: controlled_rounding(cube, base=BASE))
        shown = {m: (v, None) for m, v in done.values.items()}
        line("controlled rounding", utility_of_tables(cube, shown), "–", seconds)
    except NoProtection as refused:
        print(f"controlled rounding: {refused}")


def blanks(cube):
    """Suppression of a table that is printed: municipality × kind of one year."""
    two = LeafCube((cube.dimensions[0], cube.dimensions[2]), cube.counts[:, :4].sum(axis=(1, 3)))
    seconds, found = timed(lambda: suppress(two, threshold=BASE, width=BASE))
    print(
        f"\nblanks, municipality × kind of a year: {found.primary} small, {found.secondary} more, "
        f"{found.cost} persons in them, optimal: {found.is_optimal}, {seconds:.2f} s"
    )


def against_naive(cube):
    """The attack on rounded leaves with totals known from elsewhere, against one by one."""
    released = round_leaves(cube, base=BASE, key=KEY)
    knowledge = knows_release(released)
    for margin in (("municipality", *["total"] * 3), ("total", "quarter", "total", "total")):
        knowledge = knowledge.and_table(margin, cube.at(margin))
    targets = targets_of(cube.dimensions, cube.margins)
    true = targets @ cube.counts.ravel()
    small = targets[np.flatnonzero((true > 0) & (true < BASE))]
    seconds, found = timed(lambda: attack(knowledge, small, enough=BASE - 1))
    sample = np.random.default_rng(0).choice(small.shape[0], 6, replace=False)
    slow = naive(knowledge, small, sample)
    print(
        f"\nrounded leaves and exact totals of municipalities and quarters, {targets.shape[0]} "
        f"cells, {small.shape[0]} small: {seconds:.2f} s, {found.exposed(BASE).sum()} exposed, "
        f"{found.undecided(BASE).sum()} undecided; one by one {slow:.0f} s "
        f"(from {sample.size} cells): {slow / seconds:.0f} times as long"
    )


def growth(quick):
    """Seconds of a release, protected and audited, as the cube grows."""
    print("\ncells of all tables   protect and audit, s   passed")
    for shape in ((2, 4, 2, 2), (4, 8, 3, 2), DEMO, (8, 20, 6, 16), (8, 40, 6, 40)):
        if quick and np.prod(shape) > 4000:
            continue
        cube = invented(shape, int(np.prod(shape) * 0.8))
        seconds, (_, report) = timed(lambda cube=cube: default_release(cube))
        size = sum(cube.at(m).size for m in cube.margins)
        print(f"{size:19}{seconds:23.2f}   {report.passed}")


def history(seed):
    """Eight quarterly releases with late, withdrawn and corrected records, and their leaks."""
    rng = np.random.default_rng(seed)
    full = invented((8, 8, 6, 4), 1200, seed)
    counts = np.zeros_like(full.counts)
    releases, leaks, errors = [], 0, []
    for quarter in range(8):
        counts[:, quarter] = full.counts[:, quarter]
        counts[:, :quarter] += rng.poisson(0.03, counts[:, :quarter].shape)
        counts -= rng.binomial(counts, 0.01)
        dimensions = list(full.dimensions)
        dimensions[1] = Dimension.with_total(
            "quarter",
            full.dimensions[1].leaves[: quarter + 1],
            (Level("year", full.dimensions[1].level("year").group_of_leaf[: quarter + 1]),),
        )
        cube = replace(full, dimensions=tuple(dimensions), counts=counts[:, : quarter + 1].copy())
        released = round_leaves(
            cube, base=BASE, key=KEY, previous=releases[-1] if releases else None
        )
        report = audit_release(
            cube, released, earlier=releases, others=[released.derive(PUBLIC)], least_new=20
        )
        leaks += len(report.leaks) + (not report.passed)
        errors.append(utility(cube, released, cube.margins).mean_error)
        releases.append(released)
    return leaks, errors


def posterior(draws):
    """How sure somebody is of a small leaf who knows the method and how the data came about."""
    tally = {0: np.zeros(BASE + 1), BASE: np.zeros(BASE + 1)}
    for seed in range(draws):
        cube = invented(DEMO, 3000, seed)
        shown = round_leaves(cube, base=BASE, key=seed.to_bytes(16, "big")).shown
        for figure, found in tally.items():
            found += np.bincount(cube.counts[shown == figure], minlength=BASE + 1)[: BASE + 1]
    print("\nan attacker who knows the method and the rates of the data, not the key")
    for figure, found in tally.items():
        share = found / found.sum()
        print(
            f"shown {figure}: true number 0–5 with chances "
            + " ".join(f"{p:.3f}" for p in share)
            + f"; small (1–4): {share[1:5].sum():.1%}"
        )


def main():
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    demo = invented(DEMO, 3000)
    seconds, (_, report) = timed(lambda: default_release(demo))
    print(f"default release, protected and audited: {seconds:.2f} s, passed: {report.passed}")
    methods(demo, "demo size")
    if not quick:
        methods(invented((8, 40, 6, 20), 30000), "ten times")
    blanks(demo)
    against_naive(demo)
    growth(quick)
    found = [history(seed) for seed in range(2 if quick else 5)]
    print(
        f"\n8 quarterly releases, {len(found)} histories, a partner beside: "
        f"{sum(leaks for leaks, _ in found)} leaks; mean error of release 1 "
        f"{np.mean([e[0] for _, e in found]):.2f}, of release 8 "
        f"{np.mean([e[-1] for _, e in found]):.2f}"
    )
    posterior(5 if quick else 20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
