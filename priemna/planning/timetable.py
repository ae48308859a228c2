"""Clock times, orders and teams for chosen routes, so that nobody can predict the next visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise, permutations, product

import numpy as np

from priemna.planning.build import Built
from priemna.planning.enumerate import EVERY_ORDER, TOLERANCE, best_order
from priemna.planning.greedy import minutes_of
from priemna.planning.inputs import EarlierVisit, Rules
from priemna.planning.problem import DayClass, Pick, Problem

LATER_MINUTES = (0, 30, 60, 90, 120)
"""A team may leave so much later where its day leaves room."""


@dataclass(frozen=True)
class TimedTour:
    """One team-day with its clock.

    ``day_class`` is that of its pick, ``stops`` are positions of places; ``arrivals`` and
    ``departures`` clock times; ``legs`` minutes of each drive, the way back included; ``hours``
    from leaving to returning.
    """

    day_class: int
    on: date
    team: int
    stops: tuple[int, ...]
    arrivals: tuple[datetime, ...]
    departures: tuple[datetime, ...]
    legs: tuple[int, ...]
    hours: float
    returns: datetime


def timetable(
    built: Built, picks: Sequence[Pick], ekattes: Sequence[str], rules: Rules, starts_at: time
) -> tuple[TimedTour, ...]:
    """Give each pick its team, order and clock.

    Parameters
    ----------
    built
        The problem and its days.
    picks
        Chosen routes.
    ekattes
        Codes of the places.
    rules
        The rules; ``hour_apart_minutes`` is used here.
    starts_at
        When teams leave at the earliest.

    Returns
    -------
    tuple of TimedTour
        In order of day and team.

    Notes
    -----
    Teams that are alike share the driving: the longest tour of a day goes to the team that has
    driven least so far. Of the orders with equal driving and of later starts the first is taken
    that meets no earlier visit to a place on the same weekday at nearly the same hour.
    """
    seen = {e: [v for v in built.earlier if v.ekatte == e] for e in ekattes}
    driven: dict[int, float] = {}
    tours: list[TimedTour] = []
    for day in sorted({day.on for day in built.days}):
        for k, team_day in enumerate(built.days):
            if team_day.on != day:
                continue
            own = sorted((p for p in picks if p.day_class == k), key=lambda p: -p.drive_minutes)
            free = list(team_day.teams)
            for pick in own:
                team = min(free, key=lambda number: (driven.get(number, 0.0), number))
                free.remove(team)
                driven[team] = driven.get(team, 0.0) + pick.drive_minutes
                tour = _timed(built, pick, day, team, ekattes, seen, rules, starts_at)
                tours.append(tour)
        for tour in tours:
            if tour.on == day:
                for stop, arrive in zip(tour.stops, tour.arrivals, strict=True):
                    seen[ekattes[stop]].append(EarlierVisit(ekattes[stop], day, arrive.time()))
    return tuple(sorted(tours, key=lambda tour: (tour.on, tour.team)))


def is_predictable(before: Sequence[EarlierVisit], on: date, at: time, rules: Rules) -> bool:
    """True where the last visit before was on the same weekday at nearly the same hour."""
    last = max((v for v in before if v.on < on), key=lambda v: v.on, default=None)
    if last is None or last.starts_at is None or last.on.weekday() != on.weekday():
        return False
    apart = (at.hour - last.starts_at.hour) * 60 + at.minute - last.starts_at.minute
    return abs(apart) < rules.hour_apart_minutes


def shortest_drive(problem: Problem, day: DayClass, stops: tuple[int, ...]) -> float:
    """Minutes of driving through the stops in their best order."""
    return float(sum(_legs(problem, day.limits.base, best_order(problem, day, stops))))


def _timed(
    built: Built,
    pick: Pick,
    on: date,
    team: int,
    ekattes: Sequence[str],
    seen: dict[str, list[EarlierVisit]],
    rules: Rules,
    starts_at: time,
) -> TimedTour:
    problem = built.problem
    best: TimedTour | None = None
    fewest = len(pick.stops) + 1
    for later, order in product(LATER_MINUTES, _orders(problem, pick)):
        tour = _clocked(problem, pick, order, on, team, starts_at, later)
        if tour is None:
            continue
        same = sum(
            is_predictable(seen[ekattes[stop]], on, arrive.time(), rules)
            for stop, arrive in zip(tour.stops, tour.arrivals, strict=True)
        )
        if same < fewest:
            best, fewest = tour, same
        if not same:
            break
    if best is None:
        order = best_order(problem, problem.classes[pick.day_class], pick.stops)
        best = _clocked(problem, pick, order, on, team, starts_at, 0, is_checked=False)
    assert best is not None  # noqa: S101  (not checked: always a tour)
    return best


def _orders(problem: Problem, pick: Pick) -> list[tuple[int, ...]]:
    """Orders of the stops without more driving than the pick has."""
    day = problem.classes[pick.day_class]
    first = best_order(problem, day, pick.stops)
    orders = [first, first[::-1]]
    if len(first) <= EVERY_ORDER:
        orders += [order for order in permutations(pick.stops) if order not in orders]
    base = day.limits.base
    return [
        order
        for order in orders
        if sum(_legs(problem, base, order)) <= pick.drive_minutes + TOLERANCE
    ]


def _legs(problem: Problem, base: int, order: Sequence[int]) -> list[int]:
    way = [base, *order, base]
    return [int(problem.minutes[a, b]) for a, b in pairwise(way)]


def _clocked(
    problem: Problem,
    pick: Pick,
    order: tuple[int, ...],
    on: date,
    team: int,
    starts_at: time,
    later: int,
    *,
    is_checked: bool = True,
) -> TimedTour | None:
    """The tour with its clock; None where it does not fit the day or a hall is shut."""
    day = problem.classes[pick.day_class]
    legs = _legs(problem, day.limits.base, order)
    rest = minutes_of(problem, pick) - pick.drive_minutes - problem.service[list(order)].sum()
    opening = datetime.combine(on, starts_at)
    # Leave so that nobody waits before the first hall.
    wait = 0.0 if day.hours is None else max(0.0, float(day.hours[order[0], 0]) - legs[0])
    clock = start = max(float(later), wait)
    arrivals, departures = [], []
    for number, (stop, leg) in enumerate(zip(order, legs, strict=False)):
        clock += leg
        if day.hours is not None:
            clock = max(clock, float(day.hours[stop, 0]))
        arrivals.append(opening + timedelta(minutes=clock))
        clock += float(problem.service[stop])
        departures.append(opening + timedelta(minutes=clock))
        if is_checked and day.hours is not None and clock > day.hours[stop, 1] + TOLERANCE:
            return None
        clock += rest if number == 0 else 0
    clock += legs[-1]
    if is_checked and clock > day.limits.day_minutes + TOLERANCE:
        return None
    return TimedTour(
        day_class=pick.day_class,
        on=on,
        team=team,
        stops=order,
        arrivals=tuple(arrivals),
        departures=tuple(departures),
        legs=tuple(legs),
        hours=float(clock - start) / 60,
        returns=opening + timedelta(minutes=float(clock)),
    )


def km_of(km: np.ndarray, base: int, stops: Sequence[int]) -> float:
    """Kilometres of a tour."""
    way = [base, *stops, base]
    return float(sum(km[a, b] for a, b in pairwise(way)))
