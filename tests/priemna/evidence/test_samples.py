"""Samples of villages: variance between clusters, honest shares, differences."""

import numpy as np
import pytest

from priemna.evidence.samples import (
    Sample,
    UnusableSample,
    design_wilson,
    difference,
    mean,
    share,
    total,
)
from priemna.evidence.surveys import (
    KNOWLEDGE_ITEMS,
    Shown,
    how_to_show,
    knowledge_score,
    small_areas,
)
from tests.oracles.evidence_by_hand import cluster_total_variance, jackknife_variance


def villages(yes_by_village, asked=10):
    answers = [i < yes for yes in yes_by_village for i in range(asked)]
    names = np.repeat([f"v{i:02}" for i in range(len(yes_by_village))], asked)
    return np.array(answers, float), Sample(np.ones(len(answers)), names)


@pytest.mark.parametrize(
    ("share_", "error", "n", "freedom", "low", "high"),
    [
        (0.507348258357226, 0.0192309892530454, 922, 921, 0.469672037027401, 0.544941199467683),
        (0.507348258357226, 0.0164967611954173, 922, 59, 0.473734388405036, 0.540895823087696),
        (0.507348258357226, 0.0167712595840644, 922, 56, 0.473100648434371, 0.541527041874996),
        (0.471999767708621, 0.0348828290040279, 276, 56, 0.402157571004044, 0.542955544303627),
        (0.501335861736522, 0.0438888962101757, 167, 52, 0.413185286701914, 0.589403471572584),
    ],
)
def test_design_wilson_as_worked_by_hand_in_r(share_, error, n, freedom, low, high):
    # samplics-org/svy, tests of proportions: values its author computed in R by hand
    found = design_wilson(share_, error, n, freedom)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_total_and_its_error_as_written_out():
    values = np.array([3.0, 5, 2, 8, 1, 4, 4, 9])
    weights = np.array([2.0, 2, 1, 1, 3, 3, 2, 1])
    clusters = np.array(list("aabbccdd"))
    strata = np.array(list("xxxxyyyy"))
    found = total(values, Sample(weights, clusters, strata))
    assert found.value == pytest.approx(float(values @ weights))
    expected = cluster_total_variance(values, weights, clusters, strata)
    assert found.standard_error**2 == pytest.approx(expected)
    assert found.degrees_of_freedom == 2


def test_mean_agrees_with_the_jackknife_over_villages():
    rng = np.random.default_rng(5)
    clusters = np.repeat([f"v{i:02}" for i in range(40)], 6)
    values = rng.normal(50, 10, 240) + np.repeat(rng.normal(0, 8, 40), 6)
    weights = np.repeat(rng.uniform(0.8, 1.2, 40), 6)
    found = mean(values, Sample(weights, clusters))
    slow = jackknife_variance(values, weights, clusters)
    assert found.standard_error**2 == pytest.approx(slow, rel=0.01)


def test_without_clusters_the_mean_has_the_error_of_a_plain_sample():
    values = np.array([2.0, 4, 6, 8, 10])
    found = mean(values, Sample(np.ones(5)))
    assert found.standard_error == pytest.approx(values.std(ddof=1) / np.sqrt(5))
    assert found.degrees_of_freedom == 4


def test_asking_all_villages_leaves_no_error():
    values, sample = villages([3, 7, 5])
    full = Sample(sample.weights, sample.clusters, None, np.full(30, 3.0))
    assert total(values, full).standard_error == 0.0


def test_villages_that_differ_make_the_interval_wider():
    alike, differ = villages([5, 5, 4, 6, 5, 5]), villages([0, 10, 1, 9, 0, 10])
    assert share(*differ).interval().width > 1.8 * share(*alike).interval().width
    assert share(*differ).effective_n < 10


def test_coverage_on_villages_that_resemble_each_other():
    # 12 villages × 10 women, intraclass correlation .1: a nominal 90 % must cover about 90 %.
    rng, covered = np.random.default_rng(1), 0
    names = np.repeat([f"v{i:02}" for i in range(12)], 10)
    for _ in range(400):
        chance = np.repeat(rng.beta(3.6, 5.4, 12), 10)
        found = share((rng.random(120) < chance).astype(float), Sample(np.ones(120), names))
        limits = found.interval(0.9)
        covered += limits.low <= 0.4 <= limits.high
    assert 0.88 <= covered / 400 <= 0.96


def test_one_village_alone_tells_nothing_of_the_others():
    answers, sample = villages([7], asked=40)
    limits = share(answers, sample).interval()
    assert (limits.low, limits.high) == (0.0, 1.0)
    assert how_to_show(share(answers, sample)) is Shown.COUNT


@pytest.mark.parametrize(
    ("yes", "asked", "shown"),
    [
        ([3], 9, Shown.NOTHING),
        ([2, 3], 5, Shown.COUNT),
        ([4] * 12, 8, Shown.SHARE),
        ([0, 8, 0, 8, 0, 8], 8, Shown.COUNT),
    ],
)
def test_few_answers_are_counted_and_fewer_are_not_said(yes, asked, shown):
    assert how_to_show(share(*villages(yes, asked))) is shown


def test_nobody_in_clustered_villages_is_less_sure_than_nobody_one_by_one():
    answers, sample = villages([0] * 8)
    alone = Sample(np.ones(80))
    assert share(answers, sample).interval().high > share(answers, alone).interval().high


def test_difference_of_two_waves_contains_zero_when_they_are_alike():
    one, other = share(*villages([5] * 8)), share(*villages([5] * 8))
    gap = difference(one, other)
    assert gap.low < 0 < gap.high
    far = difference(share(*villages([9] * 8)), share(*villages([2] * 8)))
    assert far.estimate == pytest.approx(0.7)
    assert 0 < far.low < 0.7 < far.high <= 1


@pytest.mark.parametrize(
    ("values", "sample"),
    [
        ([], Sample(np.ones(0))),
        ([1.0], Sample(np.ones(2))),
        ([1.0, 0.0], Sample(np.array([1.0, 0.0]))),
        ([0.5, 0.0], Sample(np.ones(2))),
    ],
)
def test_answers_that_do_not_fit_the_design_are_refused(values, sample):
    with pytest.raises(UnusableSample):
        share(values, sample)


def test_not_knowing_counts_like_a_wrong_answer():
    answers = dict.fromkeys(KNOWLEDGE_ITEMS, "dont_know") | {"hotline": "right", "centre": "right"}
    assert knowledge_score(answers) == pytest.approx(200 / 11)


def test_too_few_items_give_no_score():
    assert knowledge_score(dict.fromkeys(KNOWLEDGE_ITEMS[:5], "right")) is None
    assert knowledge_score(dict.fromkeys(KNOWLEDGE_ITEMS[:6], "right")) == 100


def test_a_municipality_leans_on_the_district_by_eight_answers():
    found = small_areas([("RSE04", 8, 8), ("RSE08", 0, 0), ("RSE27", 32, 12)])
    assert found["RSE04"].share == pytest.approx((8 + 8 * 0.5) / 16)
    assert found["RSE08"].share == pytest.approx(0.5)
    assert found["RSE08"].borrowed == 1.0
    assert small_areas([("RSE04", 0, 0)]) == {}
