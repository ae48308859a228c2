"""Exposure follows the stock of waiting women as the oracle does, step by slow step."""

from datetime import date

import numpy as np
import pytest

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.exposure import CENTRE, Access, Calendar, HeldVisit, exposure, length_of
from priemna.need.settings import NeedSettings, SettingOutOfRange
from tests.oracles.exposure_by_hand import exposure_by_hand

EKATTES = ("02083", "51768", CENTRE_EKATTE)
MINUTES = [[0, 30, 40], [32, 0, 25], [41, 24, 0]]
WOMEN = [150.0, 60.0, 60000.0]
SETTINGS = NeedSettings()


def travel():
    minutes = np.array(MINUTES, dtype=float)
    return TravelTimes(EKATTES, minutes, minutes, source="test", is_estimate=False)


def run(visits, since=date(2022, 10, 3), until=date(2023, 2, 11)):
    return exposure(np.array(WOMEN), travel(), visits, since=since, until=until, settings=SETTINGS)


def test_it_agrees_with_the_oracle_on_visits_in_part_and_whole_months():
    visits = [
        HeldVisit("02083", date(2022, 10, 5)),
        HeldVisit("02083", date(2022, 10, 31)),
        HeldVisit("51768", date(2022, 12, 1)),
        HeldVisit("02083", date(2023, 2, 10)),
    ]
    result = run(visits)
    stock, met = exposure_by_hand(
        WOMEN,
        MINUTES,
        2,
        [(EKATTES.index(v.ekatte), v.on) for v in visits],
        date(2022, 10, 3),
        date(2023, 2, 11),
        SETTINGS,
    )
    assert result.channels == (CENTRE, "02083", "51768")
    np.testing.assert_allclose(result.stock, stock, rtol=1e-12)
    for row, channel in enumerate(("centre", 0, 1)):
        np.testing.assert_allclose(
            result.met[row], [met.get((channel, i), 0) for i in range(3)], rtol=1e-12
        )


def test_a_visit_leaves_fewer_waiting_where_it_was_and_nearby():
    without, with_one = run([]), run([HeldVisit("02083", date(2023, 2, 1))])
    fell = 1 - with_one.stock / without.stock
    assert fell[0] == pytest.approx(SETTINGS.visit_reach, abs=0.01)
    assert 0 < fell[1] < fell[0]


def test_visits_outside_the_period_do_not_count():
    outside = [HeldVisit("02083", date(2022, 10, 2)), HeldVisit("51768", date(2023, 2, 11))]
    assert run(outside).channels == (CENTRE,)
    np.testing.assert_array_equal(run(outside).stock, run([]).stock)


def test_without_visits_the_stock_stays_in_balance_over_whole_months():
    one = run([], since=date(2022, 1, 1), until=date(2022, 2, 1))
    many = run([], since=date(2022, 1, 1), until=date(2023, 1, 1))
    # Loss and arrivals balance; only the order of coming and going within a month differs.
    np.testing.assert_allclose(one.stock, many.stock, rtol=1e-9)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("visit_reach", 0),
        ("visit_reach", 1),
        ("monthly_loss", -0.1),
        ("level_per_1000", 0),
        ("visit_decay_minutes", -1),
        ("visit_decay_minutes", 241),
        ("knowledge_weight", float("nan")),
    ],
)
def test_a_setting_without_sense_is_refused_by_name(setting, value):
    with pytest.raises(SettingOutOfRange, match=setting):
        NeedSettings(**{setting: value})


def test_a_visit_of_double_length_meets_as_many_as_two_on_one_day():
    day = date(2023, 2, 1)
    double, two = run([HeldVisit("02083", day, 2.0)]), run([HeldVisit("02083", day)] * 2)
    np.testing.assert_allclose(double.met, two.met)
    np.testing.assert_allclose(double.stock, two.stock)


@pytest.mark.parametrize(
    ("hours", "length"),
    [(None, 1), (float("nan"), 1), (3, 1), (1.5, 0.5), (0.1, 0.25), (9, 2)],
)
def test_hours_become_a_length_within_bounds(hours, length):
    assert length_of(hours, SETTINGS) == length


def test_many_draws_followed_together_are_each_followed_alone():
    visits = [HeldVisit("02083", date(2022, 10, 5)), HeldVisit("51768", date(2022, 12, 1))]
    calendar = Calendar(
        np.array(WOMEN), travel(), visits, since=date(2022, 10, 3), until=date(2023, 2, 11)
    )
    settings = (SETTINGS, NeedSettings(visit_reach=0.1, centre_decay_minutes=40))
    alone = [calendar.follow(Access.of(one)) for one in settings]
    together = Access(
        *(np.array([getattr(one, name) for one in settings]) for name in Access.__annotations__)
    )
    stock, met = calendar.follow(together)
    np.testing.assert_allclose(stock, np.concatenate([one[0] for one in alone]))
    np.testing.assert_allclose(met, np.concatenate([one[1] for one in alone]))
