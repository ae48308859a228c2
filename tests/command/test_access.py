"""The command `access` says how near help is, as JSON that adds up."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.command.test_command import ROOT, answer, priemna


@pytest.fixture
def store(demo_path, tmp_path):
    return shutil.copy(demo_path, tmp_path / "store.duckdb")


def test_access_is_told_for_all_settlements_and_adds_up(store):
    said = answer("access", "--store", store)
    assert (said["since"], said["until"]) == ("2023-04-05", "2024-04-04")
    assert len(said["settlements"]) == 83
    for one in said["within"]:
        inside = sum(
            row["women_14_plus"] for row in said["settlements"] if row["minutes"] <= one["minutes"]
        )
        assert one["by_all"] == pytest.approx(inside, abs=5)
        assert one["by_centre"] <= one["by_all"] <= said["women"]
    members = [ekatte for one in said["catchments"] for ekatte in one["members"]]
    assert sorted(members) == [row["ekatte"] for row in said["settlements"]]


def test_a_period_without_visits_leaves_the_centre_alone(store):
    said = answer("access", "--store", store, "--from", "2021-01-01", "--to", "2021-12-31")
    assert all(one["by_all"] == one["by_centre"] for one in said["within"])
    assert len(said["catchments"]) == 1


@pytest.mark.parametrize("points", [1, 2])
def test_further_points_are_proven_and_help(store, points):
    said = answer("access", "--store", store, "--points", points)["fixed_points"]
    assert len(said["fewest_minutes"]["places"]) == points
    assert said["fewest_minutes"]["gap"] == said["most_covered"]["gap"] == 0
    assert said["fewest_minutes"]["mean_after"] < said["fewest_minutes"]["mean_before"]
    assert said["most_covered"]["share_after"] > said["most_covered"]["share_before"]


def test_what_the_command_prints_is_json_alone_also_where_the_solver_works(store):
    done = subprocess.run(
        [sys.executable, "-m", "priemna", "access", "--json", "--points", "4", "--store", store],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert json.loads(done.stdout)["fixed_points"]


def test_words_are_said_without_json(store):
    assert "До 30 минути" in priemna("access", "--store", store).stdout
