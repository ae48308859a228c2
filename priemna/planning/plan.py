"""The best plan of a planning question, with a bound, reasons and what could not be kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from geo.places import Municipality
from geo.travel import TravelTimes
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings
from priemna.planning.build import Built, build
from priemna.planning.case import PlanningCase
from priemna.planning.enumerate import Routes, TooManyRoutes, enumerate_routes, routes_of_class
from priemna.planning.many_stops import holds_more, with_longer_routes
from priemna.planning.messages import rules_not_kept, why
from priemna.planning.problem import Pick, Problem
from priemna.planning.request import PlanRequest
from priemna.planning.search import Cancel, Clock, Found, Progress, Tell, place_of, search
from priemna.planning.timetable import km_of, timetable
from priemna.planning.tours import PROVEN_GAP, Plan, PlanStatus, Stop, Tour
from priemna.planning.value import Coverage, Floors, count_visits, women_reached

__all__ = [
    "Plan",
    "PlanStatus",
    "Progress",
    "Stop",
    "Tour",
    "make_plan",
    "options_of",
    "picks_of",
    "plan_case",
    "solve",
    "tell_plan",
]


MOST_STOPS = 6
"""Visits on one day; a day that holds more is a matter for a router (`many_stops`)."""


def make_plan(
    needs: Sequence[SettlementNeed],
    municipalities: Sequence[Municipality],
    travel: TravelTimes,
    settings: NeedSettings,
    request: PlanRequest,
    *,
    arranged: Sequence[str] = (),
    seed: int = 0,  # noqa: ARG001  (the search draws nothing; callers may still say so)
    progress: Tell | None = None,
    cancel: Cancel | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan the tours of a period; see `plan_case`."""
    case = PlanningCase(needs, municipalities, travel, settings, request, tuple(arranged))
    return plan_case(case, progress=progress, cancel=cancel, clock=clock)


