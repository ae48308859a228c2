"""Travel times: the estimate and the files that replace it."""

import numpy as np
import pandas as pd
import pytest

from geo.places import Settlement, settlement, settlements
from geo.travel import TravelTimesRefused, read_travel_times, straight_line_km, straight_line_times

RUSE, BYALA, BANISKA = settlement("63427"), settlement("07603"), settlement("02587")
THREE = (BANISKA, BYALA, RUSE)

LONG = """from_ekatte,to_ekatte,minutes,km
02587,07603,20,18
02587,63427,45,48
07603,02587,21,18.5
07603,63427,50,54
63427,02587,44,48
63427,07603,49,53.5
"""
MINUTES = [[0, 20, 45], [21, 0, 50], [44, 49, 0]]
KM = [[0, 18, 48], [18.5, 0, 54], [48, 53.5, 0]]

SQUARE = """ekatte,63427,02587,07603
2587,45,0,20
7603,50,21,0
63427,0,44,49
"""


def place(lat: float, lon: float) -> Settlement:
    return Settlement("00000", "", "", "village", "", lat, lon, 1.0, 1, 1, 1.0)


@pytest.fixture
def write(tmp_path):
    def written(text: str, name: str = "times.csv", encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return written


def test_a_degree_of_latitude_is_111_2_km():
    km = straight_line_km([place(43, 26), place(44, 26)])
    assert km[0, 1] == pytest.approx(np.pi / 180 * 6371.0088)


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_latitude():
    km = straight_line_km([place(43.5, 25.999), place(43.5, 26.001)])
    assert km[0, 1] == pytest.approx(0.002 * np.pi / 180 * 6371.0088 * np.cos(np.radians(43.5)))


def test_the_estimate_is_the_straight_line_times_1_35_at_55_kmh():
    times = straight_line_times(settlements())
    straight = straight_line_km(settlements())
    assert times.ekattes == tuple(s.ekatte for s in settlements())
    np.testing.assert_allclose(times.km, 1.35 * straight)
    np.testing.assert_allclose(times.minutes, 1.35 * straight / 55 * 60)
    assert times.is_estimate
    assert times.source == "straight line × 1.35 at 55 km/h, no roads looked at"


def test_the_estimate_is_symmetric_and_zero_on_the_diagonal():
    times = straight_line_times(settlements())
    np.testing.assert_array_equal(np.diag(times.minutes), 0)
    np.testing.assert_array_equal(times.minutes, times.minutes.T)


def test_ruse_to_byala_is_estimated_at_about_an_hour():
    times = straight_line_times([RUSE, BYALA])
    assert times.km[0, 1] == pytest.approx(61.52, abs=0.01)
    assert times.minutes[0, 1] == pytest.approx(67.11, abs=0.01)


def test_ratio_and_speed_can_be_chosen():
    slow = straight_line_times(THREE, ratio=1.5, kmh=30)
    np.testing.assert_allclose(slow.minutes, 1.5 * straight_line_km(THREE) * 2)
    assert slow.source == "straight line × 1.5 at 30 km/h, no roads looked at"


def test_times_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        straight_line_times(THREE).minutes[0, 1] = 0


def test_a_long_file_is_read_with_its_kilometres(write):
    times = read_travel_times(write(LONG), THREE)
    np.testing.assert_array_equal(times.minutes, MINUTES)
    np.testing.assert_array_equal(times.km, KM)
    assert not times.is_estimate
    assert times.source == "times.csv"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONG.replace(",0", ",").replace("\n0", "\n"), id="lost zeros"),
        pytest.param(LONG.replace(",", ";").replace("18.5", "18,5"), id="Bulgarian CSV"),
        pytest.param(LONG.replace(",", "\t"), id="tabs"),
        pytest.param(LONG.replace("from_ekatte", " From_EKATTE "), id="letter case"),
        pytest.param("\ufeff" + LONG, id="byte order mark"),
        pytest.param(LONG + "63427,63427,0,0\n", id="diagonal given"),
        pytest.param(LONG + "63427,63427,3,1\n", id="diagonal not zero"),
        pytest.param(LONG + "63427,68134,300,320\n", id="a way to Sofia besides"),
    ],
)
def test_long_files_are_read_however_they_were_written(write, text):
    times = read_travel_times(write(text), THREE)
    np.testing.assert_array_equal(times.minutes, MINUTES)
    np.testing.assert_array_equal(times.km, KM)


def test_a_square_file_is_read_and_its_kilometres_estimated(write):
    times = read_travel_times(write(SQUARE), THREE)
    np.testing.assert_array_equal(times.minutes, MINUTES)
    np.testing.assert_allclose(times.km, 1.35 * straight_line_km(THREE))
    assert not times.is_estimate
    assert times.source == "times.csv"


