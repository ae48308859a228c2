"""Exposure once more, slowly: one settlement, one month and one channel at a time."""

import math
from datetime import date, timedelta


def exposure_by_hand(women, minutes, centre, visits, since, until, settings):
    """Stock and expected contacts by channel, each per unit rate, in plain loops.

    ``women`` and ``minutes`` are lists (of lists), ``centre`` a position, ``visits`` pairs of
    position and day.
    """
    days = [since + timedelta(days=i) for i in range((until - since).days)]
    months = sorted({(day.year, day.month) for day in days})
    stocks, met = [], {}
    for i, w in enumerate(women):
        at_centre = settings.centre_reach * math.exp(
            -minutes[i][centre] / settings.centre_decay_minutes
        )
        stock = (w / 12) / (1 - (1 - at_centre) * (1 - settings.monthly_loss))
        for year, month in months:
            inside = [day for day in days if (day.year, day.month) == (year, month)]
            following = date(year + month // 12, month % 12 + 1, 1)
            share = len(inside) / (following - date(year, month, 1)).days
            hazards = {"centre": -math.log(1 - at_centre) * share}
            for site, on in visits:
                if on in inside:
                    chance = settings.visit_reach * math.exp(
                        -minutes[i][site] / settings.visit_decay_minutes
                    )
                    hazards[site] = hazards.get(site, 0) - math.log(1 - chance)
            came = stock * (1 - math.exp(-sum(hazards.values())))
            for channel, hazard in hazards.items():
                key = (channel, i)
                met[key] = met.get(key, 0) + came * hazard / sum(hazards.values())
            stock = (stock - came) * (1 - settings.monthly_loss) ** share + w / 12 * share
        stocks.append(stock)
    return stocks, met
