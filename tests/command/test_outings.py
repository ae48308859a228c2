"""The commands `visits` and `visit` list mobile offices and move one on."""

import shutil

import pytest

from tests.command.test_command import answer, priemna


@pytest.fixture
def store(demo_path, tmp_path):
    return shutil.copy(demo_path, tmp_path / "store.duckdb")


def test_visits_are_listed_with_what_is_overdue_first(store):
    said = answer("visits", "--store", store)
    assert said["on"] == "2024-04-03"
    first = said["visits"][0]
    assert (first["visit_id"], first["overdue"], first["days_overdue"]) == ("V039", "outcome", 15)
    assert first["steps"] == ["hold", "postpone", "cancel"]
    assert said["overdue"] == sum(visit["overdue"] is not None for visit in said["visits"]) == 3
    for row in said["municipalities"]:
        assert row["planned"] == row["held"] + row["cancelled"] + row["open"]
    assert sum(row["planned"] for row in said["municipalities"]) == len(said["visits"]) == 42


def test_only_overdue_ones_are_listed_where_that_is_asked(store):
    said = answer("visits", "--store", store, "--overdue")
    assert [visit["visit_id"] for visit in said["visits"]] == ["V039", "V038", "V040"]


def test_a_period_ends_with_its_last_day(store):
    options = ("--from", "2024-03-19", "--to", "2024-03-20")
    said = answer("visits", "--store", store, *options)
    assert [visit["visit_id"] for visit in said["visits"]] == ["V039", "V038"]


def test_a_visit_is_moved_and_the_move_undone(store):
    said = answer("visit", "V039", "hold", "--day", "2024-03-20", "--store", store)
    assert (said["status"], said["held_on"]) == ("held", "2024-03-20")
    assert priemna("undo", said["batch"], "--store", store).returncode == 0
    again = answer("visits", "--store", store, "--overdue")
    assert again["visits"][0]["status"] == "planned"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("V001", "cancel", "--reason", "weather"), "V001"),
        (("V042", "cancel"), "защо"),
        (("V042", "postpone", "--day", "2024-04-01"), "новия ден"),
        (("V999", "confirm"), "V999"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_in_one_line(store, arguments, words):
    done = priemna("visit", *arguments, "--store", store)
    assert done.returncode == 1
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
