"""Teams and halls are kept, changed and brought back on their page."""

import pytest
from streamlit.testing.v1 import AppTest

from data.resources import teams
from data.store import Store
from pages.ui.entrance import Way
from pages.ui.planning.resource_forms import read_days
from pages.ui.registry import ROOT

PAGE = "pages/manage/resources.py"


@pytest.fixture
def app(tmp_path, monkeypatch):
    Store.create(tmp_path / "store.duckdb")
    monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.setenv("PRIEMNA_USER", "ana")
    monkeypatch.setattr("pages.ui.entrance.way_in", lambda _path=None: Way.OPEN)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    return app.switch_page(PAGE).run()


def press(app, words):
    return next(button for button in app.button if button.label == words).click().run()


def test_a_team_is_kept_and_taken_back(app, tmp_path):
    store = Store.open(tmp_path / "store.duckdb")
    app.text_input[0].set_value("A")
    next(box for box in app.multiselect if box.label == "Умения").set_value(["legal"])
    press(app, "Запази")
    assert [success.value for success in app.success] == ["Запазено е."]
    assert [(team.code, team.skills) for team in teams(store)] == [("A", ("legal",))]
    press(app, "Отмени")
    assert teams(store) == ()


def test_a_code_that_could_be_a_name_is_refused_in_words(app, tmp_path):
    press(app, "Запази")
    assert "Име не се пише" in app.error[0].value
    assert teams(Store.open(tmp_path / "store.duckdb")) == ()


def test_a_line_that_is_no_day_is_not_passed_over():
    assert read_days("2024-05-07\n\n 2024-05-08 ") is not None
    assert read_days("07.05.2024\n8.5.2024 г.") == read_days("2024-05-07\n2024-05-08")
    assert read_days("2024-05-07\n8 May") is None
    assert read_days("31.02.2024") is None
    assert read_days("05.2024") is None
