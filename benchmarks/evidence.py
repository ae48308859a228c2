"""How honest are the intervals and signals? Simulated villages and quarters, against usual ways.

Prints the share of intervals that cover the truth (nominal 90 %) for surveys of villages, and the
share of false and true signals for series in which the visits double, the need doubles, or neither.
Run: ``python benchmarks/evidence.py [--runs N]``.
"""

import argparse
import warnings

import numpy as np
from scipy import stats

from priemna.evidence.intervals import wilson
from priemna.evidence.samples import Sample, mean, share
from priemna.evidence.trends import Channel, Signal, headline

VILLAGES, ASKED, LIKENESS, LEVEL = 12, 10, 0.1, 0.9


def coverage(truth: float, runs: int) -> dict[str, float]:
    """Share of runs in which each interval covers the true share."""
    rng = np.random.default_rng(11)
    a, b = truth * (1 - LIKENESS) / LIKENESS, (1 - truth) * (1 - LIKENESS) / LIKENESS
    names = np.repeat([f"v{i}" for i in range(VILLAGES)], ASKED)
    sample = Sample(np.ones(VILLAGES * ASKED), names)
    hits = {"Wilson, women as independent": 0, "Student's t over villages": 0, "ours": 0}
    for _ in range(runs):
        chance = np.repeat(rng.beta(a, b, VILLAGES), ASKED)
        yes = (rng.random(VILLAGES * ASKED) < chance).astype(float)
        for name, limits in (
            ("Wilson, women as independent", wilson(yes.sum(), len(yes), level=LEVEL)),
            ("Student's t over villages", mean(yes, sample).interval(LEVEL)),
            ("ours", share(yes, sample).interval(LEVEL)),
        ):
            hits[name] += limits.low <= truth <= limits.high
    return {name: hit / runs for name, hit in hits.items()}


def signals(visits: float, need: float, level: float, runs: int) -> dict[str, float]:
    """Share of runs in which each rule calls the last year different."""
    rng = np.random.default_rng(12)
    last = np.arange(12) >= 8
    offered = np.where(last, 5.0 * visits, 5.0)
    rates = level * offered / 5 * np.where(last, need, 1.0)
    hits = {"XmR on counts": 0, "XmR per visit": 0, "t of years": 0, "ours": 0}
    for _ in range(runs):
        counts = rng.poisson(rates).astype(float)
        hits["XmR on counts"] += outside(counts, last)
        hits["XmR per visit"] += outside(counts / offered, last)
        hits["t of years"] += bool(stats.ttest_ind(counts[last], counts[~last]).pvalue < 0.05)
        hits["ours"] += headline([Channel(counts, offered)])[0] in (Signal.HIGHER, Signal.LOWER)
    return {name: hit / runs for name, hit in hits.items()}


def outside(values: np.ndarray, last: np.ndarray) -> bool:
    """Whether a point of the last year lies outside individuals limits of the years before."""
    before = values[~last]
    half = 2.66 * np.abs(np.diff(before)).mean()
    return bool((np.abs(values[last] - before.mean()) > half).any())


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    # The peer warns where all its counts are equal; that is part of what it is.
    warnings.simplefilter("ignore", RuntimeWarning)
    print(f"Coverage of nominal {LEVEL:.0%} intervals, {VILLAGES} villages × {ASKED} women,")
    print(f"likeness within a village {LIKENESS}, {runs} runs")
    for truth in (0.05, 0.2, 0.4):
        row = coverage(truth, runs)
        print(f"  true share {truth:4.2f}: " + ", ".join(f"{n} {v:.3f}" for n, v in row.items()))
    print(f"Signals of the last of three years, 5 visits a quarter, {runs} runs")
    for name, visits, need in (
        ("nothing changes (false)", 1, 1),
        ("visits double (false)", 2, 1),
        ("need doubles (true)", 1, 2),
    ):
        for level in (2, 5, 15):
            row = signals(visits, need, level, runs)
            print(
                f"  {name}, mean {level:2d}: " + ", ".join(f"{n} {v:.3f}" for n, v in row.items())
            )


if __name__ == "__main__":
    main()
