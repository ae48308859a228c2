"""The value of visits by the definition: each woman's best visits, counted 1, ½, ¼."""

import math
import operator


def women_reached(sites, needs, travel, settings, rules, centre):
    """Need reached by one visit at each of ``sites`` (repeated sites are repeated visits)."""
    total = 0.0
    for row in needs:
        ekatte = row.settlement.ekatte
        if ekatte == centre:
            continue
        i = travel.ekattes.index(ekatte)
        shares = []
        for site in sites:
            minutes = travel.minutes[i, travel.ekattes.index(site)]
            if minutes <= rules.reach_minutes:
                decay = settings.visit_decay_minutes
                shares.append(settings.visit_reach * math.exp(-minutes / decay))
        shares.sort(reverse=True)
        total += row.need * sum(map(operator.mul, rules.repeat_gains, shares))
    return total
