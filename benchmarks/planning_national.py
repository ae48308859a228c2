"""Plan a month in each of 28 made-up districts and print gap and seconds of each.

Usage: python benchmarks/planning_national.py [--seed 0] [--gap 0.001] [--seconds 20]
       [--districts N ...]

Everything is drawn from the seed: about 5 000 settlements, villages mostly small, two districts
with hundreds of very small ones near each other, halls open on some weekdays, two visits a day and
more where the way is short. No settlement is left out for being small.
"""

import argparse
import time

import numpy as np

from priemna.planning.plan import MOST_STOPS, options_of
from priemna.planning.problem import DayClass, DayLimits, Floor, Problem
from priemna.planning.search import search

DISTRICTS = 28
CROWDED = {6: 345, 8: 470}
"""Districts with hundreds of very small villages: settlements in each."""

KMH = 55.0
CIRCUITY = 1.35
CROWDED_RADIUS_KM, RADIUS_KM = 32.0, 45.0
REACH_MINUTES = 20.0


def district(number: int, seed: int) -> Problem:
    """One district: its centre is place 0, from which the teams leave."""
    rng = np.random.default_rng([seed, number])
    crowded = number in CROWDED
    places = CROWDED.get(number, int(rng.integers(110, 220)))
    radius = CROWDED_RADIUS_KM if crowded else RADIUS_KM
    angle, distance = rng.uniform(0, 2 * np.pi, places), radius * np.sqrt(rng.uniform(0, 1, places))
    distance[0] = 0.0
    x, y = distance * np.cos(angle), distance * np.sin(angle)
    km = np.hypot(x[:, None] - x, y[:, None] - y) * CIRCUITY
    minutes = km / KMH * 60
    people = np.exp(rng.normal(4.0 if crowded else 5.6, 1.1, places))
    need = people * rng.uniform(0.02, 0.06, places)
    need[0] = 0.0
    municipality = rng.integers(0, max(4, places // 25), places)
    closed_on = rng.integers(0, 5, places)
    demand, site = np.nonzero(minutes <= REACH_MINUTES)
    limits = DayLimits(0, 480.0, 180.0)
    classes = tuple(
        DayClass(
            team_days=1,
            period=0,
            limits=limits,
            open=(closed_on != weekday) & (np.arange(places) > 0),
        )
        for _half in range(2)
        for weekday in (0, 1, 2, 3)
    )
    every = np.arange(len(classes))
    floors = tuple(
        Floor(np.flatnonzero(municipality == m), every, 1, float(need.sum()) * 0.05)
        for m in range(municipality.max() + 1)
        if (municipality == m).any()
    )
    return Problem(
        minutes=minutes,
        km=km,
        service=rng.choice([120.0, 150.0, 180.0], places),
        weights=need[None],
        demand=demand,
        site=site,
        share=1 - 0.8 * minutes[demand, site] / REACH_MINUTES,
        gains=(1.0, 0.5, 0.25),
        price_per_minute=float(need.sum()) / 20_000,
        classes=classes,
        spacing=((0, 1, 2, 3), (4, 5, 6, 7)),
        floors=floors,
    )


def main() -> None:
    """Plan the districts and print a line for each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--gap", type=float, default=0.001)
    asked.add_argument("--seconds", type=float, default=20.0)
    asked.add_argument("--districts", type=int, nargs="*", default=range(DISTRICTS))
    options = asked.parse_args()
    settlements, total, processor, worst = 0, 0.0, 0.0, 0.0
    for number in options.districts:
        problem = district(number, options.seed)
        began, began_processor = time.perf_counter(), time.process_time()
        routes = options_of(problem, MOST_STOPS)
        found = search(
            problem, routes, gap=options.gap, seconds=options.seconds, clock=time.process_time
        )
        seconds = time.perf_counter() - began
        busy = time.process_time() - began_processor
        settlements, total, processor = (
            settlements + problem.places,
            total + seconds,
            processor + busy,
        )
        worst = max(worst, found.gap)
        print(
            f"district {number:2}  settlements {problem.places:3}  "
            f"routes {sum(len(own) for own in routes):7}  objective {found.objective:9.2f}  "
            f"gap {found.gap:.3%}  {seconds:5.1f} s  processor {busy:5.1f} s",
            flush=True,
        )
    print(
        f"settlements {settlements}  worst gap {worst:.3%}  {total:.0f} s  "
        f"processor {processor:.0f} s"
    )


if __name__ == "__main__":
    main()
