"""Each page of the registry opens inside the frame, in both languages, and only there."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.entrance import Way
from pages.ui.registry import ALL_PAGES, PAGES, ROOT, pages_of
from pages.ui.texts import say
from priemna.roles import Role

TIMEOUT = 120


@pytest.fixture
def app(visited_demo_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(visited_demo_path))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)


def html_of(app):
    return "".join(element.proto.body for element in app.get("html"))


def open_page(app, page, language):
    app.query_params["lang"] = language
    app.run()
    if not page.is_default:
        app.switch_page(page.path).run()
    return app


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_opens_under_its_title_and_says_that_the_data_is_invented(app, page, language):
    open_page(app, page, language)
    assert [e.value for e in app.exception] == []
    assert [e.value for e in app.error] == []
    assert app.title[0].value == say(language, page.title)
    assert say(language, "Invented data: for trying out only, not about real people") in html_of(
        app
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_on_an_empty_store_says_so_instead_of_failing(app, page, tmp_path, monkeypatch):
    from data.store import Store

    Store.create(tmp_path / "empty.duckdb")
    monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "empty.duckdb"))
    monkeypatch.setattr("pages.ui.entrance.way_in", lambda _path=None: Way.OPEN)
    open_page(app, page, "bg")
    assert [e.value for e in app.exception] == []
    assert [e.value for e in app.error] == []
    assert "Измислени данни" not in html_of(app)


def test_a_missing_store_is_told_in_words_inside_the_frame(app, tmp_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "nowhere.duckdb"))
    app.run()
    assert [e.value for e in app.exception] == []
    assert str(tmp_path / "nowhere.duckdb") in app.error[0].value
    assert app.button(key="language_switch").label == "English"


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.path)
def test_a_page_run_outside_the_frame_shows_nothing_of_itself(page, visited_demo_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(visited_demo_path))
    alone = AppTest.from_file(str(page.file), default_timeout=TIMEOUT).run()
    assert [e.value for e in alone.exception] == []
    assert alone.warning[0].value.startswith("Тази страница се отваря само от таблото.")
    assert len(alone.main) == 1


def test_the_language_stays_when_the_page_changes_and_the_button_changes_it(app):
    open_page(app, PAGES[1], "en")
    assert app.title[0].value == say("en", PAGES[1].title)
    assert app.query_params["lang"] == "en"
    app.button(key="language_switch").click().run()
    assert app.title[0].value == say("bg", PAGES[1].title)
    assert "lang" not in app.query_params


def test_an_unknown_language_in_the_address_is_bulgarian(app):
    app.query_params["lang"] = "xx"
    app.run()
    assert app.title[0].value == say("bg", PAGES[0].title)


def test_streamlit_finds_no_page_beside_the_frame():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_every_page_in_a_folder_is_in_the_registry():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pages").glob("*/*.py")
        if path.parent.name != "ui" and path.name != "__init__.py"
    }
    assert found == {page.path for page in ALL_PAGES}


def test_addresses_are_unique_and_one_page_opens_first():
    assert len({page.file.stem for page in ALL_PAGES}) == len(ALL_PAGES)
    for role in Role:
        mine = pages_of(role)
        assert [page.path for page in mine if page.is_default] == [mine[0].path]
    assert pages_of(Role.COORDINATOR) == PAGES


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.path)
def test_a_page_begins_with_the_guard(page):
    text = page.file.read_text(encoding="utf-8")
    assert "guard(__file__)" in text
