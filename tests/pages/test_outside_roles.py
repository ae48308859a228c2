"""Outside roles see their file of releases: no page of theirs touches the store, by any way."""

import ast
import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.installation import RoleUnknown
from pages.ui.registry import ALL_PAGES, OUTSIDE_PAGES, PAGES, ROOT, pages_of
from pages.ui.released_words import expect_released
from pages.ui.texts import say
from pages.ui.who import role
from priemna.roles import OUTSIDE, Role

# What leads to the store. A page of an outside role may not import it, at however many removes.
STORE = {
    "data.store",
    "data.engine",
    "data.held_file",
    "duckdb",
    "queries",
    "pages.ui.cached",
    "pages.ui.load",
    "pages.ui.releasing",
    "pages.ui.release_counts",
}


def modules_of(name):
    """The file of one of our modules, and what it imports."""
    path = ROOT / Path(*name.split("."))
    file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
    if not file.is_file():
        return set()
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def reached_from(name):
    seen, waiting = set(), {name}
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        waiting |= modules_of(module)
    return seen


@pytest.mark.parametrize("page", OUTSIDE_PAGES, ids=lambda page: page.path)
def test_no_import_leads_from_a_page_of_outside_roles_to_the_store(page):
    reached = reached_from(page.path.removesuffix(".py").replace("/", "."))
    assert reached & STORE == set()
    assert "pages.ui.released" in reached


def test_a_page_that_reads_the_store_would_be_caught():
    assert reached_from("pages.see.trends") & STORE


@pytest.fixture
def as_outsider(released_demo_path, tmp_path, monkeypatch):
    """The dashboard of an outside role on a machine that has nothing but its file."""

    def start(who, *, published=True):
        folder = tmp_path / "given"
        folder.mkdir()
        if published:
            given = released_demo_path.with_name("demo.duckdb.releases") / f"{who}.json"
            shutil.copy(given, folder)
        monkeypatch.setenv("PRIEMNA_ROLE", who)
        monkeypatch.setenv("PRIEMNA_RELEASES", str(folder))
        monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "no such store.duckdb"))

        def poisoned(*_):
            raise AssertionError("a page of an outside role opened a database")

        monkeypatch.setattr(duckdb, "connect", poisoned)
        monkeypatch.setattr("data.store.Store.open", poisoned)
        monkeypatch.setattr("data.store.Store.cursor", poisoned)
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)

    return start


def html_of(app):
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("who", sorted(OUTSIDE))
def test_every_page_of_an_outside_role_opens_without_a_store(as_outsider, who, language):
    app = as_outsider(who)
    app.query_params["lang"] = language
    app.run()
    for page in pages_of(who):
        if not page.is_default:
            app.switch_page(page.path).run()
        assert [e.value for e in app.exception] == []
        assert [e.value for e in app.error] == []
        assert app.title[0].value == say(language, page.title)
        banner = say(language, "Invented data: for trying out only, not about real people")
        assert banner in html_of(app)
        said = " ".join(caption.value for caption in app.caption)
        assert ("11.04.2024" if language == "bg" else "11 April 2024") in said


@pytest.mark.parametrize("who", sorted(OUTSIDE))
def test_where_nothing_was_published_each_page_says_so_calmly(as_outsider, who):
    app = as_outsider(who, published=False).run()
    for page in pages_of(who):
        if not page.is_default:
            app.switch_page(page.path).run()
        assert [e.value for e in app.exception] == []
        assert "Още нищо не е публикувано за вас" in html_of(app)


def test_a_changed_file_is_told_and_nothing_of_it_is_shown(as_outsider, tmp_path):
    app = as_outsider("partner")
    file = tmp_path / "given" / "partner.json"
    file.write_text(file.read_text("utf-8").replace("total,value,135", "total,value,137"), "utf-8")
    app.run()
    assert "липсва или е променян" in app.error[0].value
    assert len(app.get("dataframe")) == 0
    assert "<table" not in html_of(app)


@pytest.mark.parametrize("who", sorted(OUTSIDE))
def test_pages_of_the_team_do_not_exist_for_outside_roles(as_outsider, who):
    assert not {page.path for page in pages_of(who)} & {page.path for page in PAGES}
    app = as_outsider(who).run()
    with pytest.raises(ValueError, match="switch"):
        app.switch_page("pages/see/trends.py").run()


def test_pages_of_outside_roles_do_not_exist_for_the_team():
    assert not {page.path for page in pages_of(Role.COORDINATOR)} & {
        page.path for page in OUTSIDE_PAGES
    }
    assert {page for role in Role for page in role_pages(role)} == {page.path for page in ALL_PAGES}


def role_pages(who):
    return {page.path for page in pages_of(who)}


def test_an_unknown_role_opens_nothing(monkeypatch):
    monkeypatch.setenv("PRIEMNA_ROLE", "boss")
    with pytest.raises(RoleUnknown, match="coordinator"):
        role()


@pytest.mark.parametrize("thing", [3, {"cells": ()}, None, "women_by_quarter"])
def test_drawing_and_giving_away_refuse_what_is_no_released_table(thing):
    with pytest.raises(TypeError, match="released tables only"):
        expect_released(thing)


# Whatever addresses of the team's pages know, and what somebody might try.
TRIED = ("settlement", "municipality", "place", "day", "quarter", "since", "until", "kind", "age")
TRIED += ("role", "audience", "store", "release", "table", "page", "viewed", "as", "k", "threshold")
VALUES = ("63427", "RSE27", "coordinator", "' OR 1=1 --")


@pytest.mark.parametrize("who", sorted(OUTSIDE))
def test_no_parameter_of_an_address_gives_more_than_the_release(as_outsider, who):
    def seen(app):
        frames = [frame.value.to_csv() for frame in app.dataframe]
        charts = [chart.proto.spec for chart in app.get("plotly_chart")]
        texts = [e.value for e in (*app.markdown, *app.caption, *app.title)]
        assert [e.value for e in (*app.exception, *app.error)] == []
        # A place may be chosen by the address; what is said of it stands in the list of all.
        for one in app.info:
            assert one.value.rsplit(": ", 1)[1].removesuffix(".") in html_of(app)
        return html_of(app), frames, charts, texts

    app = as_outsider(who).run()
    for page in pages_of(who):
        if not page.is_default:
            app.switch_page(page.path).run()
        plain = seen(app)
        for value in VALUES:
            for name in TRIED:
                app.query_params[name] = value
            assert seen(app.run()) == plain
        app.query_params.clear()
