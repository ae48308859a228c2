"""Backups, a new key and a new schema: at every moment there is a store that opens."""

import json
import os
import threading
from datetime import datetime, timedelta

import pytest

from data import migrations
from data.audit import entries
from data.backup import backup, restore
from data.backup_files import manifest_file, remove_old, to_keep
from data.keys import Key, find_keys, key_file, make_key_file, older_key_files, read_key
from data.migrations import SCHEMA
from data.rotation import encrypt, rotate_key
from data.store import (
    NotAStore,
    Store,
    StoreBusy,
    StoreMissing,
    StoreTooNew,
    set_setting,
    setting,
)
from data.store_errors import BackupDamaged, KeyMissing, KeyRefused, MigrationFailed
from data.verifying import verify

MARK = "видимо-само-с-ключ-4711"
NOW = datetime.fromisoformat("2024-05-01T12:00")


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "store.duckdb", key=make_key_file()[0])
    put(store, MARK)
    return Store(store.path)


def put(store, value):
    with store.transaction() as cursor:
        set_setting(cursor, "mark", value)


def held(store):
    with store.cursor() as cursor:
        return setting(cursor, "mark")


def spoil(path):
    """Overwrite the middle of a file."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(os.urandom(size // 2))


def test_a_backup_is_encrypted_whole_and_noted(store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    assert MARK.encode() not in made.read_bytes()
    found = verify(made)
    assert (found.encrypted, found.checksum, found.problems) == (True, True, ())
    assert json.loads(manifest_file(made).read_text("utf-8"))["tables"] == found.tables
    assert entries(store)[0].action == "backed_up"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config", "far", "store.duckdb"]


def test_a_backup_is_made_while_others_write(store, tmp_path):
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            with store.transaction() as cursor:
                set_setting(cursor, "one", str(number))
                set_setting(cursor, "two", str(number))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(store, tmp_path / "far", now=NOW + timedelta(days=n)) for n in range(3)]
    finally:
        stop.set()
        writer.join()
    for file in made:
        with Store(file).cursor() as cursor:
            assert setting(cursor, "one") == setting(cursor, "two")


def test_a_damaged_store_comes_back_and_the_damaged_file_is_kept(store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    put(store, "later")
    spoil(store.path)
    spoiled = store.path.read_bytes()
    with pytest.raises(NotAStore, match="bring back a backup"):
        verify(store.path)
    restored = restore(made, store.path, now=NOW)
    assert held(Store.open(store.path)) == MARK
    assert restored.aside.read_bytes() == spoiled
    assert entries(store)[0].action == "restored"


def test_a_store_is_brought_back_where_none_lies(store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    restored = restore(made, tmp_path / "new" / "store.duckdb", now=NOW)
    assert restored.aside is None
    assert held(Store.open(restored.path)) == MARK


@pytest.mark.parametrize("part", ["backup", "manifest"])
def test_a_changed_backup_is_refused_and_nothing_else_is_touched(part, store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    before = store.path.read_bytes()
    spoil(made if part == "backup" else manifest_file(made))
    with pytest.raises(BackupDamaged):
        restore(made, store.path, now=NOW)
    assert store.path.read_bytes() == before


def test_a_store_in_use_is_not_replaced(store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    with store.cursor(), pytest.raises(StoreBusy):
        restore(made, store.path, now=NOW)
    assert held(store) == MARK


def test_a_missing_backup_is_said(store, tmp_path):
    with pytest.raises(StoreMissing, match="no backup"):
        restore(tmp_path / "none.duckdb", store.path, now=NOW)


def test_days_and_months_are_kept():
    made = [datetime.fromisoformat("2024-01-01T08:00") + timedelta(days=n) for n in range(100)]
    kept = to_keep(made, daily=3, monthly=2)
    assert {f"{one:%m-%d}" for one in kept} == {"04-07", "04-08", "04-09", "03-31"}


def test_all_of_the_last_day_are_kept():
    made = [datetime.fromisoformat(f"2024-01-01T{hour}:00") for hour in ("08", "09", "10")]
    assert to_keep(made, daily=1, monthly=0) == set(made)


def test_backups_of_other_stores_and_other_files_are_left(store, tmp_path):
    far = tmp_path / "far"
    other = Store.create(tmp_path / "other.duckdb")
    old = [backup(one, far, now=NOW) for one in (store, other)]
    (far / "store-copy.duckdb").write_bytes(b"mine")
    new = backup(store, far, now=NOW + timedelta(days=1))
    with store.cursor() as cursor:
        store_id = setting(cursor, "store_id")
    assert remove_old(far, store_id, daily=1, monthly=0) == (old[0],)
    assert set(far.glob("*.duckdb")) == {old[1], new, far / "store-copy.duckdb"}


def test_a_new_key_opens_the_store_and_the_old_one_its_backups(store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    old = read_key(key_file())
    rotate_key(store, now=NOW)
    new = read_key(key_file())
    assert new.text != old.text
    assert [read_key(file).text for file in older_key_files()] == [old.text]
    assert held(Store.open(store.path, key=new)) == MARK
    assert verify(made).problems == ()
    restore(made, store.path, now=NOW)
    assert held(Store.open(store.path)) == MARK


def test_a_plain_store_becomes_an_encrypted_one(tmp_path):
    store = Store.create(tmp_path / "store.duckdb")
    put(store, MARK)
    rotate_key(store, now=NOW)
    assert store.is_encrypted()
    assert held(Store.open(store.path)) == MARK
    assert MARK.encode() not in store.path.read_bytes()


@pytest.mark.parametrize(
    "step", ["rewriting.copy_into", "rewriting.sync_folder", "rotation.put_next_key_in_force"]
)
def test_an_interrupted_rotation_leaves_a_store_that_opens(step, store, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"data.{step}", stop)
        with pytest.raises(KeyboardInterrupt):
            rotate_key(store, now=NOW)
    assert held(Store.open(store.path)) == MARK
    rotate_key(Store.open(store.path), now=NOW)
    assert held(Store.open(store.path, key=next(find_keys()))) == MARK


def test_a_key_of_the_environment_is_not_rotated(store, monkeypatch):
    monkeypatch.setenv("PRIEMNA_KEY", read_key(key_file()).text)
    with pytest.raises(KeyRefused, match="cannot change"):
        rotate_key(store, now=NOW)
    assert held(store) == MARK


def test_a_lost_key_is_said_for_a_backup_too(store, tmp_path):
    made = backup(store, tmp_path / "far", now=NOW)
    key_file().unlink()
    with pytest.raises(KeyMissing):
        restore(made, tmp_path / "new.duckdb", now=NOW)
    assert not (tmp_path / "new.duckdb").exists()


def test_a_store_can_be_encrypted_with_a_key_at_hand(tmp_path):
    store = Store.create(tmp_path / "store.duckdb")
    key, _ = make_key_file()
    encrypt(store, key, now=NOW)
    assert Store.open(store.path, key=Key(key.text)).is_encrypted()


@pytest.fixture
def next_schema(tmp_path, monkeypatch):
    """Folder of migrations with one more, whose text the test gives."""
    folder = tmp_path / "schema"
    folder.mkdir()
    for file in migrations.migration_files():
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")

    def add(sql):
        monkeypatch.setattr(migrations, "SCHEMA", folder)
        (folder / "9999_next.sql").write_text(sql, "utf-8")

    return add


def test_a_new_schema_is_backed_up_for_and_reached(store, next_schema):
    with store.transaction() as cursor:
        cursor.execute(
            "INSERT INTO strategy_document (strategy_document_id, title_bg, title_en, level, "
            "institution_bg, institution_en, certainty) "
            "VALUES ('1', 'а', 'a', 'national', 'б', 'b', 'seen')"
        )
    next_schema("CREATE TABLE added (number INTEGER NOT NULL);")
    assert held(Store.open(store.path)) == MARK
    with store.cursor() as cursor:
        assert migrations.applied_version(cursor) == 9999
    (made,) = (store.path.parent / "backups").glob("*.duckdb")
    assert verify(made).schema_version < 9999


def test_an_upgrade_has_a_way_back(store, next_schema, monkeypatch):
    """The new version is given up: the old one refuses its store and restores the backup."""
    with store.transaction() as cursor:
        set_setting(cursor, "kept", "yes")
    before = verify(store.path).tables
    made = backup(store, store.path.parent / "backups", now=NOW)
    next_schema(
        "CREATE TABLE added (number INTEGER NOT NULL);"
        "INSERT INTO setting VALUES ('new', 'x', TIMESTAMP '2024-01-01');"
    )
    Store.open(store.path)
    monkeypatch.setattr(migrations, "SCHEMA", SCHEMA)
    with pytest.raises(StoreTooNew):
        Store.open(store.path)
    aside = restore(made, store.path, now=NOW).aside
    with Store.open(store.path).cursor() as cursor:
        assert (setting(cursor, "kept"), setting(cursor, "new")) == ("yes", None)
    after = verify(store.path).tables
    # The log alone has lines more, that of the restoring.
    assert {name for name in after if after[name] != before[name]} <= {"audit_entry"}
    assert aside.is_file()


def test_a_broken_migration_leaves_the_store_as_it_was(store, next_schema):
    before = verify(store.path).tables
    next_schema("CREATE TABLE added (number INTEGER); SELECT * FROM there_is_no_such_table;")
    with pytest.raises(MigrationFailed, match=r"9999_next\.sql"):
        Store.open(store.path)
    assert verify(store.path).tables == before
    assert held(Store(store.path)) == MARK


def test_a_store_without_records_is_not_backed_up_for_a_new_schema(store, next_schema):
    next_schema("CREATE TABLE added (number INTEGER NOT NULL);")
    Store.open(store.path)
    assert not (store.path.parent / "backups").exists()
