"""What tests of several layers share: the demo store, built once."""

import shutil
from pathlib import Path

import pytest

from data.demo import DEMO_SEED, build_demo
from data.store import Store


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
