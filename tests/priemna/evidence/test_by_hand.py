"""What may be said, set against slow and obvious versions of each method."""

import numpy as np
import pytest

from geo.places import municipalities, settlements
from priemna.evidence.before_after import Window, compare
from priemna.evidence.changes import match_pairs, mcnemar, paired_change, paired_share_change
from priemna.evidence.intervals import jeffreys_rate
from priemna.evidence.rates import smooth_globally, smooth_rates
from priemna.evidence.samples import Share, difference
from priemna.evidence.silence import Heard, listen
from priemna.evidence.surveys import small_areas
from priemna.evidence.trends import Channel, expect
from priemna.need.rows import Columns, rows_of
from priemna.need.scores import knowledge_gap, vulnerability
from tests.oracles import statements_by_hand as by_hand
from tests.oracles.evidence_by_hand import score_limits
from tests.priemna.evidence.test_saying import ON, RECORDS


def test_the_paired_test_person_by_person():
    rng = np.random.default_rng(2)
    before = rng.normal(50, 12, 11)
    after = before + rng.normal(9, 10, 11)
    found = paired_change(before, after)
    middle, low, high, t = by_hand.paired_t(before, after)
    assert (found.change.estimate, found.statistic) == pytest.approx((middle, t))
    assert (found.change.low, found.change.high) == pytest.approx((low, high), abs=1e-2)


@pytest.mark.parametrize("seed", range(4))
def test_the_share_of_one_item_pair_by_pair(seed):
    before, after = np.random.default_rng(seed).integers(0, 2, (2, 17))
    found = paired_share_change(before, after).change
    assert (found.low, found.high) == pytest.approx(
        by_hand.paired_shares(before.tolist(), after.tolist()), abs=1e-8
    )


def test_mcnemar_is_the_square_of_a_fair_coin_s_z():
    # 12 of 15 changes one way: (12 - 7.5)² / (15/4)
    assert mcnemar(12, 3)[0] == pytest.approx((12 - 7.5) ** 2 / (15 / 4))


def test_partners_are_codes_that_stand_once_on_both_sides():
    before = [("a", 1.0), ("b", 2.0), ("b", 3.0), ("c", 4.0), ("", 5.0)]
    after = [("a", 6.0), ("b", 7.0), ("d", 8.0), ("", 9.0)]
    first, second, alone = match_pairs(before, after)
    assert by_hand.partners(before, after) == ["a"]
    assert (first.tolist(), second.tolist(), alone) == ([1.0], [6.0], 7)


def test_a_municipality_leans_on_answers_that_are_literally_added():
    rows = [("a", 12, 3), ("b", 40, 30), ("c", 0, 0)]
    found = small_areas(rows)
    for code, n, yes in rows:
        assert found[code].share == pytest.approx(by_hand.leaning_share(yes, n, 33 / 52))


def test_the_chance_of_silence_is_that_of_so_many_draws():
    rows = [Heard("a", 2, 9.0), Heard("b", 30, 20.0), Heard("c", 8, 11.0)]
    for row, one in zip(rows, listen(rows, shape=3.25), strict=True):
        drawn = by_hand.chance_of_so_few(row.came, one.expected, 3.25)
        assert one.chance == pytest.approx(drawn, abs=0.004)


def test_the_effect_of_an_event_agrees_with_rates_drawn_one_by_one():
    rows = [
        Window("RSE04", 20, 45, 2, 3, True),
        *(Window(code, 20, 20, 2, 2, False) for code in ("RSE08", "RSE13", "RSE33")),
    ]
    found = compare("RSE04", ON, rows, **RECORDS).ratio
    low, high = by_hand.ratio_of_ratios([(20, 2), (45, 3)], [(60, 6), (60, 6)])
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.03)


@pytest.mark.parametrize("count", [1, 6, 40])
def test_jeffreys_limits_are_quantiles_of_draws(count):
    found = jeffreys_rate(count, level=0.9)
    assert (found.low, found.high) == pytest.approx(
        by_hand.rate_limits_by_jeffreys(count, 0.9), rel=0.02
    )


