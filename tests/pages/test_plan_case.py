"""What the store knows reaches the planner: teams, halls, places, visits to come and held."""

from datetime import date, time

import pytest

from data.entry import enter
from data.plans import PlannedVisit, accept_plan
from data.resources import (
    HallRecord,
    OpenHours,
    PlaceRecord,
    TeamRecord,
    save_hall,
    save_place,
    save_team,
)
from data.store import Store
from pages.ui.planning.case import load_case, load_case_of_teams, load_known
from priemna.planning.inputs import Commitment, CommitmentKind
from priemna.planning.request import PlanRequest

NISOVO, BYALA, BOROVO = "51768", "07603", "05611"
TODAY = date(2024, 4, 8)
REQUEST = PlanRequest(date(2024, 5, 6), weeks=4)
PERIOD = {"since": date(2024, 5, 6), "until": date(2024, 6, 3)}


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "store.duckdb")
    save_team(store, TeamRecord("A", languages=("romani",), lives_in=(NISOVO,), weekdays=(2, 4)))
    save_team(store, TeamRecord("B", blocked_days=(date(2024, 5, 7),)))
    save_team(store, TeamRecord("C", in_use=False))
    save_hall(store, HallRecord("", BYALA, "library", 4, True, (OpenHours(2, time(9), time(17)),)))
    save_hall(store, HallRecord("", BOROVO, has_referral=False))
    save_place(store, PlaceRecord(NISOVO, ("turkish",), ("legal",)))
    return store


def test_teams_in_use_are_numbered_in_order_of_their_codes(store):
    first, second = load_case(store, REQUEST).request.inputs.staff
    assert (first.number, first.weekdays, first.lives_in) == (1, {1, 3}, {NISOVO})
    assert (second.number, second.weekdays) == (2, set(range(5)))
    assert second.blocked == {date(2024, 5, 7)}
    known = load_known(store, **PERIOD)
    assert [known.code(number) for number in (1, 2, 3)] == ["A", "B", "3"]
    assert [known.number(code) for code in ("A", "B", "C")] == [1, 2, None]


def test_some_teams_keep_their_numbers_and_further_ones_follow(store):
    case = load_case(store, REQUEST, codes=("B",), more_teams=1)
    assert [team.number for team in case.request.inputs.staff] == [2, 3]
    assert case.request.teams == 2
    assert "turkish" in case.request.inputs.staff[1].languages


def test_halls_and_what_places_ask_reach_the_planner(store):
    inputs = load_case(store, REQUEST).request.inputs
    hall = next(hall for hall in inputs.halls if hall.ekatte == BYALA)
    assert (hall.discretion, hall.hours[0].weekday, hall.hours[0].opens) == (4, 1, time(9))
    (asked,) = inputs.requirements
    assert (asked.ekatte, asked.languages, asked.skills) == (NISOVO, {"turkish"}, {"legal"})


def test_nobody_is_sent_where_no_hall_leads_on(store):
    (forbidden,) = load_case(store, REQUEST).request.inputs.commitments
    assert (forbidden.ekatte, forbidden.kind) == (BOROVO, CommitmentKind.FORBIDDEN)


def test_visits_of_the_store_are_promised_unless_somebody_says_otherwise(store):
    visits = [
        PlannedVisit(BYALA, date(2024, 5, 14), "A"),
        PlannedVisit(NISOVO, date(2024, 5, 9), "B"),
    ]
    accept_plan(store, visits, **PERIOD, today=TODAY)
    marks = (Commitment(NISOVO, CommitmentKind.FORBIDDEN),)
    inputs = load_case(store, REQUEST, commitments=marks).request.inputs
    promised = [c for c in inputs.commitments if c.kind is CommitmentKind.COMMITTED]
    assert promised == [Commitment(BYALA, CommitmentKind.COMMITTED, date(2024, 5, 14), 1)]
    assert marks[0] in inputs.commitments
    free = load_case(store, REQUEST, with_promised=False).request.inputs
    assert all(c.kind is CommitmentKind.FORBIDDEN for c in free.commitments)


def test_visits_held_within_a_year_are_told_with_their_hour(store):
    for day in (date(2023, 5, 7), date(2023, 5, 8), date(2024, 4, 2)):
        held = {"ekatte": BYALA, "held_on": day, "status": "held", "starts_at": time(10)}
        assert enter(store, "visits", held, today=TODAY).accepted
    earlier = load_case(store, REQUEST).request.inputs.earlier
    assert [visit.on for visit in earlier] == [date(2023, 5, 8), date(2024, 4, 2)]
    assert earlier[0].starts_at == time(10)


def test_without_teams_in_the_store_the_request_says_how_many(tmp_path):
    store = Store.create(tmp_path / "empty.duckdb")
    case = load_case(store, PlanRequest(date(2024, 5, 6), teams=3))
    assert (case.request.teams, case.request.inputs.staff) == (3, ())


def test_a_command_takes_the_teams_of_the_store_first_and_then_plain_ones(store):
    def staff(teams):
        request = PlanRequest(date(2024, 5, 6), teams=teams)
        return load_case_of_teams(store, request).request.inputs.staff

    assert [team.number for team in staff(1)] == [1]
    assert staff(1)[0].lives_in == {NISOVO}
    assert [team.number for team in staff(3)] == [1, 2, 3]
    assert (staff(3)[1].blocked, staff(3)[2].blocked) == ({date(2024, 5, 7)}, frozenset())


def test_a_store_without_teams_and_halls_plans_for_plain_teams(tmp_path):
    store = Store.create(tmp_path / "empty.duckdb")
    case = load_case_of_teams(store, PlanRequest(date(2024, 5, 6), teams=3))
    assert (case.request.teams, case.request.inputs) == (3, PlanRequest(date(2024, 5, 6)).inputs)
