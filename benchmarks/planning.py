"""Plans of this planner beside simple ways of planning, on the same days, with the same rules.

Usage: python benchmarks/planning.py [FILE...]

``ORTOOLS_PYTHON`` names a Python with ortools for two of the peers (see `planning_peers`). Every
search gets the same seconds. Without files a district of invented needs (seeded) on the real
settlements is planned. Each method fills the same team-days; objective and gap to the proven bound
are printed. A method that leaves visits of municipalities out can seem better than the bound: what
it lacks stands beside it. The last table is the size of the real project: 34 mobile offices in 18
months, seven municipalities.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from planning_instances import problem_of
from planning_peers import by_ortools, by_pyvrp, driven

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.estimate import estimate_need
from priemna.need.settings import NeedSettings
from priemna.planning.build import build
from priemna.planning.case import PlanningCase
from priemna.planning.enumerate import NO_STOP, Routes
from priemna.planning.greedy import greedy_plan
from priemna.planning.inputs import PlanInputs, Rules
from priemna.planning.plan import options_of
from priemna.planning.problem import Floats, Pick, Problem
from priemna.planning.request import PlanRequest
from priemna.planning.search import can_hold, search
from priemna.planning.value import Floors, count_visits, objective

SECONDS = 10.0
"""What every search gets."""

Order = Callable[[Problem], Floats]


def nearest(problem: Problem) -> Floats:
    """Places nearest to the base first."""
    return -problem.minutes[problem.classes[0].limits.base]


def largest(problem: Problem) -> Floats:
    """Places of the largest need first."""
    return problem.weights.sum(axis=0)


def round_robin(problem: Problem) -> Floats:
    """The largest place of each municipality, then the second largest of each, and so on."""
    need, rank = largest(problem), np.full(problem.places, 1e6)
    dearest = max(floor.penalty for floor in problem.floors)
    for floor in problem.floors:
        if floor.penalty == dearest:
            order = floor.sites[np.argsort(-need[floor.sites], kind="stable")]
            rank[order] = np.minimum(rank[order], np.arange(len(order)))
    return -rank * 1e6 + need


def in_order(problem: Problem, options: Sequence[Routes], order: Order) -> list[Pick]:
    """Fill each day with the first places of an order that are due, then begin anew."""
    wish = order(problem)
    taken = np.zeros(problem.places)
    picks: list[Pick] = []
    slots = [k for k, day in enumerate(problem.classes) for _ in range(day.team_days)]
    for k in slots:
        routes = options[k]
        rank = np.argsort(np.argsort(-(wish - 1e9 * taken), kind="stable"), kind="stable")
        # A route is better if its first place comes earlier, then its second.
        places = np.where(routes.stops == NO_STOP, 10**4, np.append(rank, 0)[routes.stops])
        for r in np.lexsort(np.sort(places, axis=1).T[::-1]):
            stops = tuple(int(s) for s in routes.stops[r] if s != NO_STOP)
            pick = Pick(k, stops, float(routes.drive[r]))
            if can_hold(problem, options, [*picks, pick]):
                picks.append(pick)
                taken[list(stops)] += 1
                break
    return picks


def compare(name: str, problem: Problem) -> None:
    """Print each method's objective, gap and seconds; every search gets the same time."""
    began = time.perf_counter()
    options = options_of(problem)
    told: list[tuple[float, float, float]] = []
    found = search(
        problem,
        options,
        gap=0.001,
        seconds=SECONDS,
        progress=lambda p: told.append((time.perf_counter() - began, p.objective, p.bound)),
    )
    took = time.perf_counter() - began
    told.append((took, found.objective, found.bound))
    days = sum(day.team_days for day in problem.classes)
    print(f"\n{name}: {days} team-days, {max(len(o) for o in options)} routes a day")
    tell(problem, "this planner", found.picks, found.bound, took)
    print(f"  {'':24}bound {found.bound:.2f}; proven within {when(told)}", flush=True)
    methods: dict[str, Callable[[], list[Pick]]] = {
        "greedy with exchanges": lambda: greedy_plan(problem, options),
        "greedy": lambda: greedy_plan(problem, options, rounds=0),
        "round-robin": lambda: in_order(problem, options, round_robin),
        "largest first": lambda: in_order(problem, options, largest),
        "nearest first": lambda: in_order(problem, options, nearest),
    }
    for method, make in methods.items():
        began = time.perf_counter()
        picks = make()
        took = time.perf_counter() - began
        tell(problem, method, picks, found.bound, took)
    began = time.perf_counter()
    picks = driven(options, by_pyvrp(problem, SECONDS))
    tell(problem, "PyVRP", picks, found.bound, time.perf_counter() - began)
    for method, (days, bound) in by_ortools(problem, options, SECONDS).items():
        if days is None:
            print(f"  {method:24}no plan in {SECONDS:.0f} s", flush=True)
            continue
        own = "" if bound is None else f"  own bound {bound:.2f}"
        tell(problem, method, driven(options, days), found.bound, SECONDS, own)


