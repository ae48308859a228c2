"""Every role walks to every page and takes every file; the walk writes itself from the registry."""

from dataclasses import replace

import duckdb
import pytest
from streamlit.elements.widgets import button
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.util import calc_hash

from pages.ui import guard, registry, who
from pages.ui.registry import ALL_PAGES, ROOT, pages_of
from pages.ui.texts import say
from priemna.roles import OUTSIDE, Role

TIMEOUT = 240
LINK = {"lang": "en", "place": "63427", "year": "2023", "period": "quarter"}
MINE = [(role, page) for role in Role for page in pages_of(role)]
NOT_MINE = [(role, page) for role in Role for page in ALL_PAGES if role not in page.roles]


def named(value):
    return value.value if isinstance(value, Role) else value.file.stem


def asked_by_address(page):
    """What a browser sends that opens the address of a page, with choices of a link in it."""
    return {"page_name": page.file.stem, "page_script_hash": ""}


def asked_by_mark(page):
    """What a tab sends that still shows the page of somebody else, or a hand-made message."""
    return {"page_name": "", "page_script_hash": calc_hash(page.file.stem)}


@pytest.fixture
def files(monkeypatch):
    """Files behind the download buttons of the run, built as they are when pressed: by name."""
    taken, really = {}, button.marshall_file

    def take(coordinates, data, proto, mimetype, file_name=None, **more):
        built = data() if callable(data) else data
        assert file_name not in taken, f"two files are called {file_name}"
        taken[file_name] = built.encode() if isinstance(built, str) else bytes(built)
        return really(coordinates, data, proto, mimetype, file_name, **more)

    monkeypatch.setattr(button, "marshall_file", take)
    return taken


@pytest.fixture
def store_touched(monkeypatch):
    """Where a role outside the team would reach the store: empty at the end, or it did."""
    touched = []

    def tell(*_, **__):
        touched.append("store")
        raise AssertionError("an outside role reached the store")

    def watch(role):
        if role.is_outside:
            monkeypatch.setattr(duckdb, "connect", tell)
            for name in ("open", "cursor"):
                monkeypatch.setattr(f"data.store.Store.{name}", tell)
        return touched

    return watch


@pytest.fixture
def ran(monkeypatch):
    """Paths of the pages that were run, in order."""
    paths, really = [], guard.guard

    def note(file):
        page = really(file)
        paths.append(page.path)
        return page

    monkeypatch.setattr(guard, "guard", note)
    return paths


@pytest.fixture
def walk(released_demo_path, monkeypatch):
    """The dashboard of a role on a machine where the store and all releases lie."""
    monkeypatch.setenv("PRIEMNA_STORE", str(released_demo_path))

    def start(role, asked=None, **query):
        monkeypatch.setenv("PRIEMNA_ROLE", role)
        monkeypatch.setattr(
            local_script_runner, "RerunData", lambda **sent: RerunData(**{**sent, **(asked or {})})
        )
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
        app.query_params.update(query)
        app.run()
        assert [e.value for e in app.exception] == []
        return app

    return start


def shown(app):
    """All that a page shows, without what changes from run to run."""
    tables = [table.value.to_csv() for table in app.dataframe]
    words = [
        (element.type, getattr(element, "value", None) or getattr(element, "label", None))
        for kind in ("title", "subheader", "markdown", "caption", "info", "warning", "error")
        for element in app.get(kind)
    ]
    return [element.proto.body for element in app.get("html")], words, tables


@pytest.mark.parametrize(("role", "page"), MINE, ids=named)
def test_a_role_opens_its_page_by_address_and_takes_its_files(
    walk, ran, files, store_touched, role, page
):
    touched = store_touched(role)
    app = walk(role, None if page.is_default else asked_by_address(page), lang="en")
    assert [e.value for e in app.error] == []
    assert ran == [page.path]
    assert app.title[0].value == say("en", page.title)
    assert all(files.values())
    assert len(files) == len(app.get("download_button"))
    tables = [name for name in files if name.endswith(".csv")]
    if role.is_outside:
        assert all(name.startswith("release_") for name in files)
    else:
        assert all(name.endswith("_for_the_team.csv") for name in tables)
    assert touched == []


@pytest.fixture(scope="module")
def first_pages():
    """What the first page of a role shows, by role; filled by the walk."""
    return {}


@pytest.mark.parametrize("asked", [asked_by_address, asked_by_mark])
@pytest.mark.parametrize(("role", "page"), NOT_MINE, ids=named)
def test_a_page_of_others_is_answered_by_ones_own_first_page_and_nothing_else(
    walk, ran, files, store_touched, first_pages, role, page, asked
):
    touched = store_touched(role)
    app = walk(role, asked(page), **LINK)
    assert ran == [pages_of(role)[0].path]
    assert app.title[0].value == say("en", pages_of(role)[0].title)
    assert touched == []
    # The first page of the team tells what happened since the last look, the one just before.
    if role.is_outside:
        found = shown(app), set(files)
        files.clear()
        if role not in first_pages:
            first_pages[role] = shown(walk(role, **LINK)), set(files)
        assert found == first_pages[role]


@pytest.mark.parametrize(("role", "page"), NOT_MINE, ids=named)
def test_a_page_of_others_refuses_to_run_even_if_the_frame_opened_it(store_touched, role, page):
    touched = store_touched(role)
    app = AppTest.from_file(str(page.file), default_timeout=TIMEOUT)
    app.session_state[who._HERE] = who.Visitor(role)
    app.session_state[guard._OPENED] = page.path
    app.run()
    assert [e.value for e in app.exception] == []
    assert len(app.warning) == len(app.main) == 1
    assert touched == []


@pytest.mark.parametrize("seen", sorted(OUTSIDE))
def test_the_team_looking_as_an_outside_role_opens_no_more_than_that_role(
    walk, ran, store_touched, monkeypatch, seen
):
    app = walk(Role.COORDINATOR, **LINK)
    app.button(key=f"view_as_{seen}").click().run()
    # The door itself asks the store now and again whether it is invented.
    monkeypatch.setattr("pages.ui.entrance._is_demo", lambda *_: True)
    touched = store_touched(seen)
    for page in ALL_PAGES:
        ran.clear()
        sent = asked_by_address(page)
        monkeypatch.setattr(
            local_script_runner, "RerunData", lambda sent=sent, **more: RerunData(**more | sent)
        )
        app.run()
        assert [e.value for e in app.exception] == []
        assert ran == [(page if seen in page.roles else pages_of(seen)[0]).path]
    assert touched == []


def test_a_page_opened_to_a_role_it_is_not_for_would_be_caught(walk, store_touched, monkeypatch):
    stray = next(page for role, page in NOT_MINE if role is Role.PARTNER)
    everybody = replace(stray, roles=frozenset(Role))
    for module in (registry, guard):
        monkeypatch.setattr(module, "ALL_PAGES", (*registry.OUTSIDE_PAGES, everybody))
    touched = store_touched(Role.PARTNER)
    with pytest.raises(AssertionError):
        walk(Role.PARTNER, asked_by_address(stray), **LINK)
    assert touched
