"""The tables of places hold what their sources say."""

from dataclasses import FrozenInstanceError

import pytest

from geo.places import (
    CENTRE_EKATTE,
    UnknownPlace,
    municipalities,
    municipality,
    neighbours,
    settlement,
    settlements,
)


def test_the_district_has_83_settlements_of_which_9_are_towns():
    assert len(settlements()) == 83
    assert sum(s.kind == "town" for s in settlements()) == 9
    assert {s.kind for s in settlements()} == {"town", "village"}


def test_settlements_come_in_order_of_their_code_and_none_twice():
    codes = [s.ekatte for s in settlements()]
    assert codes == sorted(set(codes))


def test_each_municipality_has_the_settlements_it_has():
    counted = {m.code: 0 for m in municipalities()}
    for s in settlements():
        counted[s.municipality_code] += 1
    assert counted == {
        "RSE03": 7, "RSE04": 11, "RSE05": 6, "RSE08": 12,
        "RSE13": 13, "RSE27": 14, "RSE33": 11, "RSE37": 9,
    }  # fmt: skip


def test_each_centre_is_the_settlement_of_the_same_name_in_its_municipality():
    for m in municipalities():
        centre = settlement(m.centre_ekatte)
        assert (centre.name_bg, centre.name_en) == (m.name_bg, m.name_en)
        assert centre.municipality_code == m.code


def test_the_consultation_centre_is_in_ruse():
    ruse = settlement(CENTRE_EKATTE)
    assert (ruse.name_bg, ruse.name_en, ruse.kind) == ("Русе", "Ruse", "town")
    assert (ruse.municipality_code, ruse.population) == ("RSE27", 144_125)
    assert ruse.area_km2 == 127.124


def test_areas_are_those_of_the_land_register():
    assert municipality("RSE27").area_km2 == 570.624
    assert sum(m.area_km2 for m in municipalities()) == pytest.approx(2894.171)
    assert sum(s.area_km2 for s in settlements()) == pytest.approx(2894.171)


def test_population_is_that_of_2017_and_the_census_that_of_2021():
    assert sum(s.population for s in settlements()) == 221_336
    assert sum(m.population for m in municipalities()) == 193_483


def test_education_was_stated_for_no_more_people_than_live_there():
    for m in municipalities():
        assert 0.9 * m.population < m.aged_7_plus < m.population


@pytest.mark.parametrize(
    ("code", "roma", "unemployment", "low_education", "old"),
    [
        ("RSE03", 304 / 3824, 0.214, 1967 / 3897, 1575 / 4068),
        ("RSE27", 1804 / 133_032, 0.071, 26_639 / 133_402, 34_945 / 141_356),
    ],
)
def test_census_shares_are_counted_over_the_right_people(
    code, roma, unemployment, low_education, old
):
    m = municipality(code)
    assert m.roma_share == pytest.approx(roma)
    assert m.unemployment_share == pytest.approx(unemployment)
    assert m.low_education_share == pytest.approx(low_education)
    assert m.aged_65_plus_share == pytest.approx(old)


def test_women_of_14_and_over_are_females_less_girls_below_14():
    assert municipality("RSE03").women_14_plus == pytest.approx(2133 - 374 * 14 / 15 * 0.487)


def test_women_of_the_settlements_sum_to_those_of_the_municipality():
    for m in municipalities():
        women = sum(s.women_14_plus for s in settlements() if s.municipality_code == m.code)
        assert women == pytest.approx(m.women_14_plus, rel=1e-12)


def test_women_are_shared_out_by_population():
    borovo, batin = settlement("05611"), settlement("02854")
    assert borovo.women_14_plus / batin.women_14_plus == pytest.approx(1795 / 505)


def test_32_neighbours_lie_outside_the_district():
    assert len(neighbours()) == 32
    inside = {s.ekatte for s in settlements()}
    assert not inside & {n.ekatte for n in neighbours()}
    assert not any(n.municipality_code.startswith("RSE") for n in neighbours())


def test_coordinates_lie_where_the_district_is():
    for place in (*settlements(), *neighbours()):
        assert 43.2 < place.lat < 44.1
        assert 25.4 < place.lon < 26.6


def test_an_unknown_settlement_is_named():
    with pytest.raises(UnknownPlace, match="EKATTE code 99999 belongs to no settlement"):
        settlement("99999")


def test_an_unknown_municipality_is_answered_with_the_eight_codes():
    with pytest.raises(LookupError, match=r"VAR05 belongs .* RSE03, RSE04, .*RSE37"):
        municipality("VAR05")


def test_places_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        settlement(CENTRE_EKATTE).population = 0
