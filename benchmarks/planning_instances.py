"""Solve planning instances of a file each and check the answers independently.

Usage: python benchmarks/planning_instances.py [--gap 0.001] [--seconds 60] FILE...

``*.json``: our own problem (settlements, cover, day classes, floors); prints objective, proven
bound, gap and seconds beside the best known objective of the file. ``*.vrp``: CVRPLIB and
prize-collecting VRPTW for days with many stops, solved by PyVRP; prints the gap to the ``.sol``
beside the file.
"""

import argparse
import json
import math
import re
import time
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

from geo.travel import EARTH_RADIUS_KM
from priemna.planning.plan import options_of
from priemna.planning.problem import DayClass, DayLimits, Floor, Pick, Problem
from priemna.planning.search import Found, search


def problem_of(data: dict[str, Any]) -> Problem:
    """The problem of an instance; at most one visit per place and half of the period."""
    places = data["settlements"]
    lat = np.radians([p["lat"] for p in places])
    lon = np.radians([p["lon"] for p in places])
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)) * data["circuity"]
    limits = DayLimits(data["depot"], data["H_min"], data["V_min"])
    classes = tuple(
        DayClass(
            team_days=round(c["team_days"]),
            period=0,
            limits=limits,
            open=np.array([bool(p["site"]) and c["weekday"] in p["open"] for p in places]),
        )
        for c in data["classes"]
    )
    halves = [c["half"] for c in data["classes"]]
    every = np.arange(len(classes))
    demand = np.array([int(pair[0]) for pair in data["cover"]])
    site = np.array([int(pair[1]) for pair in data["cover"]])
    floors = [
        Floor(np.array([p["i"] for p in places if p["mun"] == name]), every, least, data["pen_mun"])
        for name, least in data["fmin"].items()
    ]
    floors += [Floor(site[demand == i], every, 1, data["pen_over"]) for i in data["overdue"]]
    return Problem(
        minutes=km / data["kmh"] * 60,
        km=km,
        service=np.array([float(p["service_min"]) for p in places]),
        weights=np.array([[p["need"] for p in places]]),
        demand=demand,
        site=site,
        share=np.array([float(pair[2]) for pair in data["cover"]]),
        gains=tuple(data["gains"]),
        price_per_minute=data["c_drive"],
        classes=classes,
        spacing=tuple(
            tuple(k for k, own in enumerate(halves) if own == h) for h in sorted(set(halves))
        ),
        floors=tuple(floors),
    )


def check(data: dict[str, Any], plan: list[dict[str, Any]]) -> tuple[float, list[str]]:
    """Objective and broken rules, from the file and the plan alone."""
    places, depot, broken = data["settlements"], data["depot"], []

    def minutes(a: int, b: int) -> float:
        p, q = places[a], places[b]
        lat, lon = math.radians(q["lat"] - p["lat"]), math.radians(q["lon"] - p["lon"])
        across = math.cos(math.radians(p["lat"])) * math.cos(math.radians(q["lat"]))
        angle = math.asin(math.sqrt(math.sin(lat / 2) ** 2 + across * math.sin(lon / 2) ** 2))
        return 2 * EARTH_RADIUS_KM * angle * data["circuity"] / data["kmh"] * 60

    used: dict[int, int] = {}
    held: list[tuple[int, int]] = []
    driving = 0.0
    for tour in plan:
        day, stops = data["classes"][tour["cls"]], tour["stops"]
        used[tour["cls"]] = used.get(tour["cls"], 0) + 1
        drive = min(
            sum(minutes(a, b) for a, b in pairwise((depot, *order, depot)))
            for order in permutations(stops)
        )
        driving += drive
        length = drive + sum(places[s]["service_min"] for s in stops)
        if drive > data["V_min"] + 1e-6 or length > data["H_min"] + 1e-6:
            broken.append(f"{stops}: {drive:.1f} minutes of driving, {length:.1f} in all")
        for stop in stops:
            if not places[stop]["site"] or day["weekday"] not in places[stop]["open"]:
                broken.append(f"{stop} is not open on {day['weekday']}")
            if (stop, day["half"]) in held:
                broken.append(f"{stop} is visited twice in half {day['half']}")
            held.append((stop, day["half"]))
    for k, count in used.items():
        if count > data["classes"][k]["team_days"]:
            broken.append(f"class {k} has {count} tours")
    visited = [stop for stop, _ in held]
    share = {(i, j): s for i, j, s in data["cover"]}
    value = 0.0
    for p in places:
        shares = sorted((share.get((p["i"], j), 0.0) for j in visited), reverse=True)
        value += p["need"] * sum(g * s for g, s in zip(data["gains"], shares, strict=False))
    homes = [places[j]["mun"] for j in visited]
    lack = sum(max(0, least - homes.count(name)) for name, least in data["fmin"].items())
    forgotten = sum(not any((i, j) in share for j in visited) for i in data["overdue"])
    value -= data["c_drive"] * driving + data["pen_mun"] * lack + data["pen_over"] * forgotten
    return value, broken


def as_plan(picks: tuple[Pick, ...]) -> list[dict[str, Any]]:
    """Picks in the form of the files."""
    return [{"cls": p.day_class, "stops": list(p.stops)} for p in picks]


def solve_instance(data: dict[str, Any], gap: float, seconds: float) -> tuple[Found, float]:
    """The best plan of an instance and the seconds it took."""
    began = time.perf_counter()
    problem = problem_of(data)
    found = search(problem, options_of(problem), gap=gap, seconds=seconds)
    return found, time.perf_counter() - began


def best_known(path: Path) -> float:
    """Cost in the solution file beside an instance."""
    match = re.search(r"Cost:?\s+(\d+)", path.with_suffix(".sol").read_text(encoding="utf-8"))
    return float(match[1]) if match else math.nan


def route(path: Path, seconds: float) -> None:
    """Solve a routing instance with many stops a day and print the gap."""
    rounding = "dimacs" if "VRPTW" in path.read_text(encoding="utf-8") else "round"
    result = pyvrp.solve(
        pyvrp.read(path, round_func=rounding), MaxRuntime(seconds), seed=0, display=False
    )
    cost, known = result.cost(), best_known(path)
    gap = (cost - known) / known
    sound = result.is_feasible()
    print(f"{path.stem:16} cost {cost:.0f}  best known {known:.0f}  gap {gap:.2%}  sound {sound}")


def main() -> None:
    """Solve the files named on the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--gap", type=float, default=0.001)
    options.add_argument("--seconds", type=float, default=60.0)
    asked = options.parse_args()
    if not asked.files:
        print("no instances named; give the files as arguments")
    for path in asked.files:
        if path.suffix == ".vrp":
            route(path, asked.seconds)
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        found, seconds = solve_instance(data, asked.gap, asked.seconds)
        value, broken = check(data, as_plan(found.picks))
        if abs(value - found.objective) > 1e-4:
            broken.append(f"worth {value:.4f} by the definition")
        print(
            f"{path.stem:16} objective {found.objective:.4f}  bound {found.bound:.4f}  "
            f"gap {found.gap:.3%}  {seconds:.1f} s  best known {data.get('best_objective')}  "
            f"known bound {data.get('proven_upper_bound')}  {'; '.join(broken) or 'sound'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
