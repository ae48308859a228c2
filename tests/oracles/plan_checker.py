"""An independent check of a plan: every rule read off the plan itself, nothing taken on trust."""

import math
from datetime import datetime, timedelta

from geo.places import CENTRE_EKATTE, settlement


def broken_rules(plan, travel, request, arranged=()):
    """Sentences for every rule that the plan breaks; an empty list for a sound plan."""
    broken = []
    inputs, rules = request.inputs, request.inputs.rules
    staff = {team.number: team for team in inputs.staff}
    position = {ekatte: i for i, ekatte in enumerate(travel.ekattes)}
    last = request.since + timedelta(weeks=request.weeks)
    length = {r.ekatte: r.visit_minutes for r in inputs.requirements if r.visit_minutes}
    taken, visited, heavy = set(), [], {}
    for tour in plan.tours:
        team = staff.get(tour.team)
        if not request.since <= tour.on < last:
            broken.append(f"{tour.on} lies outside the period")
        if tour.on.weekday() >= 5:
            broken.append(f"{tour.on} is a weekend")
        if staff:
            if team is None or tour.on.weekday() not in team.weekdays or tour.on in team.blocked:
                broken.append(f"team {tour.team} does not work on {tour.on}")
        elif not 1 <= tour.team <= request.teams:
            broken.append(f"there is no team {tour.team}")
        if (tour.on, tour.team) in taken:
            broken.append(f"team {tour.team} has two tours on {tour.on}")
        taken.add((tour.on, tour.team))
        if not tour.stops:
            broken.append(f"the tour of {tour.on} has no stop")
            continue
        base = position[team.base_ekatte if team else CENTRE_EKATTE]
        opening = datetime.combine(tour.on, request.starts_at)
        clock, driving, km, work = opening, 0, 0.0, 0
        here = base
        for stop in tour.stops:
            there = position[stop.ekatte]
            leg = minutes(travel, here, there)
            driving += leg
            km += float(travel.km[here, there])
            arrive = datetime.combine(tour.on, stop.arrive)
            depart = datetime.combine(tour.on, stop.depart)
            if arrive < clock + timedelta(minutes=leg):
                broken.append(f"{stop.ekatte}: arrives {stop.arrive}, {leg} minutes after {clock}")
            visit = length.get(stop.ekatte, request.visit_minutes)
            work += visit
            if depart != arrive + timedelta(minutes=visit):
                broken.append(f"{stop.ekatte}: {stop.arrive} to {stop.depart}")
            broken += wrong_place(stop, tour, team, inputs, rules, arranged)
            visited.append((stop.ekatte, tour.on, stop.arrive))
            clock, here = depart, there
        home = minutes(travel, here, base)
        driving += home
        km += float(travel.km[here, base])
        back = datetime.combine(tour.on, tour.returns)
        if back < clock + timedelta(minutes=home):
            broken.append(f"{tour.on}: back at {tour.returns}, {home} minutes after {clock}")
        most = min(request.drive_minutes, (team and team.drive_minutes) or request.drive_minutes)
        if driving != tour.drive_minutes or driving > most:
            broken.append(f"{tour.on}: {driving} minutes of driving, said {tour.drive_minutes}")
        if abs(km - tour.km) > 1e-9 or (team and team.km_per_day and km > team.km_per_day):
            broken.append(f"{tour.on}: {km} km, said {tour.km}")
        rest = rules.break_minutes if driving + work > rules.break_after_minutes else 0
        most = min(request.day_minutes, (team and team.day_minutes) or request.day_minutes)
        if tour.hours * 60 < driving + work + rest - 1e-6:
            broken.append(f"{tour.on}: {tour.hours} hours for {driving} + {work} + {rest} minutes")
        if tour.hours * 60 > most + 1e-6 or back > opening + timedelta(minutes=most):
            broken.append(f"{tour.on}: a day of {tour.hours} hours, back at {tour.returns}")
        if driving + work + rest > rules.heavy_day_minutes:
            week = (tour.on - request.since).days // 7
            heavy[week] = heavy.get(week, 0) + 1
    broken += repeated(visited, inputs, rules)
    if rules.heavy_days_per_week is not None:
        most = rules.heavy_days_per_week * (len(staff) or request.teams)
        broken += [f"week {w}: {n} heavy days" for w, n in heavy.items() if n > most]
    weeks = {}
    for on in {tour.on for tour in plan.tours}:
        week = (on - request.since).days // 7
        weeks.setdefault(week, set()).add(on)
    promised = {c.on for c in inputs.commitments}
    broken += [
        f"week {w}: {len(days)} days"
        for w, days in weeks.items()
        if len(days) > max(request.days_per_week, len(days & promised))
    ]
    if plan.bound is not None and plan.bound < plan.objective - 1e-6:
        broken.append(f"worth {plan.objective}, more than the bound {plan.bound}")
    return broken


