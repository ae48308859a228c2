"""A store on a server: the same answers, nothing lost on the way, and errors a person can use."""

import re
import shutil

import duckdb
import pytest

import queries
from data.backup import backup, restore
from data.carrying import _carry_table
from data.demo import NotADemo, build_demo
from data.held_file import HeldFile
from data.keys import make_key_file, new_key, read_key
from data.migrations import applied_version, latest_version, migrate
from data.moving import move
from data.rewriting import write_anew
from data.rotation import encrypt, rotate_key
from data.store import Store, StoreExists, StoreMissing, file_mark, set_setting, setting, utc_now
from data.store_errors import (
    ConnectionRefused,
    KeyMissing,
    KeyWrong,
    NotAStore,
    OnServer,
    ServerLost,
)
from data.summing import contents
from data.verifying import verify
from priemna.__main__ import run
from tests.conftest import copy_of

PARAMETERS = {"since": "2023-01-01", "until": "2024-07-01", "who": "ana", "subject": "need today"}


def held(store):
    with store.cursor() as cursor:
        return contents(cursor)


@pytest.fixture(scope="module")
def demo_on_server(postgres, demo_database, tmp_path_factory):
    """For questions alone, without the lines that tell of the move."""
    store = copy_of(postgres, demo_database, tmp_path_factory.mktemp("asked"))
    with store.transaction(changes_data=False) as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE detail = 'moved'")
    return store


@pytest.fixture
def empty_on_server(postgres, empty_database, tmp_path):
    return copy_of(postgres, empty_database, tmp_path)


@pytest.mark.parametrize("name", queries.names())
def test_every_question_has_the_same_answer(name, demo_store, demo_on_server):
    wanted = queries.question(name).parameters
    answers = []
    for store in (demo_store, demo_on_server):
        with store.cursor() as cursor:
            answers.append(queries.ask(cursor, name, **{p: PARAMETERS[p] for p in wanted}))
    assert answers[0].equals(answers[1])
    assert list(answers[0].dtypes) == list(answers[1].dtypes)


def test_over_and_back_is_the_same_store(demo_copy, new_place, tmp_path):
    before = held(demo_copy)
    move(demo_copy, new_place, who="ana")
    over = Store.open(new_place)
    move(over, tmp_path / "back.duckdb", who="ana")
    after = held(Store.open(tmp_path / "back.duckdb"))
    assert after.pop("audit_entry")[0] == before.pop("audit_entry")[0] + 4
    assert after == before
    assert verify(tmp_path / "back.duckdb").problems == ()
    assert verify(new_place).problems == ()


def test_what_holds_a_store_already_is_left_alone(demo_store, empty_on_server, tmp_path):
    before = held(empty_on_server)
    with pytest.raises(StoreExists, match="already"):
        move(demo_store, empty_on_server.path)
    assert held(empty_on_server) == before
    there = tmp_path / "there.duckdb"
    there.write_text("mine", "utf-8")
    with pytest.raises(StoreExists, match="already"):
        move(empty_on_server, there)
    assert there.read_text("utf-8") == "mine"


