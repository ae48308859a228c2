"""Bringing in, listing and taking back by command: shapes of JSON, exit codes, clear lines."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import openpyxl
import pytest

from priemna.__main__ import run

GOOD_AND_BAD = "Ден;Населено място;Състояние\n05.03.2024;Нисово;проведена\n06.03.2024;Атлантида;\n"


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "store.duckdb"
    assert command("new", "--store", path)[0] == 0
    return path


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text(GOOD_AND_BAD, "utf-8")
    return path


def command(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        run([*map(str, arguments), "--json"])
    return ended.value.code, json.loads(out.getvalue() or "{}"), err.getvalue()


def test_good_rows_come_in_and_the_import_can_be_undone(store, file, tmp_path):
    at = ("--store", store)
    marked = tmp_path / "marked.xlsx"
    trial = ("import", "visits", file, "--keep-good", "--dry-run", *at)
    code, tried, _ = command(*trial)
    assert (code, tried["new"], tried["rejected"], tried["batch_id"]) == (0, 1, 1, None)
    assert command("batches", *at)[1]["batches"] == []
    code, taken, _ = command("import", "visits", file, "--keep-good", "--marked", marked, *at)
    assert (code, taken["accepted"], taken["new"]) == (0, True, 1)
    notes = openpyxl.load_workbook(marked).active["D"]
    assert [cell.value for cell in notes][:2] == ["Какво да се поправи", None]
    assert notes[2].value.startswith("Населено място: ")
    (waiting,) = command("quarantine", *at)[1]["rows"]
    assert (waiting["row"], waiting["values"]["ekatte"]) == (3, "Атлантида")
    (batch,) = command("batches", *at)[1]["batches"]
    assert (batch["id"], batch["undone_at"]) == (taken["batch_id"], None)
    code, said, _ = command("undo", batch["id"], "--dry-run", *at)
    assert (code, said["undone"], said["removed"], said["dropped"]) == (0, False, 1, 1)
    assert command("undo", batch["id"], *at)[1]["undone"]
    code, said, error = command("undo", batch["id"], *at)
    assert (code, said["undone"], len(said["obstacles"])) == (1, False, 1)
    assert len(error.splitlines()) == 1
    assert command("quarantine", *at)[1]["rows"] == []


def test_a_header_means_what_the_command_says(store, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Кога беше;Къде беше;Друго\n05.03.2024;Нисово;нещо\n", "utf-8")
    at = ("--store", store)
    assert command("import", "visits", path, *at)[0] == 1
    matched = ("--match", "Кога беше=on", "--match", "Къде беше=ekatte", "--match", "Друго=")
    code, taken, _ = command("import", "visits", path, *matched, *at)
    assert (code, taken["new"]) == (0, 1)
    code, _, error = command("import", "visits", path, "--match", "Кога беше=moon", *at)
    assert (code, len(error.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    "arguments",
    [("undo", "0815"), ("undo",), ("quarantine", "secrets"), ("import", "visits", "{file}",
     "--match", "nothing")],
    ids=" ".join,
)  # fmt: skip
def test_what_is_wrong_is_one_line(store, file, arguments):
    words = [file if word == "{file}" else word for word in arguments]
    code, _, error = command(*words, "--store", store)
    assert code not in (0, None)
    assert len(error.strip().splitlines()) == 1
