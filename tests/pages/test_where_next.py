"""Other assumptions are tried in sight, change what is shown, and are never kept in silence."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.assumptions import CHOICES, USUAL
from pages.ui.registry import PAGES, ROOT

PAGE = "pages/plan/where_next.py"


@pytest.fixture
def app(visited_demo_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(visited_demo_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"] = "en"
    app.run()
    return app.switch_page(PAGE).run()


def shown(app):
    return "".join(e.proto.body for e in app.get("html")) + "".join(m.value for m in app.markdown)


def press(app, label):
    next(b for b in app.button if b.label == label).click()
    return app.run()


def test_the_usual_value_of_each_assumption_is_one_of_those_offered():
    for name, (_label, options, _written) in CHOICES.items():
        assert getattr(USUAL, name) in options


def test_tried_assumptions_show_their_effect_until_they_are_put_back(app):
    assert "not the usual estimate" not in shown(app)
    usual = shown(app)
    app.select_slider(key="assumed_centre_decay_minutes").set_value(60.0)
    press(app, "Show what changes")
    assert [e.value for e in app.exception] == []
    assert "not the usual estimate" in shown(app)
    assert "What the tried assumptions change" in shown(app)
    assert app.warning[0].value.startswith("Other assumptions are being tried")
    press(app, "Back to the usual values")
    assert app.select_slider(key="assumed_centre_decay_minutes").value == 20.0
    assert shown(app) == usual


def test_tried_assumptions_end_when_the_page_is_left(app):
    app.select_slider(key="assumed_level_per_1000").set_value(20.0)
    press(app, "Show what changes")
    app.switch_page(PAGES[-1].path).run()
    app.switch_page(PAGE).run()
    assert "not the usual estimate" not in shown(app)
    assert app.select_slider(key="assumed_level_per_1000").value == 5.0


def test_five_places_are_proposed_and_the_fifth_is_to_learn(app):
    html = shown(app)
    assert html.count("the women it reaches") == 4
    assert html.count("what would be learnt") == 1


def test_each_letter_of_the_list_has_its_reason(app):
    reasons = re.findall(r'<abbr title="([^"]+)">[ABC]</abbr>', shown(app))
    assert len(reasons) == 11  # twelve lines, of which the city of the centre has no letter
    assert any("times the lower one" in reason for reason in reasons)