def test_only_the_kilometres_left_out_are_estimated(write):
    times = read_travel_times(write(LONG.replace("20,18\n", "20,\n")), THREE)
    straight = straight_line_km(THREE)
    assert times.km[0, 1] == pytest.approx(1.35 * straight[0, 1])
    assert times.km[1, 0] == 18.5


@pytest.mark.parametrize("kind", [str, int])
def test_parquet_is_read_with_codes_as_text_or_as_numbers(tmp_path, kind):
    rows = [line.split(",") for line in LONG.splitlines()[1:]]
    table = pd.DataFrame(rows, columns=["from_ekatte", "to_ekatte", "minutes", "km"])
    table = table.astype({"from_ekatte": kind, "to_ekatte": kind, "minutes": float, "km": float})
    table.to_parquet(tmp_path / "times.parquet")
    times = read_travel_times(tmp_path / "times.parquet", THREE)
    np.testing.assert_array_equal(times.minutes, MINUTES)
    np.testing.assert_array_equal(times.km, KM)


def test_a_square_parquet_with_the_codes_as_its_headers_is_read(tmp_path):
    table = pd.DataFrame(np.array(MINUTES, dtype=float), columns=["02587", "07603", "63427"])
    table.insert(0, "from", ["02587", "07603", "63427"])
    table.to_parquet(tmp_path / "times.parquet")
    np.testing.assert_array_equal(
        read_travel_times(tmp_path / "times.parquet", THREE).minutes, MINUTES
    )


def test_the_whole_district_goes_round_through_a_file(tmp_path):
    estimate = straight_line_times(settlements())
    table = pd.DataFrame(estimate.minutes, index=estimate.ekattes, columns=estimate.ekattes)
    table.to_csv(tmp_path / "times.csv")
    times = read_travel_times(tmp_path / "times.csv", settlements())
    np.testing.assert_allclose(times.minutes, estimate.minutes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            LONG.replace("02587,07603,20,18\n", ""),
            "lacks the minutes of 1 of 6 ways, the first of them 02587 → 07603",
            id="a pair missing",
        ),
        pytest.param(
            "\n".join(LONG.splitlines()[:2]),
            "lacks the minutes of 5 of 6 ways, the first of them "
            "02587 → 63427, 07603 → 02587, 07603 → 63427",
            id="many pairs missing",
        ),
        pytest.param(LONG.replace(",20,", ",,"), "lacks the minutes of 1 of 6", id="a blank"),
        pytest.param(
            LONG.replace(",20,", ",-20,"),
            "from 02587 to 07603: minutes is “-20”, not a figure of 0 or more",
            id="negative",
        ),
        pytest.param(LONG.replace(",20,", ",nan,"), "minutes is “nan”", id="NaN"),
        pytest.param(LONG.replace(",20,", ",inf,"), "minutes is “inf”", id="infinite"),
        pytest.param(LONG.replace(",20,", ",20 min,"), "minutes is “20 min”", id="a unit"),
        pytest.param(LONG.replace(",18\n", ",-18\n"), "km is “-18”", id="negative km"),
        pytest.param(LONG + "63427,07603,49,53\n", "from 63427 to 07603 more", id="twice"),
        pytest.param(
            LONG.replace("02587,07603,20", "02588,07603,20"),
            "column from_ekatte: “02588” is not an EKATTE code",
            id="a wrong code",
        ),
        pytest.param(
            SQUARE.replace("7603,50", "7604,50"),
            "column from_ekatte: “7604” is not an EKATTE code",
            id="a wrong code in a square",
        ),
        pytest.param(
            "a,b\n1,2\n", "It has the columns a, b.", id="neither a list nor a square"
        ),
        pytest.param(
            "from_ekatte,to_ekatte,minutes\n02587,07603,1200\n07603,02587,1260\n02587,63427,2700\n"
            "63427,02587,2640\n07603,63427,3000\n63427,07603,2940\n",
            "typical speed of 1.0 km/h",
            id="seconds",
        ),
        pytest.param("", "cannot be read as CSV or Parquet", id="empty"),
    ],
)  # fmt: skip
def test_files_are_refused_with_what_is_wrong_and_where(write, text, message):
    with pytest.raises(TravelTimesRefused) as refusal:
        read_travel_times(write(text), THREE)
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("times.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"none\.csv cannot be read"):
        read_travel_times(tmp_path / "none.csv", THREE)


def test_a_file_that_is_no_parquet_is_refused(write):
    with pytest.raises(TravelTimesRefused, match="cannot be read as CSV or Parquet"):
        read_travel_times(write("from_ekatte", "times.parquet"), THREE)


def test_a_file_in_another_encoding_is_refused_with_advice(write):
    with pytest.raises(TravelTimesRefused, match="saved as UTF-8"):
        read_travel_times(write("от,до,минути\n", encoding="cp1251"), THREE)
