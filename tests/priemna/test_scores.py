"""What raises the expected need: vulnerability by the census, the knowledge gap by surveys."""

from dataclasses import replace

import numpy as np
import pytest

from geo.places import municipalities, settlements
from priemna.need.scores import expected_rate, knowledge_gap, settlement_scores, vulnerability
from priemna.need.settings import NeedSettings


def test_vulnerability_compares_municipalities_and_never_asks_for_ethnicity():
    scores = vulnerability(municipalities())
    assert sum(scores.values()) == pytest.approx(0)
    assert min(scores, key=scores.get) == "RSE27"
    without_roma = [replace(m, roma=0, ethnicity_not_stated=0) for m in municipalities()]
    assert vulnerability(without_roma) == scores


def test_municipalities_that_do_not_differ_score_nothing():
    assert vulnerability(municipalities()[:1]) == {municipalities()[0].code: 0.0}


def test_the_knowledge_gap_is_shrunk_to_the_district_and_zero_where_nobody_was_asked():
    gaps = knowledge_gap({"RSE03": (12, 2), "RSE04": (68, 38)}, municipalities())
    # The district: 40 of 80. Борово: (2 + 8 · 0.5)/(12 + 8) = 0.3, two tens of points below.
    assert gaps["RSE03"] == pytest.approx(2.0)
    assert gaps["RSE04"] < 0
    assert gaps["RSE27"] == 0
    assert set(knowledge_gap({}, municipalities()).values()) == {0.0}


def test_the_expected_rate_is_the_level_times_what_raises_it():
    scores = settlement_scores(settlements(), municipalities(), {})
    assert scores.shape == (83, 2)
    rate = expected_rate(np.array([[0.0, 0.0], [1.0, 2.0]]), NeedSettings())
    assert rate == pytest.approx([0.005, 0.005 * np.exp(0.25 + 0.2)])
