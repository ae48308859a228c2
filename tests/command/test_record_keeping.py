"""Commands that keep records in order, as a coordinator calls them."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout

import pytest

from data.store import Store
from priemna.__main__ import run


def priemna(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        run(list(map(str, arguments)))
    return ended.value.code, out.getvalue(), err.getvalue()


def answer(*arguments):
    code, out, err = priemna(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def path(demo_path, tmp_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_USER", "elena")
    return shutil.copy(demo_path, tmp_path / "store.duckdb")


def test_a_look_at_the_need_of_settlements_stands_in_the_log_without_changing_the_store(path):
    version = Store.open(path).version()
    answer("need", "--store", path, "--on", "2024-04-01")
    newest = answer("audit-log", "--store", path, "--n", "1")["entries"][0]
    assert newest["action"] == "viewed_settlement"
    assert (newest["who"], newest["subject"]) == ("elena", "need")
    assert newest["detail"] == "on 2024-04-01"
    assert Store.open(path).version() == version


def test_the_log_is_listed_newest_first_in_the_language_asked_for(path):
    answer("need", "--store", path, "--on", "2024-04-01")
    lines = priemna("audit-log", "--store", path, "--n", "100000")[1].splitlines()
    assert "elena" in lines[0]
    assert "Прегледани данни по населени места" in lines[0]
    assert "Изградено демо" in lines[-1]
    english = priemna("audit-log", "--n", "100000", "--store", path, "--language", "en")[1]
    assert "Demo built" in english


def test_a_log_that_holds_prints_its_last_hash_and_knows_it_again(path):
    check = answer("audit-log", "verify", "--store", path)
    assert check["holds"]
    answer("need", "--store", path, "--on", "2024-04-01")
    again = answer("audit-log", "verify", "--store", path, "--expect", check["last_hash"])
    assert again["lines"] == check["lines"] + 1
    code, out, _ = priemna("audit-log", "verify", "--store", path)
    assert code == 0
    assert again["last_hash"] in out


def test_a_changed_line_is_named_and_the_command_fails(path):
    answer("need", "--store", path, "--on", "2024-04-01")
    with Store.open(path).transaction() as cursor:
        cursor.execute("UPDATE audit_entry SET who = 'eva' WHERE action = 'viewed_settlement'")
    code, out, err = priemna("audit-log", "verify", "--store", path, "--language", "en")
    assert (code, out) == (1, "")
    seq = answer("audit-log", "--store", path, "--n", "1")["entries"][0]["seq"]
    assert err.startswith(f"Line {seq} of ")
    assert "Traceback" not in err


def test_a_hash_that_is_none_is_refused_in_one_line(path):
    code, _, err = priemna("audit-log", "verify", "--store", path, "--expect", "abc")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_an_empty_log_says_so(tmp_path):
    Store.create(tmp_path / "new.duckdb")
    code, out, _ = priemna("audit-log", "--store", tmp_path / "new.duckdb", "--language", "en")
    assert (code, out) == (0, "The audit log is empty.\n")


def test_old_records_are_looked_at_first_and_become_counts_when_told_to(path):
    tried = answer("retain", "--store", path, "--older-than", "1", "--dry-run")
    assert tried["dry_run"]
    assert tried["consultations"] > 0
    done = answer("retain", "--store", path, "--older-than", "1")
    assert done | {"dry_run": True} == tried
    code, out, _ = priemna("retain", "--store", path, "--language", "en")
    assert (code, out.startswith("There are no records from before")) == (0, True)
    newest = answer("audit-log", "--store", path, "--n", "2")["entries"]
    assert {line["action"] for line in newest} == {"retained"}


def test_the_collapse_is_said_in_words_with_what_backups_still_hold(path):
    code, out, _ = priemna("retain", "--store", path, "--older-than", "1", "--language", "en")
    assert code == 0
    assert "are counts now" in out
    assert "copies" not in out


def test_copies_that_still_hold_old_records_are_named(path):
    backup = path.parent / "backups" / "store-20240101-000000-000000.duckdb"
    backup.parent.mkdir()
    shutil.copy(path, backup)
    out = priemna("retain", "--store", path, "--older-than", "1", "--language", "en")[1]
    assert out.splitlines()[-1].strip() == str(backup)


def test_the_text_of_collapsed_records_is_not_in_the_file_any_more(path):
    mark = "a mark that stands in one old record"
    with Store.open(path).transaction() as cursor:
        cursor.execute(
            "UPDATE consultation SET content_hash = $mark WHERE held_on = "
            "(SELECT min(held_on) FROM consultation)",
            {"mark": mark},
        )
    assert mark.encode() in path.read_bytes()
    answer("retain", "--store", path, "--older-than", "1")
    assert mark.encode() not in path.read_bytes()
    assert not path.with_name(f"{path.name}.wal").exists()


def test_without_an_age_the_command_says_how_to_give_one(path):
    code, out, err = priemna("retain", "--store", path)
    assert (code, out) == (1, "")
    assert "--older-than" in err


def test_everything_is_exported_into_a_new_folder_and_the_command_says_what_it_is(path, tmp_path):
    done = answer("export", tmp_path / "out", "--store", path, "--format", "csv")
    assert not done["for_publication"]
    assert done["rows"]["consultation"] > 100
    assert (tmp_path / "out" / "dictionary.csv").is_file()
    newest = answer("audit-log", "--store", path, "--n", "1")["entries"][0]
    assert (newest["action"], newest["who"]) == ("exported", "elena")


def test_an_export_never_writes_over_what_is_there(path, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    code, _, err = priemna("export", tmp_path, "--store", path, "--format", "csv")
    assert code == 1
    assert len(err.splitlines()) == 1
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
