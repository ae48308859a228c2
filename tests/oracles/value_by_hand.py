"""What visits reach, woman by woman and visit by visit, and what moved between two rankings."""

from math import exp


def women_reached(waiting, minutes, sites, reach, decay):
    """Each place's waiting women, less those whom no visit meets."""
    reached = 0.0
    for i, women in enumerate(waiting):
        missed = 1.0
        for site in sites:
            missed *= 1 - reach * exp(-minutes[i][site] / decay)
        reached += women * (1 - missed)
    return reached


def first_ten(needs):
    """Names of the ten largest needs."""
    return set(sorted(needs, key=lambda name: -needs[name])[:10])
