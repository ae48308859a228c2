"""Plans keep their rules, say which they could not keep, and explain every stop."""

from dataclasses import replace
from datetime import date, time

import pytest

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.estimate import estimate_need
from priemna.need.exposure import HeldVisit
from priemna.need.settings import NeedSettings
from priemna.need.value import Reach
from priemna.planning.by_hand import HandTour, score_by_hand
from priemna.planning.case import PlanningCase
from priemna.planning.choose import candidates
from priemna.planning.inputs import (
    Commitment,
    CommitmentKind,
    EarlierVisit,
    Hall,
    OpenHours,
    PlanInputs,
    Requirement,
    Rules,
    Team,
)
from priemna.planning.plan import PlanStatus, make_plan
from priemna.planning.request import PlanRefused, PlanRequest
from priemna.planning.workdays import workdays
from tests.oracles.plan_checker import broken_rules, forgotten, locked_but_absent
from tests.oracles.plan_value import women_reached

TRAVEL = straight_line_times(settlements())
SETTINGS = NeedSettings()
FROM = date(2024, 5, 1)


def needs(visits=()):
    return estimate_need(
        settlements(),
        municipalities(),
        TRAVEL,
        list(visits),
        [],
        since=date(2022, 10, 3),
        until=FROM,
        settings=SETTINGS,
    )


def plan(request, visits=(), **options):
    return make_plan(needs(visits), municipalities(), TRAVEL, SETTINGS, request, **options)


def stops(made):
    return [stop for tour in made.tours for stop in tour.stops]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"teams": 3, "days_per_week": 3, "weeks": 2},
        {"weeks": 1, "days_per_week": 1},
        {"visit_minutes": 240},
        {"visit_minutes": 120, "day_minutes": 600, "drive_minutes": 300},
        {"drive_minutes": 50},
        {"visits_per_municipality": 0},
        {"starts_at": time(7, 30)},
        {"day_minutes": 60},
        {"drive_minutes": 1},
        {"weeks": 13, "teams": 2, "days_per_week": 2},
    ],
    ids=str,
)
def test_no_plan_breaks_a_rule(options):
    request = PlanRequest(since=FROM, **options)
    made = plan(request)
    assert broken_rules(made, TRAVEL, request) == []


def test_a_month_of_one_team_visits_every_municipality():
    made = plan(PlanRequest(since=FROM))
    assert {stop.municipality_code for stop in stops(made)} == {m.code for m in municipalities()}
    assert made.rules_not_kept == ()


def test_the_same_question_gets_the_same_plan():
    request = PlanRequest(since=FROM, weeks=2)
    assert plan(request) == plan(request)


def test_too_few_days_name_each_municipality_left_out():
    made = plan(PlanRequest(since=FROM, weeks=1, days_per_week=1))
    served = {stop.municipality_code for stop in stops(made)}
    named = {reason.values["municipality"].code for reason in made.rules_not_kept}
    assert served
    assert served | named == {m.code for m in municipalities()}
    assert not served & named


def test_a_day_too_short_for_any_visit_gives_an_empty_plan_that_says_so():
    made = plan(PlanRequest(since=FROM, day_minutes=60))
    assert made.tours == ()
    assert made.objective == 0
    assert len(made.rules_not_kept) == 8


def test_a_week_with_too_few_working_days_is_said():
    # 1 to 6 May 2024: Labour Day, Orthodox Easter from Good Friday to Monday, St George's Day.
    made = plan(PlanRequest(since=FROM, weeks=1, days_per_week=3))
    assert [r.n for r in made.rules_not_kept if r.n is not None] == [2]


def test_visits_move_when_a_place_was_just_visited():
    request = PlanRequest(since=FROM, weeks=2, visits_per_municipality=0)
    first = {stop.ekatte for stop in stops(plan(request))}
    was_there = [HeldVisit(ekatte, date(2024, 4, 29)) for ekatte in first]
    assert first != {stop.ekatte for stop in stops(plan(request, was_there))}


def test_what_is_already_arranged_is_not_planned_again():
    request = PlanRequest(since=FROM, weeks=2)
    usual = {stop.ekatte for stop in stops(plan(request))}
    made = plan(request, arranged=tuple(usual))
    assert not usual & {stop.ekatte for stop in stops(made)}


