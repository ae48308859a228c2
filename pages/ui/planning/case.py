"""A planning question with all that the store knows: teams, halls, visits to come and held."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pandas as pd

from data import resources
from data.codebook import codes as codes_of
from data.plans import PlannedVisit, open_visits
from data.store import Store
from geo.places import municipalities
from pages.ui.load import load_answer, load_need
from priemna.need.settings import NeedSettings
from priemna.planning.case import PlanningCase
from priemna.planning.inputs import (
    MONDAY_TO_FRIDAY,
    Commitment,
    CommitmentKind,
    EarlierVisit,
    Hall,
    OpenHours,
    PlanInputs,
    Requirement,
    Team,
)
from priemna.planning.request import PlanRequest

EARLIER_WEEKS = 52
"""How far back visits are told to the planner."""


@dataclass(frozen=True)
class Known:
    """What the store knows for plans of a period.

    Parameters
    ----------
    team_codes
        Codes of the teams in use; a plan numbers them from 1 in this order.
    teams, halls, places
        As they are kept.
    visits
        Visits planned or confirmed in the period.
    """

    team_codes: tuple[str, ...]
    teams: tuple[resources.TeamRecord, ...]
    halls: tuple[resources.HallRecord, ...]
    places: tuple[resources.PlaceRecord, ...]
    visits: tuple[PlannedVisit, ...]

    def number(self, code: str) -> int | None:
        """Number of a team in a plan; None for a code of no team in use."""
        return self.team_codes.index(code) + 1 if code in self.team_codes else None

    def code(self, number: int) -> str:
        """Code of the team that a plan numbers so; its number where the store has no teams."""
        known = 1 <= number <= len(self.team_codes)
        return self.team_codes[number - 1] if known else str(number)


def load_known(store: Store, *, since: date, until: date) -> Known:
    """Load what the store knows for plans of a period, half-open."""
    teams = tuple(team for team in resources.teams(store) if team.in_use)
    return Known(
        team_codes=tuple(team.code for team in teams),
        teams=teams,
        halls=tuple(hall for hall in resources.halls(store) if hall.in_use),
        places=resources.places(store),
        visits=open_visits(store, since=since, until=until),
    )


def until_of(request: PlanRequest) -> date:
    """First day after the period of a plan."""
    return request.since + timedelta(weeks=request.weeks)


def teams_that_go(codes: Sequence[str], teams: int) -> tuple[tuple[str, ...] | None, int]:
    """Who goes where so many teams are asked for: those of the store first, then further ones.

    Parameters
    ----------
    codes
        Teams of the store, in order.
    teams
        How many go.

    Returns
    -------
    tuple
        Teams of the store that go, None where it has none; and how many go beyond them.
    """
    if not codes:
        return None, 0
    return tuple(codes[:teams]), max(0, teams - len(codes))


def load_case_of_teams(store: Store, request: PlanRequest) -> PlanningCase:
    """Put a question together for as many teams as the request says; see :func:`load_case`."""
    stored = tuple(team.code for team in resources.teams(store) if team.in_use)
    codes, more_teams = teams_that_go(stored, request.teams)
    return load_case(store, request, codes=codes, more_teams=more_teams)


def load_case(
    store: Store,
    request: PlanRequest,
    settings: NeedSettings | None = None,
    *,
    codes: Sequence[str] | None = None,
    more_teams: int = 0,
    with_promised: bool = True,
    commitments: Sequence[Commitment] = (),
) -> PlanningCase:
    """Put everything together that a plan is decided from.

    Parameters
    ----------
    store
        The store.
    request
        Period, limits and rules; its other inputs are taken from the store.
    settings
        Assumptions about need; the defaults where none are given.
    codes
        Teams that go; None for all in use. Without teams in the store the request says how many.
    more_teams
        Teams beyond those of the store: from the fixed centre, with every language and skill.
    with_promised
        Whether visits of the store that are still to come are promised.
    commitments
        Fixed and forbidden visits; those of the store that they do not speak of are promised.
    """
    need = load_need(store, on=request.since, settings=settings)
    known = load_known(store, since=request.since, until=until_of(request))
    staff = tuple(
        _team(known.number(team.code) or 0, team)
        for team in known.teams
        if codes is None or team.code in codes
    )
    numbers = [team.number for team in staff]
    staff += tuple(
        Team(
            number=max(numbers, default=0) + 1 + extra,
            languages=frozenset(code.code for code in codes_of("language")),
            skills=frozenset(code.code for code in codes_of("skill")),
        )
        for extra in range(more_teams)
    )
    promised = _promised(known, commitments) if with_promised else []
    earlier = load_answer(store, "earlier_visits", until=request.since)
    oldest = request.since - timedelta(weeks=EARLIER_WEEKS)
    inputs = PlanInputs(
        staff=staff,
        halls=tuple(_hall(hall) for hall in known.halls),
        requirements=tuple(
            Requirement(place.ekatte, frozenset(place.languages), frozenset(place.skills))
            for place in known.places
        ),
        commitments=(*commitments, *promised, *_without_referral(known)),
        earlier=tuple(
            EarlierVisit(row.ekatte, row.held_on.date(), _clock(row.starts_at))
            for row in earlier.itertuples()
            if row.held_on.date() >= oldest
        ),
        rules=request.inputs.rules,
    )
    return PlanningCase(
        needs=need.rows,
        municipalities=municipalities(),
        travel=need.travel,
        settings=need.fitted,
        request=replace(request, teams=len(staff) or request.teams, inputs=inputs),
    )


def _team(number: int, team: resources.TeamRecord) -> Team:
    return Team(
        number=number,
        base_ekatte=team.base_ekatte,
        weekdays=frozenset(day - 1 for day in team.weekdays) or MONDAY_TO_FRIDAY,
        blocked=frozenset(team.blocked_days),
        languages=frozenset(team.languages),
        skills=frozenset(team.skills),
        lives_in=frozenset(team.lives_in),
    )


def _hall(hall: resources.HallRecord) -> Hall:
    hours = tuple(OpenHours(day.weekday - 1, day.opens_at, day.closes_at) for day in hall.hours)
    return Hall(hall.ekatte, hours, hall.discretion)


def _promised(known: Known, commitments: Sequence[Commitment]) -> list[Commitment]:
    """Visits of the store, promised unless somebody has just said otherwise of the settlement."""
    spoken_of = {commitment.ekatte for commitment in commitments}
    return [
        Commitment(visit.ekatte, CommitmentKind.COMMITTED, visit.on, known.number(visit.team))
        for visit in known.visits
        if visit.ekatte not in spoken_of
    ]


def _without_referral(known: Known) -> list[Commitment]:
    """Settlements none of whose halls leads a woman on: nobody is sent there."""
    leads_on = {hall.ekatte for hall in known.halls if hall.has_referral}
    return [
        Commitment(ekatte, CommitmentKind.FORBIDDEN)
        for ekatte in sorted({hall.ekatte for hall in known.halls} - leads_on)
    ]


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if isinstance(text, str) and not pd.isna(text) else None
