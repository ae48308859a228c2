"""Blanks of ``priemna protect`` against a reader with integer programmes of her own."""

import csv
from itertools import product

import pytest

from priemna.__main__ import run
from tests.oracles.worlds import Worlds

TABLE = "region,sex,n\n" + "".join(
    f"{region},{sex},{n}\n"
    for (region, sex), n in zip(product("ABCD", "fm"), (18, 2, 19, 14, 12, 10, 12, 13), strict=True)
)


def told_of_blanks(rows):
    """Blank cells of one table of two dimensions that are narrow to whoever reads it."""
    worlds, blanks = Worlds(), []
    codes = [sorted({row[i] for row in rows} - {"Total"}) for i in (0, 1)]
    for one, two, value, _state in rows:
        pools = [c if k == "Total" else [k] for k, c in zip((one, two), codes, strict=True)]
        leaves = list(product(*pools))
        ends = (int(value), int(value)) if value else (1, float("inf"))
        worlds.say([(leaf, 1) for leaf in leaves], *ends)
        blanks += [] if value else [leaves]
    return worlds.narrow(blanks, 5, 5)


def test_a_secondary_blank_that_was_filled_in_is_found(tmp_path):
    table, out = tmp_path / "table.csv", tmp_path / "out.csv"
    table.write_text(TABLE, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        run(["protect", str(table), "--method", "suppress", "--out", str(out)])
    assert left.value.code == 0
    rows = list(csv.reader(out.read_text("utf-8").splitlines()))[1:]
    assert told_of_blanks(rows) == {}
    true = {(r, s): n for r, s, n in list(csv.reader(TABLE.splitlines()))[1:]}
    blank = [i for i, row in enumerate(rows) if not row[2] and int(true[tuple(row[:2])]) > 4]
    assert blank
    for place in blank:
        filled = [list(row) for row in rows]
        filled[place][2:] = [true[tuple(rows[place][:2])], "value"]
        assert told_of_blanks(filled)
