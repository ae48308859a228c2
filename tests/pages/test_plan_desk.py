"""Stops are taken out, put in and moved by hand; what was marked is kept until it is taken back."""

from datetime import date, time

import pytest

from data.plans import PlannedVisit
from data.resources import HallRecord
from geo.messages import Message
from pages.ui.planning import desk as desks
from pages.ui.planning.accepting import best_discretion, exposed, visits_of
from pages.ui.planning.answers import mean_of_draws, tours_of
from pages.ui.planning.asking import Asked
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk, put, remove
from pages.ui.planning.opening import stored_tours
from pages.ui.planning.steps import day_of_change
from pages.ui.planning.words import say_plan
from priemna.planning.by_hand import HandTour
from priemna.planning.inputs import CommitmentKind
from priemna.planning.plan import Plan, Stop, Tour
from priemna.planning.request import PlanRequest
from priemna.planning.sensitivity import Staying

NISOVO, BYALA, BOROVO = "51768", "07603", "05611"
MAY_7, MAY_9 = date(2024, 5, 7), date(2024, 5, 9)
TOURS = (HandTour(MAY_7, 1, (NISOVO, BYALA)), HandTour(MAY_9, 1, (NISOVO,)))
ASKED = Asked(PlanRequest(date(2024, 5, 6)), ("A",))


def plan_of(tours):
    """A plan whose figures do not matter: an hour for each stop, from ten on."""
    return Plan(
        0.0,
        0.0,
        tuple(
            Tour(
                tour.on, tour.team, 10.0, 20, 5.0, time(16),
                tuple(
                    Stop(ekatte, "RSE04", time(10 + n), time(11 + n), Message("why"))
                    for n, ekatte in enumerate(tour.ekattes)
                ),
            )
            for tour in tours
        ),
        (),
    )  # fmt: skip


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(desks.answers, "by_hand", lambda _asked, _marks, tours: plan_of(tours))
    return Desk(ASKED, plan_of(TOURS))


def known(*, halls=(), visits=()):
    return Known(("A", "B"), (), tuple(halls), (), tuple(visits))


def test_a_stop_is_taken_out_on_one_day_or_on_all():
    assert remove(TOURS, NISOVO, MAY_9) == (TOURS[0],)
    assert remove(TOURS, NISOVO) == (HandTour(MAY_7, 1, (BYALA,)),)


def test_a_stop_is_put_at_the_end_of_a_tour_or_makes_one_of_its_own():
    assert put(TOURS, BOROVO, MAY_9, 1)[1] == HandTour(MAY_9, 1, (NISOVO, BOROVO))
    assert put(TOURS, BOROVO, MAY_7, 2) == (TOURS[0], HandTour(MAY_7, 2, (BOROVO,)), TOURS[1])


def test_locking_changes_no_tour_and_waits_for_the_next_plan(desk):
    then = desks.lock(desk, NISOVO, MAY_7, 1)
    (mark,) = then.marks
    assert (mark.kind, mark.on, mark.team) == (CommitmentKind.LOCKED, MAY_7, 1)
    assert tours_of(then.plan) == TOURS
    assert then.waits and not desk.waits


def test_one_settlement_is_locked_on_each_of_its_days(desk):
    then = desks.lock(desks.lock(desk, NISOVO, MAY_7, 1), NISOVO, MAY_9, 1)
    assert [mark.on for mark in then.marks] == [MAY_7, MAY_9]
    assert len(desks.lock(then, NISOVO, MAY_9, 1).marks) == 2


def test_forbidding_takes_every_visit_out_and_forgets_a_lock(desk):
    then = desks.forbid(desks.lock(desk, NISOVO, MAY_7, 1), NISOVO)
    assert [mark.kind for mark in then.marks] == [CommitmentKind.FORBIDDEN]
    assert tours_of(then.plan) == (HandTour(MAY_7, 1, (BYALA,)),)
    assert desks.release(then, NISOVO).marks == ()


def test_a_moved_stop_is_locked_where_it_was_put(desk):
    then = desks.move(desk, NISOVO, MAY_9, date(2024, 5, 14), 2)
    assert then.day_of(NISOVO) == [(MAY_7, 1), (date(2024, 5, 14), 2)]
    assert then.mark_of(NISOVO, date(2024, 5, 14)).team == 2
    assert then.before == desk.plan


def test_a_forbidden_place_that_is_added_by_hand_is_no_longer_forbidden(desk):
    then = desks.move(desks.forbid(desk, BOROVO), BOROVO, None, MAY_9, 1)
    assert [mark.kind for mark in then.marks] == [CommitmentKind.LOCKED]
    assert then.day_of(BOROVO) == [(MAY_9, 1)]


def test_each_step_can_be_taken_back_and_the_first_has_none_before(desk):
    first = desks.lock(desk, NISOVO, MAY_7, 1)
    second = desks.forbid(first, BYALA)
    assert desks.back(second) == first
    assert desks.back(desks.back(second)) == desk
    assert desks.back(desk) == desk


def test_visits_of_the_store_become_tours_in_order_of_their_hours():
    visits = [
        PlannedVisit(BYALA, MAY_7, "B", time(13)),
        PlannedVisit(NISOVO, MAY_7, "B", time(10)),
        PlannedVisit(BOROVO, MAY_9, "gone", time(10)),
    ]
    assert stored_tours(known(visits=visits)) == (HandTour(MAY_7, 2, (NISOVO, BYALA)),)


def test_stops_become_visits_with_the_code_of_the_team_and_the_best_hall(desk):
    halls = [HallRecord("1", NISOVO, discretion=2), HallRecord("2", NISOVO, discretion=4)]
    first = visits_of(desk, known(halls=halls))[0]
    assert first == PlannedVisit(NISOVO, MAY_7, "A", time(10), time(11), 4)
    assert best_discretion(known()) == {}


def test_only_stops_with_too_little_discretion_are_exposed(desk):
    halls = [HallRecord("1", NISOVO, discretion=2), HallRecord("2", BYALA, discretion=3)]
    assert exposed(desk, known(halls=halls)) == {(MAY_7, NISOVO), (MAY_9, NISOVO)}


@pytest.mark.parametrize(
    ("today", "counted"),
    [
        (date(2024, 4, 1), date(2024, 4, 1)),
        (date(2024, 5, 20), date(2024, 5, 20)),
        (date(2024, 6, 2), date(2024, 6, 2)),
        (date(2024, 6, 3), date(2024, 4, 26)),
    ],
)
def test_a_period_that_is_over_is_changed_as_if_it_lay_ahead(today, counted):
    assert day_of_change(ASKED.request, today) == counted


def test_draws_are_put_together_as_shares():
    drawn = [(Staying("1", 1.0), Staying("2", 0.0)), (Staying("2", 1.0), Staying("3", 1.0))]
    assert mean_of_draws(drawn) == (Staying("1", 0.5), Staying("2", 0.5), Staying("3", 0.5))


def test_teams_are_called_by_their_codes_in_what_the_planner_says():
    reason = Message("The tour of team {team} on {date} is {minutes} min too long.",
                     {"team": 2, "date": MAY_7, "minutes": 5})  # fmt: skip
    assert "B" in say_plan(reason, known())
    assert say_plan(Message("cancelled"), known())
