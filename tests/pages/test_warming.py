"""The server loads ahead what pages need, and answers ahead where the team will ask."""

import shutil
import subprocess
import sys
from threading import Event, Thread

import pytest

from pages.ui import warming
from pages.ui.registry import ROOT

LOADED = (
    "import sys; from pages.ui.warming import _import_ahead; _import_ahead(); "
    "print(' '.join(sys.modules))"
)


def test_all_that_pages_import_is_there_but_the_component_that_needs_a_page():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert loaded >= {"folium", "pandas", "pages.ui.maps", "priemna.need.model", "data.store"}
    assert "streamlit_folium" not in loaded
    assert not {name for name in loaded if name.startswith("pages.plan.")}


def test_what_the_first_page_asks_is_answered_before_it_asks(demo_path, tmp_path, monkeypatch):
    from pages.ui import cached, load
    from pages.ui.assumptions import USUAL

    path = shutil.copy(demo_path, tmp_path / "store.duckdb")
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    warming._answer_ahead()

    def refused(*_arguments, **_named):
        raise AssertionError("worked out a second time")

    monkeypatch.setattr(load, "load_need", refused)
    monkeypatch.setattr(load, "load_period", refused)
    assert cached.need(cached.period()[1], USUAL).rows


@pytest.mark.parametrize("role", ["partner", "regional_administration", "boss"])
def test_for_an_outside_or_unknown_role_the_store_is_not_opened(role, monkeypatch):
    def poisoned(*_arguments, **_named):
        raise AssertionError("the store was opened")

    monkeypatch.setattr("data.store.Store.open", poisoned)
    monkeypatch.setenv("PRIEMNA_ROLE", role)
    warming._answer_ahead()


def test_a_store_that_is_missing_or_locked_away_is_left_to_the_page_to_say(tmp_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "nowhere.duckdb"))
    warming._answer_ahead()


def test_pages_wait_while_modules_are_loaded_and_no_longer_even_where_that_fails(monkeypatch):
    began, go_on = Event(), Event()

    def slow():
        began.set()
        go_on.wait(60)
        raise ImportError("a page is broken")

    monkeypatch.setattr(warming, "exists", lambda: True)
    monkeypatch.setattr(warming, "_import_ahead", slow)
    monkeypatch.setattr("threading.excepthook", lambda _failed: None)
    warming.wait_until_loaded()
    warming.warm_up()
    assert began.wait(60)
    page = Thread(target=warming.wait_until_loaded)
    page.start()
    page.join(0.2)
    assert page.is_alive()
    go_on.set()
    page.join(60)
    assert not page.is_alive()
