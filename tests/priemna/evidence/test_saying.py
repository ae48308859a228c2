"""What may be said: events before and after, silence, stages, and the letter beside a figure."""

from datetime import date

import numpy as np
import pytest

from priemna.evidence.before_after import Answer, Window, compare, windows
from priemna.evidence.quality import Basis, Confidence, confidence, confidence_of_estimate, quality
from priemna.evidence.samples import Sample, share
from priemna.evidence.silence import Heard, Silence, listen
from priemna.evidence.stages import Referrals, Step, narrowest, stages

ON = date(2023, 6, 1)
RECORDS = {"since": date(2022, 10, 1), "until": date(2024, 4, 1)}
OTHERS = [Window(code, 20, 20, 2, 2, False) for code in ("RSE08", "RSE13", "RSE33")]


def event(before, after, visits=(2, 2)):
    return [Window("RSE04", before, after, *visits, True), *OTHERS]


def test_the_day_of_the_event_lies_after_it():
    assert windows(ON) == ((date(2023, 3, 3), ON), (ON, date(2023, 8, 30)))


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [(10, 40, Answer.MORE), (40, 10, Answer.FEWER), (12, 15, Answer.CANNOT_TELL)],
)
def test_an_event_matters_only_beyond_chance(before, after, answer):
    found = compare("RSE04", ON, event(before, after), **RECORDS)
    assert found.answer is answer
    assert (found.reason is None) is (answer is not Answer.CANNOT_TELL)


def test_ratio_by_hand():
    found = compare("RSE04", ON, event(10, 40), **RECORDS)
    assert found.ratio.estimate == pytest.approx((40.5 / 10.5) / (60.5 / 60.5))
    spread = np.sqrt(1 / 40.5 + 1 / 10.5 + 2 / 60.5)
    assert found.ratio.low == pytest.approx(40.5 / 10.5 * np.exp(-1.959964 * spread), rel=1e-5)


def test_twice_the_visits_explain_twice_the_contacts():
    found = compare("RSE04", ON, event(20, 40, visits=(2, 4)), **RECORDS)
    assert found.answer is Answer.CANNOT_TELL


@pytest.mark.parametrize(
    ("rows", "on"),
    [
        (event(2, 3), ON),
        (event(10, 40), date(2022, 11, 1)),
        (event(10, 40), date(2024, 3, 1)),
        (event(10, 40)[:2], ON),
        (event(10, 40, visits=(0, 3)), ON),
    ],
)
def test_it_says_that_it_cannot_tell_and_why(rows, on):
    found = compare("RSE04", on, rows, **RECORDS)
    assert found.answer is Answer.CANNOT_TELL
    assert found.ratio is None
    assert str(found.reason)


def test_silence_without_access_says_nothing():
    rows = [Heard("a", 0, 0.5), Heard("b", 0, 12.0), Heard("c", 30, 18.0)]
    assert [one.silence for one in listen(rows, shape=4.0)] == [
        Silence.NOT_REACHED,
        Silence.QUIETER,
        Silence.AS_ACCESS,
    ]


def test_where_nobody_came_anywhere_no_place_is_quieter_than_another():
    rows = [Heard("a", 0, 5.0), Heard("b", 0, 9.0)]
    assert {one.silence for one in listen(rows, shape=4.0)} == {Silence.NOT_REACHED}


def asked(yes, n):
    answers = (np.arange(n) < yes).astype(float)
    return share(np.random.default_rng(2).permutation(answers), Sample(np.ones(n)))


def test_stages_with_too_few_people_show_nothing_not_even_how_many():
    found = stages(asked(4, 9), None, 9, 5000.0, Referrals(9, 5, 3))
    assert all(stage.interval is None and stage.n is None for stage in found)


def test_stages_stand_side_by_side():
    found = stages(asked(20, 60), asked(30, 60), 15, 7500.0, Referrals(40, 30, 12))
    assert [stage.step for stage in found] == list(Step)
    assert [round(stage.interval.estimate, 2) for stage in found] == [0.33, 0.5, 2.0, 0.75, 0.4]


def test_a_group_is_named_only_where_it_is_clearly_the_lowest():
    low = stages(asked(5, 80), None, 0, 1.0, Referrals(0, 0, 0))
    high = stages(asked(60, 80), None, 0, 1.0, Referrals(0, 0, 0))
    near = stages(asked(8, 80), None, 0, 1.0, Referrals(0, 0, 0))
    assert narrowest({"far": low, "near": high}, Step.KNOWS) == "far"
    assert narrowest({"far": low, "mid": near, "near": high}, Step.KNOWS) is None
    assert narrowest({"far": low}, Step.KNOWS) is None


TODAY = date(2024, 4, 1)


@pytest.mark.parametrize(
    ("basis", "letter"),
    [
        (Basis(0, 0, 0, 0, None), Confidence.C),
        (Basis(30, 30, 33, 3, date(2024, 3, 1)), Confidence.A),
        (Basis(29, 29, 30, 0, date(2024, 3, 1)), Confidence.B),
        (Basis(9, 9, 10, 0, date(2024, 3, 1)), Confidence.C),
        (Basis(50, 50, 60, 20, date(2024, 3, 1)), Confidence.C),
        (Basis(50, 50, 80, 0, date(2024, 3, 1)), Confidence.B),
        (Basis(50, 50, 55, 0, date(2023, 3, 1)), Confidence.C),
    ],
)
def test_the_worst_mark_decides_the_letter(basis, letter):
    found, reason = confidence(basis, TODAY)
    assert found is letter
    assert str(reason)


def test_where_nobody_is_asked_for_consent_it_lowers_nothing():
    basis = Basis(n=40, consenting=0, recorded=0, unknown=0, last_on=date(2024, 1, 1))
    assert basis.consent_share is None
    assert confidence(basis, date(2024, 2, 1))[0] is Confidence.A


@pytest.mark.parametrize(
    ("low", "high", "visited", "n", "letter"),
    [
        (1.0, 3.0, True, 40, Confidence.A),
        (1.0, 3.1, True, 40, Confidence.B),
        (1.0, 6.0, True, 40, Confidence.B),
        (1.0, 6.1, True, 40, Confidence.C),
        (0.0, 1.0, True, 40, Confidence.C),
        (1.0, 2.0, False, 40, Confidence.B),
        (1.0, 2.0, True, 5, Confidence.C),
    ],
)
def test_an_estimate_is_no_surer_than_its_interval_its_records_and_a_visit(
    low, high, visited, n, letter
):
    on = date(2024, 1, 1)
    records = quality(Basis(n=n, consenting=n, recorded=n, unknown=0, last_on=on), on)
    found, reason = confidence_of_estimate(low, high, visited=visited, records=records)
    assert found is letter
    assert reason.message.endswith(".")


def test_a_whole_count_of_nine_is_as_sure_as_one_of_ninety():
    basis = Basis(9, 0, 0, 0, date(2024, 1, 1), is_whole_count=True)
    assert confidence(basis, date(2024, 1, 2))[0] is Confidence.A
    old = confidence(basis, date(2025, 6, 1))
    assert (old[0], old[1].message) == (Confidence.C, "The last record is of {date}.")
