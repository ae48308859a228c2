"""Teams, halls and rules: kept, changed with a line in the log, and taken back."""

from datetime import date, time

import pytest

from data.audit import entries, verify
from data.resources import (
    CannotUndo,
    HallRecord,
    OpenHours,
    PlaceRecord,
    ResourceRefused,
    TeamRecord,
    changes,
    delete_hall,
    delete_team,
    halls,
    places,
    rules,
    save_hall,
    save_place,
    save_rules,
    save_team,
    teams,
    undo_change,
)

NISOVO, BYALA = "51768", "07603"
TEAM = TeamRecord(
    "A", "63427", ("bulgarian", "romani"), ("legal",), (NISOVO,), (2, 4), (date(2024, 5, 7),)
)
HALL = HallRecord("", BYALA, "library", 4, True, (OpenHours(2, time(9), time(17)),))


def test_a_team_comes_back_as_it_was_kept(store):
    assert save_team(store, TEAM, who="ana")
    assert teams(store) == (TEAM,)
    assert not save_team(store, TEAM, who="ana")
    assert len(changes(store)) == 1


@pytest.mark.parametrize("code", ["", "Мария", "A B", "12345", "a-b", "_"])
def test_a_code_that_could_be_a_name_is_refused(store, code):
    with pytest.raises(ResourceRefused, match="Never a name"):
        save_team(store, TeamRecord(code))
    assert teams(store) == ()


def test_a_team_from_outside_the_district_is_refused(store):
    with pytest.raises(ResourceRefused, match="68134"):
        save_team(store, TeamRecord("A", lives_in=("68134",)))


def test_a_hall_gets_a_number_that_no_other_hall_ever_had(store):
    save_hall(store, HALL)
    save_hall(store, HALL)
    delete_hall(store, f"{BYALA}-2")
    save_hall(store, HALL)
    assert [hall.number for hall in halls(store)] == [f"{BYALA}-1", f"{BYALA}-3"]
    assert halls(store)[0].hours == HALL.hours


@pytest.mark.parametrize(
    "hall",
    [
        HallRecord("", "68134"),
        HallRecord("", BYALA, discretion=0),
        HallRecord("", BYALA, discretion=6),
        HallRecord("", BYALA, hours=(OpenHours(1, time(9), time(9)),)),
        HallRecord("", BYALA, hours=(OpenHours(1, time(9), time(10)),) * 2),
    ],
)
def test_a_hall_that_cannot_be_is_refused(store, hall):
    with pytest.raises(ResourceRefused):
        save_hall(store, hall)
    assert halls(store) == ()


def test_a_change_is_undone_from_the_top_and_each_step_is_in_the_log(store):
    save_team(store, TEAM, who="ana")
    other = TeamRecord("A", skills=("psychological",), in_use=False)
    save_team(store, other, who="eva")
    with pytest.raises(CannotUndo, match="change 2"):
        undo_change(store, 1)
    undo_change(store, 2, who="eva")
    assert teams(store) == (TEAM,)
    with pytest.raises(CannotUndo, match="undone already"):
        undo_change(store, 2)
    undo_change(store, 1)
    assert teams(store) == ()
    assert [line.action for line in entries(store)] == ["undone", "undone", "changed", "entered"]
    assert verify(store).holds


def test_what_was_deleted_comes_back_whole(store):
    save_team(store, TEAM)
    save_hall(store, HALL)
    kept = halls(store)
    delete_team(store, "A")
    delete_hall(store, kept[0].number)
    assert teams(store) == () and halls(store) == ()
    for change in changes(store, n=2):
        assert change.was_deleted
        undo_change(store, change.number)
    assert teams(store) == (TEAM,)
    assert halls(store) == kept


def test_rules_are_kept_by_name_and_undone_together(store):
    assert rules(store) == {}
    save_rules(store, {"reach_minutes": 15, "minimum_gap_days": 14.0})
    save_rules(store, {"reach_minutes": 20})
    assert rules(store) == {"reach_minutes": 20.0}
    undo_change(store, 2)
    assert rules(store) == {"reach_minutes": 15.0, "minimum_gap_days": 14.0}


def test_a_change_that_is_not_there_cannot_be_undone(store):
    with pytest.raises(CannotUndo, match="7"):
        undo_change(store, 7)


def test_what_a_place_asks_is_kept_until_it_asks_nothing(store):
    asked = PlaceRecord(NISOVO, ("romani", "turkish"), ("legal",))
    save_place(store, asked)
    assert places(store) == (asked,)
    save_place(store, PlaceRecord(NISOVO))
    assert places(store) == ()
    undo_change(store, 2)
    assert places(store) == (asked,)
