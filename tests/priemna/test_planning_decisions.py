"""Plans are explained, changed with few changes, scored by hand and compared."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from geo.places import municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.estimate import estimate_need
from priemna.need.settings import NeedSettings
from priemna.planning.by_hand import HandTour, score_by_hand
from priemna.planning.case import PlanningCase
from priemna.planning.explain import explain_absent, explain_stop
from priemna.planning.inputs import PlanInputs, Rules, Team
from priemna.planning.plan import PlanStatus, plan_case
from priemna.planning.replan import ChangeKind, replan
from priemna.planning.request import PlanRequest
from priemna.planning.scenarios import compare, scenario_curve
from priemna.planning.sensitivity import MarginalKind, marginal_values, sensitivity
from tests.oracles.plan_checker import broken_rules

TRAVEL = straight_line_times(settlements())
FROM = date(2024, 6, 3)
NEEDS = estimate_need(
    settlements(),
    municipalities(),
    TRAVEL,
    [],
    [],
    since=date(2022, 10, 3),
    until=FROM,
    settings=NeedSettings(),
)
CASE = PlanningCase(
    NEEDS,
    municipalities(),
    TRAVEL,
    NeedSettings(),
    PlanRequest(since=FROM, weeks=2, visits_per_municipality=0, gap=0.005),
)


@pytest.fixture(scope="module")
def plan():
    return plan_case(CASE)


def by_hand(plan):
    return [HandTour(t.on, t.team, tuple(s.ekatte for s in t.stops)) for t in plan.tours]


def test_the_plan_itself_scored_by_hand_is_worth_the_same_and_breaks_nothing(plan):
    scored = score_by_hand(CASE, by_hand(plan))
    assert scored.status is PlanStatus.BY_HAND
    assert scored.objective == pytest.approx(plan.objective)
    assert scored.km == pytest.approx(plan.km)
    assert scored.rules_not_kept == plan.rules_not_kept


def test_no_plan_by_hand_exceeds_the_bound(plan):
    first, *others = by_hand(plan)
    for place in settlements()[::20]:
        if place.ekatte != "63427" and place.ekatte not in first.ekattes:
            scored = score_by_hand(CASE, [replace(first, ekattes=(place.ekatte,)), *others])
            if not scored.rules_not_kept:
                assert scored.objective <= plan.bound + 1e-9


def test_a_plan_by_hand_names_each_rule_that_it_breaks():
    tours = [
        HandTour(date(2024, 6, 8), 7, ("07603", "84049", "02854")),
        HandTour(date(2024, 6, 11), 1, ("07603", "63427")),
    ]
    said = " ".join(reason.message for reason in score_by_hand(CASE, tours).rules_not_kept)
    for part in ("does not work", "too long", "must not be visited", "apart"):
        assert part in said


def test_a_stop_is_worth_no_more_than_what_is_lost_when_it_is_just_dropped(plan):
    for _, stop in plan.visits[:2]:
        reason = explain_stop(CASE, plan, stop.ekatte)
        dropped = stop.adds - CASE.request.women_per_drive_hour * stop.costs_minutes / 60
        assert 0 <= reason.worth <= dropped + 1e-9
        assert stop.why in reason.messages


def test_a_place_that_is_not_visited_has_a_price_and_a_reason(plan):
    visited = {stop.ekatte for _, stop in plan.visits}
    absent = next(
        p.ekatte for p in settlements() if p.ekatte not in visited and p.ekatte != "63427"
    )
    reason = explain_absent(CASE, plan, absent)
    assert reason.price >= 0
    assert reason.messages


def test_a_place_that_no_team_may_visit_has_no_price(plan):
    staff = (Team(1, lives_in=frozenset({"02854"})),)
    request = replace(CASE.request, inputs=PlanInputs(staff=staff))
    reason = explain_absent(replace(CASE, request=request), plan, "02854")
    assert reason.price is None
    assert reason.messages


def test_the_first_plan_is_told_before_a_better_one_is_looked_for(plan):
    told = []
    found = plan_case(CASE, at_once=told.append, progress=told.append)
    first, *progress = told
    assert broken_rules(first, TRAVEL, CASE.request) == []
    assert first.tours
    assert 0 < first.objective <= found.objective == pytest.approx(plan.objective)
    assert progress[-1].bound < progress[0].bound


def late():
    """A clock by which every time limit is over when it is looked at for the second time."""
    return count(step=1000).__next__


def test_no_answer_takes_longer_than_its_limit_on_the_clock(plan):
    _, stop = plan.visits[0]
    assert not explain_stop(CASE, plan, stop.ekatte, clock=late()).is_exact
    assert explain_stop(CASE, plan, stop.ekatte).is_exact
    unseen = next(r.settlement.ekatte for r in NEEDS if r.rank == 40)
    assert explain_absent(CASE, plan, unseen, clock=late()).messages
    for point in scenario_curve(CASE, [(1, 1)], clock=late()):
        assert point.women > 0
        assert not point.bound or point.bound > 1.5 * point.women
    new = replan(CASE, plan, today=FROM - timedelta(days=30), clock=late())
    assert new.kept == len(plan.visits)
    assert new.plan.status in {PlanStatus.STOPPED, PlanStatus.UNPROVEN}
    timeless = replan(CASE, plan, today=FROM - timedelta(days=30)).plan
    assert timeless.status in {PlanStatus.PROVEN, PlanStatus.WITHIN}


@pytest.mark.parametrize("tolerance", [0.001, 1.0])
def test_a_lost_day_costs_no_more_promises_than_the_value_allowed(plan, tolerance):
    lost = plan.tours[-1].on
    rules = Rules(change_tolerance=tolerance)
    inputs = PlanInputs((Team(1, blocked=frozenset({lost})),), rules=rules)
    # A municipality that the lost day served would be worth a promise on another day.
    now = replace(CASE, request=replace(CASE.request, inputs=inputs, visits_per_municipality=0))
    new = replan(now, plan, today=FROM - timedelta(days=30))
    assert lost not in {tour.on for tour in new.plan.tours}
    assert new.commitments == len(plan.visits)
    on_other_days = sum(tour.on != lost for tour, _ in plan.visits)
    assert new.kept <= on_other_days
    assert new.kept == on_other_days or tolerance < 1
    assert new.lost_share <= tolerance
    assert broken_rules(new.plan, TRAVEL, now.request) == []
    gone = [c for c in new.changes if c.kind in {ChangeKind.MOVED, ChangeKind.DROPPED}]
    assert len(gone) == new.commitments - new.kept


def test_frozen_days_stay_whatever_is_better(plan):
    richer = [replace(r, need=r.need * (5 if r.rank % 3 == 0 else 1)) for r in NEEDS]
    new = replan(replace(CASE, needs=richer), plan, today=FROM)
    until = FROM + timedelta(days=CASE.request.inputs.rules.freeze_days)
    frozen = {(t.on, s.ekatte) for t, s in plan.visits if t.on < until}
    assert frozen <= {(t.on, s.ekatte) for t, s in new.plan.visits}


def test_nothing_changed_means_no_changes(plan):
    new = replan(CASE, plan, today=FROM - timedelta(days=30))
    assert {change.kind for change in new.changes} == {ChangeKind.KEPT}


def test_more_is_never_worth_less(plan):
    found = marginal_values(CASE, plan)
    assert [m.kind for m in found] == [
        MarginalKind.HALF_DAY,
        MarginalKind.CAR,
        MarginalKind.HOUR,
    ]
    assert all(m.women >= 0 for m in found)
    assert found[1].women >= found[0].women - 0.005 * plan.bound


def test_the_curve_rises_with_days(plan):
    points = scenario_curve(CASE, [(1, 1), (1, 2)])
    assert points[0].women < points[1].women
    assert points[1].team_days == len(plan.tours)


def test_plans_are_compared_in_figures(plan):
    empty = score_by_hand(CASE, [])
    a, b = compare({"A": plan, "B": empty})
    assert (a.name, a.visits, a.gap) == ("A", len(plan.visits), plan.gap)
    assert (b.women, b.km, b.visits, b.fewest_visits) == (0, 0, 0, 0)


def test_the_same_seed_draws_the_same_and_shares_are_of_the_draws(plan):
    first = sensitivity(CASE, plan, draws=2, seed=3)
    assert first == sensitivity(CASE, plan, draws=2, seed=3)
    assert {s.ekatte for _, s in plan.visits} <= {s.ekatte for s in first}
    assert all(s.share_of_draws in (0, 0.5, 1) for s in first)
