"""The example of docs/methods.md, recomputed: what a reader does by hand must be what runs."""

from datetime import date

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.evidence.changes import bonett_price
from priemna.evidence.samples import Sample, share
from priemna.need.exposure import HeldVisit, exposure
from priemna.need.settings import NeedSettings

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
    rate = 4 / (4 / 0.005 + result.met[0, 0])
    assert rate * result.stock[0] == pytest.approx(1.66, abs=0.005)


def test_the_village_after_a_silent_visit():
    result = village([HeldVisit(VILLAGE, date(2023, 1, 10))])
    rate = 4 / (4 / 0.005 + result.met[:, 0].sum())
    assert rate == pytest.approx(0.0043, abs=0.00005)
    assert rate * result.stock[0] == pytest.approx(0.95, abs=0.03)


def test_the_worked_figures_of_surveys_and_pairs():
    villages = np.repeat([f"v{i:02}" for i in range(12)], 10)
    knows = np.tile([1.0] * 4 + [0.0] * 6, 12)
    limits = share(knows, Sample(np.ones(120), villages)).interval()
    assert (round(limits.low, 2), round(limits.high, 2)) == (0.30, 0.51)
    gained = bonett_price(8, 2, 20)
    assert (round(gained.low, 2), round(gained.high, 2)) == (-0.01, 0.56)
