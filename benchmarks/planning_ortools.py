"""OR-Tools routing and CP-SAT on a planning problem: JSON in, JSON out (see `planning_peers`).

Runs in a process of its own with a Python that has ortools; it imports nothing of the program.
"""

import json
import math
import sys
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from ortools.sat.python import cp_model


def by_routing(data: dict[str, Any]) -> dict[str, Any]:
    """Prizes as penalties of places left out; days as vehicles."""
    units, classes = data["units"], data["classes"]
    vehicles = [k for k, day in enumerate(classes) for _ in range(day["team_days"])]
    base = classes[0]["base"]
    nodes: list[tuple[int, int, list[int]]] = [(base, 0, [])]
    for group, prizes in zip(data["groups"], data["prizes"], strict=True):
        for site, prize in enumerate(prizes):
            days = [k for k in group if site in classes[k]["open"]]
            if prize > 0 and days and site != base:
                nodes.append((site, prize, days))
    manager = pywrapcp.RoutingIndexManager(len(nodes), len(vehicles), 0)
    routing = pywrapcp.RoutingModel(manager)
    ways = [[math.ceil(data["minutes"][a][b] * units) for b, *_ in nodes] for a, *_ in nodes]
    stays = [0] + [round(data["service"][a] * units) for a, *_ in nodes[1:]]
    worked = [[way + stays[a] for way in row] for a, row in enumerate(ways)]
    drive = routing.RegisterTransitMatrix(ways)
    day = routing.RegisterTransitMatrix(worked)
    routing.SetArcCostEvaluatorOfAllVehicles(drive)
    for name, transit, limit in (("drive", drive, "drive"), ("day", day, "day")):
        most = [round(classes[k][limit] * units) for k in vehicles]
        routing.AddDimensionWithVehicleCapacity(transit, 0, most, True, name)
    for number, (_, prize, days) in enumerate(nodes):
        if number:
            at = manager.NodeToIndex(number)
            routing.AddDisjunction([at], prize)
            allowed = [v for v, k in enumerate(vehicles) if k in days]
            routing.VehicleVar(at).SetValues([-1, *allowed])
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    asked.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    asked.time_limit.FromMilliseconds(round(data["seconds"] * 1000))
    found = routing.SolveWithParameters(asked)
    picks = []
    for vehicle, k in enumerate(vehicles if found else ()):
        at, stops = found.Value(routing.NextVar(routing.Start(vehicle))), []
        while not routing.IsEnd(at):
            stops.append(nodes[manager.IndexToNode(at)][0])
            at = found.Value(routing.NextVar(at))
        if stops:
            picks.append((k, stops))
    return {"picks": picks, "bound": None}


def by_cp_sat(data: dict[str, Any]) -> dict[str, Any]:
    """The same routes, coverage, priced rules and first plan; long days and predictability not."""
    model, classes = cp_model.CpModel(), data["classes"]
    worth: list[Any] = []
    routes: list[tuple[int, list[int], Any]] = []
    through: list[dict[int, list[Any]]] = [{} for _ in classes]
    begun = {(k, tuple(sorted(stops))) for k, stops in data["start"]}
    for k, day in enumerate(classes):
        for number, stops in enumerate(day["routes"]):
            used = model.new_bool_var(f"{k} {number}")
            routes.append((k, stops, used))
            model.add_hint(used, (k, tuple(sorted(stops))) in begun)
            worth.append(-data["price"] * day["route_drive"][number] * used)
            for stop in stops:
                through[k].setdefault(stop, []).append(used)
        model.add(sum(used for own, _, used in routes if own == k) <= day["team_days"])
    visits: list[dict[int, Any]] = []
    for k, own in enumerate(through):
        visits.append({site: model.new_bool_var("") for site in own})
        for site, used in own.items():
            model.add(sum(used) == visits[k][site])
    for group in data["spacing"]:
        for site in {s for k in group for s in visits[k]}:
            model.add_at_most_one(visits[k][site] for k in group if site in visits[k])
    for period, weights in enumerate(data["weights"]):
        once: dict[tuple[int, int], list[Any]] = {}
        for demand, site, share in zip(*data["pairs"], strict=True):
            counted = []
            if weights[demand] * share <= 0:
                continue
            for level, gain in enumerate(data["gains"]):
                u = model.new_bool_var("")
                counted.append(u)
                once.setdefault((demand, level), []).append(u)
                worth.append(weights[demand] * share * gain * u)
            own = [k for k, day in enumerate(classes) if day["period"] == period]
            held = [visits[k][site] for k in own if site in visits[k]]
            model.add(sum(counted) <= sum(held) + data["standing"][period][site])
        for together in once.values():
            model.add_at_most_one(together)
    team_days = sum(day["team_days"] for day in classes)
    for sites, days, least, penalty, of_all in data["floors"]:
        most = math.ceil(100 * (least + of_all * 6 * team_days))
        lack = model.new_int_var(0, most, "")
        worth.append(-penalty / 100 * lack)
        met = sum(100 * visits[k][s] for k in days for s in sites if s in visits[k])
        every = sum(v for k in days for v in visits[k].values())
        model.add(met + lack >= round(100 * least) + round(100 * of_all) * every)
    model.maximize(sum(worth))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = data["seconds"]
    solver.parameters.relative_gap_limit = 0.001
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {"picks": None, "bound": None}
    picks = [(k, stops) for k, stops, used in routes if solver.value(used)]
    return {"picks": picks, "bound": solver.best_objective_bound}


def main() -> None:
    """Read a problem, print the plans."""
    data = json.load(sys.stdin)
    json.dump({"OR-Tools routing": by_routing(data), "CP-SAT": by_cp_sat(data)}, sys.stdout)


if __name__ == "__main__":
    main()
