"""The store: nothing half written, nothing overwritten, one clear error for each thing wrong."""

import re
import threading

import pytest

from data.codebook import codes, lists
from data.migrations import SCHEMA, latest_version
from data.store import NotAStore, Store, StoreExists, StoreMissing, StoreTooNew, set_setting
from geo.places import settlements


def test_every_list_in_the_schema_is_a_list_of_the_codebook():
    sql = "\n".join(path.read_text("utf-8") for path in sorted(SCHEMA.glob("0*.sql")))
    known = [{code.code for code in codes(name)} for name in lists()]
    unknown = []
    for column, body in re.findall(r"(\w+) IN \(([^)]*)\)", sql):
        said = set(re.findall(r"'([^']+)'", body))
        places = all(re.fullmatch(r"RSE\d\d|other_district|unknown", code) for code in said)
        if not places and not any(said <= one for one in known):
            unknown.append((column, said))
    assert unknown == []


def test_every_column_says_what_it_holds(store):
    with store.cursor() as cursor:
        silent = cursor.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL"
            " AND NOT internal"
        ).fetchall()
    assert silent == []


def test_a_new_store_knows_the_settlements(store):
    with store.cursor() as cursor:
        rows = cursor.execute("SELECT * FROM place ORDER BY ekatte").fetchall()
    assert rows == [(s.ekatte, s.municipality_code) for s in settlements()]


def test_an_error_inside_a_transaction_leaves_nothing_behind(store):
    before = store.version()
    with pytest.raises(ZeroDivisionError), store.transaction() as cursor:
        set_setting(cursor, "half", "written")
        raise ZeroDivisionError
    assert store.version() == before
    with store.cursor() as cursor:
        found = cursor.execute("SELECT count(*) FROM setting WHERE key = 'half'").fetchone()
    assert found == (0,)


def test_the_version_changes_with_each_change_and_only_then(store):
    before = store.version()
    assert store.version() == before
    with store.transaction() as cursor:
        set_setting(cursor, "threshold", "5")
    assert store.version() != before


def test_what_is_there_is_never_overwritten(store):
    with pytest.raises(StoreExists, match="already"):
        Store.create(store.path)


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(StoreMissing, match="priemna new"):
        Store.open(tmp_path / "none.duckdb")


def test_another_kind_of_file_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no database", "utf-8")
    with pytest.raises(NotAStore):
        Store.open(path)
    assert path.read_text("utf-8") == "no database"


def test_a_store_of_a_newer_program_is_refused(store):
    with store.transaction() as cursor:
        cursor.execute("UPDATE schema_version SET number = number + 100")
    with pytest.raises(StoreTooNew, match=str(latest_version())):
        Store.open(store.path)


def test_a_question_cannot_write_or_read_files(store, tmp_path):
    (tmp_path / "other.csv").write_text("a\n1\n", "utf-8")
    with store.cursor() as cursor, pytest.raises(Exception, match=r"(?i)read.only"):
        cursor.execute("DELETE FROM setting")
    with store.cursor() as cursor, pytest.raises(Exception, match=r"(?i)disabled|permission"):
        cursor.execute("SELECT * FROM read_csv($path)", {"path": str(tmp_path / "other.csv")})


def test_threads_get_their_own_answers(demo_store):
    wrong = []

    def ask(number):
        for _ in range(30):
            with demo_store.cursor() as cursor:
                answer = cursor.execute("SELECT $n::INTEGER", {"n": number}).fetchone()
            if answer != (number,):
                wrong.append((number, answer))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
