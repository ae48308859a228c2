"""Whatever the program writes for itself, other users of the machine can neither read nor list."""

import os
import stat
from datetime import UTC, datetime

import pytest

from data.backup import backup
from data.keys import make_key_file
from data.rotation import rotate_key
from data.store import Store
from pages.ui.demo_releases import publish_demo

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of Windows are inherited")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@pytest.fixture(autouse=True)
def careless_umask():
    """As most machines have it: what a program creates, everybody can read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder):
    """Files, and folders that were made inside, on which others have any right."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.stat().st_mode & OTHERS and not _is_closed_above(path, folder)
    )


def _is_closed_above(path, folder):
    between = [one for one in path.parents if folder in one.parents]
    return any(not one.stat().st_mode & OTHERS for one in between)


@pytest.fixture
def closed_store(tmp_path):
    key, _file = make_key_file()
    return Store.create(tmp_path / "records" / "store.duckdb", key=key)


def test_a_store_its_key_and_its_log_while_writing(closed_store, tmp_path):
    assert open_to_others(tmp_path / "config") == []
    with closed_store.transaction() as cursor:
        cursor.execute("CREATE TABLE many AS SELECT range AS n FROM range(200000)")
        assert open_to_others(closed_store.path.parent) == []
    with closed_store.cursor():
        assert open_to_others(closed_store.path.parent) == []


def test_backups_and_older_keys(closed_store, tmp_path):
    backup(closed_store, tmp_path / "backups", now=datetime.now(UTC).replace(tzinfo=None))
    rotate_key(closed_store, now=datetime.now(UTC).replace(tzinfo=None))
    for folder in ("backups", "config", "records"):
        assert open_to_others(tmp_path / folder) == [], folder


def test_files_of_releases(demo_path, tmp_path):
    (tmp_path / "demo.duckdb").write_bytes(demo_path.read_bytes())
    (tmp_path / "demo.duckdb").chmod(0o600)
    publish_demo(Store.open(tmp_path / "demo.duckdb"))
    assert open_to_others(tmp_path) == []


def test_a_store_copied_carelessly_is_closed_again(demo_path, tmp_path):
    path = tmp_path / "copied.duckdb"
    path.write_bytes(demo_path.read_bytes())
    assert path.stat().st_mode & OTHERS
    Store.open(path)
    assert not path.stat().st_mode & OTHERS
