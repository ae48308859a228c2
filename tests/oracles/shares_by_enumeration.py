"""Slow and obvious: shares behind rounded numbers, every possible truth one by one."""

from itertools import product

from scipy import stats


def chance_below(threshold, part, whole, base, part_leaves, whole_leaves, design_effect):
    """Chance that the true share lies below the threshold, given the numbers shown."""
    top, bottom = 0.0, 0.0
    for k, weight_k in truths(part, base, part_leaves):
        for n, weight_n in truths(whole, base, whole_leaves):
            if n <= 0 or k > n:
                continue
            weight = weight_k * weight_n
            effective = n / design_effect
            a, b = k / n * effective + 0.5, (1 - k / n) * effective + 0.5
            top += weight * stats.beta.cdf(threshold, a, b)
            bottom += weight
    return top / bottom


def truths(shown, base, leaves):
    """Every number that rounded leaves may have been, with its weight."""
    weights = {}
    one = {error: 1 - abs(error) / base for error in range(-base + 1, base)} if base > 1 else {0: 1}
    for errors in product(one, repeat=leaves):
        weight = 1.0
        for error in errors:
            weight *= one[error]
        if shown + sum(errors) >= 0:
            number = shown + sum(errors)
            weights[number] = weights.get(number, 0.0) + weight
    return weights.items()


def adjusted_one_by_one(p_values):
    """Benjamini and Hochberg: the least rate at which each would still be kept."""
    m = len(p_values)
    ranked = sorted(p_values)
    return [
        min(1.0, min(ranked[j] * m / (j + 1) for j in range(m) if ranked[j] >= p)) for p in p_values
    ]
