"""Any import can be taken back, as a whole; what depends on it is said first."""

from datetime import date

import pytest

from data.audit import verify
from data.entry import change, record
from data.imports import BatchUnknown, batches, import_file, undo_batch, undo_effects

TODAY = date(2024, 4, 30)
VISITS = "Номер на посещението;Дата;Населено място;Състояние;Умения в екипа\n"
CONSULTATIONS = (
    "Номер на консултацията;Дата;Начин;Място на услугата;Община на живеене;Вид контакт;"
    "Възрастова група;Пол;Вид насилие;Съгласие за отчитане\n"
)
WOMAN = "Изнесена приемна;{place};Иваново;нова;26–40;ж;Физическо насилие;да\n"


def bring_in(store, tmp_path, text, kind="visits", name="file.csv", **options):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    report = import_file(store, kind, path, today=TODAY, **options)
    assert report.accepted, [str(problem) for problem in report.problems]
    return report


def contents(store):
    """Everything the tables of records say, apart from who brought it when."""
    tables = ("visit", "visit_skill", "consultation", "consultation_service", "earlier_version")
    with store.cursor() as cursor:
        return {
            table: sorted(map(str, cursor.execute(f"SELECT * FROM {table}").fetchall()))  # noqa: S608
            for table in tables
        }


def test_the_rows_of_an_import_go_and_the_file_can_come_again(store, tmp_path):
    before = contents(store)
    text = VISITS + "V1;05.03.2024;Нисово;проведена;право\n"
    batch = bring_in(store, tmp_path, text.replace("право", "Правна помощ")).batch_id
    assert contents(store) != before
    effects = undo_batch(store, batch)
    assert (effects.removed, effects.restored, effects.blocked) == (1, 0, False)
    assert contents(store) == before
    assert bring_in(store, tmp_path, text.replace("право", "Правна помощ")).new == 1


def test_changed_rows_say_again_what_they_said_with_their_child_rows(store, tmp_path):
    first = VISITS + "V1;05.03.2024;Нисово;планирана;Правна помощ;\nV2;06.03.2024;Бяла;;\n"
    bring_in(store, tmp_path, first)
    before = contents(store)
    second = (
        VISITS + "V1;05.03.2024;Нисово;проведена;Психологическа подкрепа\nV3;07.03.2024;Борово;;"
    )
    report = bring_in(store, tmp_path, second)
    assert (report.new, report.changed) == (1, 1)
    effects = undo_batch(store, report.batch_id)
    assert (effects.removed, effects.restored) == (1, 1)
    assert contents(store) == before
    assert verify(store).holds


def test_an_import_under_a_later_one_waits_for_the_later_to_be_undone(store, tmp_path):
    empty = contents(store)
    first = bring_in(store, tmp_path, VISITS + "V1;05.03.2024;Нисово;планирана;\n", name="a.csv")
    later = bring_in(store, tmp_path, VISITS + "V1;05.03.2024;Нисово;проведена;\n", name="b.csv")
    said = undo_effects(store, first.batch_id)
    assert said.blocked
    assert "b.csv" in str(said.obstacles[0])
    assert later.batch_id in str(said.obstacles[0])
    before = contents(store)
    assert undo_batch(store, first.batch_id).blocked
    assert contents(store) == before
    assert not undo_batch(store, later.batch_id).blocked
    assert not undo_batch(store, first.batch_id).blocked
    assert contents(store) == empty


def test_consultations_at_its_visits_are_named_first(store, tmp_path):
    visits = bring_in(store, tmp_path, VISITS + "V1;05.03.2024;Нисово;проведена;\n")
    women = bring_in(
        store,
        tmp_path,
        CONSULTATIONS
        + "".join(f"C{n};05.03.2024;" + WOMAN.format(place="Нисово") for n in range(3)),
        "consultations",
        "women.csv",
    )
    version = store.version()
    said = undo_effects(store, visits.batch_id)
    assert [(one.n, one.values["batch"]) for one in said.obstacles] == [(3, women.batch_id)]
    assert undo_batch(store, visits.batch_id).blocked
    assert store.version() == version
    undo_batch(store, women.batch_id)
    assert not undo_batch(store, visits.batch_id).blocked


def test_undoing_twice_says_so_and_changes_nothing(store, tmp_path):
    batch = bring_in(store, tmp_path, VISITS + "V1;05.03.2024;Нисово;проведена;\n").batch_id
    undo_batch(store, batch, who="ana")
    version = store.version()
    again = undo_batch(store, batch)
    assert "already" in str(again.obstacles[0])
    assert store.version() == version
    assert batches(store)[0].undone_at is not None


def test_saying_what_would_happen_changes_nothing(store, tmp_path):
    batch = bring_in(store, tmp_path, VISITS + "V1;05.03.2024;Нисово;проведена;\n").batch_id
    version, before = store.version(), contents(store)
    assert undo_effects(store, batch).removed == 1
    assert (store.version(), contents(store)) == (version, before)


def test_waiting_rows_of_an_undone_file_go_with_it(store, tmp_path):
    text = VISITS + "V1;05.03.2024;Нисово;проведена;\nV2;05.03.2024;Атлантида;проведена;\n"
    report = bring_in(store, tmp_path, text, keep_good=True)
    assert undo_batch(store, report.batch_id).dropped == 1


def test_a_change_by_hand_is_undone_like_an_import(store, tmp_path):
    bring_in(store, tmp_path, VISITS + "V1;05.03.2024;Нисово;проведена;\n")
    before = record(store, "visits", "V1")
    changed = change(store, "visits", "V1", {"distance_km": "42,5"}, today=TODAY)
    assert record(store, "visits", "V1") == before | {"distance_km": "42.5"}
    undo_batch(store, changed.batch_id)
    assert record(store, "visits", "V1") == before


def test_an_unknown_import_is_named(store):
    with pytest.raises(BatchUnknown, match="0815"):
        undo_batch(store, "0815")
