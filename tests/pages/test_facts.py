"""What the pages of evidence say of a store, checked against counting by hand."""

from datetime import date

import pytest

from data.store import Store
from geo.places import municipalities, settlements
from geo.travel import straight_line_times
from pages.ui.facts.contacts import last_year, load_contacts, load_silence
from pages.ui.facts.goals import load_goals
from pages.ui.facts.groups import groups_by_distance, minutes_to_centre
from pages.ui.facts.surveys import load_knowledge_by_place, load_stages, load_survey
from pages.ui.facts.trainings import load_trainings
from pages.ui.facts.trends import load_event_effects, load_trends
from pages.ui.load import load_period
from priemna.indicators import Empty

FIRST_CONTACTS = """
    SELECT count(*) FROM consultation
    WHERE contact_type = 'new' AND sex = 'female' AND age_band <> 'a0_11' AND gbv_type <> 'non_gbv'
      AND reported_elsewhere <> 'inside_network' AND consent_reporting AND withdrawn_on IS NULL
      AND home SIMILAR TO $homes AND held_on >= $since AND held_on < $until
"""


def one(store, sql, **parameters):
    with store.cursor() as cursor:
        return cursor.execute(sql, parameters).fetchone()[0]


@pytest.fixture
def period(demo_store):
    return load_period(demo_store)


def test_contacts_agree_with_counting_them(demo_store, period):
    since, until = period
    answer = load_contacts(demo_store, since=since, until=until)
    homes = "(RSE.*|unknown)"
    assert answer.women == one(demo_store, FIRST_CONTACTS, homes=homes, since=since, until=until)
    assert answer.recorded > answer.women
    assert len(answer.rates) == len(municipalities())


def test_one_to_four_contacts_leave_no_trace_in_the_figure(demo_store, period):
    answer = load_contacts(demo_store, since=last_year(period)[0], until=period[1])
    hidden = [rate for rate in answer.rates if rate.empty is Empty.HIDDEN]
    assert hidden
    for rate in hidden:
        assert (rate.women, rate.smoothed, rate.raw) == (None, None, None)
    assert len({(rate.confidence, str(rate.reason)) for rate in hidden}) == 1


def test_a_year_without_records_before_it_is_all_there_is():
    assert last_year((date(2024, 1, 1), date(2024, 4, 1))) == (date(2024, 1, 1), date(2024, 4, 1))
    assert last_year((date(2020, 1, 1), date(2024, 4, 1)))[0] == date(2023, 4, 2)


def test_silence_has_a_class_for_every_municipality(demo_store, period):
    found = load_silence(demo_store, on=period[1])
    assert {one.code for one in found} == {m.code for m in municipalities()}
    came = one(demo_store, FIRST_CONTACTS, homes="RSE.*", since=period[0], until=period[1])
    assert sum(row.expected for row in found) == pytest.approx(came)


def test_survey_shares_agree_with_counting_them(demo_store):
    answer = load_survey(demo_store)
    by_code = {row.code: row.share for row in answer.knowledge}
    right = one(
        demo_store,
        "SELECT avg((answer = 'right')::INTEGER) FROM survey_knowledge JOIN survey_response "
        "USING (survey_response_id) WHERE consent AND item = 'where_to_apply'",
    )
    assert by_code["where_to_apply"].value == pytest.approx(right)
    assert answer.n == one(demo_store, "SELECT count(*) FROM survey_response WHERE consent")
    wave = load_survey(demo_store, wave=answer.waves[0][0])
    assert wave.n == answer.waves[0][2]


def test_groups_are_ruse_then_nearer_then_farther():
    travel = straight_line_times(settlements())
    minutes = minutes_to_centre(travel)
    centre, near, far = groups_by_distance(travel)
    assert centre.codes == ("RSE27",)
    assert len(near.codes) + len(far.codes) == 7
    assert max(minutes[code] for code in near.codes) <= min(minutes[code] for code in far.codes)


def test_stages_and_knowledge_cover_the_groups(demo_store):
    found = load_stages(demo_store)
    assert [len(stages) for _group, stages in found] == [5, 5, 5]
    places = load_knowledge_by_place(demo_store)
    assert sum(place.is_far for place in places) == 4


def test_trainings_pair_by_row_and_adolescents_by_code(demo_store):
    answer = load_trainings(demo_store)
    pairs = one(
        demo_store,
        "SELECT count(*) FROM training_test WHERE pre_points IS NOT NULL "
        "AND post_points IS NOT NULL",
    )
    assert answer.all_together.change.pairs == pairs
    assert sum(row.change.pairs for row in answer.by_profession) == pairs
    assert {row.change.pairs for row in answer.adolescents} == {150}


def test_trends_add_up_to_the_district(demo_store):
    district, *others = load_trends(demo_store)
    assert sum(sum(trend.counts) for trend in others) <= sum(district.counts)
    assert district.visits == tuple(sum(v) for v in zip(*(t.visits for t in others), strict=True))
    assert all(year.count == sum(district.counts[year.last - 3 : year.last + 1])
               for year in district.years)  # fmt: skip


def test_effects_of_events_are_told_or_the_reason_is(demo_store):
    effects = load_event_effects(demo_store)
    assert effects == tuple(sorted(effects, key=lambda one: one.on, reverse=True))
    assert all(
        (one.effect.reason is None) == (one.effect.answer != "cannot_tell") for one in effects
    )


def test_goals_count_whole_quarters_and_everything_since_the_start(demo_store):
    goals = {goal.indicator.code: goal for goal in load_goals(demo_store)}
    offices = goals["mobile_offices"]
    assert offices.since_start.value == 34
    # The records end two days into a quarter, which is therefore no whole one.
    assert offices.now.value == sum(s.value or 0 for _on, s in offices.quarters[-5:-1])
    assert goals["recommendations_submitted"].now.empty is Empty.ZERO
    assert offices.before is None


def test_an_indicator_says_how_sure_its_own_records_are(demo_store):
    goals = {goal.indicator.code: goal for goal in load_goals(demo_store)}
    assert goals["media_appearances"].quality.letter == "A"
    # A share of 23 visits rests on 23; their number alone is a whole count.
    assert goals["mobile_offices"].quality.letter == "A"
    assert goals["shared_visits"].quality.letter == "B"
    assert goals["recommendations_submitted"].quality.letter == "C"


def test_few_answers_of_a_municipality_are_hidden_and_none_is_no_data(demo_store):
    places = load_knowledge_by_place(demo_store)
    assert all((place.empty is None) == (place.knows is not None) for place in places)
    assert all(place.knows is None or place.knows.n >= 10 for place in places)


def test_an_empty_store_has_no_answers_to_invent(tmp_path):
    store = Store.create(tmp_path / "empty.duckdb")
    assert load_survey(store).n == 0
    assert load_trends(store) == ()
    assert load_event_effects(store) == ()
    assert load_goals(store) == ()
    assert load_stages(store) == ()
    assert load_trainings(store).trainings == 0
