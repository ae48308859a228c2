"""A look at settlements stands in the audit log once, and never holds up the page."""

import shutil
from threading import Event, Thread

import pytest
from streamlit.testing.v1 import AppTest

from data.audit import entries, verify
from data.store import Store
from pages.ui.registry import ROOT


def one_look():
    from pages.ui.looks import note_look

    note_look("where_next")


@pytest.fixture
def store(demo_path, tmp_path, monkeypatch):
    path = shutil.copy(demo_path, tmp_path / "store.duckdb")
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    monkeypatch.setenv("PRIEMNA_USER", "elena")
    return Store.open(path)


def looks(store):
    lines = entries(store, n=100)
    return [(line.who, line.subject) for line in lines if line.action == "viewed_settlement"]


def test_the_page_of_settlements_is_noted_and_its_answers_stay_good(store):
    version = store.version()
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run().run()
    assert looks(store) == [("elena", "page today")]
    assert store.version() == version
    assert verify(store).holds


def test_each_session_is_noted_once(store):
    for _ in range(2):
        AppTest.from_function(one_look, default_timeout=60).run().run()
    assert len(looks(store)) == 2


def test_a_page_opens_while_an_import_holds_the_store_and_is_noted_afterwards(store):
    writing, done = Event(), Event()

    def import_slowly():
        with store.transaction():
            writing.set()
            done.wait(60)

    slow = Thread(target=import_slowly)
    slow.start()
    writing.wait(60)
    app = AppTest.from_function(one_look, default_timeout=60).run()
    during = looks(store)
    done.set()
    slow.join()
    with store.transaction(changes_data=False):
        pass
    app.run()
    assert not app.exception
    assert during == []
    for _ in range(600):
        if looks(store):
            break
        Event().wait(0.05)
    assert looks(store) == [("elena", "page where_next")]
