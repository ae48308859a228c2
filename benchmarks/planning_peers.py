"""Two peers of the planner in this process and one apart: PyVRP, OR-Tools routing, CP-SAT.

PyVRP and OR-Tools routing know no visit that also serves neighbours: each place gets the prize of a
first visit there (coverage made linear), half of it for the second. CP-SAT chooses among the same
routes with the same rules and begins with the same greedy plan. OR-Tools cannot share a process
with HiGHS, so it runs with another Python, named by ``ORTOOLS_PYTHON``, that has ortools and numpy.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.greedy import greedy_plan
from priemna.planning.problem import Pick, Problem
from priemna.planning.value import Coverage

UNITS = 100
"""PyVRP and OR-Tools count whole numbers: hundredths of a minute."""

FAR = 10**7


def visits_apart(problem: Problem) -> list[tuple[int, ...]]:
    """Groups of day classes in each of which a place may be visited once, none overlapping."""
    every = tuple(range(len(problem.classes)))
    groups = problem.spacing
    is_split = sorted(k for group in groups for k in group) == list(every)
    return list(groups) if is_split else [every]


def prizes(problem: Problem) -> list[np.ndarray]:
    """Prize of a visit to each place in each of `visits_apart`, in hundredths of a minute."""
    coverage = Coverage(problem)
    scale = UNITS / problem.price_per_minute
    found = []
    for number, group in enumerate(visits_apart(problem)):
        gains = coverage.gains(problem.classes[group[0]].period)
        share = problem.gains[min(number, len(problem.gains) - 1)] / problem.gains[0]
        found.append(np.round(gains * share * scale).astype(int))
    return found


def as_data(problem: Problem, options: Sequence[Routes], seconds: float) -> dict[str, Any]:
    """The problem for another process."""
    return {
        "seconds": seconds,
        "units": UNITS,
        "groups": [list(group) for group in visits_apart(problem)],
        "start": [[p.day_class, list(p.stops)] for p in greedy_plan(problem, options)],
        "spacing": [list(group) for group in problem.spacing],
        "prizes": [own.tolist() for own in prizes(problem)],
        "minutes": problem.minutes.tolist(),
        "service": problem.service.tolist(),
        "weights": problem.weights.tolist(),
        "pairs": [problem.demand.tolist(), problem.site.tolist(), problem.share.tolist()],
        "gains": list(problem.gains),
        "price": problem.price_per_minute,
        "standing": problem.standing.tolist(),
        "floors": [
            [f.sites.tolist(), f.classes.tolist(), f.least, f.penalty, f.of_all]
            for f in problem.floors
        ],
        "classes": [
            {
                "team_days": day.team_days,
                "period": day.period,
                "base": day.limits.base,
                "day": day.limits.day_minutes,
                "drive": day.limits.drive_minutes,
                "open": np.flatnonzero(day.open).tolist(),
                "routes": [[int(s) for s in row if s != NO_STOP] for row in own.stops],
                "route_drive": own.drive.tolist(),
            }
            for day, own in zip(problem.classes, options, strict=True)
        ],
    }


def by_pyvrp(problem: Problem, seconds: float) -> list[Pick]:
    """The plan of PyVRP: prizes, working day, driving and what is open; rules with a price not."""
    model, groups = pyvrp.Model(), visits_apart(problem)
    base = problem.classes[0].limits.base
    home = model.add_location(0, 0)
    depot = model.add_depot(home)
    points, where = [home], [base]
    belongs = [-1]
    for number, (group, prize) in enumerate(zip(groups, prizes(problem), strict=True)):
        for site in np.flatnonzero(prize > 0):
            if any(problem.classes[k].open[site] for k in group) and site != base:
                point = model.add_location(len(points), 0)
                stay = round(problem.service[site] * UNITS)
                model.add_client(
                    point, service_duration=stay, prize=int(prize[site]), required=False
                )
                points.append(point)
                where.append(int(site))
                belongs.append(number)
    ways = np.ceil(problem.minutes[np.ix_(where, where)] * UNITS).astype(int)
    for k, day in enumerate(problem.classes):
        profile = model.add_profile()
        model.add_vehicle_type(
            day.team_days,
            start_depot=depot,
            end_depot=depot,
            shift_duration=round(day.limits.day_minutes * UNITS),
            max_distance=round(day.limits.drive_minutes * UNITS),
            profile=profile,
        )
        reach = [
            n < 0 or (k in groups[n] and bool(day.open[site]))
            for n, site in zip(belongs, where, strict=True)
        ]
        for a, start in enumerate(points):
            for b, end in enumerate(points):
                if a != b:
                    way = int(ways[a, b]) if reach[a] and reach[b] else FAR
                    model.add_edge(start, end, way, way, profile)
    result = model.solve(MaxRuntime(seconds), seed=0, display=False)
    return [
        Pick(route.vehicle_type(), tuple(where[v.idx + 1] for v in route if v.is_client()), 0.0)
        for route in result.best.routes()
    ]


def by_ortools(
    problem: Problem, options: Sequence[Routes], seconds: float
) -> dict[str, tuple[list[Pick] | None, float | None]]:
    """Plans of OR-Tools routing and CP-SAT with its bound; none where absent."""
    python = os.environ.get("ORTOOLS_PYTHON")
    if not python:
        return {}
    script = Path(__file__).with_name("planning_ortools.py")
    answer = subprocess.run(
        [python, str(script)],
        input=json.dumps(as_data(problem, options, seconds)),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, tuple[list[Pick] | None, float | None]] = {}
    for name, own in json.loads(answer.stdout).items():
        days = own["picks"]
        picks = None if days is None else [Pick(k, tuple(stops), 0.0) for k, stops in days]
        found[name] = picks, own["bound"]
    return found


def driven(options: Sequence[Routes], picks: Sequence[Pick]) -> list[Pick]:
    """The same visits, each day driven the shortest way; days that are no route are left out."""
    found = []
    for pick in picks:
        routes, stops = options[pick.day_class], sorted(pick.stops)
        wanted = np.full(routes.stops.shape[1], NO_STOP)
        wanted[: len(stops)] = stops[: len(wanted)]
        same = np.flatnonzero((routes.stops == wanted).all(axis=1))
        if len(same) and stops:
            best = same[np.argmin(routes.drive[same])]
            found.append(Pick(pick.day_class, tuple(stops), float(routes.drive[best])))
    return found
