"""Routes put on days: as many as possible, so that visits to a place are far enough apart."""

from collections.abc import Sequence

import numpy as np

from priemna.planning.enumerate import NO_STOP
from priemna.planning.pools import Pool
from priemna.planning.problem import Pick, Problem
from priemna.planning.programme import INFINITE, Programme

SECONDS = 5.0


def put_on_days(
    problem: Problem, pools: Sequence[Pool], chosen: Sequence[tuple[int, int]]
) -> list[Pick]:
    """Give each route of a plan for pools its day class.

    Parameters
    ----------
    problem
        The problem.
    pools
        The pools of the plan.
    chosen
        Pool and number of each route.

    Returns
    -------
    list of Pick
        Fewer than ``chosen`` where not all can be spaced out.
    """
    stops = [pools[q].routes.stops[r] for q, r in chosen]
    stops = [own[own != NO_STOP] for own in stops]
    programme = Programme()
    columns = np.full((len(chosen), len(problem.classes)), -1)
    for number, (q, r) in enumerate(chosen):
        for bit, k in enumerate(pools[q].classes):
            if pools[q].allowed[r] >> bit & 1:
                # Where routes are left over, the longest ones shall stay.
                gain = 1.0 + 0.01 * len(stops[number])
                columns[number, k] = programme.add_columns(1, gain, 0, 1, whole=True)[0]
    for own in columns:
        programme.enter(programme.add_rows(1, -INFINITE, 1)[0], own[own >= 0], 1.0)
    for k, day in enumerate(problem.classes):
        own = columns[:, k]
        programme.enter(programme.add_rows(1, -INFINITE, day.team_days)[0], own[own >= 0], 1.0)
    visits: dict[int, list[int]] = {}
    for number, places in enumerate(stops):
        for place in places:
            visits.setdefault(int(place), []).append(number)
    groups = [*problem.spacing, *((k,) for k in range(len(problem.classes)))]
    for routes in visits.values():
        for group in groups if len(routes) > 1 else ():
            own = columns[np.ix_(routes, list(group))].ravel()
            programme.enter(programme.add_rows(1, -INFINITE, 1)[0], own[own >= 0], 1.0)
    for limit in problem.heavy:
        heavy = [n for n, (q, r) in enumerate(chosen) if pools[q].routes.minutes[r] > limit.minutes]
        own = columns[np.ix_(heavy, list(limit.classes))].ravel()
        programme.enter(programme.add_rows(1, -INFINITE, limit.at_most)[0], own[own >= 0], 1.0)
    for rule in problem.together:
        routes = visits.get(rule.site, [])
        row = programme.add_rows(1, -INFINITE, 1)[0]
        ends = columns[np.ix_(routes, [rule.first, rule.second])].ravel()
        between = columns[np.ix_(routes, list(rule.between))].ravel()
        programme.enter(row, ends[ends >= 0], 1.0)
        programme.enter(row, between[between >= 0], -1.0)
    answer = programme.solve(gap=0.0, seconds=SECONDS)
    if answer.values is None:
        return []
    picks = []
    for number, (q, r) in enumerate(chosen):
        own = columns[number]
        dates = [k for k in np.flatnonzero(own >= 0) if answer.values[own[k]] > 0.5]
        if dates:
            places = tuple(int(s) for s in stops[number])
            picks.append(Pick(int(dates[0]), places, float(pools[q].routes.drive[r])))
    return picks
