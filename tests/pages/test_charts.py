"""Charts leave open what is not known, and write numbers as the language does."""

import datetime as dt
import math
import re
from base64 import b64decode

import pandas as pd
import pytest

from pages.ui.charts import dot_and_interval, quarterly_series
from pages.ui.funnel import Point, sides
from pages.ui.marks import Mark
from pages.ui.small_bars import Bar, small_bars_html

QUARTERS = [dt.date(2022, 11, 3), dt.date(2023, 2, 1), dt.date(2023, 7, 1)]


def series(**columns):
    return pd.DataFrame({"quarter_on": QUARTERS, "value": [12.0, 0.0, math.nan], **columns})


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_a_quarter_without_a_value_stays_open(kind):
    (trace,) = quarterly_series(series(), unit="посещения", kind=kind).data
    assert list(trace.x) == ["IV тр. 2022", "I тр. 2023", "II тр. 2023", "III тр. 2023"]
    assert list(trace.y[:2]) == [12.0, 0.0]
    assert all(math.isnan(value) for value in trace.y[2:])
    if kind == "line":
        assert trace.connectgaps is False


def test_the_year_stands_once_below_the_quarters():
    figure = quarterly_series(series(), unit="посещения")
    assert figure.layout.xaxis.ticktext == ("IV тр.<br>2022", "I тр.<br>2023", "II тр.", "III тр.")


def test_the_reason_of_a_gap_is_drawn_and_named():
    marks = [None, Mark.ZERO, Mark.HIDDEN]
    bars, zero, hidden = quarterly_series(series(mark=marks), unit="консултации").data
    assert (zero.name, list(zero.x)) == ("нула", ["I тр. 2023"])
    assert (hidden.name, list(hidden.x)) == ("скрито: твърде малко", ["III тр. 2023"])
    assert zero.marker.symbol != hidden.marker.symbol
    assert bars.showlegend is False


def test_several_series_differ_in_colour_and_dash():
    names = ["приемна", "телефон"]
    both = pd.concat([series(series=name) for name in names])
    first, second = quarterly_series(both, unit="консултации", kind="line").data
    assert [first.name, second.name] == names
    assert first.line.color != second.line.color
    assert first.line.dash != second.line.dash


def test_a_series_without_rows_is_an_empty_chart():
    empty = pd.DataFrame({"quarter_on": [], "value": []})
    assert len(quarterly_series(empty, unit="консултации").data) == 0


def test_numbers_have_the_decimal_comma_of_the_language():
    figure = quarterly_series(series(), unit="посещения")
    assert figure.layout.separators == ",\u00a0"


def test_an_interval_reaches_from_low_to_high_and_the_best_is_on_top():
    frame = pd.DataFrame(
        {
            "label": ["Глоджево", "Сеново"],
            "value": [5.4, 2.9],
            "low": [2.7, 1.2],
            "high": [8.8, 5.1],
            "is_hollow": [True, False],
        }
    )
    figure = dot_and_interval(frame, unit="жени")
    (trace,) = figure.data
    assert list(trace.x - trace.error_x.arrayminus) == pytest.approx([2.7, 1.2])
    assert list(trace.x + trace.error_x.array) == pytest.approx([8.8, 5.1])
    assert trace.marker.color[0] != trace.marker.color[1]
    assert figure.layout.yaxis.autorange == "reversed"


def test_small_bars_share_one_scale_and_say_what_they_show():
    html = small_bars_html(
        {
            "Русе": [Bar("IV тр.\n2022", 30, "30"), Bar("I тр.\n2023", 15, "15")],
            "<b>": [Bar("I тр.\n2023", None, "#")],
        },
        unit="жени",
    )
    drawn = [b64decode(part).decode() for part in re.findall(r"base64,([^\"]+)", html)]
    tall = [[float(h) for h in re.findall(r'height="([\d.]+)" fill', one)] for one in drawn]
    assert tall[0][0] == 2 * tall[0][1] > 0
    assert tall[1] == [0]
    assert 'alt="Русе. IV тр. 2022: 30; I тр. 2023: 15"' in html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_charts_carry_no_address_of_another_server():
    figure = quarterly_series(series(), unit="посещения")
    assert "://" not in figure.to_json()


def test_labels_of_neighbours_in_the_funnel_keep_off_each_other_and_stay_on_the_sheet():
    near = [Point("Иваново", 4000, 3.3), Point("Ветово", 4700, 3.1), Point("Бяла", 5000, 2.9)]
    apart = [Point("Русе", 60000, 0.0)]
    chosen = sides([*near, *apart], (2000, 80000), 4)
    assert len(set(chosen[:3])) == 3
    assert chosen[3] == "top center"
    assert sides([Point("Сливо поле", 2000, 2.0)], (2000, 80000), 4) == ["middle right"]
