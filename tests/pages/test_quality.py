"""What stands beside every figure, and that it agrees with counting the records."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.codebook import codes
from data.goals import goal_indicators
from data.retention import retain
from data.store import Store
from pages.ui.facts.records import Kind, load_quality
from pages.ui.facts.trainings import MORE_IS_BETTER
from pages.ui.load import load_period
from pages.ui.quality import CAUTIONS, quality_html
from pages.ui.registry import ROOT
from priemna.evidence.quality import Basis, Confidence, quality

ON = date(2024, 4, 3)


def of(n, recorded=0, unknown=0, last_on=date(2024, 3, 1)):
    return quality(Basis(n, n if recorded else 0, recorded, unknown, last_on), ON)


def test_consent_unknown_values_and_the_last_day_stand_beside_the_letter(monkeypatch):
    monkeypatch.setattr("pages.ui.language.language", lambda: "en")
    said = quality_html(of(40, recorded=50, unknown=2), Kind.FIRST_CONTACTS)
    assert 'data-letter="B"' in said
    for words in (
        "40 of 50 agreed to be counted (80%)",
        "value unknown in 5%",
        "last record 1 March 2024",
        "reported contacts, not how widespread violence is",
    ):
        assert words in said


def test_an_estimate_has_a_letter_of_its_own_and_shows_none_of_the_records():
    said = quality_html(of(40), Kind.VISITS, letter=False)
    assert "data-letter" not in said


def test_nothing_recorded_says_so_instead_of_a_share():
    said = quality_html(quality(Basis(0, 0, 0, 0, None), ON), Kind.SURVEY)
    assert 'data-letter="C"' in said
    assert "0 %" not in said


def test_contacts_are_never_shown_without_their_caution():
    assert CAUTIONS[Kind.CONSULTATIONS] == CAUTIONS[Kind.FIRST_CONTACTS]
    assert "not how widespread" in CAUTIONS[Kind.CONSULTATIONS]


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        (
            Kind.CONSULTATIONS,
            "SELECT count(*), count(*) FILTER (consent_reporting AND withdrawn_on IS NULL) "
            "FROM consultation",
        ),
        (Kind.SURVEY, "SELECT count(*), count(*) FILTER (consent) FROM survey_response"),
        (Kind.VISITS, "SELECT NULL, count(*) FROM visit WHERE status IN ('held', 'reported')"),
        (Kind.MEDIA, "SELECT NULL, count(*) FROM event WHERE event_type = 'media'"),
    ],
)
def test_records_and_consent_agree_with_counting_them(demo_store, kind, sql):
    since, until = load_period(demo_store)
    found = load_quality(demo_store, since=since, until=until)[kind].basis
    with demo_store.cursor() as cursor:
        recorded, counted = cursor.execute(sql).fetchone()
    assert (found.n, found.recorded) == (counted, recorded or 0)
    assert found.last_on < until


def test_a_period_before_all_records_rests_on_nothing(demo_store):
    known = load_quality(demo_store, since=date(2000, 1, 1), until=date(2001, 1, 1))
    assert {one.letter for one in known.values()} == {Confidence.C}
    assert set(known) == set(Kind)


def test_every_indicator_names_the_records_it_is_made_of():
    assert {Kind(indicator.records) for indicator in goal_indicators()} <= set(Kind)


def test_every_sentence_put_to_adolescents_has_a_direction():
    assert set(MORE_IS_BETTER) == {code.code for code in codes("adolescent_item")}


def test_old_records_that_became_counts_are_said_and_still_counted(
    demo_path, tmp_path, monkeypatch
):
    path = Path(shutil.copy2(demo_path, tmp_path / "old.duckdb"))
    store = Store.open(path)
    since, until = load_period(store)
    before = load_quality(store, since=since, until=until)
    retain(store, years=2, today=date(2026, 6, 1))
    after = load_quality(store, since=since, until=until)
    kinds = (Kind.CONSULTATIONS, Kind.VISITS, Kind.EVENTS)
    assert [(after[k].basis.n, after[k].basis.recorded) for k in kinds] == [
        (before[k].basis.n, before[k].basis.recorded) for k in kinds
    ]
    assert after[Kind.FIRST_CONTACTS].basis.n < before[Kind.FIRST_CONTACTS].basis.n
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"] = "en"
    app.run()
    for page in ("contacts", "trends", "silence", "surveys"):
        app.switch_page(f"pages/see/{page}.py").run()
        assert [e.value for e in app.exception] == []
        assert "Records before 1 January 2024 have been collapsed" in app.warning[0].value
