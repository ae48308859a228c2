"""The whole model: wide where nobody went, moved by what came, sturdy at the edges."""

import math
from datetime import date

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.estimate import estimate_need
from priemna.need.exposure import HeldVisit
from priemna.need.model import Method, estimate_need_by_model
from priemna.need.observations import Contacts
from priemna.need.settings import NeedSettings

SINCE, ON = date(2022, 10, 3), date(2024, 4, 4)
GLODZHEVO, VETOVO, NISOVO, BYALA = "15151", "10803", "51768", "07603"
TWELVE = [date(2023, month, 7) for month in range(1, 13)]


def question(visits=(), contacts=(), of=None, **settings):
    places = [s for s in settlements() if of is None or s.municipality_code in of]
    homes = [m for m in municipalities() if of is None or m.code in of]
    return {
        "settlements": places,
        "municipalities": homes,
        "travel": straight_line_times(places),
        "visits": list(visits),
        "contacts": list(contacts),
        "since": SINCE,
        "until": ON,
        "settings": NeedSettings(**settings),
    }


def model(*args, least_effective=60.0, knowledge=None, **kwargs):
    return estimate_need_by_model(
        **question(*args, **kwargs), least_effective=least_effective, knowledge=knowledge or {}
    )


def by_place(estimate):
    return {row.settlement.ekatte: row for row in estimate.rows}


WORK = (
    [HeldVisit(GLODZHEVO, day) for day in TWELVE] + [HeldVisit(NISOVO, date(2023, 5, 9))],
    [
        Contacts("centre", "RSE27", 60),
        Contacts("centre", "RSE37", 3),
        Contacts(GLODZHEVO, "RSE05", 14),
        Contacts(GLODZHEVO, "unknown", 2),
        Contacts(NISOVO, "RSE13", 2),
    ],
)


@pytest.fixture(scope="module")
def usual():
    return model(*WORK)


def test_every_settlement_has_an_estimate_an_interval_and_a_rank(usual):
    rows = usual.rows
    assert usual.method is Method.MODEL
    assert len(rows) == 83
    assert [row.rank for row in rows] == list(range(1, 84))
    assert all(0 < row.low < row.need < row.high for row in rows)
    assert all(1 <= row.rank_low <= row.rank_high <= 83 for row in rows)
    assert sum(row.rank_low <= row.rank <= row.rank_high for row in rows) == 83
    assert sum(row.p_top10 for row in rows) == pytest.approx(10)


def test_the_same_records_in_any_order_give_the_same_rows(usual):
    visits, contacts = WORK
    assert model(visits[::-1], contacts[::-1]).rows == usual.rows


def test_the_parts_of_a_need_add_up_to_its_logarithm(usual):
    usual_need = np.mean([math.log(row.need) for row in usual.rows])
    for row in usual.rows:
        parts = row.parts
        total = parts.women + parts.vulnerability + parts.under_served + parts.own_data
        assert total == pytest.approx(math.log(row.need) - usual_need)


def test_a_place_never_visited_has_a_wide_interval_not_zero(usual):
    rows = by_place(usual)
    assert rows[BYALA].low > 0.1
    assert rows[BYALA].high / rows[BYALA].low > 4
    assert rows[BYALA].log_rate_sd > rows[GLODZHEVO].log_rate_sd


def test_more_visits_without_contacts_lower_the_need_step_by_step():
    needs = [
        by_place(model([HeldVisit(VETOVO, day) for day in TWELVE[:n]]))[VETOVO].need
        for n in (0, 2, 6, 12)
    ]
    assert needs == sorted(needs, reverse=True)
    assert 0 < needs[-1] < needs[0] / 2


def test_a_short_visit_lowers_less_than_a_long_one():
    short, long = (
        by_place(model([HeldVisit(VETOVO, ON.replace(day=1), length)]))[VETOVO].need
        for length in (0.5, 1.5)
    )
    assert long < short


def test_contacts_teach_how_far_visits_reach(usual):
    far = [*WORK[1][:2], Contacts(GLODZHEVO, "RSE37", 14)]
    assert model(WORK[0], far).fitted.visit_decay_minutes > usual.fitted.visit_decay_minutes


def test_with_too_few_effective_draws_the_closed_form_answers():
    estimate = model(*WORK, least_effective=1e9)
    assert estimate.method is Method.CLOSED_FORM
    assert estimate.fitted == NeedSettings()
    assert estimate.rows == estimate_need(**question(*WORK))


def test_where_women_know_less_of_their_rights_more_need_is_expected(usual):
    rows = by_place(model(*WORK, knowledge={"RSE04": (60, 6), "RSE27": (200, 120)}))
    assert rows[BYALA].prior_rate / rows[CENTRE_EKATTE].prior_rate > 1.05 * (
        by_place(usual)[BYALA].prior_rate / by_place(usual)[CENTRE_EKATTE].prior_rate
    )


@pytest.mark.parametrize(
    "asked",
    [
        question(),
        question(of={"RSE27"}, contacts=[Contacts("centre", "RSE27", 40)]),
        question(contacts=[Contacts("centre", "unknown", 50)]),
        question(contacts=[Contacts(NISOVO, "RSE13", 3)]),
        question(contacts=[Contacts("centre", "RSE27", 20_000)]),
        question(contacts=[Contacts("centre", "RSE03", 900)]),
        question(contacts=[Contacts("centre", "RSE03", 5)], centre_decay_minutes=1),
        question(visits=[HeldVisit(VETOVO, d) for d in TWELVE for _ in range(20)]),
        question(spread_shape=0.5, level_per_1000=0.1),
        question(spread_shape=100, level_per_1000=100, visit_reach=0.99, monthly_loss=0.9),
    ],
    ids=[
        "nothing recorded",
        "one municipality",
        "all homes unknown",
        "contacts without a visit",
        "very many",
        "many from afar",
        "hardly anyone can reach the centre",
        "visits without end",
        "small settings",
        "large settings",
    ],
)
def test_the_edges_give_finite_ordered_answers(asked):
    estimate = estimate_need_by_model(**asked)
    for row in estimate.rows:
        assert all(map(math.isfinite, (row.need, row.low, row.high, row.log_rate_sd)))
        assert 0 <= row.low <= row.high
        assert row.need > 0
    assert sum(row.p_top10 for row in estimate.rows) == pytest.approx(10)
