"""Slow, obvious versions of the statistics of `priemna.evidence`, from their definitions."""

from math import exp, factorial, sqrt

import numpy as np


def poisson_limits(count, level):
    """Rates at which so many events or more (fewer) would just be seldom, by bisection."""
    tail = (1 - level) / 2

    def at_most(mean, k):
        return sum(exp(-mean) * mean**i / factorial(i) for i in range(k + 1))

    high = _bisect(lambda mean: at_most(mean, count) - tail, 0.0, 10 * count + 50)
    if count == 0:
        return 0.0, high
    low = _bisect(lambda mean: tail - (1 - at_most(mean, count - 1)), 0.0, count + 1)
    return low, high


def score_limits(successes, n, z):
    """Shares that a score test with quantile z would just accept, by bisection."""
    p = successes / n

    def apart(q):
        return abs(p - q) - z * sqrt(q * (1 - q) / n)

    low = 0.0 if successes == 0 else _bisect(lambda q: -apart(q), 0.0, p)
    high = 1.0 if successes == n else _bisect(apart, p, 1.0)
    return low, high


def jackknife_variance(values, weights, clusters):
    """Variance of a weighted mean by leaving out one cluster after another."""
    names = sorted(set(clusters))

    def mean(without):
        kept = [(v, w) for v, w, c in zip(values, weights, clusters, strict=True) if c != without]
        return sum(v * w for v, w in kept) / sum(w for _, w in kept)

    full = mean(None)
    return (len(names) - 1) / len(names) * sum((mean(name) - full) ** 2 for name in names)


def cluster_total_variance(values, weights, clusters, strata):
    """Variance of a weighted total: within each stratum between the sums of its clusters."""
    variance = 0.0
    for stratum in sorted(set(strata)):
        sums = {}
        for v, w, c, s in zip(values, weights, clusters, strata, strict=True):
            if s == stratum:
                sums[c] = sums.get(c, 0.0) + v * w
        middle = sum(sums.values()) / len(sums)
        variance += len(sums) / (len(sums) - 1) * sum((x - middle) ** 2 for x in sums.values())
    return variance


def predictive_limits(counts, offered, ahead, draws=200_000):
    """Limits of the sum to come by drawing a rate and then a count, many times."""
    rng = np.random.default_rng(3)
    rates = rng.gamma(0.5 + sum(counts), 1 / sum(offered), draws)
    return np.quantile(rng.poisson(rates * sum(ahead)), [0.025, 0.975])


def negative_binomial_mode(counts, exposure, shapes, means):
    """Shape and mean with the largest likelihood on a grid, without a prior."""
    best = None
    for shape in shapes:
        for mean in means:
            value = 0.0
            for y, e in zip(counts, exposure, strict=True):
                m = mean * e
                # Rising factorial instead of gamma functions.
                for i in range(int(y)):
                    value += np.log(shape + i)
                value += shape * np.log(shape / (shape + m)) + y * np.log(m / (shape + m))
            if best is None or value > best[0]:
                best = (value, shape, mean)
    return best[1], best[2]


def _bisect(rising_through_zero, low, high):
    """Where a function that falls from above to below zero, or the other way, crosses it."""
    at_low = rising_through_zero(low)
    for _ in range(200):
        middle = (low + high) / 2
        if (rising_through_zero(middle) > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2