def test_need_reached_is_that_of_the_stops_and_driving_is_taken_off():
    request = PlanRequest(since=FROM, women_per_drive_hour=0.5)
    made = plan(request)
    by_hand = women_reached(
        [s.ekatte for s in stops(made)], needs(), TRAVEL, SETTINGS, Rules(), CENTRE_EKATTE
    )
    assert made.women_reached == pytest.approx(by_hand)
    hours = sum(tour.drive_minutes for tour in made.tours) / 60
    assert made.objective == pytest.approx(made.women_reached - 0.5 * hours)


def test_a_plan_says_how_far_it_is_from_the_best_possible():
    made = plan(PlanRequest(since=FROM, weeks=2))
    assert made.status in {PlanStatus.PROVEN, PlanStatus.WITHIN}
    assert made.objective <= made.bound <= made.objective * 1.001 + 1e-9
    assert 0 <= made.gap <= 0.001


def test_a_search_that_is_stopped_still_gives_a_plan_and_a_bound_in_words():
    made = plan(PlanRequest(since=FROM), cancel=lambda: True)
    assert made.tours
    assert made.status is PlanStatus.STOPPED
    assert "time allowed" in made.how_good.message
    early = replace(made, bound=100 * made.objective)
    assert "not known" in early.how_good.message and not early.how_good.values


def test_with_too_many_routes_days_are_filled_by_a_router_and_no_bound_is_claimed(monkeypatch):
    monkeypatch.setattr("priemna.planning.enumerate.MOST_ROUTES", 100)
    request = PlanRequest(since=FROM, weeks=1)
    made = plan(request)
    assert max(len(tour.stops) for tour in made.tours) > 1
    assert broken_rules(made, TRAVEL, request) == []
    assert (made.bound, made.gap, made.status) == (None, None, PlanStatus.UNPROVEN)
    assert "not known" in made.how_good.message


def test_what_a_stop_adds_is_what_is_lost_without_it():
    made = plan(PlanRequest(since=FROM, weeks=1))
    sites = [stop.ekatte for stop in stops(made)]
    for i, stop in enumerate(stops(made)):
        others = sites[:i] + sites[i + 1 :]
        value = [
            women_reached(s, needs(), TRAVEL, SETTINGS, Rules(), CENTRE_EKATTE)
            for s in (sites, others)
        ]
        assert stop.adds == pytest.approx(value[0] - value[1])


def test_one_in_five_candidates_is_for_learning():
    rows = needs()
    picked = candidates(
        rows,
        Reach(rows, TRAVEL, SETTINGS),
        count=20,
        every_municipality=False,
        within_reach=TRAVEL.ekattes,
        already=(),
        on=FROM,
    )
    assert [i for i, c in enumerate(picked) if c.to_learn] == [4, 9, 14, 19]
    assert len({c.ekatte for c in picked}) == 20


def test_weekends_and_public_holidays_stay_free():
    weeks = workdays(date(2024, 12, 23), 2, 5)
    days = [day for week in weeks for day in week]
    assert date(2024, 12, 23) in days
    assert not {date(2024, 12, d) for d in (24, 25, 26, 28, 29)} & set(days)
    assert date(2025, 1, 1) not in days


def test_two_days_a_week_are_tuesday_and_thursday_where_they_are_free():
    assert [day.weekday() for day in workdays(date(2024, 6, 3), 1, 2)[0]] == [1, 3]


SENDOVO, OBRETENIK = "66229", "53117"
TUESDAY = date(2024, 5, 7)


@pytest.mark.parametrize(
    "inputs",
    [
        PlanInputs(
            staff=(
                Team(1, lives_in=frozenset({"07603", "67444"})),
                Team(2, weekdays=frozenset({1}), drive_minutes=90, languages=frozenset({"rom"})),
                Team(4, blocked=frozenset({TUESDAY}), day_minutes=420, km_per_day=90.0),
            ),
            requirements=(Requirement("20184", languages=frozenset({"rom"})),),
        ),
        PlanInputs(
            halls=(
                Hall("07603", (OpenHours(1, time(13), time(17)), OpenHours(3, time(8), time(12)))),
                Hall("67444", discretion=1),
                Hall("20184", (OpenHours(3, time(10), time(14)),), discretion=5),
            )
        ),
        PlanInputs(
            commitments=(
                Commitment(OBRETENIK, CommitmentKind.LOCKED, TUESDAY),
                Commitment("07603", CommitmentKind.FORBIDDEN),
                Commitment("67444", CommitmentKind.FORBIDDEN, date(2024, 5, 9)),
                Commitment(SENDOVO, CommitmentKind.COMMITTED, date(2024, 5, 8)),
            ),
            earlier=(EarlierVisit("20184", date(2024, 4, 28), time(9, 30)),),
        ),
        PlanInputs(rules=Rules(no_referral=frozenset({"RSE04"}), hall_required=False)),
        PlanInputs(rules=Rules(heavy_day_minutes=440, heavy_days_per_week=1, forgotten_weeks=26)),
        PlanInputs(rules=Rules(gap_days=40, repeat_gains=(1.0, 0.0))),
        PlanInputs(rules=Rules(break_minutes=0, reach_minutes=0)),
    ],
    ids=["teams", "halls", "commitments", "referral", "heavy", "gap", "no reach"],
)
def test_no_plan_breaks_a_rule_of_teams_halls_and_commitments(inputs):
    request = PlanRequest(since=FROM, inputs=inputs, gap=0.01)
    made = plan(request)
    assert made.tours
    assert broken_rules(made, TRAVEL, request) == []
    assert locked_but_absent(made, inputs) == []


