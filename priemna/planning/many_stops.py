"""Days with more stops than can be looked at one by one: a router proposes routes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from priemna.planning.enumerate import NO_STOP, Routes, day_minutes, shortest_way
from priemna.planning.greedy import greedy_plan
from priemna.planning.problem import DayClass, Floats, Pick, Problem
from priemna.planning.value import Coverage, Floors, count_visits

UNITS = 100
"""The router counts whole numbers: hundredths of a minute."""

FAR = 10**7

ROUNDS = 6
"""Times that routes are proposed, each time at the prices of the best plan so far."""

ITERATIONS = 1000
"""Of the router in each round; not seconds, so that the same question gets the same routes."""


def holds_more(problem: Problem, options: Sequence[Routes], most_stops: int) -> bool:
    """Whether a day may hold more stops than the routes that were looked at."""
    return any(
        day.limits.most_stops > most_stops
        and ((routes.stops != NO_STOP).sum(axis=1) >= most_stops).any()
        for day, routes in zip(problem.classes, options, strict=True)
    )


def with_longer_routes(
    problem: Problem,
    options: Sequence[Routes],
    most_stops: int,
    cancel: Callable[[], bool] | None = None,
) -> list[Routes]:
    """Routes of more stops beside those that were looked at one by one.

    Parameters
    ----------
    problem
        The problem.
    options
        All routes of each day class up to some number of stops.
    most_stops
        That number.
    cancel
        Asked before each round whether to stop.

    Returns
    -------
    list of Routes
        The same routes and some longer ones, each possible on a day of its class. They are good
        ones, not all, so nothing that is computed over them bounds other plans.

    Notes
    -----
    The router (PyVRP, an iterated local search) collects prizes less driving. A place's prize is
    what one visit adds to the best plan so far, or takes from it when it is left out; with the
    routes it proposes the plan is made anew, which changes the prizes.
    """
    from pyvrp.stop import MaxIterations

    found, sets = list(options), set[tuple[int, ...]]()
    for _ in range(ROUNDS):
        if cancel is not None and cancel():
            break
        picks = greedy_plan(problem, found)
        proposed = routed(problem, prizes_beside(problem, picks), MaxIterations(ITERATIONS))
        for own in (tuple(sorted(pick.stops)) for pick in proposed):
            # One stop less where another route has it.
            sets |= {own, *(own[:n] + own[n + 1 :] for n in range(len(own)))}
        found = _added(problem, options, sorted(own for own in sets if len(own) > most_stops))
    return found


def visits_apart(problem: Problem) -> list[tuple[int, ...]]:
    """Groups of day classes in each of which a place may be visited once, none overlapping."""
    every = tuple(range(len(problem.classes)))
    groups = problem.spacing
    is_split = sorted(k for group in groups for k in group) == list(every)
    return list(groups) if is_split else [every]


def prizes_beside(problem: Problem, picks: Sequence[Pick]) -> list[Floats]:
    """What a visit to each place is worth beside the others of a plan, per `visits_apart`."""
    floors, found = Floors(problem), []
    for group in visits_apart(problem):
        worth = _one_more(problem, floors, picks, group[0])
        for number, pick in enumerate(picks):
            for stop in pick.stops if pick.day_class in group else ():
                rest = replace(pick, stops=tuple(s for s in pick.stops if s != stop))
                others = [*picks[:number], rest, *picks[number + 1 :]]
                worth[stop] = _one_more(problem, floors, others, group[0])[stop]
        found.append(worth)
    return found


def _one_more(problem: Problem, floors: Floors, picks: Sequence[Pick], day_class: int) -> Floats:
    coverage = Coverage(problem)
    for pick in picks:
        for stop in pick.stops:
            coverage.add(problem.classes[pick.day_class].period, stop)
    wanted = floors.penalties * np.minimum(floors.lacking(count_visits(problem, picks)), 1.0)
    relief = wanted @ np.maximum(floors.counts[:, day_class], 0.0)
    worth: Floats = coverage.gains(problem.classes[day_class].period) + relief
    return worth


def routed(problem: Problem, prizes: Sequence[Floats], stop: Any) -> list[Pick]:
    """The routes of PyVRP, each on its day class, driven in its order.

    Parameters
    ----------
    problem
        Travel, visits, days and what is open on them; rules with a price and hours are not looked
        at.
    prizes
        Per group of `visits_apart`: prize of one visit to each place, shape (places,).
    stop
        When PyVRP stops (`pyvrp.stop`).
    """
    import pyvrp

    base = problem.classes[0].limits.base
    price = max(problem.price_per_minute, max(own.max(initial=0.0) for own in prizes) / FAR)
    where, belongs = [base], [-1]
    clients = []
    for number, (group, own) in enumerate(zip(visits_apart(problem), prizes, strict=True)):
        is_open = np.any([problem.classes[k].open for k in group], axis=0)
        for site in np.flatnonzero((own > 0) & is_open):
            if site != base:
                clients.append(
                    pyvrp.Client(
                        len(where),
                        service_duration=round(problem.service[site] * UNITS),
                        prize=round(float(own[site]) / price * UNITS),
                        required=False,
                    )
                )
                where.append(int(site))
                belongs.append(number)
    if not clients:
        return []
    ways = np.ceil(problem.minutes[np.ix_(where, where)] * UNITS).astype(np.int64)
    profiles: dict[bytes, int] = {}
    matrices: list[Any] = []
    vehicles = []
    groups = {k: n for n, group in enumerate(visits_apart(problem)) for k in group}
    for k, day in enumerate(problem.classes):
        inside = (np.array(belongs) == groups[k]) & day.open[where]
        inside[0] = True
        if inside.tobytes() not in profiles:
            profiles[inside.tobytes()] = len(matrices)
            matrix = np.where(inside[:, None] & inside, ways, FAR)
            np.fill_diagonal(matrix, 0)
            matrices.append(matrix)
        vehicles.append(_vehicle(pyvrp, day, profiles[inside.tobytes()]))
    data = pyvrp.ProblemData(
        [pyvrp.Location(n, 0) for n in range(len(where))],
        clients,
        [pyvrp.Depot(0)],
        vehicles,
        matrices,
        matrices,
    )
    result = pyvrp.solve(data, stop, seed=0, collect_stats=False, display=False)
    return [
        Pick(route.vehicle_type(), tuple(where[v.idx + 1] for v in route if v.is_client()), 0.0)
        for route in result.best.routes()
    ]


def _vehicle(pyvrp: Any, day: DayClass, profile: int) -> Any:
    limits = day.limits
    rest = limits.break_minutes if limits.day_minutes > limits.break_after_minutes else 0.0
    return pyvrp.VehicleType(
        day.team_days,
        shift_duration=round((limits.day_minutes - rest) * UNITS),
        max_distance=round(limits.drive_minutes * UNITS),
        profile=profile,
    )


def _added(
    problem: Problem, options: Sequence[Routes], sets: Sequence[tuple[int, ...]]
) -> list[Routes]:
    """The options and, on each day where it is possible, a route through each set of stops."""
    width = max([routes.stops.shape[1] for routes in options] + [len(own) for own in sets])
    origin = 1 + max(int(routes.origin.max(initial=0)) for routes in options)
    looked_up: dict[object, float | None] = {}
    found = []
    for day, routes in zip(problem.classes, options, strict=True):
        own = []
        for number, stops in enumerate(sets):
            key = (stops, day.limits, None if day.hours is None else day.hours.tobytes())
            if key not in looked_up:
                looked_up[key] = shortest_way(problem, day, stops)
            drive = looked_up[key]
            if drive is not None and day.open[list(stops)].all():
                row = [*stops, *[NO_STOP] * (width - len(stops))]
                own.append((row, drive, problem.service[list(stops)].sum(), origin + number))
        wide = np.pad(
            routes.stops, ((0, 0), (0, width - routes.stops.shape[1])), constant_values=NO_STOP
        )
        drives = np.array([one[1] for one in own])
        minutes = day_minutes(day.limits, drives, np.array([one[2] for one in own]))
        stops_of = np.array([one[0] for one in own], dtype=np.int64).reshape(len(own), width)
        origins = np.array([one[3] for one in own], dtype=np.int64)
        found.append(
            Routes(
                np.concatenate([wide, stops_of]),
                np.concatenate([routes.drive, drives]),
                np.concatenate([routes.minutes, minutes]),
                np.concatenate([routes.origin, origins]),
            )
        )
    return found
