"""Which rules speak: chance beyond the threshold, rounding, few answers, many rules at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from data.strategy.seeds import rule_texts
from priemna.sharing.released import State
from priemna.strategy.figures import Figure, figure_of, possible_shares
from priemna.strategy.firing import (
    Outcome,
    Strength,
    assess,
    benjamini_hochberg,
    interval_of,
    probability_beyond,
)
from priemna.strategy.rules import read_rule
from tests.oracles.shares_by_enumeration import adjusted_one_by_one, chance_below
from tests.priemna.strategy.made import PLACES, release, survey, table

TEXTS = rule_texts()
SHARE = read_rule("where_to_apply", TEXTS["where_to_apply"][0])
LATEST = read_rule("free_legal_aid", TEXTS["free_legal_aid"][0])
COUNT = read_rule("visits_held", TEXTS["visits_held"][0])
TRAININGS = read_rule("trainings_held", TEXTS["trainings_held"][0])


def figure(part, whole, base=1, **more):
    return Figure("RSE04", ("2023",), part, whole, State.VALUE, base, **more)


def test_exact_numbers_give_the_beta_of_jeffreys():
    found = probability_beyond(SHARE, figure(10, 40))
    n = 40 / SHARE.design_effect
    assert found == pytest.approx(stats.beta.cdf(0.5, n / 4 + 0.5, 3 * n / 4 + 0.5), abs=5e-4)


@pytest.mark.parametrize(
    ("part", "whole", "leaves"), [(10, 40, 1), (0, 30, 1), (15, 30, 2), (5, 20, 2), (25, 85, 2)]
)
def test_rounded_numbers_agree_with_every_truth_one_by_one(part, whole, leaves):
    shown = figure(part, whole, 5, part_leaves=leaves, whole_leaves=leaves)
    slow = chance_below(0.5, part, whole, 5, leaves, leaves, SHARE.design_effect)
    assert probability_beyond(SHARE, shown) == pytest.approx(slow, abs=0.006)


def test_rounding_widens_the_interval():
    exact, rounded = interval_of(SHARE, figure(10, 40)), interval_of(SHARE, figure(10, 40, 5))
    assert rounded.estimate == exact.estimate == 0.25
    assert rounded.low < exact.low
    assert rounded.high > exact.high


def test_numbers_that_cannot_be_true_together_leave_everything_possible():
    assert possible_shares(figure(40, 10)).limits() == pytest.approx((0.025, 0.975))


def test_a_count_is_beyond_its_threshold_or_it_is_not():
    chances = [probability_beyond(COUNT, figure(n, None)) for n in (3, 4, 5)]
    assert chances == [1.0, 0.0, 0.0]


def test_a_rounded_count_is_beyond_only_where_no_rounding_could_carry_it_over():
    assert probability_beyond(COUNT, figure(0, None, 5)) == 0.0
    assert probability_beyond(COUNT, figure(0, None, 3)) == 1.0


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (Figure("RSE04", ("w",), 5, 19, State.VALUE, 5), Outcome.TOO_FEW),
        (Figure("RSE04", ("w",), 5, 20, State.VALUE, 5), Outcome.FIRES),
        (Figure("RSE04", ("w",), 15, 20, State.VALUE, 5), Outcome.NOT_BEYOND),
        (Figure("RSE04", ("w",), None, None, State.HIDDEN, 5), Outcome.HIDDEN),
        (Figure("RSE04", ("w",), None, None, State.NO_DATA, 5), Outcome.NO_DATA),
    ],
)
def test_each_place_gets_an_outcome_with_its_reason(now, outcome):
    (found,) = assess([(SHARE, now, None)])
    assert found.outcome is outcome
    assert str(found.why)
    assert (found.strength is not None) == (outcome is Outcome.FIRES)


@pytest.mark.parametrize(
    ("now", "earlier", "strength"),
    [
        ((10, 100), (10, 100), Strength.A),
        ((10, 100), None, Strength.B),
        ((10, 100), (60, 100), Strength.B),
        ((44, 100), None, Strength.C),
    ],
)
def test_strength_needs_certainty_and_for_a_two_periods(now, earlier, strength):
    before = figure(*earlier) if earlier else None
    (found,) = assess([(SHARE, figure(*now), before)])
    assert found.strength is strength


def test_what_chance_would_bring_among_many_rules_is_held_back():
    weak, strong = figure(44, 100), figure(10, 100)
    alone = assess([(SHARE, weak, None)])
    many = assess([(SHARE, weak, None), *[(SHARE, figure(60, 100), None)] * 9])
    helped = assess([(SHARE, weak, None), *[(SHARE, strong, None)] * 9])
    assert alone[0].outcome is Outcome.FIRES
    assert many[0].outcome is Outcome.HELD_BACK
    assert many[0].strength is None
    assert helped[0].outcome is Outcome.FIRES


def test_counts_take_no_part_in_the_correction():
    (weak, count) = assess([(SHARE, figure(44, 100), None), (COUNT, figure(2, None), None)])
    assert weak.outcome is Outcome.FIRES
    assert count.adjusted_p is None


@given(st.lists(st.floats(0, 1), max_size=12))
def test_the_correction_is_that_of_benjamini_and_hochberg(p_values):
    assert benjamini_hochberg(p_values) == pytest.approx(adjusted_one_by_one(p_values))


def test_all_waves_are_added_up_and_the_last_is_compared_with_the_one_before():
    right = {(place, wave): 10 for place in PLACES for wave in ("2022-2023", "2023-2024")}
    asked = dict.fromkeys(right, 20)
    both = release(survey(right, asked))
    found = figure_of(SHARE.source, both, "RSE04")
    assert (found.part, found.whole, found.part_leaves) == (20, 40, 2)
    assert figure_of(SHARE.source, both, "RSE04", back=1) is None
    aid = release(survey(right, asked, "free_legal_aid"))
    last, before = figure_of(LATEST.source, aid, None), figure_of(LATEST.source, aid, None, back=1)
    assert (last.periods, last.part, last.whole, last.part_leaves) == (("2023-2024",), 80, 160, 8)
    assert before.periods == ("2022-2023",)


def test_a_hidden_number_hides_the_figure():
    right = {(place, "2023-2024"): None if place == "RSE04" else 10 for place in PLACES}
    shown = release(survey(right, dict.fromkeys(right, 20)))
    assert figure_of(SHARE.source, shown, "RSE04").state is State.HIDDEN
    assert figure_of(SHARE.source, shown, "RSE05").state is State.VALUE


def test_nobody_asked_is_no_data_and_not_a_share_of_zero():
    right = {(place, "2023-2024"): 0 for place in PLACES}
    shown = release(survey(right, dict.fromkeys(right, 0)))
    assert figure_of(SHARE.source, shown, "RSE04").state is State.NO_DATA


def test_a_year_that_has_not_ended_is_left_out():
    events = table(
        "events_by_municipality_year",
        "events",
        ("municipality", "year", "event_type"),
        {(place, year, "training"): 1 for place in PLACES for year in ("2022", "2023", "2024")},
    )
    assert figure_of(TRAININGS.source, release([events]), "RSE04").periods == ("2023",)


def test_four_quarters_of_visits_are_added_up_and_exact():
    quarters = [f"{year}-Q{n}" for year in (2022, 2023) for n in (1, 2, 3, 4)]
    visits = table(
        "visits_by_municipality_quarter",
        "visits",
        ("municipality", "quarter"),
        {(place, quarter): 1 for place in PLACES for quarter in quarters},
    )
    found = figure_of(COUNT.source, release([visits]), "RSE04")
    assert (found.part, found.base, found.widest_error) == (4, 1, 0)
    assert found.periods == tuple(quarters[-4:])
