"""A plan of mobile offices: tours with days, hours and a reason for every stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from geo.messages import Message
from geo.places import CENTRE_EKATTE, Municipality
from geo.travel import TravelTimes
from priemna.need.rows import SettlementNeed
from priemna.need.settings import NeedSettings
from priemna.need.value import Reach
from priemna.planning.choose import Candidate, candidates
from priemna.planning.request import PlanRequest
from priemna.planning.routes import drive_minutes, route_days
from priemna.planning.workdays import workdays

CANDIDATES_PER_TEAM_DAY = 4

ROUNDS = 3


@dataclass(frozen=True)
class Stop:
    """One visit of a tour: a settlement with hours (clock time) and the reason for it.

    ``adds`` is how many women fewer would be reached if it alone were left out, ``costs_minutes``
    the driving it adds to its tour.
    """

    ekatte: str
    municipality_code: str
    arrive: time
    depart: time
    why: Message
    adds: float = 0.0
    costs_minutes: int = 0


@dataclass(frozen=True)
class Tour:
    """One team-day: leaves the base, holds its visits, returns.

    ``team`` counts from 1; ``hours`` is the whole day from leaving to returning, ``km`` and
    ``drive_minutes`` the driving in it.
    """

    on: date
    team: int
    km: float
    drive_minutes: int
    hours: float
    returns: time
    stops: tuple[Stop, ...]


class PlanStatus(StrEnum):
    """How much is known of the distance to the best possible plan."""

    PROVEN = "proven"
    """None can be better."""
    WITHIN = "within"
    """Proven to be within the share that was asked for."""
    STOPPED = "stopped"
    """Time ran out or somebody stopped it; the bound still holds."""
    UNPROVEN = "unproven"
    """No bound was computed."""
    BY_HAND = "by_hand"
    """Put together by a person."""


@dataclass(frozen=True)
class Plan:
    """All tours of a period and what they are worth.

    Parameters
    ----------
    objective
        Women reached less what the driving must bring, in women.
    women_reached
        Women expected to come, overlaps between stops counted once.
    tours
        In order of day and team.
    rules_not_kept
        One sentence for each rule that could not be kept.
    bound
        No plan under these rules has a larger objective, in women; None where none was computed.
    status
        How much is known of the distance to the best possible plan.
    """

    objective: float
    women_reached: float
    tours: tuple[Tour, ...]
    rules_not_kept: tuple[Message, ...]
    bound: float | None = None
    status: PlanStatus = PlanStatus.UNPROVEN

    @property
    def gap(self) -> float | None:
        """Largest share of the bound by which a better plan could be better; None: not known."""
        if self.bound is None:
            return None
        return max(0.0, self.bound - self.objective) / max(abs(self.bound), 1e-9)

    @property
    def visits(self) -> tuple[tuple[Tour, Stop], ...]:
        """Every stop with its tour, in order of day, team and hour."""
        return tuple((tour, stop) for tour in self.tours for stop in tour.stops)

    @property
    def km(self) -> float:
        """Kilometres of all tours."""
        return sum(tour.km for tour in self.tours)

    @property
    def hours(self) -> float:
        """Hours of all tours, driving included."""
        return sum(tour.hours for tour in self.tours)

    @property
    def drive_minutes(self) -> int:
        """Minutes of driving of all tours."""
        return sum(tour.drive_minutes for tour in self.tours)


def make_plan(
    needs: Sequence[SettlementNeed],
    municipalities: Sequence[Municipality],
    travel: TravelTimes,
    settings: NeedSettings,
    request: PlanRequest,
    *,
    arranged: Sequence[str] = (),
    seed: int = 0,
) -> Plan:
    """Plan the tours of a period.

    Parameters
    ----------
    needs
        Estimates for all settlements on the first day of the period.
    municipalities
        All municipalities; each shall get its visits.
    travel
        Travel times between the settlements.
    settings
        Reach of a visit.
    request
        Period, teams and limits.
    arranged
        Settlements with a visit already planned or confirmed in the period: what they reach is
        not sought twice.
    seed
        Of the search for routes.

    Returns
    -------
    Plan
        Always one, if need be without tours; ``rules_not_kept`` says what is missing.

    Notes
    -----
    Candidates are picked one by one for the women they add; PyVRP forms the days from them. What
    a candidate adds depends on the others that are visited, so both steps are repeated with the
    additions as they are in the plan found, and the best plan is kept. No bound is known: the
    distance to the best possible plan is not.
    """
    reach = Reach(needs, travel, settings)
    weeks = workdays(request.since, request.weeks, request.days_per_week)
    slots = [(day, team + 1) for week in weeks for day in week for team in range(request.teams)]
    options = candidates(
        needs,
        reach,
        count=CANDIDATES_PER_TEAM_DAY * len(slots),
        every_municipality=request.visits_per_municipality > 0,
        within_reach=_within_one_day(travel, request),
        already=arranged,
        on=request.since,
    )
    routes = _best_routes(options, reach, travel, request, len(slots), arranged, seed)
    homes = {row.settlement.ekatte: row.settlement.municipality_code for row in needs}
    visited = [ekatte for route in routes for ekatte in route]
    reached = reach.women([*arranged, *visited]) - reach.women(arranged)
    added = {e: _added(reach, [*arranged, *visited], e) for e in visited}
    routes = sorted(routes, key=lambda route: -sum(added[e] for e in route))
    by_ekatte = {row.settlement.ekatte: row for row in needs}
    chosen_for = {candidate.ekatte: candidate for candidate in options}
    names = {m.code: m for m in municipalities}
    whys = {
        e: _why(by_ekatte[e], chosen_for[e], added[e], names[homes[e]], request.since)
        for e in visited
    }
    tours = [
        _tour(route, travel, request, on, team, homes, whys)
        for route, (on, team) in zip(routes, slots, strict=False)
    ]
    return Plan(
        objective=reached - _driving_price(routes, travel, request),
        women_reached=reached,
        tours=tuple(sorted(tours, key=lambda tour: (tour.on, tour.team))),
        rules_not_kept=(
            *_short_weeks(weeks, request),
            *_municipalities_left_out(municipalities, homes, [*arranged, *visited], request),
        ),
    )


def _within_one_day(travel: TravelTimes, request: PlanRequest) -> list[str]:
    base = travel.ekattes.index(CENTRE_EKATTE)
    longest = min(request.drive_minutes, request.day_minutes - request.visit_minutes)
    return [
        ekatte
        for i, ekatte in enumerate(travel.ekattes)
        if drive_minutes(travel, base, i) + drive_minutes(travel, i, base) <= longest
    ]


def _best_routes(
    options: Sequence[Candidate],
    reach: Reach,
    travel: TravelTimes,
    request: PlanRequest,
    days: int,
    arranged: Sequence[str],
    seed: int,
) -> list[tuple[str, ...]]:
    worth = {candidate.ekatte: candidate.gain for candidate in options}
    # A visit that gives a municipality its only one goes before all others together.
    before_all = sum(worth.values())
    bonus = {c.ekatte: before_all for c in options if c.first_of_municipality}
    best: tuple[tuple[str, ...], ...] = ()
    best_score = float("-inf")
    for _ in range(ROUNDS):
        prizes = {ekatte: gain + bonus.get(ekatte, 0) for ekatte, gain in worth.items()}
        routes = route_days(prizes, travel, request, days=days, seed=seed)
        visited = [ekatte for route in routes for ekatte in route]
        score = (
            reach.women([*arranged, *visited])
            - _driving_price(routes, travel, request)
            + sum(bonus.get(ekatte, 0) for ekatte in visited)
        )
        if score <= best_score:
            break
        best, best_score = routes, score
        worth = {e: _added(reach, [*arranged, *visited], e) for e in worth}
    return list(best)


def _added(reach: Reach, sites: Sequence[str], ekatte: str) -> float:
    """Women whom a visit at ``ekatte`` adds to visits at all other ``sites``."""
    others = [site for site in sites if site != ekatte]
    return reach.women([*others, ekatte]) - reach.women(others)


def _driving_price(
    routes: Sequence[Sequence[str]], travel: TravelTimes, request: PlanRequest
) -> float:
    minutes = sum(sum(_legs(route, travel)) for route in routes)
    return minutes / 60 * request.women_per_drive_hour


def _legs(route: Sequence[str], travel: TravelTimes) -> list[int]:
    """Minutes of each drive of a day, from the base through the stops and back."""
    index = [travel.ekattes.index(e) for e in (CENTRE_EKATTE, *route, CENTRE_EKATTE)]
    return [drive_minutes(travel, i, j) for i, j in pairwise(index)]


def _tour(
    route: Sequence[str],
    travel: TravelTimes,
    request: PlanRequest,
    on: date,
    team: int,
    homes: dict[str, str],
    whys: dict[str, Message],
) -> Tour:
    index = [travel.ekattes.index(e) for e in (CENTRE_EKATTE, *route, CENTRE_EKATTE)]
    legs = _legs(route, travel)
    clock = start = datetime.combine(on, request.starts_at)
    stops = []
    for ekatte, leg in zip(route, legs, strict=False):
        arrive = clock + timedelta(minutes=leg)
        clock = arrive + timedelta(minutes=request.visit_minutes)
        stops.append(Stop(ekatte, homes[ekatte], arrive.time(), clock.time(), whys[ekatte]))
    clock += timedelta(minutes=legs[-1])
    return Tour(
        on=on,
        team=team,
        km=float(sum(travel.km[i, j] for i, j in pairwise(index))),
        drive_minutes=sum(legs),
        hours=(clock - start).total_seconds() / 3600,
        returns=clock.time(),
        stops=tuple(stops),
    )


def _why(
    row: SettlementNeed,
    candidate: Candidate,
    added: float,
    municipality: Municipality,
    on: date,
) -> Message:
    if candidate.to_learn:
        return Message(
            "No mobile office here for twelve months, and the need may be anything from {low} to "
            "{high} women: a visit teaches more here than elsewhere.",
            {"low": row.low, "high": row.high},
        )
    values = {"women": added, "municipality": municipality}
    if candidate.first_of_municipality:
        if row.last_visit_on is None:
            return Message(
                "The best place in municipality {municipality}, which shall get a visit in this "
                "period: {women} women would come whom no other stop reaches, and none has been "
                "held here yet.",
                values,
            )
        return Message(
            "The best place in municipality {municipality}, which shall get a visit in this "
            "period: {women} women would come whom no other stop reaches, {n} day after the last "
            "one here.",
            values,
            plural="The best place in municipality {municipality}, which shall get a visit in this "
            "period: {women} women would come whom no other stop reaches, {n} days after the last "
            "one here.",
            n=(on - row.last_visit_on).days,
        )
    if row.last_visit_on is None:
        return Message(
            "From here and nearby {women} women would come whom no other stop reaches, and no "
            "mobile office has been held here yet.",
            values,
        )
    return Message(
        "From here and nearby {women} women would come whom no other stop reaches, {n} day after "
        "the last mobile office here.",
        values,
        plural="From here and nearby {women} women would come whom no other stop reaches, {n} days "
        "after the last mobile office here.",
        n=(on - row.last_visit_on).days,
    )


def _short_weeks(weeks: Sequence[Sequence[date]], request: PlanRequest) -> list[Message]:
    return [
        Message(
            "The week from {date} has only {n} working day for tours.",
            {"date": request.since + timedelta(weeks=number)},
            plural="The week from {date} has only {n} working days for tours.",
            n=len(days),
        )
        for number, days in enumerate(weeks)
        if len(days) < request.days_per_week
    ]


def _municipalities_left_out(
    municipalities: Sequence[Municipality],
    homes: dict[str, str],
    visited: Sequence[str],
    request: PlanRequest,
) -> list[Message]:
    served = {homes[ekatte] for ekatte in visited}
    if not request.visits_per_municipality:
        return []
    return [
        Message(
            "Municipality {municipality} gets no visit: the days or the driving limit do not "
            "suffice.",
            {"municipality": municipality},
        )
        for municipality in municipalities
        if municipality.code not in served
    ]
