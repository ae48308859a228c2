"""What a broken protection would give away is found in the files alone, and named."""

import copy
from dataclasses import replace

import pytest

from priemna.sharing.gate import findings
from priemna.sharing.released import Release, ReleasedCell, State


def with_cell(release, table, keys, value):
    """The release with one number put there as it is."""
    old = release.tables[table]
    cells = tuple(
        ReleasedCell(keys, State.VALUE if value else State.ZERO, value) if c.keys == keys else c
        for c in old.cells
    )
    assert cells != old.cells
    return Release(release.manifest, {**release.tables, table: replace(old, cells=cells)})


def checks(*releases, protocol=None):
    return {one.check for one in findings(releases, protocol)}


@pytest.fixture
def made(release):
    return release[0]


def test_a_release_as_made_gives_nothing_away(made, protocol):
    assert findings([made], protocol) == ()


def test_a_small_number_is_found(made):
    assert "closure" in checks(with_cell(made, "women_by_quarter", ("2022-Q4",), 3))


def test_an_exact_total_is_found_and_the_message_says_by_what_it_opens(made):
    total = made.tables["women_by_quarter"].cell().value
    found = findings([with_cell(made, "women_by_quarter", ("total",), total + 2)])
    assert {one.check for one in found} == {"additivity", "agreement"}
    said = next(str(one.message) for one in found if one.check == "additivity")
    assert f"quarter total shows {total + 2}, its parts add up to {total}" in said


def test_an_exact_number_in_one_table_of_two_is_found(made):
    table = made.tables["women_by_municipality_twelve_months"]
    cell = next(c for c in table.cells if c.value and c.keys[0].startswith("RSE"))
    broken = with_cell(made, table.name, cell.keys, cell.value + 1)
    assert "agreement" in checks(broken)


def test_an_exact_number_of_people_asked_is_found(made):
    table = made.tables["survey_asked"]
    broken = with_cell(made, table.name, table.cells[0].keys, 31)
    assert "closure" in checks(broken)


def test_a_difference_of_one_woman_between_two_releases_is_found(made):
    later = Release({**made.manifest, "number": made.number + 1}, made.tables)
    assert checks(made, later) == set()
    total = made.tables["women_by_quarter"].cell().value
    assert "over_time" in checks(made, with_cell(later, "women_by_quarter", ("total",), total + 1))


def test_a_count_of_rows_in_the_manifest_is_found(made):
    manifest = copy.deepcopy(dict(made.manifest))
    manifest["rows_in"] = 137
    assert checks(Release(manifest, made.tables)) == {"manifest"}


def test_a_table_the_protocol_does_not_give_is_found(made, protocol):
    manifest = {**made.manifest, "audience": "public"}
    assert "protocol" in checks(Release(manifest, made.tables), protocol=protocol)
