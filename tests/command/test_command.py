"""The command keeps its contract: shapes of JSON, exit codes, one clear line for each error."""

import argparse
import importlib
import io
import json
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from geo.places import municipalities, settlements
from priemna.__main__ import run
from priemna.commands import FAMILIES

ROOT = Path(__file__).parents[2]
PLAN = ("plan", "--from", "2024-05-01", "--weeks", "4", "--teams", "1", "--days-per-week", "2")


@dataclass
class Done:
    """What a command left behind."""

    returncode: object
    stdout: str
    stderr: str


def priemna(*arguments):
    """Run the command in this process: starting Python anew each time would take the minutes."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        run(list(map(str, arguments)))
    return Done(ended.value.code, out.getvalue(), err.getvalue())


def answer(*arguments):
    done = priemna(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.fixture
def store(demo_path, tmp_path):
    return shutil.copy(demo_path, tmp_path / "store.duckdb")


@pytest.fixture
def visits_workbook(tmp_path):
    """A coordinator's own workbook: a title above the header, Cyrillic, dates as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Изнесени приемни, април 2024 г."])
    sheet.append([])
    sheet.append(["Дата", "Населено място", "Начален час", "Краен час", "Състояние", "Километри"])
    sheet.append(["09.04.2024", "гр. Бяла", "10:00", "13:00", "проведена", 112])
    sheet.append(["11.04.2024", "с. Полско Косово, общ. Бяла", "10:00", "12:30", "проведена", 120])
    sheet.append(["16.04.2024", "гр. Глоджево", "09:30", "12:30", "проведена", 96])
    path = tmp_path / "приемни април.xlsx"
    book.save(path)
    return path


def test_need_prints_83_settlements_in_the_promised_shape(store):
    rows = answer("need", "--store", store)["settlements"]
    assert len(rows) == 83
    assert {row["ekatte"] for row in rows} == {s.ekatte for s in settlements()}
    assert set(rows[0]) >= {
        *("ekatte", "name", "municipality_code", "need", "low", "high", "rank"),
        *("p_top10", "visited", "last_visit_on", "why"),
    }
    assert [row["rank"] for row in rows] == list(range(1, 84))
    assert all(row["low"] <= row["need"] <= row["high"] for row in rows)
    assert any(row["visited"] for row in rows)
    assert all((row["last_visit_on"] is not None) == row["visited"] for row in rows)


def test_plan_prints_tours_in_the_promised_shape(store):
    plan = answer(*PLAN, "--store", store)
    assert set(plan) >= {"objective", "bound", "gap", "tours", "rules_not_kept"}
    assert plan["bound"] >= plan["objective"] > 0
    assert plan["gap"] == pytest.approx(1 - plan["objective"] / plan["bound"], abs=1e-3)
    assert set(plan["tours"][0]) >= {"on", "team", "km", "drive_minutes", "hours", "stops"}
    stops = [stop for tour in plan["tours"] for stop in tour["stops"]]
    assert set(stops[0]) >= {"ekatte", "municipality_code", "arrive", "depart", "why"}
    assert {s["municipality_code"] for s in stops} == {m.code for m in municipalities()}
    assert all("{" not in stop["why"] and stop["why"].endswith(".") for stop in stops)


def test_new_visits_change_need_and_plan_and_a_second_import_changes_nothing(
    store, visits_workbook
):
    before = {r["ekatte"]: r for r in answer("need", "--store", store)["settlements"]}
    plan_before = answer(*PLAN, "--store", store)
    report = answer("import", "visits", visits_workbook, "--store", store)
    assert (report["accepted"], report["new"], report["problems"]) == (True, 3, [])
    after = {r["ekatte"]: r for r in answer("need", "--store", store)["settlements"]}
    assert after["15151"]["last_visit_on"] == "2024-04-16"
    assert after["07603"]["need"] < before["07603"]["need"]
    assert answer(*PLAN, "--store", store)["tours"] != plan_before["tours"]
    again = answer("import", "visits", visits_workbook, "--store", store)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 3)


