"""Days with more stops than can be looked at one by one still get a good plan, and no bound."""

import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from benchmarks.planning_instances import problem_of
from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.estimate import estimate_need
from priemna.need.settings import NeedSettings
from priemna.planning import plan as planning
from priemna.planning.enumerate import EVERY_ORDER, NO_STOP, best_order, shortest_way
from priemna.planning.inputs import Commitment, CommitmentKind, PlanInputs, Requirement
from priemna.planning.many_stops import with_longer_routes
from priemna.planning.plan import PlanStatus, make_plan, options_of
from priemna.planning.problem import DayClass, DayLimits, Floor, Problem
from priemna.planning.request import PlanRequest
from priemna.planning.search import search
from tests.oracles.plan_checker import broken_rules

TRAVEL = straight_line_times(settlements())
FROM = date(2024, 6, 3)
KNOWN = Path(__file__).parents[3] / "shared/bench/routing/m2x8_short_s1.json"


def problem(seed, places=13, hours=None):
    chance = np.random.default_rng(seed)
    at = chance.uniform(0, 60, (places, 2))
    minutes = np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    demand, site = np.nonzero(minutes <= 12)
    days = tuple(
        DayClass(1, 0, DayLimits(0, 420, 240), np.arange(places) != 0, hours) for _ in range(2)
    )
    return Problem(
        minutes=minutes,
        km=minutes,
        service=np.full(places, 20.0),
        weights=chance.uniform(1, 9, (1, places)),
        demand=demand,
        site=site,
        share=1 - minutes[demand, site] / 20,
        gains=(1.0, 0.5, 0.25),
        price_per_minute=0.03,
        classes=days,
        spacing=((0, 1),),
        floors=(Floor(np.array([1, 2]), np.arange(2), 1, 5.0),),
    )


@pytest.mark.parametrize("seed", range(4))
def test_with_proposed_routes_the_plan_is_nearly_the_best_of_all(seed):
    own = problem(seed)
    best = search(own, options_of(own, 12), gap=0.0, seconds=30)
    assert best.gap < 1e-6
    few = options_of(own, 2)
    assert search(own, few, gap=0.0, seconds=30).objective < 0.9 * best.objective
    more = with_longer_routes(own, few, 2)
    found = search(own, more, gap=0.0, seconds=30)
    assert 0.98 * best.objective <= found.objective <= best.objective + 1e-6
    assert max(len(pick.stops) for pick in best.picks) > EVERY_ORDER
    again = with_longer_routes(own, few, 2)
    assert all((a.stops == b.stops).all() for a, b in zip(more, again, strict=True))


def test_a_long_order_is_nearly_the_shortest_and_keeps_the_hours():
    for seed in range(6):
        free = problem(seed, places=8)
        stops = tuple(range(1, 8))

        def length(order, own=free):
            return sum(own.minutes[a, b] for a, b in zip((0, *order), (*order, 0), strict=True))

        shortest = min(map(length, permutations(stops)))
        assert shortest <= length(best_order(free, free.classes[0], stops)) <= 1.05 * shortest
        hours = np.tile([0.0, 420.0], (8, 1))
        hours[stops[-1]] = (0.0, free.minutes[0, 7] + 21)
        bound = problem(seed, places=8, hours=hours)
        assert best_order(bound, bound.classes[0], stops)[0] == 7
        hours[stops[-1]] = (0.0, 15.0)
        shut = problem(seed, places=8, hours=hours)
        assert shortest_way(shut, shut.classes[0], stops) is None


def needs():
    return estimate_need(
        settlements(),
        municipalities(),
        TRAVEL,
        [],
        [],
        since=date(2022, 10, 3),
        until=FROM,
        settings=NeedSettings(),
    )


def plan(request):
    return make_plan(needs(), municipalities(), TRAVEL, NeedSettings(), request)


def test_many_short_visits_make_a_sound_plan_that_claims_no_bound():
    base = list(TRAVEL.ekattes).index(CENTRE_EKATTE)
    near = [TRAVEL.ekattes[i] for i in np.argsort(TRAVEL.minutes[base])[1:14]]
    inputs = PlanInputs(
        requirements=tuple(Requirement(e, visit_minutes=25) for e in near),
        commitments=tuple(
            Commitment(e, CommitmentKind.FORBIDDEN)
            for e in TRAVEL.ekattes
            if e not in {*near, CENTRE_EKATTE}
        ),
    )
    inputs = replace(inputs, rules=replace(inputs.rules, reach_minutes=0.0))
    request = PlanRequest(
        since=FROM, weeks=1, days_per_week=1, women_per_drive_hour=0.01, inputs=inputs
    )
    made = plan(request)
    assert max(len(tour.stops) for tour in made.tours) > planning.MOST_STOPS
    assert broken_rules(made, TRAVEL, request) == []
    assert (made.bound, made.status) == (None, PlanStatus.UNPROVEN)


def test_days_that_hold_more_than_was_looked_at_claim_no_bound(monkeypatch):
    request = PlanRequest(
        since=FROM,
        weeks=1,
        visit_minutes=120,
        day_minutes=600,
        visits_per_municipality=0,
        gap=0.01,
    )
    exact = plan(request)
    monkeypatch.setattr(planning, "MOST_STOPS", 2)
    made = plan(request)
    assert broken_rules(made, TRAVEL, request) == []
    assert max(len(tour.stops) for tour in made.tours) > 2
    assert made.bound is None
    assert 0.85 * exact.objective <= made.objective <= exact.bound + 1e-9


@pytest.mark.skipif(not KNOWN.exists(), reason="The instances with known answers are not here.")
def test_a_month_of_short_stops_is_within_a_hundredth_of_the_best_known():
    data = json.loads(KNOWN.read_text(encoding="utf-8"))
    own = problem_of(data)
    more = with_longer_routes(own, options_of(own, 3), 3)
    assert any((routes.stops != NO_STOP).sum(axis=1).max() > 3 for routes in more)
    found = search(own, more, gap=0.001, seconds=20)
    assert 0.99 * data["best_objective"] <= found.objective <= data["proven_upper_bound"]
