"""The red team attacks what the demo published, as CI does, and says what it could open."""

import json
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.ui.facts.red_team import load_red_team
from pages.ui.registry import ROOT
from priemna.sharing.manifest import seal_of
from priemna.sharing.outsider import Concluded
from priemna.sharing.released import hash_of


@pytest.mark.parametrize("audience", ["public", "administration"])
def test_nobody_opens_the_releases_of_the_demo(released_demo_path, audience):
    answer = load_red_team(Store.open(released_demo_path), audience)
    assert len(answer.releases) == 3
    assert answer.found == ()
    assert answer.open == ()
    # There is something to protect, and what was counted is possible.
    assert len(answer.small) > 20
    assert all(one.low <= one.counted <= one.high for one in answer.small)
    assert all(one.shown not in range(1, 5) for one in answer.small)


def test_nothing_published_is_nothing_to_attack(demo_store):
    assert load_red_team(demo_store, "public") is None


def test_an_exact_total_in_a_kept_release_is_found(released_demo_path, tmp_path):
    path = shutil.copy(released_demo_path, tmp_path / "demo.duckdb")
    store = Store.open(path)
    with store.transaction() as cursor:
        where = "WHERE release_number = 3 AND audience = 'public'"
        (text,) = cursor.execute(
            f"SELECT csv FROM release_file {where} AND file = 'women_by_quarter.csv'"  # noqa: S608
        ).fetchone()
        spoiled = text.replace("total,value,135", "total,value,137")
        assert spoiled != text
        (told,) = cursor.execute(
            f"SELECT manifest_json FROM release_audience {where}"  # noqa: S608
        ).fetchone()
        manifest = json.loads(told)
        manifest["tables"]["women_by_quarter"]["sha256"] = hash_of(spoiled)
        manifest["sha256"] = seal_of(manifest)
        cursor.execute(
            f"UPDATE release_file SET csv = $csv {where} AND file = 'women_by_quarter.csv'",  # noqa: S608
            {"csv": spoiled},
        )
        cursor.execute(
            f"UPDATE release_audience SET manifest_json = $told {where}",  # noqa: S608
            {"told": json.dumps(manifest)},
        )
    found = load_red_team(store, "public").found
    assert {one.check for one in found} == {"additivity", "agreement"}


def test_a_cell_is_open_where_it_must_be_small_or_lies_too_narrow():
    cell = lambda low, high: Concluded("t", (), 3, 5, low, high)  # noqa: E731
    assert cell(1, 4).is_open(5, 2)
    assert cell(5, 7).is_open(5, 5)
    assert not cell(1, 5).is_open(5, 5)
    assert not cell(0, 4).is_open(5, 5)


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_page_says_that_nobody_gets_through(released_demo_path, monkeypatch, language):
    monkeypatch.setenv("PRIEMNA_STORE", str(released_demo_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"] = language
    app.run()
    app.switch_page("pages/manage/red_team.py").run()
    assert [e.value for e in app.exception] == []
    assert [e.value for e in app.error] == []
    assert len(app.success) == 1
