"""A plan is carried away as files by one command."""

import shutil

import pytest
from icalendar import Calendar

from tests.command.test_command import answer, priemna

PLAN = ("--from", "2024-05-06", "--weeks", "2")


@pytest.fixture
def store(demo_path, tmp_path):
    return shutil.copy(demo_path, tmp_path / "store.duckdb")


def test_a_plan_is_written_as_six_files(store, tmp_path):
    folder = tmp_path / "new" / "plan"
    said = answer("takeaway", folder, *PLAN, "--store", store)
    assert {name: (folder / name).stat().st_size for name in said["files"]} == said["files"]
    assert sorted(said["files"]) == [
        "day_sheets.pdf", "plan.geojson", "plan.xlsx", "public.ics", "routes.gpx", "team.ics",
    ]  # fmt: skip
    team = Calendar.from_ical((folder / "team.ics").read_bytes()).walk("VEVENT")
    public = Calendar.from_ical((folder / "public.ics").read_bytes()).walk("VEVENT")
    assert len(team) == said["visits"] >= len(public) > 0


def test_the_same_plan_taken_twice_changes_no_entry(store, tmp_path):
    def entries():
        priemna("takeaway", tmp_path, *PLAN, "--store", store)
        parsed = Calendar.from_ical((tmp_path / "team.ics").read_bytes())
        return [(e["uid"], e["sequence"], e["dtstart"].dt) for e in parsed.walk("VEVENT")]

    assert entries() == entries()


def test_the_public_calendar_names_settlements_only_where_it_is_asked_to(store, tmp_path):
    priemna("takeaway", tmp_path, *PLAN, "--store", store)
    quiet = (tmp_path / "public.ics").read_bytes()
    priemna("takeaway", tmp_path, *PLAN, "--store", store, "--name-settlements")
    named = Calendar.from_ical((tmp_path / "public.ics").read_bytes()).walk("VEVENT")
    assert b"VALUE=DATE" in quiet
    assert b"T0" not in quiet.replace(b"DTSTAMP", b"").split(b"DTSTART")[1].split(b"\r\n")[0]
    standing = [e for e in named if str(e["status"]) == "CONFIRMED"]
    assert all("община" in str(e["location"]) for e in standing)
    assert all(hasattr(e["dtstart"].dt, "hour") for e in standing)


def test_the_pack_of_a_day_is_written_as_two_files(store, tmp_path):
    planned = next(
        visit["visit_id"]
        for visit in answer("visits", "--store", store)["visits"]
        if visit["status"] == "planned"
    )
    said = answer("pack", planned, tmp_path / "pack", "--store", store)
    assert planned in said["stops"]
    assert {name: (tmp_path / "pack" / name).stat().st_size for name in said["files"]} == (
        said["files"]
    )
    assert [name.split("_", 1)[1] for name in said["files"]] == ["pack.html", "pack.pdf"]


def test_a_pack_for_no_visit_says_where_the_visits_are(store, tmp_path):
    refused = priemna("pack", "V999", tmp_path / "pack", "--store", store)
    assert refused.returncode == 1
    assert "priemna visits" in refused.stderr
    assert not (tmp_path / "pack").exists()
