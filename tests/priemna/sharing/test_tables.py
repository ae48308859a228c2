"""Released tables: sums of leaves with their margins, written, read back and sealed."""

from datetime import date

import numpy as np
import pytest

from priemna.privacy.cubes import ReleasedCube
from priemna.privacy.dimensions import Dimension
from priemna.sharing import protecting
from priemna.sharing.compose import Leaves, table_of
from priemna.sharing.manifest import KEYS
from priemna.sharing.outsider import limits
from priemna.sharing.protocol import TableSpec
from priemna.sharing.released import (
    ReleaseDamaged,
    State,
    quarters_between,
    read_release,
    read_table,
    table_text,
)
from priemna.sharing.rounding import offset, round_after, round_by, rounded

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


@pytest.mark.parametrize("seed", range(5))
def test_over_a_chain_no_figure_moves_by_one_late_person_nor_falls(seed):
    """Twelve releases: people come late one by one and go again; the shown number is compared."""
    rng = np.random.default_rng(seed)
    cells = [("RSE27", "2024", str(n)) for n in range(40)]
    counts = {cell: int(n) for cell, n in zip(cells, rng.integers(0, 20, 40), strict=True)}
    shown = rounded(counts, 5, b"k" * 32, "participants", first=3)
    for _ in range(12):
        step = rng.integers(-1, 3, len(cells))
        counts = {c: max(0, n + int(d)) for (c, n), d in zip(counts.items(), step, strict=True)}
        after = rounded(counts, 5, b"k" * 32, "participants", first=3, before=shown)
        for cell in cells:
            moved = after[cell] - shown[cell]
            assert moved == 0 or (moved >= 5 and counts[cell] > shown[cell] + 5)
            assert counts[cell] <= after[cell] + 5
        shown = after


def test_an_offset_without_memory_would_show_one_late_person():
    u = next(u for u in range(5) if round_by(7, 5, u) < round_by(8, 5, u))
    assert round_after(8, 5, u, None) - round_after(7, 5, u, None) == 5
    before = round_after(7, 5, u, None)
    assert [round_after(n, 5, u, before) - before for n in (0, 8, 10, 11)] == [0, 0, 0, 5]


def test_right_answers_never_outnumber_answers_over_a_chain():
    rng = np.random.default_rng(4)
    codes = {"municipality": ("RSE27",), "wave": ("1",), "item": tuple(map(str, range(60)))}
    names = ("municipality", "wave", "item")
    cells = [("RSE27", "1", item) for item in codes["item"]]
    women = ReleasedCube((Dimension.with_total("home", ("RSE27",)),), np.zeros(1, np.int64), 5)
    asked = dict.fromkeys(cells, 0)
    right = dict.fromkeys(cells, 0)
    before = None
    for _ in range(8):
        for cell in cells:
            more = int(rng.integers(0, 6))
            asked[cell] += more
            right[cell] += int(rng.integers(0, more + 1))
        counted = {
            of: Leaves(of, names, codes, dict(counts))
            for of, counts in (
                ("survey_asked", asked),
                ("survey_right", right),
                ("participants", {}),
                ("women", {}),
            )
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(protecting, "shown_leaves", lambda _: {})
            parts = protecting.may_be_shown(counted, women, base=5, key=b"k" * 32, before=before)
        low, high = limits(
            {of: parts[of] for of in ("survey_asked", "survey_right")}, women, 5, before
        )
        now = protecting.figures_of(parts)
        for cell in cells:
            assert now["survey_right"][cell] <= now["survey_asked"][cell]
            for of, counts in (("survey_asked", asked), ("survey_right", right)):
                assert low[of].counts[cell] <= counts[cell] <= high[of].counts[cell]
                if before:
                    moved = now[of][cell] - before[of][cell]
                    assert moved == 0 or moved >= 5
        before = now
