"""Coverage, floating catchments and the choice of places by plain loops over all possibilities."""

import math
from itertools import combinations


def cost_of(costs, sites):
    return sum(min(row[j] for j in sites) for row in costs)


def best_choice(costs, count, existing=()):
    """Least sum of row minima over all choices of `count` places beside those that exist."""
    free = [j for j in range(len(costs[0])) if j not in existing]
    return min(cost_of(costs, [*existing, *sites]) for sites in combinations(free, count))


def nearest_minutes(minutes, place, sites):
    return min(math.ceil(round(minutes[place][site], 3)) for site in sites)


def women_within(women, minutes, sites, limit):
    return sum(
        women[place]
        for place in range(len(women))
        if nearest_minutes(minutes, place, sites) <= limit
    )


def weight_of(minutes, limits, weights):
    shown = math.ceil(round(minutes, 3))
    for limit, weight in zip(limits, weights, strict=True):
        if shown <= limit:
            return weight
    return 0.0


def hours_per_woman(women, supply, minutes, limits, weights):
    places = range(len(women))
    ratio = []
    for site in places:
        demand = sum(women[i] * weight_of(minutes[i][site], limits, weights) for i in places)
        ratio.append(supply[site] / demand if demand else 0.0)
    return [
        sum(weight_of(minutes[i][site], limits, weights) * ratio[site] for site in places)
        for i in places
    ]
