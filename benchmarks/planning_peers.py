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
from pyvrp.stop import MaxRuntime

from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.greedy import greedy_plan
from priemna.planning.many_stops import UNITS, routed, visits_apart
from priemna.planning.problem import Pick, Problem
from priemna.planning.value import Coverage


def prizes(problem: Problem) -> list[np.ndarray]:
    """Prize of a visit to each place in each of `visits_apart`."""
    coverage = Coverage(problem)
    found = []
    for number, group in enumerate(visits_apart(problem)):
        gains = coverage.gains(problem.classes[group[0]].period)
        share = problem.gains[min(number, len(problem.gains) - 1)] / problem.gains[0]
        found.append(gains * share)
    return found


def as_data(problem: Problem, options: Sequence[Routes], seconds: float) -> dict[str, Any]:
    """The problem for another process; prizes in hundredths of a minute."""
    scale = UNITS / problem.price_per_minute
    return {
        "seconds": seconds,
        "units": UNITS,
        "groups": [list(group) for group in visits_apart(problem)],
        "start": [[p.day_class, list(p.stops)] for p in greedy_plan(problem, options)],
        "spacing": [list(group) for group in problem.spacing],
        "prizes": [np.round(own * scale).astype(int).tolist() for own in prizes(problem)],
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
    return routed(problem, prizes(problem), MaxRuntime(seconds))


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