def plan_case(
    case: PlanningCase,
    *,
    start: Plan | None = None,
    at_once: Callable[[Plan], None] | None = None,
    progress: Tell | None = None,
    cancel: Cancel | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan the tours of a period.

    Parameters
    ----------
    case
        The question.
    start
        A known plan to begin with.
    at_once
        Told the first plan, before a better one is looked for.
    progress, cancel
        Told of progress from time to time; asked whether to stop.
    clock
        What the time limit is counted by; without it only seconds of the solver count.

    Returns
    -------
    Plan
        Always one, if need be without tours; ``rules_not_kept`` says what is missing. The same
        question gets the same plan unless time runs out.
    """
    began = clock() if clock else 0.0
    built = build(case)
    waiting = [at_once] if at_once else []

    def told(now: Progress) -> None:
        while waiting:
            first = Found(now.picks, now.objective, np.inf, False)
            waiting.pop()(tell_plan(case, built, first))
        if progress:
            progress(now)

    return tell_plan(
        case,
        built,
        solve(case, built, start=start, progress=told, cancel=cancel, clock=clock, began=began),
    )


def solve(
    case: PlanningCase,
    built: Built,
    *,
    start: Plan | None = None,
    progress: Tell | None = None,
    cancel: Cancel | None = None,
    clock: Clock | None = None,
    began: float | None = None,
) -> Found:
    """The best routes for the numbers of a question, beginning with a known plan.

    With a ``clock`` the time limit counts from when it showed ``began``, or from now.
    """
    if clock and began is None:
        began = clock()
    limit = case.request.time_limit_seconds

    def is_late() -> bool:
        spent = clock() - (began or 0.0) if clock else 0.0
        return spent > limit / 2 or (cancel is not None and cancel())

    options, is_complete = options_that_fit(built.problem, is_late)
    used = clock() - (began or 0.0) if clock else 0.0
    found = search(
        built.problem,
        options,
        gap=case.request.gap,
        seconds=limit - used,
        start=picks_of(case, built, options, start) if start else (),
        progress=progress,
        cancel=cancel,
        clock=clock,
    )
    # A bound over some of the routes bounds nothing.
    return found if is_complete else replace(found, bound=np.inf, is_complete=False)


def options_that_fit(problem: Problem, cancel: Cancel | None = None) -> tuple[list[Routes], bool]:
    """All routes, and True; where days hold too many, good routes of more stops, and False."""
    for most_stops in range(MOST_STOPS, 0, -1):
        try:
            options = options_of(problem, most_stops)
        except TooManyRoutes:
            continue
        if holds_more(problem, options, most_stops):
            return with_longer_routes(problem, options, most_stops, cancel), False
        return options, True
    return options_of(problem, 0), False


def picks_of(case: PlanningCase, built: Built, options: Sequence[Routes], plan: Plan) -> list[Pick]:
    """The tours of a plan as picks; tours that are no longer possible are left out."""
    position = {ekatte: i for i, ekatte in enumerate(case.travel.ekattes)}
    picks = []
    for tour in plan.tours:
        for k, day in enumerate(built.days):
            if day.on == tour.on and tour.team in day.teams:
                stops = tuple(sorted(position[stop.ekatte] for stop in tour.stops))
                routes = options[k]
                route = place_of(routes, stops)
                if route is not None:
                    picks.append(Pick(k, stops, float(routes.drive[route])))
    return picks


def options_of(problem: Problem, most_stops: int = MOST_STOPS) -> list[Routes]:
    """The routes of each day class, of at most so many stops."""
    routes: dict[object, Routes] = {}
    for limits in {day.limits: None for day in problem.classes}:
        open_ = np.any([d.open for d in problem.classes if d.limits == limits], axis=0)
        fewer = replace(limits, most_stops=min(limits.most_stops, most_stops))
        routes[limits] = enumerate_routes(problem, fewer, np.flatnonzero(open_))
    return [routes_of_class(problem, day, routes[day.limits]) for day in problem.classes]


def tell_plan(case: PlanningCase, built: Built, found: Found, *, by_hand: bool = False) -> Plan:
    """The plan of chosen routes, as people see it.

    Parameters
    ----------
    case
        The question.
    built
        Its numbers.
    found
        The routes, what they are worth and the bound.
    by_hand
        A person put the routes together.
    """
    problem, picks = built.problem, list(found.picks)
    reached = women_reached(problem, picks)
    driving = problem.price_per_minute * sum(pick.drive_minutes for pick in picks)
    # What the rules lack is priced in the search; in women it is left out of plan and bound.
    lack = Floors(problem).price(count_visits(problem, picks))
    request = case.request
    timed = timetable(built, picks, case.travel.ekattes, request.inputs.rules, request.starts_at)
    homes = {row.settlement.ekatte: row.settlement.municipality_code for row in case.needs}
    tours = []
    for tour in timed:
        base = problem.classes[tour.day_class].limits.base
        stops = []
        for number, stop in enumerate(tour.stops):
            adds = _adds(problem, picks, built, tour.on, stop)
            costs = _detour(problem, base, tour.stops, number)
            ekatte = case.travel.ekattes[stop]
            stops.append(
                Stop(
                    ekatte=ekatte,
                    municipality_code=homes[ekatte],
                    arrive=tour.arrivals[number].time(),
                    depart=tour.departures[number].time(),
                    why=why(case, built, picks, ekatte, tour.on, adds, costs),
                    adds=adds,
                    costs_minutes=costs,
                )
            )
        tours.append(
            Tour(
                on=tour.on,
                team=tour.team,
                km=km_of(problem.km, base, tour.stops),
                drive_minutes=sum(tour.legs),
                hours=tour.hours,
                returns=tour.returns.time(),
                stops=tuple(stops),
            )
        )
    objective = reached - driving
    bound = None if by_hand or not np.isfinite(found.bound) else found.bound + lack
    return Plan(
        objective=objective,
        women_reached=reached,
        tours=tuple(tours),
        rules_not_kept=rules_not_kept(case, built, picks, timed),
        bound=bound if bound is None else max(bound, objective),
        status=PlanStatus.BY_HAND if by_hand else _status(found),
    )


def _status(found: Found) -> PlanStatus:
    if not np.isfinite(found.bound):
        return PlanStatus.UNPROVEN
    if found.bound - found.objective <= PROVEN_GAP * abs(found.bound):
        return PlanStatus.PROVEN
    return PlanStatus.WITHIN if found.is_complete else PlanStatus.STOPPED


def _adds(problem: Problem, picks: Sequence[Pick], built: Built, on: object, stop: int) -> float:
    """Women lost if this visit alone were left out."""
    coverage = Coverage(problem)
    left_out = False
    for pick in picks:
        for place in pick.stops:
            if place == stop and built.days[pick.day_class].on == on and not left_out:
                left_out = True
            else:
                coverage.add(problem.classes[pick.day_class].period, place)
    return women_reached(problem, picks) - (coverage.women() - coverage.standing_women)


def _detour(problem: Problem, base: int, stops: Sequence[int], number: int) -> int:
    """Minutes of driving that a stop adds to its tour."""
    before = stops[number - 1] if number else base
    after = stops[number + 1] if number + 1 < len(stops) else base
    here = stops[number]
    direct = problem.minutes[before, after]
    return int(problem.minutes[before, here] + problem.minutes[here, after] - direct)
