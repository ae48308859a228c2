"""What a watcher is told of a store: fixed words, and nothing is changed by looking."""

import shutil
import subprocess
import sys
from collections import namedtuple

import pytest

from data.health import Health, Reading, Schema, health_of
from data.keys import new_key
from data.store import Store

HOLD = """
import sys, duckdb
held = duckdb.connect(sys.argv[1]); print("held", flush=True); sys.stdin.read()
"""


def test_a_store_of_this_version_is_well(demo_path):
    assert health_of(demo_path) == Health(Reading.READABLE, Schema.CURRENT, room=True)
    assert health_of(demo_path).is_well


@pytest.mark.parametrize(
    ("change", "schema", "well"),
    [
        ("DELETE FROM schema_version WHERE number > 9", Schema.OLDER, True),
        ("UPDATE schema_version SET number = 9999 WHERE number = 9", Schema.NEWER, False),
    ],
)
def test_the_schema_is_told_and_not_touched(demo_path, tmp_path, change, schema, well):
    path = shutil.copy2(demo_path, tmp_path / "store.duckdb")
    with Store(path).transaction() as cursor:
        cursor.execute(change)
    for _again in range(2):
        assert health_of(path).schema is schema
    assert health_of(path).is_well is well


def test_what_is_no_store_or_lacks_its_key_cannot_be_read(tmp_path):
    (tmp_path / "text.duckdb").write_text("no store at all, but long enough to have a header")
    Store.create(tmp_path / "closed.duckdb", key=new_key())
    for name in ("text.duckdb", "closed.duckdb"):
        health = health_of(tmp_path / name)
        assert (health.store, health.schema) == (Reading.UNREADABLE, Schema.UNKNOWN)
        assert not health.is_well


def test_a_missing_store_is_found_missing_and_not_made(tmp_path):
    assert health_of(tmp_path / "deep" / "none.duckdb").store is Reading.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_store_held_by_another_process_is_busy(demo_path, tmp_path):
    path = shutil.copy2(demo_path, tmp_path / "store.duckdb")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert health_of(path).store is Reading.BUSY
        holder.stdin.close()
    assert health_of(path).is_well


@pytest.mark.parametrize(("free", "room"), [(200 * 2**20 - 1, False), (200 * 2**20, True)])
def test_a_disk_without_room_for_copies_is_told(demo_path, monkeypatch, free, room):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("data.health.shutil.disk_usage", lambda _folder: usage(0, 0, free))
    assert health_of(demo_path).is_well is room
