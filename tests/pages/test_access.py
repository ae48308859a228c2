"""The page of access answers every choice of period, measure, weight and number of points."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.registry import ROOT


@pytest.fixture
def page(visited_demo_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(visited_demo_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    return app.switch_page("pages/plan/access.py").run()


def said(page):
    return " ".join(element.value for element in page.markdown)


def test_the_answer_names_the_share_and_who_is_left(page):
    assert "само постоянният център е толкова близо за 75,0" in said(page)
    assert "По-далече живеят" in said(page)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("access_period", "all"),
        ("access_period", "quarter"),
        ("access_measure", "hours"),
        ("access_count", 3),
        ("access_weight", "need"),
    ],
)
def test_every_choice_is_answered(page, key, value):
    page.segmented_control(key=key).set_value(value).run()
    assert [e.value for e in page.exception] == []
    assert [e.value for e in page.error] == []
    assert "Най-малко минути" in said(page)


def test_the_choice_of_points_is_said_to_be_proven(page):
    assert any("Доказано" in caption.value for caption in page.caption)
