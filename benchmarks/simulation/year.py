"""Twelve further months of five visits, decided by one rule: whom it reaches and forgets."""

import copy

import numpy as np

from priemna.need.exposure import chance_of_visit
from simulation.estimators import (
    Estimate,
    closed_form,
    composite_index,
    empirical_bayes_rate,
    model,
    raw_counts,
    raw_rate,
    women_only,
    women_times_months,
)
from simulation.truths import MINUTES, VILLAGES

MONTHS = 12
VISITS = 5
NEEDIEST = 20
UNVISITED_MONTHS = 12


def rules(scheme):
    """Name → rule; a rule takes the truth with its records and names five sites."""
    return {
        "habit": lambda t: list(t.rng.choice(len(t.habit), VISITS, p=t.habit)),
        "rotation": lambda t: _highest(t.months_since_visit() + 1e-9 * women_only(t).score),
        "women only": lambda t: _highest(women_only(t).score),
        "raw counts": lambda t: _highest(raw_counts(t).score),
        "raw rate": lambda t: _highest(raw_rate(t).score),
        "EB rate": lambda t: _highest(empirical_bayes_rate(t).score),
        "composite index": lambda t: _highest(composite_index(t).score),
        "women × months": lambda t: _highest(women_times_months(t).score),
        "closed form": lambda t: _greedy(t, closed_form(t, scheme)),
        "closed form 4 + 1": lambda t: _greedy(t, closed_form(t, scheme), learn=True),
        "model": lambda t: _greedy(t, model(t, scheme)),
        "model 4 + 1": lambda t: _greedy(t, model(t, scheme), learn=True),
        "oracle": lambda t: _greedy(t, Estimate(t.waiting), chance=t.to_visit),
    }


def follow(truth, rule):
    """Women reached in the year, and share of the neediest villages without a visit in it."""
    world = copy.deepcopy(truth)
    need = np.where(VILLAGES, world.waiting, -np.inf)
    neediest = set(np.argsort(-need)[:NEEDIEST].tolist())
    reached, visited = 0.0, set()
    for _ in range(MONTHS):
        sites = [int(site) for site in rule(world)]
        visited |= set(sites)
        reached += world.step(sites)
    return reached, len(neediest - visited) / NEEDIEST


def _highest(score):
    return list(np.argsort(-np.where(VILLAGES, score, -np.inf))[:VISITS])


def _greedy(truth, estimate, *, chance=None, learn=False):
    """Sites one by one for what each adds; with ``learn`` the last for what it teaches."""
    if chance is None:
        chance = chance_of_visit(MINUTES, estimate.settings)
    left = np.where(VILLAGES, estimate.score, 0.0)
    sites = []
    for turn in range(VISITS):
        values = left @ chance
        if learn and turn == VISITS - 1:
            long_ago = truth.months_since_visit() > UNVISITED_MONTHS
            lesson = np.where(long_ago & VILLAGES, estimate.score * estimate.log_rate_sd, 0.0)
            values = lesson if lesson.any() else values
        values = np.where(VILLAGES, values, -np.inf)
        values[sites] = -np.inf
        sites.append(int(np.argmax(values)))
        left = left * (1 - chance[:, sites[-1]])
    return sites
