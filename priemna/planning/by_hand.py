"""A plan that a person put together: its value at once, and every rule that it breaks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from geo.messages import Message
from geo.places import settlement
from priemna.planning.build import Built, Stretch, TeamDay, build, day_class, teams_of
from priemna.planning.case import PlanningCase
from priemna.planning.greedy import minutes_of
from priemna.planning.inputs import Commitment
from priemna.planning.plan import tell_plan
from priemna.planning.problem import Pick
from priemna.planning.search import Found
from priemna.planning.timetable import shortest_drive
from priemna.planning.tours import Plan
from priemna.planning.value import objective


@dataclass(frozen=True)
class HandTour:
    """One team-day put together by hand; the order of the stops is chosen for the road."""

    on: date
    team: int
    ekattes: tuple[str, ...]


def score_by_hand(case: PlanningCase, tours: Sequence[HandTour]) -> Plan:
    """What a hand-made plan is worth.

    Parameters
    ----------
    case
        The question.
    tours
        The tours; a team that is not in the question is treated like the first one.

    Returns
    -------
    Plan
        With status ``BY_HAND``; ``rules_not_kept`` names every rule that it breaks.
    """
    built = build(case)
    usual = built.days
    position = {ekatte: i for i, ekatte in enumerate(case.travel.ekattes)}
    said: list[Message] = []
    picks: list[Pick] = []
    for tour in tours:
        if not tour.ekattes:
            continue
        values = {"team": tour.team, "date": tour.on}
        if not any(d.on == tour.on and tour.team in d.teams for d in usual):
            said.append(Message("Team {team} does not work on {date}.", values))
        if any(d.on == tour.on and tour.team in d.teams for d in built.days[len(usual) :]):
            said.append(Message("Team {team} has two tours on {date}.", values))
        built = _with_day(case, built, tour)
        k = len(built.days) - 1
        stops = tuple(position[e] for e in dict.fromkeys(tour.ekattes))
        pick = Pick(k, stops, shortest_drive(built.problem, built.problem.classes[k], stops))
        picks.append(pick)
        said += _broken(built, pick, tour)
    said += _twice(case, tours)
    found = Found(tuple(picks), objective(built.problem, picks), np.inf, False)
    plan = tell_plan(case, built, found, by_hand=True)
    return replace(plan, rules_not_kept=(*said, *plan.rules_not_kept))


def _with_day(case: PlanningCase, built: Built, tour: HandTour) -> Built:
    """The numbers with a day class for this tour alone, the last one."""
    teams = teams_of(case)
    like = next((t for t in teams if t.number == tour.team), teams[0])
    day = TeamDay(tour.on, (tour.team,))
    own = day_class(case, list(case.travel.ekattes), day, built.earlier, like)
    floors = []
    for (_, about), floor in zip(built.floors, built.problem.floors, strict=True):
        is_meant = True
        if isinstance(about, Commitment):
            is_meant = about.on == tour.on and about.team in (None, tour.team)
        if isinstance(about, Stretch):
            is_meant = about.since <= tour.on < about.until
        more = np.append(floor.classes, len(built.days))
        floors.append(replace(floor, classes=more) if is_meant else floor)
    classes = (*built.problem.classes, own)
    problem = replace(built.problem, classes=classes, floors=tuple(floors))
    return replace(built, problem=problem, days=(*built.days, day))


def _broken(built: Built, pick: Pick, tour: HandTour) -> list[Message]:
    problem = built.problem
    day = problem.classes[pick.day_class]
    values: dict[str, object] = {"date": tour.on, "team": tour.team}
    said = []
    length = minutes_of(problem, pick)
    if length > day.limits.day_minutes:
        more = {"minutes": int(np.ceil(length - day.limits.day_minutes))}
        said.append(
            Message("The tour of team {team} on {date} is {minutes} min too long.", values | more)
        )
    if pick.drive_minutes > day.limits.drive_minutes:
        more = {"minutes": int(np.ceil(pick.drive_minutes - day.limits.drive_minutes))}
        said.append(
            Message(
                "The tour of team {team} on {date} has {minutes} min of driving too many.",
                values | more,
            )
        )
    for ekatte, stop in zip(dict.fromkeys(tour.ekattes), pick.stops, strict=True):
        if not day.open[stop]:
            said.append(
                Message(
                    "{place} must not be visited by team {team} on {date}: hall, gap between "
                    "visits, team or a ban stands against it.",
                    values | {"place": settlement(ekatte)},
                )
            )
    return said


def _twice(case: PlanningCase, tours: Sequence[HandTour]) -> list[Message]:
    days: dict[str, list[date]] = {}
    for tour in tours:
        for ekatte in tour.ekattes:
            days.setdefault(ekatte, []).append(tour.on)
    gap = case.request.inputs.rules.gap_days
    return [
        Message(
            "{place} is visited on {first} and {second}, less than {n} day apart.",
            {"place": settlement(ekatte), "first": first, "second": second},
            plural="{place} is visited on {first} and {second}, less than {n} days apart.",
            n=gap,
        )
        for ekatte, own in sorted(days.items())
        for first, second in zip(sorted(own)[:-1], sorted(own)[1:], strict=True)
        if (second - first).days < gap
    ]
