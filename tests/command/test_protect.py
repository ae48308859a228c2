"""``priemna protect`` and ``priemna attack`` on tables as people have them."""

import csv
import json
import re
import stat
from pathlib import Path

import numpy as np
import pytest

from priemna.__main__ import run

BENCH = Path(__file__).parents[2].parent / "shared" / "bench" / "disclosure"
TABLE = """region;sex;freq
A;m;18
A;f;2
B;m;19
B;f;14
C;m;12
C;f;10
D;m;12
D;f;13
"""
PUBLISHED = """region,sex,freq
A,m,x
A,f,x
B,m,19
B,f,14
C,m,12
C,f,10
D,m,12
D,f,13
A,Total,20
B,Total,33
C,Total,22
D,Total,25
Total,m,61
Total,f,39
Total,Total,100
"""


def call(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        run([str(a) for a in arguments])
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def written(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def cells(path):
    with path.open(encoding="utf-8") as file:
        return {tuple(row)[:2]: (row[2], row[3]) for row in list(csv.reader(file))[1:]}


def test_blank_cells_are_written_without_saying_which_are_the_small_ones(tmp_path, capsys):
    out = tmp_path / "out.csv"
    code, said, _ = call(
        capsys, "protect", written(tmp_path, TABLE), "--method", "suppress", "--threshold", 4,
        "--interval", 1, "--out", out, "--json",
    )  # fmt: skip
    report = json.loads(said)
    assert code == 0 and report["safe"]
    assert report["suppression"] == {"primary": 1, "secondary": 3, "cost": 40, "is_optimal": True}
    found = cells(out)
    assert {codes for codes, cell in found.items() if cell == ("", "hidden")} == {
        ("A", "m"), ("A", "f"), ("C", "m"), ("C", "f"),
    }  # fmt: skip
    assert found["Total", "Total"] == ("100", "value")
    again = call(capsys, "attack", out, "--threshold", 4, "--json")
    assert json.loads(again[1])["exposed"] == 0


def test_an_attack_says_the_intervals_and_by_which_subtraction(tmp_path, capsys):
    code, said, _ = call(
        capsys, "attack", written(tmp_path, PUBLISHED), "--json", "--language", "en"
    )
    answer = json.loads(said)
    assert code == 0 and answer["exposed"] == 2
    cell = answer["cells"][1]
    assert cell["cell"] == {"region": "A", "sex": "f"} and (cell["low"], cell["high"]) == (2, 2)
    assert "take away" in cell["how"]
    code, said, _ = call(capsys, "attack", written(tmp_path, PUBLISHED))
    assert "A × f: между 2 и 2." in said


def test_a_kept_secret_gives_the_same_table_and_nobody_else_may_read_it(tmp_path, capsys):
    table, key = written(tmp_path, TABLE), tmp_path / "key"
    outs = [tmp_path / "1.csv", tmp_path / "2.csv"]
    for out in outs:
        code, _, _ = call(capsys, "protect", table, "--key-file", key, "--out", out)
        assert code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert cells(outs[0])["A", "f"] in (("0", "zero"), ("5", "value"))
    assert cells(outs[0])["A", "m"] == ("18", "value")


def test_records_are_counted_and_totals_in_the_file_are_checked(tmp_path, capsys):
    records = written(tmp_path, "sex,age\n" + "m,old\n" * 7 + "f,old\n" * 2 + "f,young\n" * 9)
    out = tmp_path / "out.csv"
    assert call(capsys, "protect", records, "--out", out)[0] == 0
    assert cells(out)["m", "old"] == ("7", "value")
    whole = PUBLISHED.replace("A,m,x", "A,m,18").replace("A,f,x", "A,f,2")
    assert call(capsys, "protect", written(tmp_path, whole), "--out", out)[0] == 0


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("a,n\nx,-1\n", "Row 2: -1 is below zero."),
        ("a,n\nx,1.5\n", "Row 2: 1.5 is no whole number."),
        ("a,n\nx,\n", "Row 2: – is no number."),
        ("a,n\nx,1\nx,2\n", "The cell x stands there twice."),
        ("a,n\nx,1\ny,2\nTotal,4\n", "Total is 4 in the table"),
        ("a,n\nTotal,4\n", "holds totals only"),
        ("a,n\n", "no rows"),
        ("", "is empty"),
        ("a,n\nx\n", "Row 2 has 1 cells, the header 2."),
        ("n\n3\n", "no column besides the numbers"),
        ("a,n,freq\nx,1,2\n", "Several columns may hold the numbers: n, freq."),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_one_line(tmp_path, capsys, table, message):
    out = tmp_path / "out.csv"
    code, said, error = call(
        capsys, "protect", written(tmp_path, table), "--out", out, "--language", "en"
    )
    assert code == 1 and said == "" and not out.exists()
    assert message in error.replace("total is 4", "Total is 4") and error.count("\n") == 1


HIERARCHIES = {
    "levels.toml": '[region.part]\nA = "north"\nB = "north"\nC = "south"\nD = "south"\n',
    "levels.csv": "dimension;level;code;group\n"
    "region;part;A;north\nregion;part;B;north\nregion;part;C;south\nregion;part;D;south\n",
}


@pytest.mark.parametrize("name", list(HIERARCHIES))
def test_a_file_of_hierarchies_adds_levels(tmp_path, capsys, name):
    out = tmp_path / "out.csv"
    levels = written(tmp_path, HIERARCHIES[name], name)
    call(capsys, "protect", written(tmp_path, TABLE), "--hierarchies", levels, "--out", out)
    assert cells(out)["south", "m"] == ("24", "value")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("l.toml", '[region.part]\nA = "north"\n', "does not say where B, C, D belong"),
        ("l.toml", '[place.part]\nA = "north"\n', "The hierarchies name place"),
        ("l.toml", "region = 1\n", "needs a section"),
        ("l.toml", "[", "is no TOML"),
        ("l.csv", "a,b\n1,2\n", "needs the columns"),
    ],
)
def test_hierarchies_that_do_not_fit_are_refused(tmp_path, capsys, name, text, message):
    code, _, error = call(
        capsys, "protect", written(tmp_path, TABLE), "--hierarchies", written(tmp_path, text, name),
        "--out", tmp_path / "out.csv", "--language", "en",
    )  # fmt: skip
    assert code == 1 and message in error


