"""Days of tours from candidates: PyVRP decides which are visited and in which order."""

import math
from collections.abc import Mapping

from pyvrp import Model
from pyvrp.stop import MaxIterations, MultipleCriteria, NoImprovement

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.planning.request import PlanRequest

# PyVRP counts in whole numbers.
PER_WOMAN = 1000

ITERATIONS = 3000
ITERATIONS_WITHOUT_GAIN = 800


def drive_minutes(travel: TravelTimes, start: int, end: int) -> int:
    """Travel minutes from one settlement to another by their positions, rounded up."""
    return math.ceil(round(float(travel.minutes[start, end]), 3))


def route_days(
    worth: Mapping[str, float],
    travel: TravelTimes,
    request: PlanRequest,
    *,
    days: int,
    seed: int,
) -> tuple[tuple[str, ...], ...]:
    """Form at most ``days`` day-routes from the base.

    Parameters
    ----------
    worth
        EKATTE → what visiting it is worth, in women.
    travel
        Travel times between the settlements.
    request
        Lengths of visit and day, limit of driving, price of an hour of driving.
    days
        Team-days there are.
    seed
        Of the search; the same seed gives the same routes.

    Returns
    -------
    tuple of tuple of str
        One tuple per day that is used, stops in order of driving. Settlements that are not worth
        their way are missing.
    """
    if days == 0 or not worth:
        return ()
    places = [CENTRE_EKATTE, *sorted(worth)]
    index = [travel.ekattes.index(ekatte) for ekatte in places]
    minutes = [[drive_minutes(travel, i, j) for j in index] for i in index]
    model = Model()
    locations = [model.add_location(0, 0, name=ekatte) for ekatte in places]
    base = model.add_depot(locations[0])
    for ekatte, location in zip(places[1:], locations[1:], strict=True):
        model.add_client(
            location,
            service_duration=request.visit_minutes,
            prize=round(worth[ekatte] * PER_WOMAN),
            required=False,
            name=ekatte,
        )
    price = round(request.women_per_drive_hour * PER_WOMAN / 60)
    model.add_vehicle_type(
        num_available=days,
        start_depot=base,
        end_depot=base,
        shift_duration=request.day_minutes,
        max_distance=request.drive_minutes,
        unit_distance_cost=price,
    )
    for i, start in enumerate(locations):
        for j, end in enumerate(locations):
            if i != j:
                model.add_edge(start, end, minutes[i][j], minutes[i][j])
    stop = MultipleCriteria([MaxIterations(ITERATIONS), NoImprovement(ITERATIONS_WITHOUT_GAIN)])
    result = model.solve(stop, seed=seed, collect_stats=False, display=False)
    if not result.is_feasible():
        # Seen where few days meet many worthy places: the search ended among overfull days.
        alone = sorted(worth, key=lambda ekatte: -worth[ekatte])[:days]
        return tuple((ekatte,) for ekatte in alone)
    return tuple(
        tuple(model.clients[stop.idx].name for stop in route if stop.is_client())
        for route in result.best.routes()
    )
