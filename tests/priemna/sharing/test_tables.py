"""Released tables: sums of leaves with their margins, written, read back and sealed."""

from datetime import date

import pytest

from priemna.sharing.compose import Leaves, table_of
from priemna.sharing.manifest import KEYS
from priemna.sharing.protocol import TableSpec
from priemna.sharing.released import (
    ReleaseDamaged,
    State,
    quarters_between,
    read_release,
    read_table,
    table_text,
)
from priemna.sharing.rounding import offset, round_by, rounded

QUARTERS = ("2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")
LEAVES = Leaves(
    "women",
    ("home", "quarter"),
    {"home": ("RSE27", "unknown"), "quarter": QUARTERS},
    {("RSE27", "2022-Q4"): 5, ("RSE27", "2023-Q4"): 7, ("unknown", "2023-Q1"): 5},
)


def values(table):
    return {cell.keys: cell.value for cell in table.cells}


def test_a_table_holds_every_cell_and_every_margin():
    table = table_of(TableSpec("t", "women", ("home", "year")), LEAVES)
    assert values(table) == {
        ("RSE27", "2022"): 5,
        ("RSE27", "2023"): 7,
        ("RSE27", "total"): 12,
        ("unknown", "2022"): 0,
        ("unknown", "2023"): 5,
        ("unknown", "total"): 5,
        ("total", "2022"): 5,
        ("total", "2023"): 12,
        ("total", "total"): 17,
    }
    assert table.cell(home="unknown", year="2022").state is State.ZERO
    assert table.cell(year="2023").value == 12


def test_twelve_months_end_with_each_quarter_and_are_never_added_up():
    table = table_of(TableSpec("t", "women", ("home", "twelve_months")), LEAVES)
    assert table.codes("twelve_months") == ("2023-Q3", "2023-Q4")
    assert table.cell(home="RSE27", twelve_months="2023-Q3").value == 5
    assert table.cell(home="RSE27", twelve_months="2023-Q4").value == 7
    assert not table.has_margin("twelve_months")


def test_quarters_are_those_that_are_over():
    assert quarters_between(date(2022, 10, 3), date(2023, 6, 30)) == ("2022-Q4", "2023-Q1")
    assert quarters_between(date(2023, 1, 1), date(2023, 1, 1)) == ()


def test_what_is_written_is_read_back(release):
    made, files = release
    again = read_release(made.manifest, files)
    assert again.tables == made.tables
    table = made.tables["women_by_kind_age"]
    assert read_table(table.name, table.of, table_text(table)) == table


@pytest.mark.parametrize("number", ["4", "1,000", "-"])
def test_a_changed_file_is_refused(release, number):
    made, files = release
    name = "women_by_quarter.csv"
    spoiled = files | {name: files[name].replace("total,value,", f"total,value,{number}")}
    with pytest.raises(ReleaseDamaged, match="women_by_quarter"):
        read_release(made.manifest, spoiled)


def test_a_changed_manifest_is_refused(release):
    made, files = release
    with pytest.raises(ReleaseDamaged, match="manifest"):
        read_release({**made.manifest, "k": 1}, files)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "home,value\nRSE27,5\n",
        "home,state,value\nRSE27,hidden,5\n",
        "home,state,value\nx,y,5\n",
    ],
)
def test_what_is_no_released_table_is_refused(text):
    with pytest.raises(ReleaseDamaged):
        read_table("t", "women", text)


def test_the_manifest_tells_nothing_but_what_it_must(release):
    made, _ = release
    assert set(made.manifest) == KEYS
    assert made.manifest["consent_percent"] == 90


def test_rounding_by_an_offset_keeps_zero_and_never_falls_when_the_count_grows():
    for u in range(5):
        shown = [round_by(count, 5, u) for count in range(30)]
        assert shown[0] == 0
        assert shown == sorted(shown)
        assert max(abs(s - n) for n, s in enumerate(shown)) <= 4


def test_rounding_by_an_offset_is_right_on_average():
    assert all(sum(round_by(n, 5, u) for u in range(5)) == 5 * n for n in range(30))


def test_right_answers_are_never_more_than_were_asked():
    key = b"k" * 32
    for n in range(40):
        for right in range(n + 1):
            counts = {("RSE27", "1", "a"): n, ("RSE27", "1", "b"): right}
            shown = rounded(counts, 5, key, "survey", first=2)
            assert shown[("RSE27", "1", "b")] <= shown[("RSE27", "1", "a")]


def test_offsets_come_from_key_and_name_alone():
    assert offset(b"k" * 32, 5, "a", "b") == offset(b"k" * 32, 5, "a", "b")
    assert len({offset(b"k" * 32, 5, "a", str(i)) for i in range(60)}) == 5
    assert [offset(b"k" * 32, 5, str(i)) for i in range(20)] != [
        offset(b"l" * 32, 5, str(i)) for i in range(20)
    ]