def test_an_interrupted_move_leaves_nothing_and_can_be_repeated(demo_copy, new_place, tmp_path):
    carried = []

    def carry_some(source, target, name):
        carried.append(name)
        if name == "visit":
            raise KeyboardInterrupt
        _carry_table(source, target, name)

    before = held(demo_copy)
    for target in (new_place, tmp_path / "new.duckdb"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("data.carrying._carry_table", carry_some)
            with pytest.raises(KeyboardInterrupt):
                move(demo_copy, target)
        assert "consultation" in carried
        assert held(demo_copy) == before
        move(demo_copy, target)
        assert verify(target).problems == ()
        before = held(demo_copy)


def test_a_demo_never_takes_the_place_of_the_file_that_names_a_server(demo_on_server):
    before = demo_on_server.path.read_text("utf-8")
    with pytest.raises(NotADemo):
        build_demo(demo_on_server.path)
    assert demo_on_server.path.read_text("utf-8") == before


def test_a_database_without_a_store_says_what_to_do(new_place):
    with pytest.raises(NotAStore, match="priemna store move"):
        Store.open(new_place)
    assert Store.create(new_place).version()


def test_rules_of_the_schema_hold_on_the_server_too(empty_on_server):
    with (
        pytest.raises(duckdb.ConstraintException, match="check constraint"),
        empty_on_server.transaction() as cursor,
    ):
        cursor.execute("INSERT INTO retained_home VALUES (2020, 'nowhere', 1)")


def test_the_server_itself_refuses_a_question_that_writes(empty_on_server):
    with empty_on_server.cursor() as cursor, pytest.raises(Exception, match="read-only"):
        cursor.execute("CALL postgres_execute('store', 'DELETE FROM main.setting')")


def test_the_file_that_names_a_server_says_nothing_about_changes(empty_on_server):
    assert file_mark(empty_on_server.path) is None


def test_text_has_the_order_of_the_file(empty_on_server):
    with empty_on_server.transaction() as cursor:
        for word in ("б", "Я", "a", "Z"):
            set_setting(cursor, word, "")
    with empty_on_server.cursor() as cursor:
        told = cursor.execute("SELECT key FROM setting WHERE value = '' AND key > 'Z'").fetchall()
        assert sorted(told) == [("a",), ("Я",), ("б",)]
        asked = "SELECT key FROM main.setting WHERE value = '''' ORDER BY key"
        rows = cursor.execute(f"FROM postgres_query('store', '{asked}')").fetchall()
    assert rows == [("Z",), ("a",), ("Я",), ("б",)]


def test_backup_of_a_server_is_an_encrypted_file(postgres, demo_database, tmp_path):
    store = copy_of(postgres, demo_database, tmp_path)
    with pytest.raises(KeyMissing, match="priemna key new"):
        backup(store, tmp_path / "backups", now=utc_now())
    make_key_file()
    made = backup(store, tmp_path / "backups", now=utc_now())
    assert Store.open(made).is_encrypted()
    mine, theirs = held(Store.open(made)), held(store)
    assert mine.pop("audit_entry")[0] == theirs.pop("audit_entry")[0] - 1
    assert mine == theirs


def test_a_backup_comes_back_into_an_empty_database_and_stays_as_it_was(
    postgres, demo_database, new_place, tmp_path
):
    make_key_file()
    store = copy_of(postgres, demo_database, tmp_path)
    made = backup(store, tmp_path / "backups", now=utc_now())
    bytes_of_the_backup = made.read_bytes()
    before = held(Store.open(shutil.copy(made, tmp_path / "before.duckdb")))
    with pytest.raises(StoreExists, match="Choose another"):
        restore(made, store.path, now=utc_now())
    back = restore(made, new_place, now=utc_now(), who="ana")
    assert back.aside is None
    assert made.read_bytes() == bytes_of_the_backup
    assert not list(new_place.parent.glob("*.work"))
    assert verify(new_place).problems == ()
    after = held(Store.open(new_place))
    # Carried, arrived, restored: three lines more; the version counts on.
    assert after.pop("audit_entry")[0] == before.pop("audit_entry")[0] + 3
    assert after.pop("setting")[0] == before.pop("setting")[0]
    assert after == before


def test_a_backup_of_an_older_version_comes_back_with_the_newest_schema(new_place, tmp_path):
    make_key_file()
    old = tmp_path / "old.duckdb"
    with HeldFile(old).cursor(None, creating=True) as cursor:
        migrate(cursor, up_to=latest_version() - 1)
        set_setting(cursor, "store_id", "01234567")
    restore(old, new_place, now=utc_now())
    with Store.open(new_place).cursor() as cursor:
        assert applied_version(cursor) == latest_version()
        assert setting(cursor, "store_id") == "01234567"


def test_a_new_key_on_a_server_is_for_its_backups_to_come(postgres, demo_database, tmp_path):
    make_key_file()
    store = copy_of(postgres, demo_database, tmp_path)
    older = backup(store, tmp_path / "backups", now=utc_now())
    before = held(store)
    for _twice in range(2):
        rotated = rotate_key(store, now=utc_now())
    newer = backup(store, tmp_path / "backups", now=utc_now())
    new, kept = read_key(rotated.file), read_key(rotated.kept)
    assert new.text != kept.text
    assert verify(newer, key=new).problems == ()
    with pytest.raises(KeyWrong):
        verify(older, key=new)
    assert verify(older).problems == ()
    after = held(store)
    assert after.pop("audit_entry")[0] == before.pop("audit_entry")[0] + 3
    assert after == before


def test_what_only_a_file_can_do_is_said_and_changes_nothing(empty_on_server):
    before = held(empty_on_server)
    with pytest.raises(OnServer, match="administrator"):
        encrypt(empty_on_server, new_key(), now=utc_now())
    assert held(empty_on_server) == before


def test_deleted_rows_leave_the_tables_of_the_server(postgres, empty_on_server):
    with empty_on_server.transaction() as cursor:
        set_setting(cursor, "gone", "the-text-that-went")
    with empty_on_server.transaction() as cursor:
        cursor.execute("DELETE FROM setting WHERE key = 'gone'")
    write_anew(empty_on_server)
    name = re.search(r'dbname = "(\w+)"', empty_on_server.path.read_text("utf-8"))[1]
    file = postgres.ask("SELECT pg_relation_filepath('main.setting')", name)
    assert b"the-text-that-went" not in (postgres.folder / "data" / file).read_bytes()


def test_a_lost_server_is_said_and_found_again(postgres, empty_on_server):
    version = empty_on_server.version()
    postgres.kill()
    with pytest.raises(ServerLost, match="does not answer"):
        empty_on_server.version()
    postgres.start()
    assert empty_on_server.version() == version


def test_a_server_that_goes_in_the_middle_of_a_write_keeps_nothing_of_it(postgres, empty_on_server):
    with pytest.raises(ServerLost), empty_on_server.transaction() as cursor:
        set_setting(cursor, "half", "written")
        postgres.kill()
    postgres.start()
    with empty_on_server.cursor() as cursor:
        assert setting(cursor, "half") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not say where the server is"),
        ("[postgresql", "does not say where the server is"),
        ('[postgresql]\ndbname = "a"\npassword = "b"', "holds a password"),
        ('[postgresql]\ndbname = "a"\noptions = "-c x"', "says options"),
        ('[postgresql]\nhost = "db.example"\nsslmode = "require"', "verify-full"),
    ],
)
def test_a_file_that_names_no_safe_server_says_what_to_write(tmp_path, text, said):
    path = tmp_path / "office.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConnectionRefused, match=said):
        Store.open(path)


def test_a_missing_file_is_said_like_a_missing_store(tmp_path):
    with pytest.raises(StoreMissing, match="priemna new"):
        Store.open(tmp_path / "none.toml")


def test_a_socket_where_nothing_listens_is_a_lost_server(tmp_path):
    path = tmp_path / "office.toml"
    path.write_text(f'[postgresql]\nhost = "{tmp_path}"\ndbname = "x"\nuser = "x"\n', "utf-8")
    with pytest.raises(ServerLost, match="does not answer"):
        Store.open(path)


def test_a_server_is_backed_up_restored_and_given_a_key_by_command(
    empty_on_server, new_place, tmp_path, capsys
):
    def say(*words):
        with pytest.raises(SystemExit) as left:
            run([*map(str, words), "--language", "en"])
        told = capsys.readouterr()
        assert left.value.code == 0, told.err
        return told.out

    office = empty_on_server.path
    say("key", "new", "--store", office)
    say("backup", tmp_path / "backups", "--store", office)
    assert "Backups made from now on need it" in say("key", "rotate", "--store", office)
    made = next((tmp_path / "backups").glob("*.duckdb"))
    assert str(new_place) in say("restore", made, "--store", new_place)
    assert "whole" in say("verify", "--store", new_place)
