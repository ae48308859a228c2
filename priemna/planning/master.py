"""The integer programme of a plan: which routes on which days, and what the visits then reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from priemna.planning.coverage import Cut, Step
from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.pools import Pool, most_spaced
from priemna.planning.problem import Floats, Problem, Whole
from priemna.planning.programme import INFINITE, Programme
from priemna.planning.value import Coverage, Floors


@dataclass(frozen=True, eq=False)
class Master:
    """The programme and where its parts stand.

    Parameters
    ----------
    programme
        The programme; its worth counts what standing visits reach, ``constant``, too.
    inside
        Numbers of the routes of each pool that have a column.
    route_columns
        Their columns, per pool.
    visit_columns
        Shape (pools, places): visits to a place on days of a pool.
    limit_rows
        Per pool: rows of its sets of day classes.
    link_rows
        Shape (pools, places): rows that tie visits to routes.
    heavy_rows
        Rows of the limits of long days.
    step_columns
        Shape (steps, gains): how much of each step of `coverage_steps` each rank counts.
    cut_rows
        Rows of the cuts.
    constant
        What standing visits reach.
    """

    programme: Programme
    inside: tuple[Whole, ...]
    route_columns: tuple[Whole, ...]
    visit_columns: Whole
    limit_rows: tuple[Whole, ...]
    link_rows: Whole
    heavy_rows: Whole
    step_columns: Whole
    cut_rows: Whole
    constant: float

    def chosen(self, values: Floats) -> list[tuple[int, int]]:
        """Pool and number of each route that a solution uses, as often as it does."""
        found = []
        for q, (inside, columns) in enumerate(zip(self.inside, self.route_columns, strict=True)):
            for place in np.flatnonzero(values[columns] > 0.5):
                found += [(q, int(inside[place]))] * round(float(values[columns[place]]))
        return found

    def start(self, chosen: Sequence[tuple[int, int]], stops: Sequence[Whole]) -> Floats:
        """Values of the routes and visits of a plan; the rest follows from them."""
        values = np.zeros(self.programme.columns)
        for (q, route), places in zip(chosen, stops, strict=True):
            at = int(np.searchsorted(self.inside[q], route))
            values[self.route_columns[q][at]] += 1
            values[self.visit_columns[q][places]] += 1
        return values


def build_master(
    problem: Problem,
    pools: Sequence[Pool],
    inside: Sequence[Whole],
    steps: Sequence[Step],
    cuts: Sequence[Cut] = (),
) -> Master:
    """Write the programme.

    Parameters
    ----------
    problem
        The problem.
    pools
        Its day classes, alone or taken together.
    inside
        Numbers of the routes of each pool that may be used, ascending.
    steps
        What visits reach, from `coverage_steps`.
    cuts
        Further rows, true of every plan, that bring the programme without whole numbers nearer.

    Notes
    -----
    One column per route and pool (how many team-days use the route), one per place and pool
    (visits), one per step and rank (is there a first, second, third visit among the places of the
    step). Given the visits the last need not be whole.
    """
    programme = Programme()
    visit_columns = np.stack(
        [programme.add_columns(problem.places, 0, 0, p.most_visits, whole=True) for p in pools]
    )
    link_rows = np.stack([programme.add_rows(problem.places, 0, 0) for _ in pools])
    programme.enter(link_rows, visit_columns, -1.0)
    route_columns, limit_rows = [], []
    for pool, chosen, links in zip(pools, inside, link_rows, strict=True):
        own, allowed = pool.routes.take(chosen), pool.allowed[chosen]
        most = np.minimum(int(pool.capacities[-1]), _most(pool, own))
        columns = programme.add_columns(
            len(own), -problem.price_per_minute * own.drive, 0, most, whole=True
        )
        route_columns.append(columns)
        rows = programme.add_rows(len(pool.subsets), -INFINITE, pool.capacities)
        limit_rows.append(rows)
        for row, subset in zip(rows, pool.subsets, strict=True):
            programme.enter(row, columns[(allowed & ~subset) == 0], 1.0)
        route, stop = np.nonzero(own.stops != NO_STOP)
        programme.enter(links[own.stops[route, stop]], columns[route], 1.0)
    step_columns = _add_coverage(programme, problem, pools, visit_columns, steps)
    cut_rows = _add_cuts(programme, pools, inside, route_columns, steps, step_columns, cuts)
    _add_spacing(programme, problem, pools, visit_columns)
    _add_floors(programme, problem, pools, visit_columns)
    heavy_rows = _add_heavy(programme, problem, pools, inside, route_columns)
    return Master(
        programme,
        tuple(inside),
        tuple(route_columns),
        visit_columns,
        tuple(limit_rows),
        link_rows,
        heavy_rows,
        step_columns,
        cut_rows,
        Coverage(problem).standing_women,
    )


def heavy_allowance(problem: Problem, pools: Sequence[Pool]) -> list[tuple[float, int, list[int]]]:
    """Limits of long days as they hold for pools: minutes, how many, and which pools.

    A limit that tells apart the classes of a pool is added to the others of the same length; the
    sum still has to hold.
    """
    found = []
    for minutes in sorted({limit.minutes for limit in problem.heavy}):
        limits = [limit for limit in problem.heavy if limit.minutes == minutes]
        covered = {k for limit in limits for k in limit.classes}
        inside = [q for q, pool in enumerate(pools) if set(pool.classes) <= covered]
        own = [_within(pools, limit.classes) for limit in limits]
        if all(
            {k for q in inner for k in pools[q].classes} == set(limit.classes)
            for limit, inner in zip(limits, own, strict=True)
        ):
            found += [(minutes, limit.at_most, o) for limit, o in zip(limits, own, strict=True)]
        else:
            found.append((minutes, sum(limit.at_most for limit in limits), inside))
    return found


def _within(pools: Sequence[Pool], classes: Sequence[int]) -> list[int]:
    return [q for q, pool in enumerate(pools) if set(pool.classes) <= set(classes)]


def _most(pool: Pool, own: Routes) -> Whole:
    """A route is driven no more often than each of its places can be visited."""
    most = np.append(pool.most_visits, np.iinfo(np.int64).max)
    result: Whole = most[own.stops].min(axis=1, initial=np.iinfo(np.int64).max)
    return result


def _add_coverage(
    programme: Programme,
    problem: Problem,
    pools: Sequence[Pool],
    visit_columns: Whole,
    steps: Sequence[Step],
) -> Whole:
    gains = np.asarray(problem.gains)
    worths = np.array([step.worth for step in steps])
    shape = (len(steps), len(gains))
    gain = (worths[:, None] * gains).ravel() if len(steps) else 0.0
    columns = programme.add_columns(shape[0] * shape[1], gain, 0, 1).reshape(shape)
    rows = programme.add_rows(len(steps), -INFINITE, [step.standing for step in steps])
    programme.enter(rows[:, None], columns, 1.0)
    for row, step in zip(rows, steps, strict=True):
        own = [q for q, pool in enumerate(pools) if pool.period == step.period]
        programme.enter(row, visit_columns[np.ix_(np.array(own, dtype=np.int64), step.sites)], -1.0)
    return columns


def _add_cuts(
    programme: Programme,
    pools: Sequence[Pool],
    inside: Sequence[Whole],
    route_columns: Sequence[Whole],
    steps: Sequence[Step],
    step_columns: Whole,
    cuts: Sequence[Cut],
) -> Whole:
    highest = [min(cut.rank, steps[cut.step].standing) for cut in cuts]
    rows = programme.add_rows(len(cuts), -INFINITE, highest)
    for row, cut in zip(rows, cuts, strict=True):
        programme.enter(row, step_columns[cut.step, : cut.rank], 1.0)
        for pool, chosen, columns in zip(pools, inside, route_columns, strict=True):
            if pool.period == steps[cut.step].period:
                counted = cut.counted(steps, pool.routes.stops[chosen])
                own = np.flatnonzero(counted)
                programme.enter(row, columns[own], -counted[own].astype(float))
    return rows


def _add_spacing(
    programme: Programme, problem: Problem, pools: Sequence[Pool], visit_columns: Whole
) -> None:
    for group in {*problem.spacing, tuple(range(len(problem.classes)))}:
        own = _within(pools, group)
        if len(own) > 1:
            most = most_spaced(problem, [k for q in own for k in pools[q].classes])
            rows = programme.add_rows(problem.places, -INFINITE, most)
            programme.enter(rows, visit_columns[own], 1.0)
    if any(len(pool.classes) > 1 for pool in pools):
        return
    for rule in problem.together:
        row = programme.add_rows(1, -INFINITE, 1)
        programme.enter(row, visit_columns[[rule.first, rule.second], rule.site], 1.0)
        programme.enter(row, visit_columns[list(rule.between), rule.site], -1.0)


def _add_floors(
    programme: Programme, problem: Problem, pools: Sequence[Pool], visit_columns: Whole
) -> None:
    floors = problem.floors
    lacks = programme.add_columns(len(floors), [-f.penalty for f in floors], 0, INFINITE)
    rows = programme.add_rows(len(floors), [f.least for f in floors], INFINITE)
    programme.enter(rows, lacks, 1.0)
    first = [pool.classes[0] for pool in pools]
    for row, counts in zip(rows, Floors(problem).counts[:, first], strict=True):
        pool, site = np.nonzero(counts)
        programme.enter(row, visit_columns[pool, site], counts[pool, site])


def _add_heavy(
    programme: Programme,
    problem: Problem,
    pools: Sequence[Pool],
    inside: Sequence[Whole],
    columns: Sequence[Whole],
) -> Whole:
    limits = heavy_allowance(problem, pools)
    rows = programme.add_rows(len(limits), -INFINITE, [most for _, most, _ in limits])
    for row, (minutes, _, own) in zip(rows, limits, strict=True):
        for q in own:
            programme.enter(row, columns[q][pools[q].routes.minutes[inside[q]] > minutes], 1.0)
    return rows
