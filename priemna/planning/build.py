"""The numbers of a planning question: day classes, pairs that reach each other, floors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

import numpy as np

from geo.places import CENTRE_EKATTE
from priemna.need.exposure import chance_of_visit
from priemna.need.value import information
from priemna.planning.case import PlanningCase
from priemna.planning.inputs import Commitment, CommitmentKind, EarlierVisit, Hall, Team
from priemna.planning.problem import (
    DayClass,
    DayLimits,
    Flags,
    Floats,
    Floor,
    HeavyLimit,
    Problem,
    Together,
    Whole,
)
from priemna.planning.request import PlanRequest
from priemna.planning.workdays import workdays

LEARNT_MOST = 0.25
"""Share of the places without a visit for twelve months that count as visits to learn from."""


@dataclass(frozen=True)
class TeamDay:
    """One day class of a plan: a day and the numbers of teams that are alike on it."""

    on: date
    teams: tuple[int, ...]


@dataclass(frozen=True)
class Stretch:
    """Days in which a settlement needs a visit within reach, the second no longer among them."""

    ekatte: str
    since: date
    until: date


@dataclass(frozen=True, eq=False)
class Built:
    """A problem and what its numbers stand for.

    Parameters
    ----------
    problem
        The problem; places are the settlements in the order of the travel times.
    days
        What each day class is.
    floors
        What each floor is: ``("municipality", code)``, ``("forgotten", stretch)``,
        ``("learn", "")`` or ``("visit", commitment)``.
    earlier
        Visits held before, the last of each settlement at least.
    weeks
        Working days on which teams may go, by week.
    """

    problem: Problem
    days: tuple[TeamDay, ...]
    floors: tuple[tuple[str, object], ...]
    earlier: tuple[EarlierVisit, ...]
    weeks: tuple[tuple[date, ...], ...]


def build(case: PlanningCase, together: Sequence[Together] = ()) -> Built:
    """Turn a planning question into numbers.

    Parameters
    ----------
    case
        The question.
    together
        Pairs of days on which a place must not be visited without a visit in between.
    """
    request, travel, rules = case.request, case.travel, case.request.inputs.rules
    minutes = whole_minutes(travel.minutes)
    ekattes = list(travel.ekattes)
    weeks = _weeks(case)
    earlier = _earlier(case)
    days = _team_days(case, [day for week in weeks for day in week])
    teams = {team.number: team for team in teams_of(case)}
    classes = tuple(day_class(case, ekattes, d, earlier, teams[d.teams[0]]) for d in days)
    waiting = {row.settlement.ekatte: row.need for row in case.needs}
    weights = np.array([[0.0 if e == CENTRE_EKATTE else waiting[e] for e in ekattes]])
    shares = chance_of_visit(travel.minutes, case.settings)
    near = (travel.minutes <= rules.reach_minutes) & (weights.T > 0)
    demand, site = np.nonzero(near)
    standing = np.zeros((1, len(ekattes)), dtype=np.int64)
    for ekatte in case.arranged:
        standing[0, ekattes.index(ekatte)] += 1
    price = float(weights.sum()) + 1.0
    floors = _floors(case, days, near, standing, earlier, price)
    service = {r.ekatte: r.visit_minutes for r in request.inputs.requirements if r.visit_minutes}
    problem = Problem(
        minutes=minutes,
        km=travel.km,
        service=np.array([float(service.get(e, request.visit_minutes)) for e in ekattes]),
        weights=weights,
        demand=demand,
        site=site,
        share=shares[demand, site],
        gains=rules.repeat_gains,
        price_per_minute=request.women_per_drive_hour / 60,
        classes=classes,
        spacing=_spacing(days, rules.gap_days),
        floors=tuple(floor for _, floor in floors),
        heavy=_heavy(case, days),
        together=tuple(together),
        standing=standing,
    )
    return Built(problem, days, tuple(name for name, _ in floors), earlier, weeks)


def _weeks(case: PlanningCase) -> tuple[tuple[date, ...], ...]:
    """Working days by week; those on which something was promised before the usual ones."""
    request = case.request
    promised = {c.on for c in request.inputs.commitments if c.kind is not CommitmentKind.FORBIDDEN}
    usual = workdays(request.since, request.weeks, request.days_per_week)
    every = workdays(request.since, request.weeks, 5)
    weeks = []
    for chosen, possible in zip(usual, every, strict=True):
        first = [day for day in possible if day in promised]
        more = [day for day in chosen if day not in promised]
        weeks.append(tuple(sorted((first + more)[: max(len(first), request.days_per_week)])))
    return tuple(weeks)


def whole_minutes(minutes: Floats) -> Floats:
    """Travel minutes rounded up, as drivers are told them."""
    rounded: Floats = np.ceil(np.round(minutes, 3))
    return rounded


def teams_of(case: PlanningCase) -> tuple[Team, ...]:
    """The teams of a question: those named, or as many alike as the request says."""
    staff = case.request.inputs.staff
    return staff or tuple(Team(number + 1) for number in range(case.request.teams))


def _earlier(case: PlanningCase) -> tuple[EarlierVisit, ...]:
    known = set(case.request.inputs.earlier)
    dated = {(visit.ekatte, visit.on) for visit in known}
    last = {
        EarlierVisit(row.settlement.ekatte, row.last_visit_on)
        for row in case.needs
        if row.last_visit_on is not None and (row.settlement.ekatte, row.last_visit_on) not in dated
    }
    return tuple(sorted(known | last, key=lambda v: (v.on, v.ekatte, v.starts_at or time())))


def _team_days(case: PlanningCase, days: Sequence[date]) -> tuple[TeamDay, ...]:
    found = []
    for day in days:
        alike: dict[object, list[int]] = {}
        for team in teams_of(case):
            if day.weekday() in team.weekdays and day not in team.blocked:
                key = (
                    *(team.base_ekatte, team.languages, team.skills, team.lives_in),
                    *(team.day_minutes, team.drive_minutes, team.km_per_day),
                    _own_commitments(case, day, team.number),
                )
                alike.setdefault(key, []).append(team.number)
        found += [TeamDay(day, tuple(numbers)) for numbers in alike.values()]
    return tuple(found)


def _own_commitments(case: PlanningCase, day: date, team: int) -> tuple[Commitment, ...]:
    return tuple(
        c for c in case.request.inputs.commitments if c.team == team and c.on in (day, None)
    )


def day_class(
    case: PlanningCase,
    ekattes: list[str],
    day: TeamDay,
    earlier: Sequence[EarlierVisit],
    team: Team,
) -> DayClass:
    """What a team may do on a day: its limits, the places it may visit and their hours."""
    request, rules = case.request, case.request.inputs.rules
    limits = DayLimits(
        base=ekattes.index(team.base_ekatte),
        day_minutes=min(request.day_minutes, team.day_minutes or request.day_minutes),
        drive_minutes=min(request.drive_minutes, team.drive_minutes or request.drive_minutes),
        km=float("inf") if team.km_per_day is None else team.km_per_day,
        break_minutes=rules.break_minutes,
        break_after_minutes=rules.break_after_minutes,
    )
    hours = _hours(case, ekattes, day.on)
    open_: Flags = hours[:, 0] < hours[:, 1]
    unserved = {r.settlement.ekatte for r in case.needs} & {
        row.settlement.ekatte
        for row in case.needs
        if row.settlement.municipality_code in rules.no_referral
    }
    shut = {CENTRE_EKATTE, *case.arranged, *team.lives_in, *unserved}
    shut |= {
        r.ekatte
        for r in request.inputs.requirements
        if not (r.languages <= team.languages and r.skills <= team.skills)
    }
    shut |= {visit.ekatte for visit in earlier if (day.on - visit.on).days < rules.gap_days}
    shut |= {
        c.ekatte
        for c in request.inputs.commitments
        if c.kind is CommitmentKind.FORBIDDEN
        and c.on in (day.on, None)
        and (c.team is None or c.team in day.teams)
    }
    open_ &= np.array([e not in shut for e in ekattes])
    is_bounded = bool(np.isfinite(hours).any())
    return DayClass(len(day.teams), 0, limits, open_, hours if is_bounded else None)


def _hours(case: PlanningCase, ekattes: list[str], on: date) -> Floats:
    """Opening and closing of the best hall of each place, minutes after the start; (1, 0) shut."""
    request, rules = case.request, case.request.inputs.rules
    known: dict[str, list[Hall]] = {}
    for hall in request.inputs.halls:
        known.setdefault(hall.ekatte, []).append(hall)
    hours = np.tile([-np.inf, np.inf], (len(ekattes), 1))
    for i, ekatte in enumerate(ekattes):
        windows = [
            window
            for hall in known.get(ekatte, [])
            if hall.discretion >= rules.least_discretion
            for window in _windows(hall, on, request.starts_at)
        ]
        if windows:
            # One hall for one visit: the one that is open longest.
            hours[i] = max(windows, key=lambda w: w[1] - w[0])
        elif known.get(ekatte) or rules.hall_required:
            hours[i] = (1.0, 0.0)
    return hours


def _windows(hall: Hall, on: date, starts_at: time) -> list[tuple[float, float]]:
    if not hall.hours:
        return [(-np.inf, np.inf)]
    start = starts_at.hour * 60 + starts_at.minute
    return [
        (
            h.opens.hour * 60.0 + h.opens.minute - start,
            h.closes.hour * 60.0 + h.closes.minute - start,
        )
        for h in hall.hours
        if h.weekday == on.weekday()
    ]


def _spacing(days: Sequence[TeamDay], gap_days: int) -> tuple[tuple[int, ...], ...]:
    groups = []
    for first in sorted({day.on for day in days}):
        near = [k for k, day in enumerate(days) if 0 <= (day.on - first).days < gap_days]
        groups.append(tuple(near))
    return tuple(g for g in groups if not any(set(g) < set(other) for other in groups))


def _heavy(case: PlanningCase, days: Sequence[TeamDay]) -> tuple[HeavyLimit, ...]:
    rules = case.request.inputs.rules
    if rules.heavy_days_per_week is None:
        return ()
    found = []
    for week in sorted({(day.on - case.request.since).days // 7 for day in days}):
        own = [k for k, d in enumerate(days) if (d.on - case.request.since).days // 7 == week]
        teams = {number for k in own for number in days[k].teams}
        most = rules.heavy_days_per_week * len(teams)
        found.append(HeavyLimit(tuple(own), rules.heavy_day_minutes, most))
    return tuple(found)


def _floors(
    case: PlanningCase,
    days: Sequence[TeamDay],
    near: Flags,
    standing: Whole,
    earlier: Sequence[EarlierVisit],
    before_all: float,
) -> list[tuple[tuple[str, object], Floor]]:
    request, rules = case.request, case.request.inputs.rules
    ekattes = list(case.travel.ekattes)
    every = np.arange(len(days))
    homes = {row.settlement.ekatte: row.settlement.municipality_code for row in case.needs}

    def price(penalty: float | None) -> float:
        return before_all if penalty is None else penalty

    floors: list[tuple[tuple[str, object], Floor]] = []
    for municipality in case.municipalities:
        own = np.array([i for i, e in enumerate(ekattes) if homes[e] == municipality.code])
        least = request.visits_per_municipality - int(standing[0, own].sum())
        if least > 0:
            floor = Floor(own, every, least, price(rules.municipality_penalty))
            floors.append((("municipality", municipality.code), floor))
    for i in np.flatnonzero(near.any(axis=1)) if rules.forgotten_weeks else []:
        sites = np.flatnonzero(near[i])
        if standing[0, sites].any():
            continue
        last = max((v.on for v in earlier if ekattes.index(v.ekatte) in sites), default=None)
        stretches = _stretches(request, rules.forgotten_weeks or 0, ekattes[i], last)
        penalty = rules.forgotten_penalty
        for stretch in stretches:
            own = np.array(
                [k for k, day in enumerate(days) if stretch.since <= day.on < stretch.until],
                dtype=np.int64,
            )
            each = before_all if penalty is None else penalty / len(stretches)
            floors.append((("forgotten", stretch), Floor(sites, own, 1, each)))
    lessons = information(case.needs, request.since)
    if rules.information_share and lessons:
        count = max(1, round(LEARNT_MOST * len(lessons)))
        most = sorted(lessons, key=lambda e: (-lessons[e], e))[:count]
        sites = np.array(sorted(ekattes.index(e) for e in most))
        price_each = price(rules.information_penalty)
        floor = Floor(sites, every, 0, price_each, rules.information_share)
        floors.append((("learn", ""), floor))
    for c in request.inputs.commitments:
        if c.kind is CommitmentKind.FORBIDDEN:
            continue
        own = np.array(
            [
                k
                for k, day in enumerate(days)
                if day.on == c.on and (c.team is None or c.team in day.teams)
            ],
            dtype=np.int64,
        )
        locked = c.kind is CommitmentKind.LOCKED
        cost = 2 * before_all if locked else price(rules.promise_penalty)
        floors.append((("visit", c), Floor(np.array([ekattes.index(c.ekatte)]), own, 1, cost)))
    return floors


def _stretches(
    request: PlanRequest, weeks: int, ekatte: str, last: date | None
) -> tuple[Stretch, ...]:
    """Each stretch of the period at the end of which the place would be forgotten."""
    length, since = timedelta(weeks=weeks), request.since
    until = since + timedelta(weeks=request.weeks)
    due = None if last is None else last + length
    if due is None or due <= since:
        # Forgotten already: as soon as for anybody else.
        due = min(since + length, until)
    starts = [since + timedelta(weeks=week) for week in range(1, request.weeks - weeks + 1)]
    found = [Stretch(ekatte, since, due)] if due <= until else []
    return (*found, *(Stretch(ekatte, start, start + length) for start in starts))
