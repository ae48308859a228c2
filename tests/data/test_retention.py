"""Retention: old records go, the figures drawn from them stay, and no small count can be told."""

from datetime import date

import pandas as pd
import pytest

import queries
from data.audit import entries, verify
from data.imports import import_file
from data.integrity import broken_rules
from data.retained_counts import SMALL_ASKED, SMALL_PEOPLE
from data.retention import NoAgeSet, age_set, retain
from data.store import Store
from priemna.indicators import ENOUGH_ASKED, THRESHOLD

TODAY = date(2027, 2, 1)
UNTIL = date(2024, 1, 1)
EVER = {"since": "2000-01-01", "until": "2100-01-01"}
PEOPLE = ("consultation", "consultation_service", "survey_response", "survey_knowledge",
          "survey_barrier")  # fmt: skip


@pytest.fixture
def store(demo_copy):
    return demo_copy


def ask(store, name, **parameters):
    with store.cursor() as cursor:
        return queries.ask(cursor, name, **parameters)


def rows(store, sql):
    with store.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def collapse(store, **more):
    return retain(store, today=TODAY, years=3, **more)


def test_whole_calendar_years_go_and_nothing_of_them_is_left(store):
    old = rows(store, f"SELECT count(*) FROM consultation WHERE held_on < DATE '{UNTIL}'")[0][0]  # noqa: S608
    young = rows(store, f"SELECT count(*) FROM consultation WHERE held_on >= DATE '{UNTIL}'")[0][0]  # noqa: S608
    done = collapse(store)
    assert (done.until, done.consultations) == (UNTIL, old)
    assert old > 0 < young
    assert rows(store, "SELECT count(*), min(held_on) >= DATE '2024-01-01' FROM consultation") == [
        (young, True)
    ]
    assert rows(
        store, "SELECT count(*) FROM survey_response WHERE collected_on < '2024-01-01'"
    ) == [(0,)]
    with store.cursor() as cursor:
        assert broken_rules(cursor) == ()


def test_the_quarters_say_the_same_before_and_after(store):
    before = ask(store, "quarters")
    collapse(store)
    pd.testing.assert_frame_equal(ask(store, "quarters"), before, check_dtype=False)


@pytest.mark.parametrize(
    "name",
    ["visits_by_municipality_year", "participants_by_municipality_year", "held_visits"],
)
def test_what_tells_of_no_person_stays(store, name):
    parameters = {"until": EVER["until"]} if name == "held_visits" else {}
    before = ask(store, name, **parameters)
    collapse(store)
    pd.testing.assert_frame_equal(ask(store, name, **parameters), before)


def test_the_share_that_may_be_counted_stays(store):
    before = ask(store, "consent", **EVER)
    collapse(store)
    pd.testing.assert_frame_equal(ask(store, "consent", **EVER), before, check_dtype=False)


def test_contacts_by_municipality_stay_or_are_not_told_apart_and_the_year_adds_up(store):
    before = ask(store, "contacts_by_municipality_year").set_index(["municipality_code", "year"])
    by_year = dict(
        rows(
            store,
            "SELECT year(held_on), count(*) FROM consultation "
            "WHERE consent_reporting AND withdrawn_on IS NULL GROUP BY ALL",
        )
    )
    collapse(store)
    after = ask(store, "contacts_by_municipality_year").set_index(["municipality_code", "year"])
    assert list(after.index) == list(before.index)
    told = after["consultations"].dropna()
    assert (told == before["consultations"].loc[told.index]).all()
    hidden = before["consultations"][after["consultations"].isna()]
    assert (hidden < SMALL_PEOPLE).any()
    assert {year for _, year in told.index} == {2022, 2023, 2024}
    kept = dict(
        rows(store, "SELECT year, sum(with_consent)::INTEGER FROM retained_home GROUP BY ALL")
    )
    assert kept == {year: by_year[year] for year in (2022, 2023)}


def test_knowledge_of_municipalities_with_enough_answers_stays(store):
    name = "knowledge_by_municipality_year"
    before = ask(store, name).set_index(["municipality_code", "year"])
    before_total = before[before.index.get_level_values("year") < UNTIL.year].sum()
    collapse(store)
    after = ask(store, name).dropna().set_index(["municipality_code", "year"])
    told = after.loc[after.index.get_level_values("year") < UNTIL.year]
    assert len(told) > 0
    assert (told == before.loc[told.index]).all(axis=None)
    kept = rows(
        store,
        "SELECT sum(asked)::INTEGER, sum(know)::INTEGER FROM retained_knowledge "
        "WHERE item = 'where_to_apply'",
    )
    assert kept == [tuple(before_total)]


def test_no_kept_count_of_people_in_a_municipality_is_small(store):
    collapse(store)
    homes = rows(store, "SELECT min(with_consent) FROM retained_home WHERE municipality_code <> ''")
    asked = rows(store, "SELECT min(asked) FROM retained_knowledge WHERE municipality_code <> ''")
    assert homes[0][0] >= SMALL_PEOPLE
    assert asked[0][0] >= SMALL_ASKED


def test_the_total_less_what_is_told_leaves_more_than_one_municipality(store):
    collapse(store)
    for table in ("retained_home", "retained_knowledge"):
        told = rows(
            store,
            f"SELECT year, count(DISTINCT municipality_code) FROM {table} GROUP BY ALL",  # noqa: S608
        )
        assert told
        assert all(municipalities == 8 or municipalities <= 6 for _, municipalities in told)


