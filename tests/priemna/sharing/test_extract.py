"""An extract: nobody stands in a small group, and as little is coarsened as that needs."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priemna.sharing.extract import ALL, COLUMNS, WITHHELD, Record, coarsen, extract_text
from tests.oracles.k_anonymous_by_hand import fewest_kinds, fewest_women

KNOWN = ("home", "quarter", "age")
RECORDS = st.builds(
    Record,
    home=st.sampled_from(["RSE27", "RSE03", "unknown"]),
    quarter=st.sampled_from(["2023-Q1", "2023-Q2", "2024-Q1"]),
    age=st.sampled_from(["under_18", "a18_25"]),
    kind=st.sampled_from(["physical", "economic"]),
    contact_type=st.sampled_from(["new", "follow_up"]),
    mode=st.just("mobile"),
)


def rows(records):
    return [{name: getattr(one, name) for name in COLUMNS} for one in records]


def one(home="RSE27", quarter="2023-Q1", age="a18_25", kind="physical", contact="new"):
    return Record(home, quarter, age, kind, contact, "mobile")


@given(st.lists(RECORDS, max_size=40), st.integers(2, 6))
def test_every_group_has_k_women_and_two_kinds(records, k):
    told = coarsen(records, k)
    if told:
        assert fewest_women(rows(told), KNOWN) >= k
        open_kinds = [row for row in rows(told) if row["kind"] != WITHHELD]
        assert not open_kinds or fewest_kinds(open_kinds, KNOWN, "kind") >= 2
    first = [sum(a.contact_type == "new" for a in some) for some in (records, told)]
    assert first[0] - first[1] < k


def test_a_group_that_is_large_enough_stays_as_it_is():
    told = coarsen([one()] * 4 + [one(kind="economic")], 5)
    assert {record.known for record in told} == {("RSE27", "2023-Q1", "a18_25")}


def test_the_home_goes_first_and_a_lone_kind_is_withheld():
    told = coarsen([one(home="RSE27")] * 3 + [one(home="RSE03")] * 2, 5)
    assert {record.known for record in told} == {(ALL, "2023-Q1", "a18_25")}
    assert {record.kind for record in told} == {WITHHELD}


def test_visits_of_one_woman_are_no_group_of_women():
    assert coarsen([one(), *[one(kind="economic", contact="follow_up")] * 9], 5) == ()


def test_a_kind_that_only_a_later_visit_had_hides_nobody():
    told = coarsen([*[one()] * 5, one(kind="economic", contact="follow_up")], 5)
    assert {record.kind for record in told} == {WITHHELD}


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_k_records_do_not_leave(count):
    assert coarsen([one()] * count, 5) == ()


def test_a_record_has_no_place_for_who_when_or_where():
    text = extract_text(coarsen([one()] * 5, 5))
    assert next(csv.reader(text.splitlines())) == list(COLUMNS)
    forbidden = ("id", "name", "held_on", "ekatte", "visit", "language", "ethnicity", "date")
    assert not [name for name in COLUMNS if any(word in name for word in forbidden)]
