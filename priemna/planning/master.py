"""The integer programme of a plan: which routes on which days, and what the visits then reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from priemna.planning.enumerate import NO_STOP
from priemna.planning.envelope import Envelope, Line
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
    term_columns
        Shape (terms,): what is reached of each term of the `Envelope`.
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
    term_columns: Whole
    constant: float

    def chosen(self, values: Floats) -> list[tuple[int, int]]:
        """Pool and number of each route that a solution uses, as often as it does."""
        found = []
        for q, (inside, columns) in enumerate(zip(self.inside, self.route_columns, strict=True)):
            for place in np.flatnonzero(values[columns] > 0.5):
                found += [(q, int(inside[place]))] * round(float(values[columns[place]]))
        return found

    def start(
        self, chosen: Sequence[tuple[int, int]], stops: Sequence[Whole], reached: Floats
    ) -> Floats:
        """Values of the routes and visits of a plan and of what they reach of each term."""
        values = np.zeros(self.programme.columns)
        for (q, route), places in zip(chosen, stops, strict=True):
            at = int(np.searchsorted(self.inside[q], route))
            values[self.route_columns[q][at]] += 1
            values[self.visit_columns[q][places]] += 1
        values[self.term_columns] = reached
        return values


def build_master(
    problem: Problem,
    pools: Sequence[Pool],
    inside: Sequence[Whole],
    envelope: Envelope,
    lines: Sequence[Line] = (),
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
    envelope, lines
        What visits reach, and the lines of it that are written down.

    Notes
    -----
    One column per route and pool (how many team-days use the route), one per place and pool
    (visits), one per term of the envelope (what is reached of the need of a place in a period).
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
        most = most_driven(pool, chosen)
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
    highest = float(np.sum(problem.gains))
    terms = programme.add_columns(len(envelope.weights), envelope.weights, 0, highest)
    _add_spacing(programme, problem, pools, visit_columns)
    _add_floors(programme, problem, pools, visit_columns)
    heavy_rows = _add_heavy(programme, problem, pools, inside, route_columns)
    master = Master(
        programme,
        tuple(inside),
        tuple(route_columns),
        visit_columns,
        tuple(limit_rows),
        link_rows,
        heavy_rows,
        terms,
        Coverage(problem).standing_women,
    )
    stops = [pool.routes.stops[chosen] for pool, chosen in zip(pools, inside, strict=True)]
    for line in lines:
        columns, values = line_entries(envelope, pools, master, stops, line)
        programme.enter(programme.add_rows(1, -INFINITE, envelope.height(line)), columns, values)
    return master


def line_entries(
    envelope: Envelope,
    pools: Sequence[Pool],
    master: Master,
    stops: Sequence[Whole],
    line: Line,
) -> tuple[Whole, Floats]:
    """Columns and values of the row of a line, among the routes of each pool with these stops."""
    sites, worth = envelope.visits(line)
    columns, values = [master.term_columns[[line.term]]], [np.ones(1)]
    for q, pool in enumerate(pools):
        if pool.period == envelope.periods[line.term]:
            less = envelope.repeated(line, stops[q])
            there = np.flatnonzero(less)
            columns += [master.visit_columns[q][sites], master.route_columns[q][there]]
            values += [-worth, less[there]]
    return np.concatenate(columns), np.concatenate(values)


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


def most_driven(pool: Pool, routes: Whole) -> Floats:
    """How often each route can be driven: no more often than each of its places is visited."""
    most = np.append(pool.most_visits, np.iinfo(np.int64).max)
    often = most[pool.routes.stops[routes]].min(axis=1, initial=int(pool.capacities[-1]))
    result: Floats = often.astype(float)
    return result


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
