"""Bad rows wait while the good ones are taken; they are put right one by one or by their file."""

from datetime import date

import pytest

from data.imports import (
    RowUnknown,
    batches,
    correct_row,
    drop_row,
    import_file,
    preview_file,
    quarantined,
)

TODAY = date(2024, 4, 30)
HEAD = "Дата;Населено място;Състояние\n"
GOOD = "05.03.2024;Нисово;проведена\n"
BAD = "06.03.2024;Атлантида;проведена\n"


@pytest.fixture
def bring_in(store, tmp_path):
    def bring(text, kind="visits", name="file.csv", keep_good=True):
        (tmp_path / name).write_text(text, "utf-8")
        return import_file(store, kind, tmp_path / name, today=TODAY, keep_good=keep_good)

    return bring


def places(store):
    with store.cursor() as cursor:
        return [row[0] for row in cursor.execute("SELECT ekatte FROM visit ORDER BY 1").fetchall()]


def test_good_rows_are_taken_and_bad_ones_wait_with_their_reasons(store, bring_in):
    report = bring_in(HEAD + GOOD + BAD)
    assert (report.accepted, report.new, report.rejected) == (True, 1, 1)
    assert places(store) == ["51768"]
    (row,) = quarantined(store, "visits")
    assert (row.row, row.source_name, row.values["ekatte"]) == (3, "file.csv", "Атлантида")
    assert [problem.column for problem in row.problems] == ["Населено място"]
    assert quarantined(store, "events") == ()


def test_the_same_file_again_changes_nothing(store, bring_in):
    bring_in(HEAD + GOOD + BAD)
    version, waiting = store.version(), quarantined(store)
    again = bring_in(HEAD + GOOD + BAD)
    assert (again.batch_id, again.same, again.rejected) == (None, 1, 1)
    assert (store.version(), quarantined(store), len(batches(store))) == (version, waiting, 1)


def test_the_file_put_right_takes_the_place_of_what_waits(store, bring_in):
    bring_in(HEAD + GOOD + BAD)
    report = bring_in(HEAD + GOOD + BAD.replace("Атлантида", "Бяла"), keep_good=False)
    assert (report.new, report.same) == (1, 1)
    assert quarantined(store) == ()
    assert places(store) == ["07603", "51768"]


def test_a_row_with_a_number_is_known_by_it_in_any_file(store, bring_in):
    head = "Номер на посещението;" + HEAD
    bring_in(head + "V7;" + BAD)
    bring_in(head + "V8;" + GOOD + "V7;" + BAD.replace("Атлантида", "Бяла"), name="other.csv")
    assert quarantined(store) == ()


def test_a_row_put_right_on_its_own_leaves(store, bring_in):
    bring_in(HEAD + GOOD + BAD)
    (row,) = quarantined(store)
    refused = correct_row(store, row.id, {"ekatte": "Мордор"}, today=TODAY)
    assert not refused.accepted
    assert quarantined(store) == (row,)
    taken = correct_row(store, row.id, {"ekatte": "гр. Бяла"}, today=TODAY)
    assert (taken.accepted, taken.new) == (True, 1)
    assert quarantined(store) == ()
    again = bring_in(HEAD + GOOD + BAD.replace("Атлантида", "Бяла"))
    assert (again.same, again.batch_id) == (2, None)


def test_a_row_put_right_never_takes_the_place_of_another_row_of_its_file(store, bring_in):
    survey = "Начин на анкетиране;Дата;Община;Възрастова група;Пол;Съгласие за участие\n"
    said = "Лице в лице;05.03.2024;Иваново;26–40;{sex};да\n"
    bring_in(survey + said.format(sex="ж") + said.format(sex="?"), kind="surveys")
    (row,) = quarantined(store)
    taken = correct_row(store, row.id, {"sex": "ж"}, today=TODAY)
    assert (taken.new, taken.same) == (1, 0)
    again = bring_in(survey + said.format(sex="ж") * 2, kind="surveys")
    assert (again.same, again.batch_id) == (2, None)


def test_nothing_personal_waits(store, bring_in):
    secrets = ("7523169263", "Мария Иванова", "0888123456")
    head = "Дата;Населено място;Екип;Състояние;Разни\n"
    bring_in(head + "".join(f"05.03.2024;Нисово;{text};проведена;\n" for text in secrets))
    bring_in(head + "".join(f"05.03.2024;Нисово;;проведена;{text}\n" for text in secrets))
    assert quarantined(store)
    with store.cursor() as cursor:
        kept = str(cursor.execute("SELECT * FROM rejected_row").fetchall())
        kept += str(cursor.execute("SELECT * FROM rejected_row_problem").fetchall())
        kept += str(cursor.execute("SELECT * FROM audit_entry").fetchall())
    assert not [text for text in secrets if text in kept]


def test_a_file_about_persons_is_refused_as_a_whole(store, bring_in):
    report = bring_in("Дата;Населено място;ЕГН\n05.03.2024;Нисово;7523169263\n")
    assert not report.accepted
    assert (places(store), quarantined(store)) == ([], ())


def test_a_row_dropped_is_gone_and_known_by_nobody(store, bring_in):
    bring_in(HEAD + GOOD + BAD)
    (row,) = quarantined(store)
    drop_row(store, row.id)
    assert quarantined(store) == ()
    with pytest.raises(RowUnknown):
        drop_row(store, row.id)
    with pytest.raises(RowUnknown):
        correct_row(store, row.id, {}, today=TODAY)


def test_a_preview_says_the_fate_of_each_row_and_what_changes(store, bring_in, tmp_path):
    bring_in(HEAD + GOOD + "07.03.2024;Бяла;планирана\n")
    version = store.version()
    text = HEAD + GOOD + "07.03.2024;Бяла;проведена\n08.03.2024;Борово;проведена\n" + BAD
    (tmp_path / "next.csv").write_text(text, "utf-8")
    seen = preview_file(store, "visits", tmp_path / "next.csv", today=TODAY)
    assert [(row.row, row.fate) for row in seen.rows] == [
        (2, "same"),
        (3, "changed"),
        (4, "new"),
        (5, "rejected"),
    ]
    assert (seen.new, seen.changed, seen.same, seen.rejected) == (1, 1, 1, 1)
    changes = {one.field.name: (one.before, one.after) for one in seen.rows[1].changes}
    assert changes == {"status": ("planned", "held"), "held_on": (None, "2024-03-07")}
    assert store.version() == version
