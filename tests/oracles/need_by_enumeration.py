"""The need model once more, slowly: every way to share out the counts, or blind draws weighted."""

import itertools
import math
from types import SimpleNamespace

import numpy as np

from priemna.need import beliefs
from tests.oracles.exposure_by_hand import exposure_by_hand


def splits(women, places):
    """Every way to share out ``women`` over ``places``."""
    if places == 1:
        return [(women,)]
    return [
        (first, *rest) for first in range(women + 1) for rest in splits(women - first, places - 1)
    ]


def exactly(groups, reached, total, expected, spread):
    """Log probability of the counts, and mean rates, by adding up every allocation.

    ``groups`` are pairs of women and positions, ``reached`` the exposure of each group by
    position, ``total`` all exposure by position.
    """
    size = len(expected)
    probability, mean = 0.0, np.zeros(size)
    for allocation in itertools.product(*(splits(n, len(members)) for n, members in groups)):
        z = [0] * size
        weight = 1.0
        for k, (split, (_n, members)) in enumerate(zip(allocation, groups, strict=True)):
            for women, i in zip(split, members, strict=True):
                weight *= reached[k][i] ** women / math.factorial(women)
                z[i] += women
        for i in range(size):
            prior = spread / expected[i]
            weight *= math.exp(
                math.lgamma(spread + z[i])
                - math.lgamma(spread)
                + spread * math.log(prior)
                - (spread + z[i]) * math.log(prior + total[i])
            )
        probability += weight
        mean += weight * np.array(
            [(spread + z[i]) / (spread / expected[i] + total[i]) for i in range(size)]
        )
    return math.log(probability), mean / probability


def by_blind_draws(settings, scores, women, minutes, centre, visits, since, until, counts, draws):
    """Need drawn from what is believed before, with the probability of the counts as weight.

    ``counts`` are triples of women, channel (``"centre"`` or a position) and positions. Returns
    draws of the need, shape (draws, settlements), and their weights.
    """
    rng = np.random.default_rng(1)

    def logit(name):
        guess = getattr(settings, name)
        shifted = math.log(guess / (1 - guess)) + beliefs.DOUBT_OF_CHANCES[name] * rng.normal()
        return 1 / (1 + math.exp(-shifted))

    needs, weights = [], []
    for _ in range(draws):
        drawn = SimpleNamespace(
            **{name: logit(name) for name in beliefs.DOUBT_OF_CHANCES},
            **{
                name: getattr(settings, name) * math.exp(doubt * rng.normal())
                for name, doubt in beliefs.DOUBT_OF_DECAYS.items()
            },
        )
        level = settings.level_per_1000 / 1000 * math.exp(beliefs.DOUBT_OF_LEVEL * rng.normal())
        spread = settings.spread_shape * math.exp(beliefs.DOUBT_OF_SPREAD * rng.normal())
        poor = settings.vulnerability_weight + beliefs.DOUBT_OF_WEIGHT * rng.normal()
        unaware = settings.knowledge_weight + beliefs.DOUBT_OF_WEIGHT * rng.normal()
        rates = [
            rng.gamma(spread) / spread * level * math.exp(poor * score[0] + unaware * score[1])
            for score in scores
        ]
        stock, met = exposure_by_hand(women, minutes, centre, visits, since, until, drawn)
        log_weight = -sum(rates[i] * exposed for (_channel, i), exposed in met.items())
        for n, channel, members in counts:
            log_weight += n * math.log(sum(rates[i] * met[channel, i] for i in members))
        needs.append([rate * waiting for rate, waiting in zip(rates, stock, strict=True)])
        weights.append(log_weight)
    weights = np.exp(np.array(weights) - max(weights))
    return np.array(needs), weights / weights.sum()
