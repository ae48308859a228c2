"""Searches and answers of the planner kept between clicks, as long as the store says the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import streamlit as st

from data.store import Store
from pages.ui import cached
from pages.ui.planning.asking import Asked
from pages.ui.planning.case import Known, load_case, load_known, until_of
from pages.ui.planning.jobs import Job
from priemna.need.settings import NeedSettings
from priemna.planning.by_hand import HandTour, score_by_hand
from priemna.planning.case import PlanningCase
from priemna.planning.explain import AbsentReason, StopReason, explain_absent, explain_stop
from priemna.planning.inputs import Commitment, CommitmentKind
from priemna.planning.plan import Plan, plan_case
from priemna.planning.replan import Replanned, replan
from priemna.planning.scenarios import CurvePoint
from priemna.planning.sensitivity import Marginal, Staying, marginal_values, sensitivity

Marks = tuple[Commitment, ...]
Whys = dict[str, AbsentReason]

SECONDS_FOR_ONE = 4.0
"""Longest search for the reason of one settlement; it begins with the plan in hand."""

SECONDS_FOR_ONE_OF_MANY = 2.0

DRAWS = 12


def marginal_job(asked: Asked, plan: Plan) -> Job[tuple[Marginal, ...]]:
    """What a further half day, car or hour would bring."""
    return _marginal_job(cached.state(), asked, tours_of(plan), plan)


def sensitivity_job(asked: Asked, plan: Plan) -> Job[tuple[Staying, ...]]:
    """How often each place is visited when need and travel times are other than thought."""
    return _sensitivity_job(cached.state(), asked, tours_of(plan), plan)


def curve_job(points: Mapping[tuple[int, int], Asked]) -> Job[tuple[CurvePoint, ...]]:
    """Need reached for more and more team-days; by teams and days a week, what is asked."""
    return _curve_job(cached.state(), tuple(points.items()))


def why_not_job(asked: Asked, marks: Marks, plan: Plan, ekattes: tuple[str, ...]) -> Job[Whys]:
    """Why each of these settlements is not visited, one after the other."""
    return _why_not_job(cached.state(), asked, marks, tours_of(plan), ekattes, plan)


def known(asked: Asked) -> Known:
    """What the store knows for plans of the period."""
    return _known(cached.state(), asked.request.since, until_of(asked.request))


def case(asked: Asked, marks: Marks = ()) -> PlanningCase:
    """The planning question with what was locked and forbidden."""
    return _case(cached.state(), asked, marks)


def plan_job(asked: Asked, marks: Marks = ()) -> Job[Plan]:
    """The search for a plan; the same question shares one search."""
    return _plan_job(cached.state(), asked, marks)


def replan_job(asked: Asked, marks: Marks, old: Plan, today: date) -> Job[Replanned]:
    """The search for the plan nearest to an old one."""
    return _replan_job(cached.state(), asked, marks, tours_of(old), old, today)


def by_hand(asked: Asked, marks: Marks, tours: Sequence[HandTour]) -> Plan:
    """What a plan put together by a person is worth, and which rules it breaks."""
    return _by_hand(cached.state(), asked, marks, tuple(tours))


def why_stop(asked: Asked, marks: Marks, plan: Plan, ekatte: str, on: date) -> StopReason:
    """Why a settlement is visited on a day."""
    return _why_stop(cached.state(), asked, marks, tours_of(plan), ekatte, on, plan)


def why_not(asked: Asked, marks: Marks, plan: Plan, ekatte: str) -> AbsentReason:
    """Why a settlement is not visited."""
    return _why_not(cached.state(), asked, marks, tours_of(plan), ekatte, plan)


def tours_of(plan: Plan) -> tuple[HandTour, ...]:
    """Tours of a plan without its hours: what tells two plans of one question apart."""
    return tuple(
        HandTour(tour.on, tour.team, tuple(stop.ekatte for stop in tour.stops))
        for tour in plan.tours
    )


def _store(state: tuple[str, str]) -> Store:
    return Store.open(Path(state[0]))


@st.cache_data(show_spinner=False, max_entries=30)
def _known(state: tuple[str, str], since: date, until: date) -> Known:
    return load_known(_store(state), since=since, until=until)


@st.cache_resource(show_spinner=False, max_entries=30)
def _case(state: tuple[str, str], asked: Asked, marks: Marks) -> PlanningCase:
    settings = NeedSettings()
    return load_case(
        _store(state),
        asked.request,
        settings,
        codes=asked.codes,
        more_teams=asked.more_teams,
        with_promised=asked.with_promised,
        commitments=marks,
    )


@st.cache_resource(show_spinner=False, max_entries=30)
def _plan_job(state: tuple[str, str], asked: Asked, marks: Marks) -> Job[Plan]:
    question = _case(state, asked, marks)
    return Job(
        lambda tell, ended: plan_case(
            question, at_once=tell, progress=tell, cancel=ended, clock=monotonic
        )
    )


@st.cache_resource(show_spinner=False, max_entries=30)
def _replan_job(
    state: tuple[str, str],
    asked: Asked,
    marks: Marks,
    tours: tuple[HandTour, ...],  # noqa: ARG001 - part of the key: the plan itself is not
    _old: Plan,
    today: date,
) -> Job[Replanned]:
    question = _case(state, asked, marks)
    return Job(
        lambda tell, ended: replan(
            question, _old, today=today, progress=tell, cancel=ended, clock=monotonic
        )
    )


@st.cache_data(show_spinner=False, max_entries=200)
def _by_hand(
    state: tuple[str, str], asked: Asked, marks: Marks, tours: tuple[HandTour, ...]
) -> Plan:
    # Promised, so that every day on which a person sends a team is a day of the plan.
    marked = {(mark.ekatte, mark.on) for mark in marks}
    promised = tuple(
        Commitment(ekatte, CommitmentKind.COMMITTED, tour.on)
        for tour in tours
        for ekatte in tour.ekattes
        if (ekatte, tour.on) not in marked
    )
    return score_by_hand(_case(state, asked, (*marks, *promised)), tours)


@st.cache_data(show_spinner=False, max_entries=300)
def _why_stop(
    state: tuple[str, str],
    asked: Asked,
    marks: Marks,
    tours: tuple[HandTour, ...],  # noqa: ARG001
    ekatte: str,
    on: date,
    _plan: Plan,
) -> Any:
    question = _within(_case(state, asked, marks), SECONDS_FOR_ONE)
    return explain_stop(question, _plan, ekatte, on, clock=monotonic)


@st.cache_data(show_spinner=False, max_entries=300)
def _why_not(
    state: tuple[str, str],
    asked: Asked,
    marks: Marks,
    tours: tuple[HandTour, ...],  # noqa: ARG001
    ekatte: str,
    _plan: Plan,
) -> Any:
    question = _within(_case(state, asked, marks), SECONDS_FOR_ONE)
    return explain_absent(question, _plan, ekatte, clock=monotonic)


@st.cache_resource(show_spinner=False, max_entries=30)
def _why_not_job(
    state: tuple[str, str],
    asked: Asked,
    marks: Marks,
    tours: tuple[HandTour, ...],  # noqa: ARG001
    ekattes: tuple[str, ...],
    _plan: Plan,
) -> Job[Whys]:
    question = _case(state, asked, marks)

    def work(tell: Callable[[object], None], ended: Callable[[], bool]) -> Whys:
        found = {}
        for number, ekatte in enumerate(ekattes, start=1):
            if ended():
                break
            found[ekatte] = explain_absent(question, _plan, ekatte, with_price=False)
            tell((number, len(ekattes)))
        return found

    return Job(work)


@st.cache_resource(show_spinner=False, max_entries=30)
def _marginal_job(
    state: tuple[str, str],
    asked: Asked,
    tours: tuple[HandTour, ...],  # noqa: ARG001
    _plan: Plan,
) -> Job[tuple[Marginal, ...]]:
    question = _case(state, asked, ())
    return Job(lambda _tell, ended: marginal_values(question, _plan, cancel=ended, clock=monotonic))


@st.cache_resource(show_spinner=False, max_entries=30)
def _sensitivity_job(
    state: tuple[str, str],
    asked: Asked,
    tours: tuple[HandTour, ...],  # noqa: ARG001
    _plan: Plan,
) -> Job[tuple[Staying, ...]]:
    question = _within(_case(state, asked, ()), SECONDS_FOR_ONE_OF_MANY)

    def work(tell: Callable[[object], None], ended: Callable[[], bool]) -> tuple[Staying, ...]:
        drawn = []
        while len(drawn) < DRAWS and not (drawn and ended()):
            drawn.append(sensitivity(question, _plan, draws=1, seed=len(drawn), clock=monotonic))
            tell((len(drawn), DRAWS))
        return mean_of_draws(drawn)

    return Job(work)


@st.cache_resource(show_spinner=False, max_entries=30)
def _curve_job(
    state: tuple[str, str], points: tuple[tuple[tuple[int, int], Asked], ...]
) -> Job[tuple[CurvePoint, ...]]:
    questions = [(pair, _case(state, asked, ())) for pair, asked in points]

    def work(tell: Callable[[object], None], ended: Callable[[], bool]) -> tuple[CurvePoint, ...]:
        found = []
        for (teams, days), question in questions:
            if ended():
                break
            shorter = _within(question, SECONDS_FOR_ONE_OF_MANY)
            plan = plan_case(shorter, cancel=ended, clock=monotonic)
            found.append(
                CurvePoint(teams, days, len(plan.tours), plan.women_reached, plan.km, plan.bound)
            )
            tell((len(found), len(questions)))
        return tuple(found)

    return Job(work)


def mean_of_draws(drawn: Sequence[tuple[Staying, ...]]) -> tuple[Staying, ...]:
    """Put draws together: in which share of them each settlement is visited, the surest first."""
    shares: dict[str, float] = {}
    for one in drawn:
        for place in one:
            shares[place.ekatte] = shares.get(place.ekatte, 0.0) + place.share_of_draws
    found = [Staying(ekatte, share / len(drawn)) for ekatte, share in shares.items()]
    return tuple(sorted(found, key=lambda place: (-place.share_of_draws, place.ekatte)))


def _within(question: PlanningCase, seconds: float) -> PlanningCase:
    """The same question, searched for a shorter time."""
    shorter = min(seconds, question.request.time_limit_seconds)
    return replace(question, request=replace(question.request, time_limit_seconds=shorter))
