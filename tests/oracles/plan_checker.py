"""An independent check of a plan: every rule read off the plan itself, nothing taken on trust."""

import math
from datetime import datetime, timedelta

from geo.places import CENTRE_EKATTE, settlement


def broken_rules(plan, travel, request):
    """Sentences for every rule that the plan breaks; an empty list for a sound plan."""
    broken = []
    position = {ekatte: i for i, ekatte in enumerate(travel.ekattes)}
    taken = set()
    visited = []
    last = request.since + timedelta(weeks=request.weeks)
    for tour in plan.tours:
        if not request.since <= tour.on < last:
            broken.append(f"{tour.on} lies outside the period")
        if tour.on.weekday() >= 5:
            broken.append(f"{tour.on} is a weekend")
        if not 1 <= tour.team <= request.teams:
            broken.append(f"there is no team {tour.team}")
        if (tour.on, tour.team) in taken:
            broken.append(f"team {tour.team} has two tours on {tour.on}")
        taken.add((tour.on, tour.team))
        if not tour.stops:
            broken.append(f"the tour of {tour.on} has no stop")
        clock = start = datetime.combine(tour.on, request.starts_at)
        driving = 0
        km = 0.0
        here = position[CENTRE_EKATTE]
        for stop in tour.stops:
            there = position[stop.ekatte]
            leg = math.ceil(round(float(travel.minutes[here, there]), 3))
            clock += timedelta(minutes=leg)
            driving += leg
            km += float(travel.km[here, there])
            if stop.arrive != clock.time():
                broken.append(f"{stop.ekatte}: arrives {stop.arrive}, could at {clock.time()}")
            clock += timedelta(minutes=request.visit_minutes)
            if stop.depart != clock.time():
                broken.append(f"{stop.ekatte}: departs {stop.depart}, not {clock.time()}")
            if stop.municipality_code != settlement(stop.ekatte).municipality_code:
                broken.append(f"{stop.ekatte} is not in {stop.municipality_code}")
            if stop.ekatte == CENTRE_EKATTE:
                broken.append("the city of the centre gets a mobile office")
            visited.append(stop.ekatte)
            here = there
        home = math.ceil(round(float(travel.minutes[here, position[CENTRE_EKATTE]]), 3))
        km += float(travel.km[here, position[CENTRE_EKATTE]])
        driving += home
        clock += timedelta(minutes=home)
        if driving != tour.drive_minutes or driving > request.drive_minutes:
            broken.append(f"{tour.on}: {driving} minutes of driving, said {tour.drive_minutes}")
        if abs(km - tour.km) > 1e-9:
            broken.append(f"{tour.on}: {km} km, said {tour.km}")
        minutes = (clock - start).total_seconds() / 60
        if abs(minutes / 60 - tour.hours) > 1e-9 or minutes > request.day_minutes:
            broken.append(f"{tour.on}: a day of {minutes} minutes, said {tour.hours} hours")
    if len(visited) != len(set(visited)):
        broken.append("a settlement is visited twice")
    weeks = {}
    for on in {tour.on for tour in plan.tours}:
        week = (on - request.since).days // 7
        weeks[week] = weeks.get(week, 0) + 1
    broken += [f"week {w}: {n} days" for w, n in weeks.items() if n > request.days_per_week]
    return broken
