"""Records leave only when one asks, another approves, in time, and once."""

import csv
import io
import json
import shutil
import stat
from contextlib import redirect_stderr, redirect_stdout

import pytest

from data.store import Store
from priemna.__main__ import run
from tests.oracles.k_anonymous_by_hand import fewest_women


@pytest.fixture
def priemna(demo_path, tmp_path, monkeypatch):
    store = shutil.copy(demo_path, tmp_path / "store.duckdb")

    def call(user, *arguments):
        monkeypatch.setenv("PRIEMNA_USER", user)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            run([*map(str, arguments), "--store", str(store), "--json", "--language", "en"])
        return ended.value.code, json.loads(out.getvalue() or "null"), err.getvalue()

    call.store = store
    return call


ASK = ("extract", "request", "--purpose", "research", "--from", "2023-01-01")


def test_an_extract_is_asked_for_approved_by_another_and_written_once(priemna, tmp_path):
    _, asked, _ = priemna("elena", *ASK, "--until", "2024-01-01")
    file = tmp_path / "records.csv"
    code, _, err = priemna("elena", "extract", "write", asked["id"], "--out", file)
    assert (code, "not approved" in err) == (1, True)
    code, _, err = priemna("elena", "extract", "approve", asked["id"])
    assert (code, "somebody else" in err) == (1, True)
    assert priemna("maria", "extract", "approve", asked["id"])[0] == 0
    code, written, _ = priemna("elena", "extract", "write", asked["id"], "--out", file)
    assert code == 0
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert len(rows) == written["rows"] > 0
    assert fewest_women(rows, ("home", "quarter", "age")) >= 5
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    code, _, err = priemna("elena", "extract", "write", asked["id"], "--out", tmp_path / "b.csv")
    assert (code, "written once" in err) == (1, True)
    _, log, _ = priemna("elena", "audit-log", "--n", "5")
    told = [
        (line["who"], line["detail"].split()[0])
        for line in log["entries"]
        if line["subject"] == f"extract {asked['id']}"
    ]
    assert told == [("elena", "written"), ("maria", "approved"), ("elena", "requested")]


def test_an_approval_ends(priemna, tmp_path):
    _, asked, _ = priemna("elena", *ASK, "--until", "2024-01-01")
    priemna("maria", "extract", "approve", asked["id"])
    with Store.open(priemna.store).transaction() as cursor:
        cursor.execute("UPDATE extract_request SET expires_on = DATE '2024-01-01'")
    code, _, err = priemna("elena", "extract", "write", asked["id"], "--out", tmp_path / "a.csv")
    assert (code, "ended on" in err) == (1, True)
    assert not (tmp_path / "a.csv").exists()


def test_periods_are_whole_quarters_and_never_overlap(priemna):
    code, _, err = priemna("elena", *ASK, "--until", "2023-12-31")
    assert (code, "whole quarters" in err) == (1, True)
    assert priemna("elena", *ASK, "--until", "2023-07-01")[0] == 0
    code, _, err = priemna("elena", *ASK, "--until", "2024-01-01")
    assert (code, "beside each other" in err) == (1, True)


@pytest.mark.parametrize("words", [("request",), ("approve",), ("approve", "zz"), ("write", "zz")])
def test_what_is_missing_is_named_in_one_line(priemna, words):
    code, _, err = priemna("elena", "extract", *words)
    assert code == 1
    assert err.count("\n") == 1
