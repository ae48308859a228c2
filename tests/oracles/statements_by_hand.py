"""Slow, obvious versions of what may be said: changes, small areas, silence, events, ranks."""

from math import gamma, log, pi, sqrt

import numpy as np


def t_quantile(p, freedom, steps=200_000, far=400.0):
    """Where the density of Student's t, added up strip by strip, reaches p."""
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    width, reached = far / steps, 0.5
    for i in range(steps):
        x = (i + 0.5) * width
        reached += scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2) * width
        if reached >= p:
            return x
    raise ValueError("too far out")


def paired_t(before, after):
    """Mean gain, its limits of 95 % and t, person by person."""
    gains = [b - a for a, b in zip(before, after, strict=True)]
    n = len(gains)
    middle = sum(gains) / n
    error = sqrt(sum((g - middle) ** 2 for g in gains) / (n - 1) / n)
    half = t_quantile(0.975, n - 1) * error
    return middle, middle - half, middle + half, middle / error


def paired_shares(before, after):
    """Bonett and Price: one pair is added to each kind of change, then a plain interval."""
    moves = [b - a for a, b in zip(before, after, strict=True)] + [1, -1]
    n = len(moves)
    up, down = moves.count(1) / n, moves.count(-1) / n
    half = 1.959963985 * sqrt((up + down - (up - down) ** 2) / n)
    return up - down - half, up - down + half


def partners(before, after):
    """Codes with exactly one test before and one after."""
    return sorted(
        code
        for code in {code for code, _ in before}
        if code
        and sum(other == code for other, _ in before) == 1
        and sum(other == code for other, _ in after) == 1
    )


def leaning_share(yes, n, district_share, borrowed=8):
    """The answers of a municipality with borrowed ones appended, averaged."""
    answers = [1.0] * yes + [0.0] * (n - yes) + [district_share] * borrowed
    return sum(answers) / len(answers)


def chance_of_so_few(came, mean, shape, draws=400_000):
    """Share of gamma–Poisson draws that are as small."""
    rng = np.random.default_rng(11)
    return float((rng.poisson(rng.gamma(shape, mean / shape, draws)) <= came).mean())


def ratio_of_ratios(here, there, draws=400_000):
    """Limits of (after/before here) over (after/before there), each rate drawn on its own."""
    rng = np.random.default_rng(12)
    rates = [rng.gamma(count + 0.5, 1.0, draws) / visits for count, visits in (*here, *there)]
    logs = np.log(rates[1] / rates[0]) - np.log(rates[3] / rates[2])
    return np.exp(np.quantile(logs, [0.025, 0.975]))


def rate_limits_by_jeffreys(count, level, draws=2_000_000):
    """Quantiles of many draws of a rate under Jeffreys' prior."""
    tail = (1 - level) / 2
    return np.quantile(np.random.default_rng(13).gamma(count + 0.5, 1.0, draws), [tail, 1 - tail])


def marshall(counts, population):
    """Global empirical Bayes of Marshall 1991, term by term."""
    overall = sum(counts) / sum(population)
    average = sum(population) / len(population)
    spread = 0.0
    for y, n in zip(counts, population, strict=True):
        spread += n * (y / n - overall) ** 2
    spread = max(spread / sum(population) - overall / average, 0.0)
    smoothed = []
    for y, n in zip(counts, population, strict=True):
        weight = spread / (spread + overall / n)
        smoothed.append(weight * y / n + (1 - weight) * overall)
    return smoothed


def pearson_overdispersion(channels):
    """Pearson's statistic over its degrees of freedom, quarter by quarter; never below 1."""
    total, freedom = 0.0, 0
    for counts, offered in channels:
        rate = sum(counts) / sum(offered)
        for y, e in zip(counts, offered, strict=True):
            if e:
                total += (y - rate * e) ** 2 / (rate * e)
                freedom += 1
        freedom -= 1
    return max(total / freedom, 1.0)


def share_among_the_first(draws, top):
    """How often each column is among the largest of its row."""
    times = [0] * len(draws[0])
    for row in draws:
        order = sorted(range(len(row)), key=lambda i: -row[i])
        for place in order[:top]:
            times[place] += 1
    return [n / len(draws) for n in times]


def z_scores(values):
    """Distance of each value from the mean in standard deviations of the whole."""
    middle = sum(values) / len(values)
    spread = sqrt(sum((v - middle) ** 2 for v in values) / len(values))
    return [(v - middle) / spread for v in values]


def log_parts(women, prior, stock, need):
    """Four log factors of each place against the geometric mean of all places."""
    parts = [
        [log(w), log(p), log(s / w), log(n / (p * s))]
        for w, p, s, n in zip(women, prior, stock, need, strict=True)
    ]
    middles = [sum(column) / len(parts) for column in zip(*parts, strict=True)]
    return [[x - m for x, m in zip(row, middles, strict=True)] for row in parts]
