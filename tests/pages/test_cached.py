"""Answers are kept while the file of the store stands as it was, and asked anew otherwise."""

import os
import shutil
import time
from datetime import date

import pytest

from data import store as store_module
from data.backup import backup, restore
from data.entry import enter
from data.store import Store, StoreMissing, file_mark
from pages.ui import cached
from pages.ui.visits import load_visits


@pytest.fixture
def store(demo_path, tmp_path, monkeypatch):
    path = shutil.copy(demo_path, tmp_path / "store.duckdb")
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    return Store.open(path)


def settled(store):
    """Let the file grow older than the tick of its clock."""
    while file_mark(store.path) is None:
        time.sleep(0.01)


def one_visit(store):
    values = {"on": date(2024, 3, 30), "ekatte": "07603"}
    assert enter(store, "visits", values, today=date(2024, 4, 3)).accepted


def test_an_unchanged_file_is_not_opened_again(store, monkeypatch):
    settled(store)
    known = cached.state()
    before = len(cached.fact(load_visits))

    def refused(*_arguments, **_named):
        raise AssertionError("the file was opened although nothing had changed")

    monkeypatch.setattr(store_module.Store, "_existing", refused)
    assert cached.state() == known
    assert len(cached.fact(load_visits)) == before


def test_each_commit_is_seen_at_once_and_after_a_while(store):
    settled(store)
    for number in range(1, 6):
        before = len(cached.fact(load_visits))
        version = cached.state()
        with store.transaction() as cursor:
            cursor.execute(
                "INSERT INTO visit (visit_id, status, planned_on, ekatte, source_key, "
                "content_hash, import_batch_id) VALUES ($id, 'planned', DATE '2024-05-01', "
                "'07603', $id, '', 'x')",
                {"id": f"X{number}"},
            )
        assert cached.state() != version
        assert len(cached.fact(load_visits)) == before + 1
        if number % 2:
            settled(store)
            assert len(cached.fact(load_visits)) == before + 1


def test_a_mark_is_given_only_to_a_file_that_has_settled(store):
    one_visit(store)
    os.utime(store.path)
    assert file_mark(store.path) is None
    second = 1_000_000_000
    old = time.time_ns() - 2 * second
    os.utime(store.path, ns=(old, old // 1_000 * 1_000 + 1))
    assert file_mark(store.path) is not None
    os.utime(store.path, ns=(old, old // second * second))
    assert file_mark(store.path) is None, "a clock of whole seconds is waited out longer"
    wal = store.path.with_name(store.path.name + ".wal")
    os.utime(store.path, ns=(old, old // 1_000 * 1_000 + 1))
    wal.touch()
    assert file_mark(store.path) is None, "somebody is writing"
    assert file_mark(store.path.with_name("nowhere")) is None
    named = store.path.with_name("server.toml")
    named.write_text("")
    os.utime(named, ns=(old, old // 1_000 * 1_000 + 1))
    assert file_mark(named) is None, "the file that names a server stays as it is"


def test_a_store_put_back_from_a_backup_is_seen(store, tmp_path):
    from datetime import UTC, datetime

    saved = backup(store, tmp_path / "copies", now=datetime.now(UTC).replace(tzinfo=None))
    before = len(cached.fact(load_visits))
    one_visit(store)
    assert len(cached.fact(load_visits)) == before + 1
    settled(store)
    cached.state()
    restore(saved, store.path, now=datetime.now(UTC).replace(tzinfo=None))
    settled(store)
    assert len(cached.fact(load_visits)) == before


def test_a_store_that_is_gone_is_missed(store):
    settled(store)
    cached.state()
    store.path.unlink()
    with pytest.raises(StoreMissing):
        cached.state()
    with pytest.raises(StoreMissing):
        cached.store()