def wrong_place(stop, tour, team, inputs, rules, arranged):
    """What is wrong with a stop at this place on this day by this team."""
    broken = []
    place = settlement(stop.ekatte)
    if stop.municipality_code != place.municipality_code:
        broken.append(f"{stop.ekatte} is not in {stop.municipality_code}")
    if stop.ekatte == CENTRE_EKATTE:
        broken.append("the city of the centre gets a mobile office")
    if stop.ekatte in arranged:
        broken.append(f"{stop.ekatte} is arranged already")
    if place.municipality_code in rules.no_referral:
        broken.append(f"{stop.ekatte}: no referral exists")
    if team and stop.ekatte in team.lives_in:
        broken.append(f"team {team.number} lives in {stop.ekatte}")
    for need in inputs.requirements:
        if need.ekatte == stop.ekatte:
            has = (team.languages, team.skills) if team else (frozenset(), frozenset())
            if need.languages - has[0] or need.skills - has[1]:
                broken.append(f"team {tour.team} lacks what {stop.ekatte} needs")
    halls = [hall for hall in inputs.halls if hall.ekatte == stop.ekatte]
    usable = [
        hall
        for hall in halls
        if hall.discretion >= rules.least_discretion
        and (
            not hall.hours
            or any(
                h.weekday == tour.on.weekday()
                and h.opens <= stop.arrive
                and stop.depart <= h.closes
                for h in hall.hours
            )
        )
    ]
    if (halls or rules.hall_required) and not usable:
        broken.append(f"{stop.ekatte}: no discreet hall open from {stop.arrive} to {stop.depart}")
    for c in inputs.commitments:
        meant = c.on in (None, tour.on) and c.team in (None, tour.team)
        if c.kind == "forbidden" and c.ekatte == stop.ekatte and meant:
            broken.append(f"{stop.ekatte} is forbidden on {tour.on}")
    return broken


def repeated(visited, inputs, rules):
    """Visits to one place that are too near each other."""
    broken = []
    known = visited + [(v.ekatte, v.on, v.starts_at) for v in inputs.earlier]
    for i, (ekatte, on, _) in enumerate(visited):
        for other, day, _ in known[:i] + known[len(visited) :]:
            if other == ekatte and abs((on - day).days) < rules.gap_days:
                broken.append(f"{ekatte} is visited on {day} and {on}")
    return broken


def locked_but_absent(plan, inputs):
    """Locked visits that the plan does not hold."""
    held = {(stop.ekatte, tour.on) for tour in plan.tours for stop in tour.stops}
    return [c for c in inputs.commitments if c.kind == "locked" and (c.ekatte, c.on) not in held]


def minutes(travel, start, end):
    """Minutes of a drive, rounded up."""
    return math.ceil(round(float(travel.minutes[start, end]), 3))


def forgotten(plan, travel, request, needs):
    """Settlements that at the start of some week have no visit nearby before the limit is over."""
    rules, found = request.inputs.rules, set()
    limit = timedelta(weeks=rules.forgotten_weeks)
    until = request.since + timedelta(weeks=request.weeks)
    position = {ekatte: i for i, ekatte in enumerate(travel.ekattes)}
    for row in needs:
        ekatte = row.settlement.ekatte
        near = travel.minutes[position[ekatte]] <= rules.reach_minutes
        held = [tour.on for tour, stop in plan.visits if near[position[stop.ekatte]]]
        held += [v.on for v in request.inputs.earlier if near[position[v.ekatte]]]
        for week in range(request.weeks):
            day = request.since + timedelta(weeks=week)
            end = min(day + limit, until) if week == 0 else day + limit
            last = max((on for on in held if on < day), default=None)
            if week == 0 and last is not None and last + limit > day:
                end = last + limit
            is_reached = any(day <= on < end for on in held)
            if ekatte != CENTRE_EKATTE and row.need > 0 and end <= until and not is_reached:
                found.add(ekatte)
    return found
