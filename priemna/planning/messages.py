"""Sentences of a plan: why a stop, and which rules could not be kept and why."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from geo.messages import Message
from geo.places import settlement
from priemna.planning.build import Built, Stretch
from priemna.planning.case import PlanningCase
from priemna.planning.enumerate import day_minutes
from priemna.planning.inputs import Commitment, CommitmentKind, EarlierVisit
from priemna.planning.problem import Pick
from priemna.planning.timetable import TimedTour, is_predictable
from priemna.planning.value import Floors, count_visits

LACKS = 0.5
"""Less than this lacking is rounding."""


def why(
    case: PlanningCase,
    built: Built,
    picks: Sequence[Pick],
    ekatte: str,
    on: date,
    adds: float,
    costs_minutes: int,
) -> Message:
    """Why a stop is in the plan: need, days since the last visit, what it adds and costs."""
    row = next(r for r in case.needs if r.settlement.ekatte == ekatte)
    site = list(case.travel.ekattes).index(ekatte)
    visits = count_visits(built.problem, picks)
    for (kind, about), floor in zip(built.floors, built.problem.floors, strict=True):
        if kind == "visit" and site in floor.sites:
            assert isinstance(about, Commitment)  # noqa: S101  (that is what they are)
            if about.on == on and about.kind is CommitmentKind.LOCKED:
                return Message(
                    "Fixed by hand; {women} women would come whom no other stop reaches, for "
                    "{minutes} min of driving.",
                    {"women": adds, "minutes": costs_minutes},
                )
        if kind == "municipality" and site in floor.sites:
            own = visits[np.ix_(floor.classes, floor.sites)].sum()
            if own <= floor.least + LACKS:
                return _of_municipality(
                    case, row.last_visit_on, str(about), on, adds, costs_minutes
                )
    for (kind, _), floor in zip(built.floors, built.problem.floors, strict=True):
        worth = built.problem.price_per_minute * costs_minutes
        if kind == "learn" and site in floor.sites and adds < worth + floor.penalty:
            return Message(
                "No mobile office here for twelve months, and the need may be anything from {low} "
                "to {high} women: a visit teaches more here than elsewhere.",
                {"low": row.low, "high": row.high},
            )
    before = [d for d in _visits_of(built, picks, site) if d < on]
    last = max([*before, *([row.last_visit_on] if row.last_visit_on else [])], default=None)
    values = {"women": adds, "minutes": costs_minutes}
    if last is None:
        return Message(
            "From here and nearby {women} women would come whom no other stop reaches, for "
            "{minutes} min of driving; no mobile office has been held here yet.",
            values,
        )
    return Message(
        "From here and nearby {women} women would come whom no other stop reaches, for {minutes} "
        "min of driving, {n} day after the last mobile office here.",
        values,
        plural="From here and nearby {women} women would come whom no other stop reaches, for "
        "{minutes} min of driving, {n} days after the last mobile office here.",
        n=(on - last).days,
    )


def _of_municipality(
    case: PlanningCase, last: date | None, code: str, on: date, adds: float, minutes: int
) -> Message:
    municipality = next(m for m in case.municipalities if m.code == code)
    values = {"women": adds, "municipality": municipality, "minutes": minutes}
    if last is None:
        return Message(
            "The best place in municipality {municipality}, which shall get its visits in this "
            "period: {women} women would come whom no other stop reaches, for {minutes} min of "
            "driving, and none has been held here yet.",
            values,
        )
    return Message(
        "The best place in municipality {municipality}, which shall get its visits in this period: "
        "{women} women would come whom no other stop reaches, for {minutes} min of driving, "
        "{n} day after the last one here.",
        values,
        plural="The best place in municipality {municipality}, which shall get its visits in this "
        "period: {women} women would come whom no other stop reaches, for {minutes} min of "
        "driving, {n} days after the last one here.",
        n=(on - last).days,
    )


def rules_not_kept(
    case: PlanningCase, built: Built, picks: Sequence[Pick], tours: Sequence[TimedTour]
) -> tuple[Message, ...]:
    """One sentence for each rule that the plan does not keep, with the reason where it is known."""
    visits = count_visits(built.problem, picks)
    lacks = Floors(built.problem).lacking(visits)
    forgotten = {
        about.ekatte
        for (_, about), lack in zip(built.floors, lacks, strict=True)
        if isinstance(about, Stretch) and lack > LACKS
    }
    sentences = _short_weeks(case, built)
    for (kind, about), lack in zip(built.floors, lacks, strict=True):
        if kind == "municipality" and lack > LACKS:
            sentences.append(_municipality(case, built, visits, str(about), round(lack)))
        if kind == "visit" and lack > LACKS and isinstance(about, Commitment):
            sentences.append(_commitment(about))
        if kind == "learn" and lack > 1:
            sentences.append(
                Message(
                    "{n} visit to learn from is missing: other stops are worth more.",
                    plural="{n} visits to learn from are missing: other stops are worth more.",
                    n=int(lack),
                )
            )
    if forgotten:
        sentences.append(
            Message(
                "{n} settlement stays without a visit within reach for more than {weeks} weeks.",
                {"weeks": case.request.inputs.rules.forgotten_weeks},
                plural="{n} settlements stay without a visit within reach for more than {weeks} "
                "weeks.",
                n=len(forgotten),
            )
        )
    sentences += _predictable(case, built, tours)
    return tuple(sentences)


def _municipality(
    case: PlanningCase, built: Built, visits: np.ndarray, code: str, lack: int
) -> Message:
    """Why a municipality lacks visits: nothing is open, nothing is near enough, or too few days."""
    problem = built.problem
    municipality = next(m for m in case.municipalities if m.code == code)
    homes = {r.settlement.ekatte: r.settlement.municipality_code for r in case.needs}
    own = [i for i, e in enumerate(case.travel.ekattes) if homes[e] == code]
    values = {"municipality": municipality}
    open_ = [[i for i in own if day.open[i]] for day in problem.classes]
    if not any(open_):
        return Message(
            "Municipality {municipality} gets no visit: on no day of the period is a hall open to "
            "a team that may go there.",
            values,
        )
    short = np.inf
    for day, sites in zip(problem.classes, open_, strict=True):
        if sites:
            base = day.limits.base
            drive = problem.minutes[base, sites] + problem.minutes[sites, base]
            length = day_minutes(day.limits, drive, problem.service[sites])
            over = np.maximum(length - day.limits.day_minutes, drive - day.limits.drive_minutes)
            short = min(short, float(over.min()))
    if short > 0:
        return Message(
            "Municipality {municipality} gets no visit: its nearest place would need {minutes} min "
            "more on any day.",
            values | {"minutes": int(np.ceil(short))},
        )
    held = int(visits[:, own].sum())
    if not held:
        return Message(
            "Municipality {municipality} gets no visit: the days or the driving limit do not "
            "suffice.",
            values,
        )
    return Message(
        "Municipality {municipality} gets {n} visit less than it shall: the days do not suffice.",
        values,
        plural="Municipality {municipality} gets {n} visits less than it shall: the days do not "
        "suffice.",
        n=lack,
    )


def _commitment(commitment: Commitment) -> Message:
    values = {"place": settlement(commitment.ekatte), "date": commitment.on}
    if commitment.kind is CommitmentKind.LOCKED:
        return Message(
            "{place} on {date} was fixed but is not possible: no team, no hall or no time is left "
            "on that day.",
            values,
        )
    return Message("{place} on {date} was promised and is dropped for something better.", values)


def _short_weeks(case: PlanningCase, built: Built) -> list[Message]:
    return [
        Message(
            "The week from {date} has only {n} working day for tours.",
            {"date": case.request.since + timedelta(weeks=number)},
            plural="The week from {date} has only {n} working days for tours.",
            n=len(days),
        )
        for number, days in enumerate(built.weeks)
        if len(days) < case.request.days_per_week
    ]


def _predictable(case: PlanningCase, built: Built, tours: Sequence[TimedTour]) -> list[Message]:
    ekattes = case.travel.ekattes
    seen = list(built.earlier)
    seen += [
        EarlierVisit(ekattes[stop], tour.on, at.time())
        for tour in tours
        for stop, at in zip(tour.stops, tour.arrivals, strict=True)
    ]
    return [
        Message(
            "{place} is visited on {date} on the same weekday and at nearly the same hour as the "
            "time before; ask for another hour there.",
            {"place": settlement(ekattes[stop]), "date": tour.on},
        )
        for tour in tours
        for stop, at in zip(tour.stops, tour.arrivals, strict=True)
        if is_predictable(
            [v for v in seen if v.ekatte == ekattes[stop]],
            tour.on,
            at.time(),
            case.request.inputs.rules,
        )
    ]


def _visits_of(built: Built, picks: Sequence[Pick], site: int) -> list[date]:
    return [built.days[p.day_class].on for p in picks for stop in p.stops if stop == site]
