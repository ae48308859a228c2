"""The example of docs/methods.md, recomputed: what a reader does by hand must be what runs."""

from datetime import date

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.evidence.before_after import Window, compare
from priemna.evidence.changes import bonett_price
from priemna.evidence.intervals import garwood, wilson
from priemna.evidence.limits import rate_funnel
from priemna.evidence.quality import Basis, Confidence, confidence
from priemna.evidence.samples import Sample, share
from priemna.evidence.silence import Heard, Silence, listen
from priemna.evidence.surveys import small_areas
from priemna.evidence.trends import Channel, expect
from priemna.need.exposure import HeldVisit, exposure
from priemna.need.settings import NeedSettings
from tests.oracles.need_by_enumeration import exactly
from tests.oracles.value_by_hand import women_reached

VILLAGE = "51768"


def village(visits):
    minutes = np.array([[0.0, 40.0], [40.0, 0.0]])
    travel = TravelTimes((VILLAGE, CENTRE_EKATTE), minutes, minutes, "test", is_estimate=False)
    return exposure(
        np.array([200.0, 1.0]),
        travel,
        visits,
        since=date(2023, 1, 1),
        until=date(2023, 2, 1),
        settings=NeedSettings(),
    )


def test_the_village_nobody_visited():
    result = village([])
    assert result.stock[0] == pytest.approx(335.4, abs=0.1)
    assert result.met[0, 0] == pytest.approx(6.81, abs=0.01)
    rate = 3.25 / (3.25 / 0.005 + result.met[0, 0])
    assert rate * result.stock[0] == pytest.approx(1.66, abs=0.005)


def test_the_village_after_a_silent_visit():
    result = village([HeldVisit(VILLAGE, date(2023, 1, 10))])
    rate = 3.25 / (3.25 / 0.005 + result.met[:, 0].sum())
    assert rate == pytest.approx(0.0042, abs=0.00005)
    assert rate * result.stock[0] == pytest.approx(0.93, abs=0.03)


def test_three_women_of_two_villages_shared_out_in_turns():
    reached, shape, per_unit = np.array([200.0, 100.0]), 3.25, 3.25 / 0.005
    rate = np.full(2, 0.005)
    turns = []
    for _ in range(2):
        shares = reached * rate / (reached * rate).sum()
        rate = (shape + 3 * shares) / (per_unit + reached)
        turns.append(rate)
    assert turns[0] == pytest.approx([0.00618, 0.00567], abs=0.000005)
    assert turns[1] == pytest.approx([0.00624, 0.00559], abs=0.000005)
    _probability, exact = exactly([(3, [0, 1])], [reached], reached, np.full(2, 0.005), shape)
    assert exact == pytest.approx([0.0062, 0.0056], abs=0.00005)


def test_the_worked_figures_of_surveys_and_pairs():
    villages = np.repeat([f"v{i:02}" for i in range(12)], 10)
    knows = np.tile([1.0] * 4 + [0.0] * 6, 12)
    limits = share(knows, Sample(np.ones(120), villages)).interval()
    assert (round(limits.low, 2), round(limits.high, 2)) == (0.30, 0.51)
    gained = bonett_price(8, 2, 20)
    assert (round(gained.low, 2), round(gained.high, 2)) == (-0.01, 0.56)


def test_the_worth_of_a_visit_alone_and_after_another():
    waiting, minutes = [4.0, 3.0], [[0.0, 12.0], [12.0, 0.0]]
    first = women_reached(waiting, minutes, [0], 0.35, 12)
    both = women_reached(waiting, minutes, [0, 1], 0.35, 12)
    alone = women_reached(waiting, minutes, [1], 0.35, 12)
    assert [round(x, 2) for x in (first, both - first, alone)] == [1.79, 1.25, 1.57]


def test_the_area_on_the_lower_line_of_the_funnel():
    assert garwood(10).high == pytest.approx(18.39, abs=0.005)
    lines = rate_funnel(1.04e-3, [17_680.0])
    assert lines.low[0] * 17_680 == pytest.approx(10, abs=0.01)


def test_two_of_nine_expected_are_a_reason_to_listen():
    rows = [Heard("a", 2, 9.0), Heard("b", 25, 18.0)]
    one, _other = listen(rows, shape=3.25)
    assert one.expected == 9.0
    assert one.chance == pytest.approx(0.0134 + 0.0320 + 0.0500, abs=0.0001)
    assert one.silence is Silence.QUIETER


def test_the_municipality_that_leans_on_its_district_and_the_services_not_declined():
    found = small_areas([("a", 12, 3), ("b", 88, 57)])
    assert found["a"].share == pytest.approx(0.39)
    limits = wilson(70, 97)
    assert [round(100 * x) for x in (limits.estimate, limits.low, limits.high)] == [72, 63, 80]


def test_forty_contacts_of_eight_quarters_lead_to_ten_to_thirty_two():
    found = expect([Channel(np.full(8, 5.0), np.ones(8))], [np.ones(4)])
    assert (found.mean, found.low, found.high) == (20.25, 10, 32)


def test_the_event_of_which_it_cannot_be_told():
    others = [Window(code, 20, 20, 2, 2, False) for code in ("RSE08", "RSE13", "RSE33")]
    found = compare(
        "RSE04",
        date(2023, 6, 1),
        [Window("RSE04", 20, 45, 2, 3, True), *others],
        since=date(2022, 10, 1),
        until=date(2024, 4, 1),
    )
    ratio = found.ratio
    assert [round(x, 2) for x in (ratio.estimate, ratio.low, ratio.high)] == [1.48, 0.79, 2.78]
    assert found.answer == "cannot_tell"


def test_the_letter_of_twenty_four_records():
    basis = Basis(n=24, consenting=24, recorded=27, unknown=3, last_on=date(2024, 2, 1))
    assert confidence(basis, date(2024, 4, 1))[0] is Confidence.B