def when(told: Sequence[tuple[float, float, float]]) -> str:
    """After how many seconds value and bound were so near, told at each report of progress."""
    first = {
        share: min((s for s, value, bound in told if bound - value <= share * bound), default=None)
        for share in (0.05, 0.02, 0.01, 0.001)
    }
    return ", ".join(
        f"{share:.1%} {'not' if at is None else f'after {at:.1f} s'}" for share, at in first.items()
    )


def tell(
    problem: Problem,
    method: str,
    picks: Sequence[Pick],
    bound: float,
    seconds: float,
    more: str = "",
) -> None:
    """Print one line; what floors lack is counted apart where it is dearer than all visits."""
    visits = count_visits(problem, picks)
    lacks = Floors(problem).lacking(visits)
    dear = np.array([f.penalty > problem.weights.sum() for f in problem.floors])
    worth = objective(problem, picks) + sum(
        f.penalty * lack for f, lack in zip(problem.floors, lacks * dear, strict=True)
    )
    gap, lack = (bound - worth) / abs(bound), round(float((lacks * dear).sum()))
    said = f"  lacks {lack} visits of municipalities" if lack else ""
    print(f"  {method:24}{worth:12.2f}  gap {gap:7.2%}  {seconds:6.1f} s{said}{more}", flush=True)


def district(**asked: object) -> PlanningCase:
    """The real settlements with the needs that the model expects before any visit."""
    since = date(2024, 6, 3)
    travel = straight_line_times(settlements())
    needs = estimate_need(
        settlements(),
        municipalities(),
        travel,
        [],
        [],
        since=date(2022, 10, 3),
        until=since,
        settings=NeedSettings(),
    )
    request = PlanRequest(since=since, **asked)  # type: ignore[arg-type]
    return PlanningCase(needs, municipalities(), travel, NeedSettings(), request)


def real_project() -> None:
    """34 mobile offices, one a day, in 18 months; need gathers anew each half-year."""
    city = next(m.code for m in municipalities() if m.centre_ekatte == CENTRE_EKATTE)
    rules = Rules(no_referral=frozenset({city}), information_share=0.0)
    case = district(weeks=1, days_per_week=1, visit_minutes=240, inputs=PlanInputs(rules=rules))
    built = build(case)
    own = built.problem
    months = range(18)
    days = tuple(
        replace(own.classes[0], team_days=1 if month in (8, 17) else 2, period=month // 6)
        for month in months
    )
    floors = tuple(
        replace(floor, classes=np.arange(18), least=4)
        for (_, code), floor in zip(built.floors, own.floors, strict=True)
        if code != city
    )
    problem = replace(
        own,
        weights=np.repeat(own.weights, 3, axis=0),
        classes=days,
        spacing=tuple((month, month + 1) for month in months[:-1]),
        floors=floors,
        standing=np.zeros((3, own.places), dtype=np.int64),
    )
    compare("the project: 34 mobile offices in 18 months", problem)


def main() -> None:
    """Plan the instances of the command line, or the district."""
    if not os.environ.get("ORTOOLS_PYTHON"):
        print("OR-Tools routing and CP-SAT are left out: ORTOOLS_PYTHON names no Python with them.")
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            data = json.loads(Path(name).read_text(encoding="utf-8"))
            compare(Path(name).stem, problem_of(data))
        return
    for teams in (1, 2, 3):
        compare(f"month, {teams} team(s)", build(district(teams=teams)).problem)
    for teams in (1, 2):
        compare(f"quarter, {teams} team(s)", build(district(teams=teams, weeks=13)).problem)
    real_project()


if __name__ == "__main__":
    main()
