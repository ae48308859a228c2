"""Another district than Ruse: its own places in schema, demo, commands and pages; and the sum."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.demo.country import (
    CROWDED,
    DISTRICTS,
    RUSE,
    SETTLEMENTS,
    invented_district,
    sizes,
    write_facts,
)
from data.district import OtherDistrict
from data.store import Store
from data.words import sounded
from geo.ekatte import is_ekatte, read_ekatte

ROOT = Path(__file__).parents[2]
SMALL = 23
"""The smallest of the invented districts but two."""

OPENED = """
import sys
from streamlit.testing.v1 import AppTest
from pages.ui.registry import ROOT
app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
app.query_params["lang"] = "bg"
for path in (None, "pages/plan/where_next.py", "pages/see/surveys.py", "pages/see/contacts.py"):
    app.switch_page(path) if path else None
    app.run()
    assert [e.value for e in app.exception] == [], path
    assert [e.value for e in app.error] == [], path
    print("".join(e.proto.body for e in app.get("html")))
"""


def ours(*words, store, code=None):
    """Run the command, or some Python, in a process that knows the district of the store."""
    done = subprocess.run(
        [sys.executable, *(("-c", code) if code else ("-m", "priemna")), *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PRIEMNA_STORE": str(store), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """A folder in which the demo of one invented district was built."""
    folder = tmp_path_factory.mktemp("country")
    code, _out, err = ours(
        *("demo", "--country", "--out", folder, "--districts", SMALL), store=folder / "none.duckdb"
    )
    assert code == 0, err
    return folder


def test_the_country_has_as_many_settlements_as_it_says():
    assert len(sizes()) == DISTRICTS
    assert sum(sizes().values()) == SETTLEMENTS
    assert max(sizes(), key=lambda n: sizes()[n]) in CROWDED


def test_no_invented_place_can_be_taken_for_a_real_one_or_for_another():
    every = [
        place
        for number in sizes()
        if number != RUSE
        for place in invented_district(number).settlements
    ]
    codes = {place.ekatte for place in every}
    assert len(codes) == len(every)
    assert not any(is_ekatte(code) for code in codes)
    assert all(read_ekatte(code) == code for code in codes)
    assert all("Измислено" in place.name_bg for place in every)


@pytest.mark.parametrize("number", [SMALL, *CROWDED])
def test_names_of_a_district_sound_different_and_every_municipality_has_women(number):
    one = invented_district(number)
    assert len({sounded(place.name_bg) for place in one.settlements}) == len(one.settlements)
    women = {m.code: m.women_14_plus for m in one.municipalities}
    for code, whole in women.items():
        own = [p.women_14_plus for p in one.settlements if p.municipality_code == code]
        assert sum(own) == pytest.approx(whole)


def test_the_same_number_gives_the_same_district(tmp_path):
    for name in ("one", "two"):
        write_facts(invented_district(SMALL), tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_need_of_an_invented_district_is_of_its_own_places(country):
    store = country / f"{SMALL:02d}.duckdb"
    # The command is told of no store by its surroundings, so it must begin again by itself.
    code, out, err = ours("need", "--store", store, "--json", store="")
    assert code == 0, err
    ekattes = {row["ekatte"] for row in json.loads(out)["settlements"]}
    assert ekattes == {place.ekatte for place in invented_district(SMALL).settlements}


def test_pages_of_an_invented_district_name_it_and_not_ruse(country):
    code, out, err = ours(store=country / f"{SMALL:02d}.duckdb", code=OPENED)
    assert code == 0, err[-2000:]
    assert f"област Измислено {SMALL}" in out
    assert "Русе" not in out


def test_a_store_of_another_district_is_refused_and_said(country):
    with pytest.raises(OtherDistrict, match=f"X{SMALL}01.*Ruse"):
        Store.open(country / f"{SMALL:02d}.duckdb")


def test_what_districts_released_is_added_up(country):
    code, out, err = ours("country", country, "--json", store="")
    assert code == 0, err
    told = json.loads(out)
    (one,) = told["districts"].values()
    assert told["together"] == {"women": one["women"], "visits": one["visits"]}
    assert one["women"] > 0 and one["visits"] > 0


def test_a_folder_without_releases_is_said(tmp_path):
    code, _out, err = ours("country", tmp_path, "--language", "en", store="")
    assert code == 1
    assert "No district has released anything" in err
