"""Windows of documents: from their terms, announced, missing; and what fits through them."""

from datetime import date

import pytest

from priemna.strategy.windows import (
    Document,
    Kind,
    Standing,
    Window,
    best_document,
    fits,
    missing,
    windows_of,
)

TODAY = date(2026, 11, 25)


def document(number="D1", level="municipal", place="RSE04", first=2024, last=2026, review=None):
    return Document(number, level, place, first, last, review, "cited")


def recommendation(number="R1", status="draft", level="municipal", place="RSE04", goes=None):
    return {
        "recommendation_id": number,
        "status": status,
        "level": level,
        "municipality_code": place,
        "strategy_document_id": goes,
    }


def test_the_last_year_of_a_document_is_taken_for_the_preparation_of_the_next():
    found = windows_of(document())
    assert {(w.kind, w.opens_on, w.closes_on, w.assumed) for w in found} == {
        (Kind.EXPIRY, date(2026, 12, 31), date(2026, 12, 31), False),
        (Kind.PREPARATION, date(2026, 1, 1), date(2026, 12, 31), True),
    }


def test_a_document_without_dates_has_no_window_and_says_what_is_missing():
    without = document(first=None, last=None)
    assert windows_of(without) == ()
    assert missing(without) == ("valid_from_year", "valid_to_year", "review_on")


def test_announced_windows_and_reviews_come_first_when_they_close_first():
    announced = Window("D1", Kind.DISCUSSION, date(2026, 12, 1), date(2026, 12, 10), assumed=False)
    other = Window("D2", Kind.DISCUSSION, None, date(2026, 12, 2), assumed=False)
    found = windows_of(document(review=date(2026, 12, 5)), [announced, other])
    assert [w.kind for w in found[:2]] == [Kind.REVIEW, Kind.DISCUSSION]
    assert other not in found


@pytest.mark.parametrize(
    ("today", "standing", "left"),
    [
        (date(2026, 11, 30), Standing.AHEAD, 10),
        (date(2026, 12, 1), Standing.OPEN, 9),
        (date(2026, 12, 10), Standing.OPEN, 0),
        (date(2026, 12, 11), Standing.PAST, -1),
    ],
)
def test_the_first_and_the_last_day_are_open(today, standing, left):
    window = Window("D1", Kind.DISCUSSION, date(2026, 12, 1), date(2026, 12, 10), assumed=False)
    assert window.standing(today) is standing
    assert window.days_left(today) == left


def test_a_draft_fits_the_window_of_the_document_it_names_or_of_its_place():
    documents = [document(), document("D2", place="RSE05")]
    windows = [w for one in documents for w in windows_of(one)]
    told = [
        recommendation("R1", goes="D1"),
        recommendation("R2"),
        recommendation("R3", goes="D2"),
        recommendation("R4", status="submitted", goes="D1"),
        recommendation("R5", place="RSE27"),
    ]
    found = fits(told, documents, windows, TODAY, within_days=40)
    assert [(f.recommendation_id, f.window.strategy_document_id, f.named) for f in found] == [
        ("R1", "D1", True),
        ("R3", "D2", True),
        ("R2", "D1", False),
    ]


@pytest.mark.parametrize(("days", "count"), [(35, 0), (36, 1)])
def test_only_windows_that_close_in_time_are_told(days, count):
    one = document()
    found = fits([recommendation()], [one], windows_of(one), TODAY, within_days=days)
    assert len(found) == count


def test_the_document_whose_window_closes_next_is_proposed():
    soon, later = document("D1"), document("D2", last=2030)
    expired, unknown = document("D3", last=2025), document("D4", first=None, last=None)
    assert best_document([unknown, later, soon, expired], "municipal", "RSE04", TODAY) == "D1"
    assert best_document([unknown, expired], "municipal", "RSE04", TODAY) == "D4"
    assert best_document([expired], "municipal", "RSE04", TODAY) is None
    assert best_document([soon], "municipal", "RSE05", TODAY) is None