def test_the_limits_are_those_of_the_screen():
    assert (SMALL_PEOPLE, SMALL_ASKED) == (THRESHOLD, ENOUGH_ASKED)


def test_need_counts_only_from_the_day_from_which_it_can_be_told_who_came_where(store):
    collapse(store)
    period = ask(store, "recorded_period").iloc[0]
    assert period["since"].date() == UNTIL
    before = ask(store, "first_contacts", since=UNTIL, until="2100-01-01")
    assert before["women"].sum() > 0


def test_a_dry_run_says_what_would_go_and_changes_nothing(store):
    version = store.version()
    before = {name: rows(store, f"SELECT count(*) FROM {name}") for name in PEOPLE}  # noqa: S608
    tried = collapse(store, dry_run=True)
    assert store.version() == version
    assert {name: rows(store, f"SELECT count(*) FROM {name}") for name in PEOPLE} == before  # noqa: S608
    assert age_set(store) is None
    assert collapse(store) == tried


def test_a_second_run_finds_nothing_and_a_later_one_takes_the_next_year(store):
    collapse(store)
    quarters = ask(store, "quarters")
    again = collapse(store)
    assert (again.nothing, again.until) == (True, UNTIL)
    later = retain(store, today=date(2028, 2, 1))
    assert (later.until, later.nothing) == (date(2025, 1, 1), False)
    after = ask(store, "quarters")
    assert list(after["consultations"]) == list(quarters["consultations"])
    assert list(after["quarter_on"]) == list(quarters["quarter_on"])
    assert rows(store, "SELECT count(*) FROM consultation") == [(0,)]


def test_an_age_longer_than_before_brings_nothing_back_and_loses_nothing(store):
    collapse(store)
    longer = retain(store, today=TODAY, years=20)
    assert (longer.nothing, longer.until) == (True, UNTIL)


def test_an_empty_store_has_nothing_to_collapse(tmp_path):
    assert collapse(Store.create(tmp_path / "new.duckdb")).nothing


def test_visits_alone_leave_no_counts_behind(store):
    with store.transaction() as cursor:
        cursor.execute("DELETE FROM consultation")
        cursor.execute("DELETE FROM survey_response")
    assert collapse(store).nothing
    assert rows(store, "SELECT count(*) FROM retained_quarter") == [(0,)]
    assert ask(store, "recorded_period").iloc[0]["since"].date() < UNTIL


def test_without_an_age_nothing_is_collapsed(store):
    with pytest.raises(NoAgeSet, match="--older-than"):
        retain(store, today=TODAY)
    collapse(store)
    assert age_set(store) == 3


def test_the_log_tells_of_it_in_counts(store):
    done = collapse(store, who="elena")
    line = entries(store, n=1)[0]
    assert (line.action, line.who, line.subject) == ("retained", "elena", "before 2024-01-01")
    assert f"consultations {done.consultations}" in line.detail
    assert verify(store).holds


def test_a_file_of_a_collapsed_year_is_refused_for_it_would_count_twice(store, tmp_path):
    collapse(store)
    file = tmp_path / "анкети.csv"
    file.write_text(
        "Вълна;Дата;Начин на анкетиране;Община;Възраст;Пол;Образование;Заетост;Съгласие\n"
        "2023-1;03.03.2023;лице в лице;Русе;26-40;жена;основно;безработна;да\n",
        "utf-8",
    )
    report = import_file(store, "surveys", file, today=TODAY)
    assert [str(p) for p in report.problems] == [
        "1 records belong to years that were collapsed to counts; they would be counted twice. "
        "Leave the rows of those years out. Nothing was changed."
    ]


def test_waiting_rows_and_earlier_versions_of_old_records_go_with_them(store):
    with store.transaction() as cursor:
        cursor.execute(
            """INSERT INTO rejected_row VALUES
            ('old', 'b', 'consultations', 'k', 5, '{"held_on": "03.03.2023"}', '2024-03-01'),
            ('young', 'b', 'consultations', 'k', 6, '{"held_on": "03.03.2024"}', '2024-03-01'),
            ('undated', 'b', 'surveys', 'k', 7, '{}', '2024-03-01'),
            ('long', 'b', 'surveys', 'k', 8, '{"collected_on": "?"}', '2023-03-01'),
            ('visit', 'b', 'visits', 'k', 9, '{"held_on": "03.03.2023"}', '2023-03-01')"""
        )
        cursor.execute(
            "INSERT INTO rejected_row_problem (rejected_row_id, position, message, values_json) "
            "SELECT rejected_row_id, 0, 'wrong', '{}' FROM rejected_row"
        )
        cursor.execute(
            "INSERT INTO earlier_version SELECT 'later', 'consultations', consultation_id, 'demo', "
            "source_key, 'x', '{}' FROM consultation"
        )
    done = collapse(store)
    assert done.waiting_rows == 2
    assert done.earlier_versions == done.consultations
    left = rows(store, "SELECT rejected_row_id FROM rejected_row ORDER BY ALL")
    assert left == [("undated",), ("visit",), ("young",)]
    assert rows(store, "SELECT count(*) FROM rejected_row_problem") == [(3,)]
    assert rows(
        store,
        "SELECT count(*) FROM earlier_version "
        "WHERE row_id NOT IN (SELECT consultation_id FROM consultation)",
    ) == [(0,)]
