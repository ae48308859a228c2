"""Who finds unmet need? Estimators on invented truths: rank, regret, coverage, a year of visits.

Counts are observed in two ways: per home settlement, as studies in print assume, and per channel
and home municipality, as Priemna records them. ``--truths 5`` is a quick look, ``--year`` names the
truths that are followed for twelve further months. Truths 1000 and up were used to choose the
priors; those reported begin at 0.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
from scipy.stats import spearmanr
from simulation import estimators, year
from simulation.truths import KINDS, VILLAGES, Truth

SCHEMES = ("settlement", "municipality")
TOP = 10
FROM_COUNTS = {
    "women only": estimators.women_only,
    "raw counts": estimators.raw_counts,
    "raw rate": estimators.raw_rate,
    "EB rate": estimators.empirical_bayes_rate,
    "composite index": estimators.composite_index,
    "women × months": estimators.women_times_months,
}
BY_SCHEME = {"closed form": estimators.closed_form, "model": estimators.model}


def judge(need, estimate):
    """Rank correlation, regret of the top ten, coverage of shares and of counts, villages only."""
    need, score = need[VILLAGES], estimate.score[VILLAGES]
    best, chosen = np.argsort(-need)[:TOP], np.argsort(-score)[:TOP]
    figures = [spearmanr(need, score).statistic, 1 - need[chosen].sum() / need[best].sum()]
    if estimate.draws is None:
        return [*figures, np.nan, np.nan]
    draws = estimate.draws[:, VILLAGES]
    return [
        *figures,
        covered(draws / draws.sum(axis=1, keepdims=True), need / need.sum()),
        covered(draws, need),
    ]


def covered(draws, truth):
    """Share of villages whose truth lies within the 90 % interval."""
    low, high = np.quantile(draws, (0.05, 0.95), axis=0)
    return np.mean((low <= truth) & (truth <= high))


def one_truth(seed, kind, with_year):
    """All figures of one truth: estimator → figures, and rule → (women reached, forgotten)."""
    truth = Truth(kind, seed)
    rows = {
        name: [*judge(truth.waiting, f(truth)), np.nan, np.nan] for name, f in FROM_COUNTS.items()
    }
    for scheme in SCHEMES:
        for name, estimator in BY_SCHEME.items():
            start = time.process_time()
            estimate = estimator(truth, scheme)
            seconds = time.process_time() - start
            figures = judge(truth.waiting, estimate)
            rows[f"{name}, by {scheme}"] = [*figures, seconds, estimate.effective]
    rows["oracle"] = [*judge(truth.waiting, estimators.Estimate(truth.waiting)), np.nan, np.nan]
    years = {}
    for scheme in SCHEMES if with_year else ():
        for name, rule in year.rules(scheme).items():
            if name.startswith(("closed form", "model")):
                years[f"{name}, by {scheme}"] = year.follow(truth, rule)
            elif scheme == SCHEMES[0]:
                years[name] = year.follow(truth, rule)
    return rows, years


def say(kind, results):
    """Print the tables of one kind of truth."""
    print(f"\n{kind}: {KINDS[kind]} ({len(results)} truths; ± one standard error)")
    head = ("rho", "regret", "±", "share in 90 %", "±", "count in 90 %", "±", "CPU s", "least ESS")
    print(f"{'':32}" + "".join(f"{word:>14}" for word in head))
    for name in results[0][0]:
        values = np.array([rows[name] for rows, _ in results])
        mean, error = values.mean(axis=0), values.std(axis=0) / len(values) ** 0.5
        cells = [mean[0], mean[1], error[1], mean[2], error[2], mean[3], error[3], mean[4]]
        shown = [*(f"{x:.3f}" for x in cells), f"{values[:, 5].min():.0f}"]
        print(f"{name:32}" + "".join(f"{'–' if x == 'nan' else x:>14}" for x in shown))
    if results[0][1]:
        print(f"\n{kind}, twelve months of five visits")
        print(f"{'':32}{'regret %':>14}{'±':>14}{'never visited':>14}")
        best = np.array([years["oracle"][0] for _, years in results])
        for name in results[0][1]:
            values = np.array([years[name] for _, years in results])
            regret = 100 * (1 - values[:, 0] / best)
            error = regret.std() / len(regret) ** 0.5
            print(f"{name:32}{regret.mean():14.1f}{error:14.1f}{values[:, 1].mean():14.2f}")


def main() -> None:
    """Print one table for each kind of truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truths", type=int, default=60, help="how many of each kind")
    parser.add_argument("--first", type=int, default=0, help="seed of the first truth")
    parser.add_argument("--kinds", default="".join(KINDS), help="such as ACD")
    parser.add_argument("--year", default="A", help="kinds that are followed for a year")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.truths)
    with ProcessPoolExecutor(options.processes) as pool:
        for kind in options.kinds:
            run = partial(one_truth, kind=kind, with_year=kind in options.year)
            say(kind, list(pool.map(run, seeds)))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
