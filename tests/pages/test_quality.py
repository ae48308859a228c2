"""What stands beside every figure, and that it agrees with counting the records."""

from datetime import date

import pytest

from data.codebook import codes
from data.goals import goal_indicators
from pages.ui.facts.records import Kind, load_quality
from pages.ui.facts.trainings import MORE_IS_BETTER
from pages.ui.load import load_period
from pages.ui.quality import CAUTIONS, quality_html
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