def test_marshall_s_smoothing_term_by_term():
    counts, people = [3, 0, 12, 7, 25], [400, 90, 700, 1200, 800]
    assert smooth_globally(counts, people) == pytest.approx(by_hand.marshall(counts, people))
    alike = [4, 8, 12], [400, 800, 1200]
    assert smooth_globally(*alike) == pytest.approx(by_hand.marshall(*alike))


def test_smoothed_intervals_are_quantiles_of_the_posterior():
    counts, exposure = np.array([3, 40, 11]), np.array([900.0, 5000.0, 1500.0])
    found = smooth_rates(counts, exposure)
    rng = np.random.default_rng(4)
    for y, e, mean, rate in zip(counts, exposure, found.mean, found.rates, strict=True):
        drawn = rng.gamma(found.shape + y, 1 / (found.shape / mean + e), 400_000)
        assert (rate.low, rate.high) == pytest.approx(np.quantile(drawn, [0.05, 0.95]), rel=0.01)
        assert rate.estimate == pytest.approx(drawn.mean(), rel=0.005)


def test_a_difference_of_shares_adds_the_squares_of_score_limits():
    z = 1.959963985
    one, other = (Share(p, 0.0, 10**9, 10**9, n) for p, n in ((0.6, 50.0), (0.4, 30.0)))
    (low1, high1), (low2, high2) = score_limits(30, 50, z), score_limits(12, 30, z)
    found = difference(one, other)
    assert found.low == pytest.approx(0.2 - np.hypot(0.6 - low1, high2 - 0.4), abs=1e-6)
    assert found.high == pytest.approx(0.2 + np.hypot(high1 - 0.6, 0.4 - low2), abs=1e-6)


def test_restless_quarters_widen_what_is_expected():
    calm, restless = ([9, 11, 10, 10, 12, 8], [1] * 6), ([2, 22, 3, 19, 1, 13], [1] * 6)
    assert by_hand.pearson_overdispersion([calm]) == 1.0
    spread = by_hand.pearson_overdispersion([restless])
    found = expect([Channel(*restless)], [[1.0]])
    shape = 0.5 + 60
    assert found.mean == pytest.approx(shape / 6)
    variance = spread * (shape / 6 + shape / 36)
    drawn = np.random.default_rng(5).negative_binomial(
        found.mean**2 / (variance - found.mean), found.mean / variance, 400_000
    )
    assert (found.low, found.high) == tuple(np.quantile(drawn, [0.025, 0.975]))


def test_ranks_and_parts_of_needs_place_by_place():
    places = settlements()[:14]
    rng = np.random.default_rng(6)
    prior, stock, need = rng.gamma(3, 1, (3, 14))
    draws = rng.gamma(2, need / 2, (500, 14))
    columns = Columns(
        need=need, low=need / 2, high=2 * need, rate=prior, prior_rate=prior,
        log_rate_sd=prior, stock=stock, expected=prior, draws=draws,
    )  # fmt: skip
    rows = {row.settlement.ekatte: row for row in rows_of(places, [], ON, columns)}
    first = by_hand.share_among_the_first(draws.tolist(), 10)
    own = [s.women_14_plus for s in places]
    for place, chance, parts in zip(
        places, first, by_hand.log_parts(own, prior, stock, need), strict=True
    ):
        row = rows[place.ekatte]
        assert row.p_top10 == pytest.approx(chance)
        found = row.parts
        assert (found.women, found.vulnerability, found.under_served, found.own_data) == (
            pytest.approx(parts)
        )


def test_vulnerability_and_knowledge_place_by_place():
    places = municipalities()
    jobless = by_hand.z_scores([m.unemployment_share for m in places])
    unschooled = by_hand.z_scores([m.low_education_share for m in places])
    found = vulnerability(places)
    for place, one, other in zip(places, jobless, unschooled, strict=True):
        assert found[place.code] == pytest.approx((one + other) / 2)
    answers = {places[0].code: (20, 5), places[1].code: (30, 20)}
    gaps = knowledge_gap(answers, places)
    for place in places:
        asked, know = answers.get(place.code, (0, 0))
        assert gaps[place.code] == pytest.approx(
            10 * (0.5 - by_hand.leaning_share(know, asked, 0.5))
        )