def test_a_column_that_follows_from_another_is_a_level_of_it(tmp_path, capsys):
    lines = TABLE.splitlines()
    part = {"A": "north", "B": "north", "C": "south", "D": "south"}
    table = "\n".join(["part;" + lines[0], *(f"{part[line[0]]};{line}" for line in lines[1:])])
    out = tmp_path / "out.csv"
    _, said, _ = call(capsys, "protect", written(tmp_path, table), "--out", out, "--json")
    assert json.loads(said)["levels"]["region"] == ["region", "part", "total"]


def test_a_base_below_the_threshold_is_refused(tmp_path, capsys):
    out = tmp_path / "out.csv"
    code, _, error = call(
        capsys, "protect", written(tmp_path, TABLE), "--base", 3, "--out", out, "--language", "en"
    )
    assert code == 1 and "The base 3 is smaller than the threshold 5." in error


@pytest.mark.skipif(not BENCH.is_dir(), reason="the public reference cases are not here")
@pytest.mark.parametrize("name", ["OPT", "HITAS", "GAUSS", "HYPERCUBE", "SIMPLEHEURISTIC"])
def test_published_patterns_give_the_published_intervals(capsys, name):
    code, said, _ = call(
        capsys, "attack", BENCH / f"z1_maxN3_{name}.csv", "--threshold", 4, "--json"
    )
    found = [c for c in json.loads(said)["cells"] if c["cell"]["hovedint"] == "arbeid"]
    with (BENCH / f"z1_maxN3_{name}_attack.csv").open() as file:
        expected = [(int(row["low"]), int(row["up"])) for row in csv.DictReader(file)]
    assert code == 0 and [(c["low"], c["high"]) for c in found] == expected


@pytest.mark.skipif(not BENCH.is_dir(), reason="the public reference cases are not here")
@pytest.mark.parametrize(
    ("table", "threshold", "cost", "against_the_rule"),
    [("z1", 3, 20, 30), ("z1", 4, 29, 29), ("d1", 4, 29, 29)],
)
def test_blanks_cost_as_little_as_the_published_optimum(
    tmp_path, capsys, table, threshold, cost, against_the_rule
):
    def paid(*more):
        _, said, _ = call(
            capsys, "protect", BENCH / f"SSBtools_{table}.csv", "--method", "suppress",
            "--threshold", threshold, "--interval", 1, "--no-own-record", *more,
            "--out", tmp_path / "o.csv", "--json",
        )  # fmt: skip
        return json.loads(said)["suppression"]["cost"]

    assert paid("--no-rule-known") == cost
    assert paid() == against_the_rule


@pytest.mark.skipif(not BENCH.is_dir(), reason="the public reference cases are not here")
def test_z2_without_its_counties_costs_the_published_optimum(tmp_path, capsys):
    _, said, _ = call(
        capsys, "protect", BENCH / "SSBtools_z2.csv", "--by", "region,hovedint", "--method",
        "suppress", "--threshold", 4, "--interval", 1, "--no-own-record", "--no-rule-known",
        "--out", tmp_path / "o.csv", "--json",
    )  # fmt: skip
    assert json.loads(said)["suppression"]["cost"] == 33


