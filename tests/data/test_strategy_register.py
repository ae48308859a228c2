"""The register of documents: preloaded, changed in the store, what is missing left missing."""

import shutil
from datetime import date

import pytest

from data.integrity import broken_rules
from data.store import Store
from data.strategy.register import (
    DocumentUnknown,
    DocumentWrong,
    EnteredWindow,
    add_measure,
    add_window,
    document,
    documents,
    measures,
    save_document,
    windows,
)
from data.strategy.seeds import seed_documents


@pytest.fixture
def store(demo_path, tmp_path):
    return Store.open(shutil.copy(demo_path, tmp_path / "store.duckdb"))


def test_the_register_is_there_without_anything_in_the_store(store):
    found = documents(store)
    assert len(found) == 24
    assert not any(one.from_store for one in found)
    assert sum(one.certainty == "not_found" for one in found) == 6
    assert all(one.certainty_note_bg for one in found if one.certainty == "not_found")


def test_no_document_of_the_register_claims_that_its_text_was_read():
    assert {one.certainty for one in seed_documents()} == {"cited", "not_found"}


def test_a_changed_document_lies_over_that_of_the_register(store):
    save_document(store, "D20", {"act": "Решение 5/2025", "valid_to_year": 2027})
    changed = document(store, "D20")
    assert (changed.act, changed.valid_to_year, changed.from_store) == (
        "Решение 5/2025",
        2027,
        True,
    )
    assert len(documents(store)) == 24


def test_a_new_document_gets_the_next_number(store):
    values = {
        "title_bg": "План",
        "title_en": "Plan",
        "level": "regional",
        "institution_bg": "Областна администрация",
        "institution_en": "Regional administration",
        "certainty": "seen",
    }
    assert save_document(store, None, values) == "D25"
    assert save_document(store, None, values) == "D26"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title_bg": ""}, "lacks: title in Bulgarian"),
        ({"level": "municipal"}, "names its municipality"),
        ({"municipality_code": "RSE04"}, "names its municipality"),
        ({"valid_from_year": 2027, "valid_to_year": 2026}, "ends before it begins"),
        ({"valid_to_year": 1850}, "no year of a document"),
        ({"colour": "red"}, "no field “colour”"),
    ],
)
def test_values_that_are_no_document_are_refused(store, values, says):
    with pytest.raises(DocumentWrong) as refused:
        save_document(store, "D03", values)
    assert says in str(refused.value)
    assert not document(store, "D03").from_store


def test_an_unknown_document_is_named(store):
    with pytest.raises(DocumentUnknown, match="D99"):
        save_document(store, "D99", {"act": "x"})


def test_windows_and_measures_bring_their_document_into_the_store(store):
    add_window(store, EnteredWindow("D10", "discussion", date(2027, 1, 1), date(2027, 1, 31)))
    assert add_measure(store, "D10", "1.2", "Мярка", "Measure") == "D10-M1"
    assert [w.closes_on for w in windows(store)] == [date(2027, 1, 31)]
    assert [m.number for m in measures(store, "D10")] == ["1.2"]
    with store.cursor() as cursor:
        assert broken_rules(cursor) == ()


def test_a_window_that_closes_before_it_opens_is_refused(store):
    with pytest.raises(DocumentWrong, match="before it begins"):
        add_window(store, EnteredWindow("D10", "review", date(2027, 2, 1), date(2027, 1, 31)))
    assert windows(store) == ()
    assert not document(store, "D10").from_store
