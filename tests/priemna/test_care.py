"""What a plan asks of its teams, counted by hand."""

from datetime import date, time

import pytest

from geo.messages import Message
from priemna.planning.care import say_care, team_loads
from priemna.planning.plan import Plan, Stop, Tour

HEAVY = 450


def tour(day, team, hours, drive, stops=1):
    stop = Stop("07603", "RSE04", time(10), time(12), Message("why"))
    return Tour(date(2024, 5, day), team, drive * 0.9, drive, hours, time(17), (stop,) * stops)


def plan(*tours):
    return Plan(0.0, 0.0, tuple(tours), ())


def test_days_visits_hours_and_driving_are_summed_per_team():
    first, second = team_loads(
        plan(tour(7, 1, 7.0, 60, 2), tour(9, 1, 6.0, 40), tour(7, 2, 5.0, 30)),
        heavy_day_minutes=HEAVY,
    )
    assert (first.team, first.days, first.visits, first.drive_minutes) == (1, 2, 3, 100)
    assert (first.hours, first.longest_day_hours) == (13.0, 7.0)
    assert first.km == pytest.approx(90)
    assert (second.team, second.days, second.heavy_days) == (2, 1, 0)


@pytest.mark.parametrize(("hours", "heavy"), [(7.49, 0), (7.5, 0), (7.51, 1)])
def test_a_day_is_heavy_only_beyond_the_limit(hours, heavy):
    (load,) = team_loads(plan(tour(7, 1, hours, 60)), heavy_day_minutes=HEAVY)
    assert load.heavy_days == heavy


@pytest.mark.parametrize(
    ("days", "running"), [((7,), 1), ((7, 8), 2), ((7, 9), 2), ((7, 10), 1), ((7, 9, 11, 14), 3)]
)
def test_heavy_days_follow_each_other_within_two_days(days, running):
    tours = [tour(day, 1, 8.0, 60) for day in days]
    (load,) = team_loads(plan(*tours), heavy_day_minutes=HEAVY)
    assert load.heavy_running == running


def test_a_light_day_between_does_not_hide_that_heavy_days_are_close():
    tours = [tour(7, 1, 8.0, 60), tour(8, 1, 5.0, 60), tour(9, 1, 8.0, 60)]
    (load,) = team_loads(plan(*tours), heavy_day_minutes=HEAVY)
    assert load.heavy_running == 2


def test_heavy_days_and_uneven_driving_are_said_with_the_code_of_the_team():
    uneven = plan(tour(7, 1, 8.0, 130), tour(7, 2, 5.0, 70))
    said = say_care(
        team_loads(uneven, heavy_day_minutes=HEAVY),
        heavy_day_minutes=HEAVY,
        called=lambda number: " AB"[number],
    )
    assert [(m.values["team"], m.n) for m in said] == [("A", 1), ("A", None)]
    assert (said[1].values["minutes"], said[1].values["mean"]) == (130, 100)


def test_driving_shared_within_a_quarter_of_the_mean_is_no_matter():
    even = plan(tour(7, 1, 5.0, 125), tour(7, 2, 5.0, 75))
    assert say_care(team_loads(even, heavy_day_minutes=HEAVY), heavy_day_minutes=HEAVY) == ()


def test_a_plan_without_tours_asks_nothing():
    assert team_loads(plan(), heavy_day_minutes=HEAVY) == ()
    assert say_care((), heavy_day_minutes=HEAVY) == ()
