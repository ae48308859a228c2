"""Encryption: the file opens with its key alone, and no word of the store lies anywhere else."""

import os
import stat

import pytest

from data.keys import find_keys, key_file, make_key_file, new_key, read_key
from data.store import NotAStore, Store, set_setting
from data.store_errors import KeyExists, KeyMissing, KeyNotNeeded, KeyRefused, KeyWrong

# Long enough to be found by chance in no file.
MARK = "видимо-само-с-ключ-4711"
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights another way")


@pytest.fixture
def key():
    return make_key_file()[0]


@pytest.fixture
def store(tmp_path, key):
    store = Store.create(tmp_path / "store.duckdb", key=key)
    with store.transaction() as cursor:
        set_setting(cursor, "mark", MARK)
    return Store(store.path)


def everything_in(folder):
    """All bytes of all files below a folder, with the names they came from."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "config" not in path.parts
    }


def test_an_encrypted_store_opens_with_the_key_of_the_user(store):
    assert Store.open(store.path).is_encrypted()
    with store.cursor() as cursor:
        found = cursor.execute("SELECT value FROM setting WHERE key = 'mark'").fetchall()
    assert found == [(MARK,)]


def test_a_plain_store_of_before_opens_without_a_key(tmp_path):
    store = Store.create(tmp_path / "plain.duckdb")
    assert not Store.open(store.path).is_encrypted()


def test_a_plain_store_shows_what_an_encrypted_one_hides(tmp_path):
    """The search below would find the mark, were it there."""
    store = Store.create(tmp_path / "plain.duckdb")
    with store.transaction() as cursor:
        set_setting(cursor, "mark", MARK)
    assert any(MARK.encode() in bytes_ for bytes_ in everything_in(tmp_path).values())


def test_no_word_lies_in_the_file_or_in_its_log(store, tmp_path):
    with store.cursor():
        with store.transaction() as cursor:
            set_setting(cursor, "mark", MARK + "-in-the-log")
        held = everything_in(tmp_path)
        assert [path.suffix for path in held if path.suffix == ".wal"] == [".wal"]
        assert not any(MARK.encode() in bytes_ for bytes_ in held.values())
    assert not any(MARK.encode() in bytes_ for bytes_ in everything_in(tmp_path).values())


def test_no_word_lies_in_what_a_large_question_puts_aside(store, tmp_path):
    with store.cursor() as cursor:
        limit = cursor.execute("SELECT current_setting('temp_file_encryption')").fetchone()
        folder = cursor.execute("SELECT current_setting('temp_directory')").fetchone()[0]
    assert limit == (True,)
    assert folder == str(tmp_path / "store.duckdb.tmp")


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_wrong_key_is_said(encrypted, store, tmp_path):
    other = new_key()
    path = store.path if encrypted else Store.create(tmp_path / "plain.duckdb").path
    with pytest.raises(KeyWrong if encrypted else KeyNotNeeded) as said:
        Store.open(path, key=other)
    assert other.text not in str(said.value)
    assert str(said.value).count("\n") == 0


def test_a_missing_key_is_said_with_the_place_for_it(store):
    key_file().unlink()
    with pytest.raises(KeyMissing, match="PRIEMNA_KEY_FILE") as said:
        Store.open(store.path)
    assert str(key_file()) in str(said.value)


def test_the_environment_comes_before_the_file(store, key, monkeypatch):
    monkeypatch.setenv("PRIEMNA_KEY", new_key().text)
    with pytest.raises(KeyWrong):
        Store.open(store.path)
    monkeypatch.setenv("PRIEMNA_KEY", key.text)
    assert Store.open(store.path).is_encrypted()


def test_a_key_file_can_be_named(store, tmp_path, monkeypatch):
    named = key_file().rename(tmp_path / "elsewhere")
    monkeypatch.setenv("PRIEMNA_KEY_FILE", str(named))
    assert Store.open(store.path).is_encrypted()


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660])
def test_a_key_file_that_others_can_open_is_refused(store, mode):
    key_file().chmod(mode)
    with pytest.raises(KeyRefused, match="chmod 600"):
        Store.open(store.path)


@POSIX
def test_key_and_store_are_their_owners_alone(store):
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "short", "a" * 44, "ключ" * 11])
def test_what_is_no_key_is_refused(text):
    _, file = make_key_file()
    file.write_text(text, "utf-8")
    with pytest.raises(KeyRefused, match="44 characters"):
        read_key(file)


def test_a_key_is_never_overwritten(key):
    with pytest.raises(KeyExists):
        make_key_file()
    assert [one.text for one in find_keys()] == [key.text]


def test_a_key_does_not_show_itself(key):
    assert key.text not in repr(key)
    assert key.text not in str(key)


def test_an_empty_file_is_no_store(tmp_path):
    path = tmp_path / "empty.duckdb"
    path.write_bytes(b"")
    with pytest.raises(NotAStore):
        Store.open(path)
    assert path.read_bytes() == b""