METHODS = ("round", "controlled", "suppress")
EDGES = {
    "single record": "place,sex,n\nA,f,1\n",
    "all zero": "place,sex,n\nA,f,0\nA,m,0\nB,f,0\nB,m,0\n",
    "all small": "place,sex,n\nA,f,1\nA,m,2\nB,f,3\nB,m,4\n",
    "one municipality": "place,sex,n\nA,f,3\nA,m,40\n",
    "one of many": "place,sex,n\nA,f,3\nA,m,0\nB,f,0\nB,m,0\n",
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("table", EDGES.values(), ids=EDGES)
def test_small_tables_are_protected_or_refused_with_the_way_out(tmp_path, capsys, table, method):
    out = tmp_path / "out.csv"
    code, said, error = call(
        capsys, "protect", written(tmp_path, table), "--method", method, "--out", out,
        "--language", "en",
    )  # fmt: skip
    if code:
        assert method == "suppress" and not out.exists()
        assert "Use --method round or controlled." in error or "cannot be hidden" in error
        assert "protected" not in error
        return
    assert "protected." in said and " 1 cells" not in said
    shown = {cell for cell in cells(out).values() if cell[0]}
    assert not {number for number, _ in shown} & {"1", "2", "3", "4"}
    if "no small cell" not in said:
        low, high = re.search(r"she gets (\d+) to (\d+|∞)", said).groups()
        assert high == "∞" or (int(high) - int(low) >= 4 and not (int(low) > 0 and int(high) < 5))


def test_a_blank_that_can_only_be_there_for_a_small_cell_is_not_called_safe(tmp_path, capsys):
    out = tmp_path / "out.csv"
    table = written(tmp_path, EDGES["single record"])
    code, said, error = call(
        capsys, "protect", table, "--method", "suppress", "--out", out, "--json",
        "--language", "en",
    )  # fmt: skip
    report = json.loads(said)
    assert code == 1 and not report["safe"] and report["attack"]["exposed_by_rule"] == 1
    assert not out.exists() and "1 small cell can be told" in error


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("windows.csv", "Община;Пол;Брой\nРусе;ж;18,0\nРусе;м;7\nБяла;ж;12\nБяла;м;9,0\n"
         .encode("cp1251")),
        ("mark.csv", "Община;Пол;Брой\nРусе;ж;18\nРусе;м;7\nБяла;ж;12\nБяла;м;9\n"
         .encode("utf-8-sig")),
        ("sep.csv", "sep=;\r\nОбщина;Пол;Брой\r\nРусе;ж;18\r\nРусе;м;7\r\nБяла;ж;12\r\n"
         "Бяла;м;9\r\n".encode("utf-16")),
    ],
    ids=("cp1251", "utf-8 with a mark", "utf-16 of Excel"),
)  # fmt: skip
def test_tables_are_read_as_bulgarian_excel_writes_them(tmp_path, capsys, name, content):
    out, table = tmp_path / "out.csv", tmp_path / name
    table.write_bytes(content)
    code, _, error = call(capsys, "protect", table, "--out", out)
    assert code == 0, error
    assert cells(out)["Русе", "ж"] == ("18", "value")
    assert cells(out)["Total", "Total"] == ("46", "value")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0a;n\n\x00\x01;3\n", "is not text"),
        ("а;n\nх;2,5\n".encode("cp1251"), "2,5 is no whole number"),
        ("а;n\nх;1.234,5\n".encode("cp1251"), "1.234,5 is no number"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_is_no_table_of_numbers_is_refused_clearly(tmp_path, capsys, content, message):
    table = tmp_path / "t.csv"
    table.write_bytes(content)
    code, _, error = call(capsys, "protect", table, "--out", tmp_path / "o.csv", "--language", "en")
    assert code == 1 and message in error and error.count("\n") == 1


def test_a_search_without_end_says_how_far_it_came_and_how_to_go_on(tmp_path, capsys):
    rng = np.random.default_rng(1)
    rows = "".join(f"{a},{b},{rng.poisson(3)}\n" for a in range(30) for b in range(30))
    out = tmp_path / "out.csv"
    code, said, error = call(
        capsys, "protect", written(tmp_path, "a,b,n\n" + rows), "--method", "suppress",
        "--seconds", 1, "--out", out, "--language", "en",
    )  # fmt: skip
    assert code == 1 and said == "" and not out.exists()
    assert "not done after 1 s (" in error and "--method round" in error


def test_blanks_of_a_table_that_is_too_large_are_refused_at_once(tmp_path, capsys):
    rows = "".join(f"{a},{b},{(a * b) % 7}\n" for a in range(80) for b in range(70))
    out = tmp_path / "out.csv"
    code, said, error = call(
        capsys, "protect", written(tmp_path, "a,b,n\n" + rows), "--method", "suppress",
        "--out", out, "--language", "en",
    )  # fmt: skip
    assert code == 1 and said == "" and not out.exists()
    assert "up to 5,000 cells" in error and "Use --method round" in error


def test_blanks_of_hundreds_of_cells_in_three_dimensions_are_found(tmp_path, capsys):
    rng = np.random.default_rng(1)
    counts = rng.poisson(rng.gamma(0.7, 8, (7, 7, 7)))
    rows = "".join(f"a{a},b{b},c{c},{n}\n" for (a, b, c), n in np.ndenumerate(counts))
    out = tmp_path / "out.csv"
    code, said, _ = call(
        capsys, "protect", written(tmp_path, "a,b,c,n\n" + rows), "--method", "suppress",
        "--out", out, "--json",
    )  # fmt: skip
    report = json.loads(said)
    assert code == 0 and report["safe"] and not report["suppression"]["is_optimal"]
    with out.open(encoding="utf-8") as file:
        shown = [row for row in csv.reader(file) if row[3] in {"1", "2", "3", "4"}]
    assert shown == []
