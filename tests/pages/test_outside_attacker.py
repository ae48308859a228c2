"""The published demo against an attacker who shares nothing with the product but the files."""

import copy
import csv
import json
from itertools import product

import pytest

from data.releases.bundle import folder_of
from data.store import Store
from pages.ui.load import load_answer
from priemna.__main__ import run
from tests.oracles.outside_attacker import TOTAL, leaks
from tests.oracles.sums_by_programme import blanks_told

PEOPLE = ("women", "survey_asked", "survey_right", "participants")
QUESTIONS = {
    "women": ("release_women", "women"),
    "survey_asked": ("release_survey", "asked"),
    "survey_right": ("release_survey", "right_answers"),
    "participants": ("release_events", "participants"),
}


@pytest.fixture(scope="module")
def published(released_demo_path):
    """Everything that was given out, file by file: manifest and rows of each table."""
    found = []
    for file in sorted(folder_of(released_demo_path).glob("*.json")):
        for one in json.loads(file.read_text("utf-8"))["releases"]:
            tables = {
                name: list(csv.reader(one["tables"][about["file"]].splitlines()))
                for name, about in one["manifest"]["tables"].items()
            }
            found.append((one["manifest"], tables))
    return found


@pytest.fixture(scope="module")
def counted(released_demo_path, published):
    """People counted, by what and by leaf, asked of the store."""
    newest = max(published, key=lambda one: one[0]["number"])[0]["period"]
    store = Store.open(released_demo_path)
    return {
        of: load_answer(
            store,
            question,
            **({} if question == "release_survey" else {"since": newest["since"]}),
            until=newest["until"],
        ).rename(columns={column: "n"})
        for of, (question, column) in QUESTIONS.items()
    }


@pytest.fixture(scope="module")
def sensitive(published, counted):
    """Cells of the newest release in which 1 to 4 people were counted, once for each table."""
    newest = max(manifest["number"] for manifest, _ in published)
    found = {}
    for manifest, tables in published:
        if manifest["number"] != newest:
            continue
        for name, about in manifest["tables"].items():
            if about["of"] not in PEOPLE:
                continue
            rows = counted[about["of"]]
            for *keys, _state, _value in tables[name][1:]:
                chosen = rows
                for part, code in zip(about["by"], keys, strict=True):
                    if code != TOTAL:
                        chosen = chosen[inside(chosen, part, code)]
                if 0 < chosen["n"].sum() < manifest["k"]:
                    found[name, tuple(keys)] = about["of"]
    return found


def inside(rows, part, code):
    if part == "year" and "year" not in rows:
        return rows["quarter"].str[:4] == code
    if part == "twelve_months":
        number = rows["quarter"].map(lambda q: 4 * int(q[:4]) + int(q[-1]))
        end = 4 * int(code[:4]) + int(code[-1])
        return (number > end - 4) & (number <= end)
    return rows[part] == code


FEW = 6
"""Cells asked of a broken release: one is enough to find it out."""


def attacked(published, sensitive, counted, *, only=PEOPLE, number=None):
    cells = [cell for cell, of in sensitive.items() if of in only]
    return leaks(published, cells, women=int(counted["women"]["n"].sum()), number=number)


def test_no_small_cell_of_the_demo_can_be_worked_out_from_all_that_was_given_out(
    published, sensitive, counted
):
    assert {manifest["audience"] for manifest, _ in published} == {"public", "administration"}
    assert {"women", "survey_right"} <= set(sensitive.values())
    assert attacked(published, sensitive, counted) == []


def changed(published, name, keys, value, *, audience="administration"):
    """The same with one figure of the newest release replaced; its manifest knows nothing."""
    broken = copy.deepcopy(published)
    newest = max(manifest["number"] for manifest, _ in broken)
    for manifest, tables in broken:
        if (manifest["number"], manifest["audience"]) == (newest, audience):
            for row in tables[name][1:]:
                if tuple(row[:-2]) == keys:
                    row[-2:] = ["value" if value else "zero", str(value)]
                    return broken
    raise AssertionError(f"{name} has no cell {keys}")


def test_a_total_that_was_left_exact_is_found(published, sensitive, counted):
    exact = int(counted["women"]["n"].sum())
    shown = next(
        int(row[-1])
        for manifest, tables in published
        if manifest["number"] == 3
        for row in tables["women_by_quarter"]
        if row[0] == TOTAL
    )
    assert shown != exact, "the demo happens to round to its own total"
    broken = changed(published, "women_by_quarter", (TOTAL,), exact)
    assert attacked(broken, sensitive, counted, only=("women",), number=FEW)


@pytest.mark.parametrize("of", ["women", "survey_right"])
def test_a_small_cell_that_was_left_exact_is_found(published, sensitive, counted, of):
    (name, keys), _ = next(one for one in sensitive.items() if one[1] == of)
    assert attacked(changed(published, name, keys, 3), sensitive, counted, only=(of,), number=FEW)


def test_a_figure_that_falls_from_one_release_to_the_next_is_found(published, sensitive, counted):
    table = "participants_by_municipality_year"
    shown = {
        tuple(row[:-2]): int(row[-1])
        for manifest, tables in published
        if manifest["number"] == 2
        for row in tables[table][1:]
        if TOTAL not in row
    }
    keys = max(shown, key=lambda cell: shown[cell])
    assert attacked(changed(published, table, keys, 0), sensitive, counted, number=FEW)


def test_a_zero_that_promises_too_little_is_found(published, sensitive, counted):
    broken = copy.deepcopy(published)
    for manifest, _ in broken:
        for about in manifest["tables"].values():
            about["zero_reads"] = [0, min(3, about["zero_reads"][1])]
    assert attacked(broken, sensitive, counted, only=("women",), number=FEW)


TABLE = "region,sex,n\n" + "".join(
    f"{region},{sex},{n}\n"
    for (region, sex), n in zip(product("ABCD", "fm"), (18, 2, 19, 14, 12, 10, 12, 13), strict=True)
)


def test_a_secondary_blank_that_was_filled_in_is_found(tmp_path):
    table, out = tmp_path / "table.csv", tmp_path / "out.csv"
    table.write_text(TABLE, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        run(["protect", str(table), "--method", "suppress", "--out", str(out)])
    assert left.value.code == 0
    rows = list(csv.reader(out.read_text("utf-8").splitlines()))
    assert blanks_told(rows, 5) == []
    true = {(r, s): n for r, s, n in list(csv.reader(TABLE.splitlines()))[1:]}
    blank = [i for i, row in enumerate(rows) if not row[2] and int(true.get(tuple(row[:2]), 0)) > 4]
    assert blank
    for place in blank:
        filled = [list(row) for row in rows]
        filled[place][2:] = [true[tuple(rows[place][:2])], "value"]
        assert blanks_told(filled, 5)
