"""The published demo against an attacker who shares nothing with the product but what was given."""

import copy

import pytest

from tests.oracles.given_out import counted_in, given_out
from tests.oracles.outside_attacker import TOTAL, Outsider


@pytest.fixture(scope="module")
def published(released_demo_path):
    return given_out(released_demo_path)


@pytest.fixture(scope="module")
def counted(released_demo_path, published):
    return counted_in(released_demo_path, published)


@pytest.fixture(scope="module")
def sensitive(published, counted):
    """Cells in which people were counted, but fewer than the threshold."""
    k = published[-1][0]["k"]
    return [(of, dict(sorted(told))) for (of, told), n in counted.items() if 0 < n < k]


def told(published, cells, counted, *beside):
    known = [("women", {}, counted["women", frozenset()]), *beside]
    return Outsider(published, known).told(cells)


def test_no_small_cell_of_the_demo_can_be_worked_out_from_all_that_was_given_out(
    published, sensitive, counted
):
    assert {manifest["audience"] for manifest, _ in published} == {"public", "administration"}
    assert {"women", "survey_right"} <= {of for of, _ in sensitive} and len(sensitive) > 50
    assert told(published, sensitive, counted) == []


def changed(published, name, keys, value):
    """The same with one figure of the newest release replaced; its manifest knows nothing."""
    broken = copy.deepcopy(published)
    newest = max(manifest["number"] for manifest, _ in broken)
    for manifest, tables in broken:
        if manifest["number"] == newest and name in tables:
            row = next(row for row in tables[name][1:] if tuple(row[:-2]) == keys)
            row[-2:] = ["value" if value else "zero", str(value)]
    return broken


def shown(published, name, number):
    """Figures of one table in one release."""
    tables = next(t for m, t in published if m["number"] == number and name in t)
    return {tuple(row[:-2]): int(row[-1]) for row in tables[name][1:]}


def test_a_total_that_was_left_exact_is_found(published, sensitive, counted):
    exact = counted["women", frozenset()]
    assert shown(published, "women_by_quarter", 3)[TOTAL,] != exact
    broken = changed(published, "women_by_quarter", (TOTAL,), exact)
    assert told(broken, sensitive[:1], counted)


def test_a_page_that_answers_from_the_store_is_found(published, sensitive, counted):
    """It blanks its own small numbers, and shows homes, years and their sums as they are."""
    page = [
        (of, dict(told), n)
        for (of, told), n in counted.items()
        if of == "women" and {part for part, _ in told} <= {"home", "year"} and not 0 < n < 5
    ]
    asked = [cell for cell in sensitive if set(cell[1]) <= {"home", "year"}]
    assert told(published, asked, counted, *page)


@pytest.mark.parametrize("of", ["women", "survey_right"])
def test_a_small_cell_that_was_left_exact_is_found(published, sensitive, counted, of):
    cell = next(one for one in sensitive if one[0] == of and len(one[1]) > 1)
    for manifest, _ in published:
        for name, about in manifest["tables"].items():
            if about["of"] == of and set(about["by"]) == set(cell[1]):
                keys = tuple(cell[1][part] for part in about["by"])
                broken = changed(published, name, keys, counted[of, frozenset(cell[1].items())])
    assert told(broken, [cell], counted)


def test_a_figure_that_falls_from_one_release_to_the_next_is_found(published, sensitive, counted):
    table = "participants_by_municipality_year"
    before = {k: n for k, n in shown(published, table, 2).items() if TOTAL not in k}
    broken = changed(published, table, max(before, key=before.get), 0)
    assert told(broken, sensitive[:1], counted)


def test_a_zero_that_promises_too_little_is_found(published, sensitive, counted):
    broken = copy.deepcopy(published)
    for manifest, _ in broken:
        for about in manifest["tables"].values():
            about["zero_reads"] = [0, min(3, about["zero_reads"][1])]
    zeros = shown(published, "women_by_municipality_quarter", 3)
    cell = next(
        {"home": home, "quarter": quarter}
        for (home, quarter), n in zeros.items()
        if not n and ("women", {"home": home, "quarter": quarter}) in sensitive
    )
    assert told(broken, [("women", cell)], counted)
