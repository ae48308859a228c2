"""What tests of several layers share: the demo store, built once."""

import os
import secrets
import shutil
from pathlib import Path

import pytest

from data.demo import DEMO_SEED, build_demo
from data.moving import move
from data.store import Store
from tests.postgres import PostgreSQL, programs

KEEPERS = ("file", "server")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def do_without(kind, message):
    """Skip for want of a program, or fail where ``$PRIEMNA_<kind>_TESTS`` says required."""
    (pytest.fail if os.environ.get(f"PRIEMNA_{kind}_TESTS") == "required" else pytest.skip)(message)


@pytest.fixture(scope="session")
def chromium_path():
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        known = ", ".join(BROWSERS)
        do_without("BROWSER", f"No Chromium found ({known}): the pages were not opened.")
    return found


@pytest.fixture(autouse=True)
def own_keys(tmp_path, monkeypatch):
    """No test finds or leaves a key in the folder of whoever runs the tests."""
    for name in ("PRIEMNA_KEY", "PRIEMNA_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    build_demo(path, scale=1, seed=DEMO_SEED)
    return path


@pytest.fixture(scope="session")
def visited_demo_path(demo_path, tmp_path_factory):
    """A copy for tests that open pages: a look at settlements leaves a line in the log."""
    return Path(shutil.copy2(demo_path, tmp_path_factory.mktemp("visited") / "demo.duckdb"))


@pytest.fixture(scope="session")
def released_demo_path(demo_path, tmp_path_factory):
    """A copy of which releases were published, with the files of the outside roles beside it."""
    from pages.ui.demo_releases import publish_demo

    path = Path(shutil.copy2(demo_path, tmp_path_factory.mktemp("released") / "demo.duckdb"))
    publish_demo(Store.open(path))
    return path


@pytest.fixture
def demo_store(demo_path):
    """The demo store; tests that write take a copy of ``demo_path`` instead."""
    return Store.open(demo_path)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of its own, with an empty store and the demo store to copy."""
    found = programs()
    if found is None:
        do_without(
            "SERVER", "PostgreSQL is not installed; on Debian and Ubuntu: apt install postgresql"
        )
    with PostgreSQL(found) as server:
        yield server


@pytest.fixture(scope="session")
def empty_database(postgres, tmp_path_factory):
    """A database with an empty store, to be copied."""
    return _made(postgres, tmp_path_factory, "empty", Store.create)


@pytest.fixture(scope="session")
def demo_database(postgres, demo_path, tmp_path_factory):
    """A database with the demo store, to be copied."""
    # A copy: the move leaves a line in the log of both.
    demo = Store.open(shutil.copy(demo_path, tmp_path_factory.mktemp("moved") / "demo.duckdb"))
    return _made(postgres, tmp_path_factory, "demo", lambda path: move(demo, path))


@pytest.fixture(params=KEEPERS)
def store(request, tmp_path):
    """An empty store, once in a file and once on a server."""
    if request.param == "file":
        return Store.create(tmp_path / "store.duckdb")
    database = request.getfixturevalue("empty_database")
    return copy_of(request.getfixturevalue("postgres"), database, tmp_path)


@pytest.fixture(params=KEEPERS)
def demo_copy(request, tmp_path):
    """The demo store to write into, once in a file and once on a server."""
    if request.param == "file":
        path = request.getfixturevalue("demo_path")
        return Store.open(shutil.copy(path, tmp_path / "store.duckdb"))
    database = request.getfixturevalue("demo_database")
    return copy_of(request.getfixturevalue("postgres"), database, tmp_path)


@pytest.fixture
def new_place(postgres, tmp_path):
    """A file that names a database in which nothing is."""
    name = f"t{secrets.token_hex(6)}"
    postgres.database(name)
    return postgres.store_file(tmp_path / "office.toml", name)


def copy_of(server, database, folder):
    """Open a copy of a database as a store."""
    name = f"t{secrets.token_hex(6)}"
    server.database(name, like=database)
    return Store.open(server.store_file(folder / "store.toml", name))


def _made(server, tmp_path_factory, name, fill):
    path = server.store_file(tmp_path_factory.mktemp(name) / "store.toml", name)
    server.database(name)
    fill(path)
    server.send_away(name)
    return name