def test_a_refused_file_says_row_and_column_and_changes_nothing(store, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Дата;Населено място\n31.02.2024;с. Нисово\n05.03.2024;Атлантида\n", "utf-8")
    before = answer("need", "--store", store)
    done = priemna("import", "visits", path, "--store", store, "--json")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    report = json.loads(done.stdout)
    assert not report["accepted"]
    assert [(p["row"], p["column"]) for p in report["problems"]] == [
        (2, "Дата"),
        (3, "Населено място"),
    ]
    assert answer("need", "--store", store) == before


def test_a_new_store_is_empty_takes_a_file_and_is_never_overwritten(tmp_path, visits_workbook):
    path = tmp_path / "real.duckdb"
    answer("new", "--store", path)
    assert not any(row["visited"] for row in answer("need", "--store", path)["settlements"])
    assert answer("import", "visits", visits_workbook, "--store", path)["new"] == 3
    for refused in (("new",), ("demo", "--no-serve")):
        assert priemna(*refused, "--store", path).returncode == 1
    visited = [r["name"] for r in answer("need", "--store", path)["settlements"] if r["visited"]]
    assert sorted(visited) == ["Бяла", "Глоджево", "Полско Косово"]


def test_shapes_are_exported_with_their_codes(store, tmp_path):
    path = tmp_path / "shapes.geojson"
    answer("shapes", "--export", path, "--store", store)
    features = json.loads(path.read_text("utf-8"))["features"]
    codes = [feature["properties"]["municipality_code"] for feature in features]
    assert codes == [m.code for m in municipalities()]


def test_official_shapes_replace_the_schematic_ones(store, tmp_path):
    path = tmp_path / "shapes.geojson"
    assert answer("shapes", "--export", path, "--store", store)["schematic"] is True
    text = path.read_text("utf-8").replace("municipality_code", "LAU_ID")
    text = text.replace('"schematic": true', '"schematic": false')
    (tmp_path / "official.geojson").write_text(text, "utf-8")
    taken = answer("shapes", tmp_path / "official.geojson", "--store", store)
    assert taken["schematic"] is False
    assert answer("shapes", "--store", store)["schematic"] is False


def test_travel_times_from_a_file_replace_the_estimate(store, tmp_path):
    codes = [s.ekatte for s in settlements()]
    lines = [f"{a},{b},{0 if a == b else 60}" for a in codes for b in codes]
    path = tmp_path / "times.csv"
    path.write_text("\n".join(["from_ekatte,to_ekatte,minutes", *lines]), "utf-8")
    assert answer("need", "--store", store)["travel"]["is_estimate"] is True
    answer("travel", path, "--store", store)
    assert answer("need", "--store", store)["travel"]["is_estimate"] is False


def test_words_follow_the_chosen_language(store):
    bulgarian = answer("need", "--store", store)["settlements"][0]
    english = answer("need", "--store", store, "--language", "en")["settlements"][0]
    assert (bulgarian["name"], english["name"]) == ("Русе", "Ruse")
    assert "жени" in bulgarian["why"]
    assert "women" in english["why"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("need", "--store", "nowhere/none.duckdb"),
        ("plan", "--from", "2024-05-01", "--weeks", "0", "--store", "{store}"),
        ("plan", "--from", "1 May", "--store", "{store}"),
        ("plan", "--store", "{store}"),
        ("import", "visits", "nowhere.xlsx", "--store", "{store}"),
        ("import", "secrets", "nowhere.xlsx", "--store", "{store}"),
        ("shapes", "nowhere.geojson", "--store", "{store}"),
        ("travel", "nowhere.csv", "--store", "{store}"),
        ("travel", "build", "--store", "{store}"),
        ("travel", "build", "--osrm", "http://127.0.0.1:9", "--store", "{store}"),
        ("travel", "build", "--osm", "nowhere.pbf", "--store", "{store}"),
        ("travel", "times.csv", "--osrm", "http://127.0.0.1:9", "--store", "{store}"),
        ("need", "--store", "README.md"),
        ("demo", "--no-serve", "--scale", "0", "--store", "{store}"),
        ("demo", "--no-serve", "--store", "README.md"),
        (),
    ],
    ids=" ".join,
)
def test_an_error_is_one_clear_line_and_no_traceback(arguments, store):
    done = priemna(*(str(store) if a == "{store}" else a for a in arguments))
    assert done.returncode not in (0, None)
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_installed_module_runs_as_a_program(store):
    done = subprocess.run(
        [sys.executable, "-m", "priemna", "need", "--json", "--store", str(store)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["settlements"]) == 83


def test_every_command_is_found_in_the_file_that_adds_it():
    added = {}
    for family in FAMILIES:
        module = importlib.import_module(f"priemna.commands.{family}")

        def note(name, _, family=family):
            added.setdefault(family, []).append(name)
            return argparse.ArgumentParser()

        module.add(note)
    assert added == {family: list(names) for family, names in FAMILIES.items()}


def test_a_command_loads_no_other():
    code = "import sys, priemna.__main__ as m; m._parser('verify'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert "priemna.commands.keeping" in loaded
    assert not {"streamlit", "folium", "highspy", "priemna.commands.sharing"} & set(loaded)


def test_the_list_of_commands_names_each_and_says_what_it_does():
    listed = priemna("--help").stdout
    for names in FAMILIES.values():
        for name, does in names.items():
            assert name in listed and does.split()[0] in listed
    wrong = priemna("plna")
    assert wrong.returncode == 2 and "'plan'" in wrong.stderr
