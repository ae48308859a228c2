"""The audit log: a line that was changed, taken out, moved or put in is found and named."""

import threading
from datetime import timedelta

import pytest

from data.audit import START, chained, current_user, entries, record, verify
from data.store import Store


@pytest.fixture
def store(store):
    for number in range(1, 7):
        with store.transaction() as cursor:
            record(cursor, who="ana", action="imported", subject=f"batch {number}", detail="n=3")
    return store


def tamper(store, *statements):
    with store.transaction() as cursor:
        for statement in statements:
            cursor.execute(statement)


def broken_line(store):
    problem = verify(store).problem
    return None if problem is None else problem.values["seq"]


def test_a_log_nobody_touched_holds(store):
    check = verify(store)
    newest = entries(store, n=1)[0]
    assert check.holds
    assert (check.lines, check.last_hash) == (6, newest.hash)
    assert (newest.seq, newest.who, newest.subject) == (6, "ana", "batch 6")


def test_an_empty_log_holds(tmp_path):
    check = verify(Store.create(tmp_path / "new.duckdb"))
    assert (check.lines, check.last_hash, check.holds) == (0, START, True)


@pytest.mark.parametrize(
    "change",
    [
        "done_at = done_at + INTERVAL 1 MICROSECOND",
        "who = 'eva'",
        "action = 'exported'",
        "subject = subject || ' '",
        "detail = ''",
        "hash = repeat('0', 64)",
    ],
)
def test_a_changed_field_is_found(store, change):
    tamper(store, f"UPDATE audit_entry SET {change} WHERE seq = 3")  # noqa: S608
    assert broken_line(store) == 3


def test_text_moved_from_one_field_to_the_next_is_found(store):
    tamper(store, "UPDATE audit_entry SET subject = 'batch ', detail = '3n=3' WHERE seq = 3")
    assert broken_line(store) == 3


def test_a_line_taken_out_is_named(store):
    tamper(store, "DELETE FROM audit_entry WHERE seq = 3")
    assert str(verify(store).problem) == "Line 3 is missing."


def test_a_line_taken_out_and_the_rest_numbered_anew_is_found(store):
    tamper(
        store,
        "DELETE FROM audit_entry WHERE seq = 3",
        "UPDATE audit_entry SET seq = seq - 1 WHERE seq > 3",
    )
    assert broken_line(store) == 3


def test_two_lines_that_changed_places_are_found(store):
    tamper(
        store,
        "UPDATE audit_entry SET seq = CASE seq WHEN 3 THEN 4 ELSE 3 END WHERE seq IN (3, 4)",
    )
    assert broken_line(store) == 3


def test_a_line_put_in_twice_is_found(store):
    tamper(store, "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE seq = 3")
    assert str(verify(store).problem) == "Line 3 stands in the log twice."


def test_a_line_forged_with_a_hash_of_its_own_breaks_the_next(store):
    line = entries(store, n=4)[-1]
    before = entries(store, n=5)[-1].hash
    forged = chained(before, line.seq, line.done_at, "eva", line.action, line.subject, line.detail)
    tamper(store, f"UPDATE audit_entry SET who = 'eva', hash = '{forged}' WHERE seq = {line.seq}")  # noqa: S608
    assert broken_line(store) == line.seq + 1


def test_an_end_cut_off_is_found_by_a_hash_kept_elsewhere(store):
    printed = verify(store).last_hash
    tamper(store, "DELETE FROM audit_entry WHERE seq > 4")
    assert verify(store).holds
    check = verify(store, expect=printed)
    assert not check.holds
    assert check.problem.values == {"hash": printed}


def test_a_hash_kept_elsewhere_still_stands_after_more_lines(store):
    printed = verify(store).last_hash
    with store.transaction() as cursor:
        record(cursor, who="ana", action="exported", subject="csv")
    assert verify(store, expect=printed).holds


def test_a_line_is_lost_together_with_the_change_it_tells_of(store):
    with pytest.raises(ZeroDivisionError), store.transaction() as cursor:
        record(cursor, who="ana", action="imported", subject="batch 7")
        raise ZeroDivisionError
    assert verify(store).lines == 6


def test_writers_at_the_same_time_get_numbers_in_turn(store):
    def write(who):
        for _ in range(10):
            with store.transaction() as cursor:
                record(cursor, who=who, action="imported", subject="batch")

    threads = [threading.Thread(target=write, args=(f"user {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = entries(store, n=100)
    assert [line.seq for line in lines] == list(range(46, 0, -1))
    assert verify(store).holds


def test_a_look_leaves_the_answers_kept_between_clicks_good(store):
    before = store.version()
    with store.transaction(changes_data=False) as cursor:
        record(cursor, who="ana", action="viewed_settlement", subject="where_next")
    assert store.version() == before
    assert verify(store).lines == 7


@pytest.mark.parametrize("text", ["Сливо поле", 'a","b', "a\x00b\n", "\udcff", "", "🚐"])
def test_any_text_can_stand_in_a_line(store, text):
    with store.transaction() as cursor:
        record(cursor, who="ana", action="settings", subject=text, detail=text)
    assert verify(store).holds


def test_an_unknown_action_and_a_whole_document_are_refused(store):
    with store.transaction() as cursor:
        with pytest.raises(KeyError):
            record(cursor, who="ana", action="looked", subject="x")
        with pytest.raises(ValueError, match="500"):
            record(cursor, who="ana", action="imported", subject="x", detail="x" * 501)
    assert verify(store).lines == 6


def test_a_clock_that_goes_back_is_no_fault_of_the_log(store, monkeypatch):
    earlier = entries(store, n=1)[0].done_at - timedelta(days=1)
    monkeypatch.setattr("data.audit.utc_now", lambda: earlier)
    with store.transaction() as cursor:
        record(cursor, who="ana", action="imported", subject="batch 7")
    assert verify(store).holds


def test_the_user_is_the_one_named_in_the_environment_or_of_the_machine(monkeypatch):
    monkeypatch.setenv("PRIEMNA_USER", " elena ")
    assert current_user() == "elena"
    monkeypatch.delenv("PRIEMNA_USER")
    monkeypatch.setenv("LOGNAME", "coordinator")
    assert current_user() == "coordinator"