@pytest.mark.parametrize("weeks", [1, 2, 4, 6])
def test_settlements_forgotten_at_any_time_of_the_period_are_counted(weeks):
    def made(penalty):
        rules = Rules(forgotten_weeks=weeks, forgotten_penalty=penalty, information_share=0.0)
        earlier = (
            EarlierVisit("20184", date(2024, 4, 12), time(9, 30)),
            EarlierVisit(OBRETENIK, date(2024, 3, 1), time(9, 30)),
        )
        inputs = PlanInputs(rules=rules, earlier=earlier)
        request = PlanRequest(since=FROM, weeks=4, inputs=inputs, gap=0.05, time_limit_seconds=2.0)
        found = plan(request)
        assert broken_rules(found, TRAVEL, request) == []
        hands = [HandTour(t.on, t.team, tuple(s.ekatte for s in t.stops)) for t in found.tours]
        case = PlanningCase(needs(), municipalities(), TRAVEL, SETTINGS, request)
        assert score_by_hand(case, hands).objective == pytest.approx(found.objective)
        said = [reason.n for reason in found.rules_not_kept if "weeks" in reason.values]
        left = forgotten(found, TRAVEL, request, needs())
        assert sum(said) == len(left)
        return len(left)

    assert made(2.0) < made(0.0) or weeks >= 4


def test_a_locked_visit_that_is_not_possible_is_said():
    hall = Hall(OBRETENIK, (OpenHours(3, time(9), time(17)),))
    locked = Commitment(OBRETENIK, CommitmentKind.LOCKED, TUESDAY)
    request = PlanRequest(
        since=FROM, weeks=2, inputs=PlanInputs(halls=(hall,), commitments=(locked,))
    )
    said = [reason.values for reason in plan(request).rules_not_kept]
    assert {"place", "date"} in [set(values) for values in said]


def test_where_no_hall_is_open_the_plan_is_empty_and_each_municipality_is_named():
    request = PlanRequest(since=FROM, inputs=PlanInputs(rules=Rules(hall_required=True)))
    made = plan(request)
    assert made.tours == ()
    assert len(made.rules_not_kept) == 8
    assert all("hall" in reason.message for reason in made.rules_not_kept)


def test_more_visits_wanted_than_days_gives_a_plan_that_says_what_lacks():
    made = plan(PlanRequest(since=FROM, weeks=2, visits_per_municipality=8))
    assert made.tours
    assert sum(r.n for r in made.rules_not_kept if r.n) > 30


def test_a_place_just_visited_waits_for_the_gap():
    request = PlanRequest(since=FROM, weeks=2, visits_per_municipality=0)
    made = plan(request, [HeldVisit("07603", date(2024, 4, 29))])
    days = [tour.on for tour, stop in made.visits if stop.ekatte == "07603"]
    assert all((day - date(2024, 4, 29)).days >= 14 for day in days)


def test_alike_teams_share_the_driving():
    made = plan(PlanRequest(since=FROM, teams=2))
    driven = [sum(t.drive_minutes for t in made.tours if t.team == n) for n in (1, 2)]
    assert abs(driven[0] - driven[1]) < 180


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("weeks", 0),
        ("weeks", 14),
        ("teams", 0),
        ("days_per_week", 6),
        ("visit_minutes", 119),
        ("visit_minutes", 241),
        ("visits_per_municipality", 9),
    ],
)
def test_a_request_outside_its_limits_is_refused_by_name(setting, value):
    with pytest.raises(PlanRefused, match=setting):
        PlanRequest(since=FROM, **{setting: value})
