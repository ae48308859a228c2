"""A name that attacks stays a name: on maps, in legends, lists, tables, charts and downloads."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
import shapely

from pages.ui.charts import dot_and_interval, quarterly_series
from pages.ui.downloads import as_csv
from pages.ui.legend import LegendEntry, legend_html
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.map_words import map_in_words
from pages.ui.maps import Area, Circle, MapSpec
from pages.ui.marks import Mark
from pages.ui.small_maps import SmallArea, row_html, small_map_html
from pages.ui.tables import counts_html, table_html

ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</style><svg onload=alert(1)>",
    "`${alert(1)}`",
    "{{ 7*7 }}{% raw %}",
    "\"' onmouseover=alert(1) x='",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>село</a>",
    "&lt;b&gt;",
    "\u202eусеР\u2028\u2029",
    "=HYPERLINK(1)",
)
SQUARE = shapely.Polygon([(26, 43), (27, 43), (27, 44)])


class Seen(HTMLParser):
    """What a browser would make of the HTML: elements, attributes, and the text a reader sees."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.text = [], {}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data):
        self.text += data


def row(name):
    return IntervalRow(name, name, 1.0, 0.5, 2.0, name)


DRAWN = {
    "legend": lambda name: legend_html([LegendEntry(name, "#123456")], name),
    "list": lambda name: interval_list_html([row(name)], (name, name, name, name)),
    "table": lambda name: table_html((name, name), [(name, name)], name=name),
    "counts": lambda name: counts_html([(name, name, True)]),
    "small map": lambda name: row_html(
        [small_map_html(name, {"a": SQUARE}, {"a": SmallArea("#123456", Mark.VALUE, name)})]
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_a_name_that_attacks_adds_no_element_and_no_attribute(drawn, attack):
    harmless, attacked = Seen(drawn("Русе")), Seen(drawn(attack))
    assert attacked.elements == harmless.elements
    assert attacked.attributes.keys() == harmless.attributes.keys()
    assert attack in attacked.text


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_words_of_a_map_hold_the_name_as_it_is(attack):
    shape = {"type": "Point", "coordinates": [26, 43]}
    spec = MapSpec(attack, ((43, 26), (44, 27)), (Area("a", attack, shape, "#123456"),))
    assert attack in map_in_words(spec)


# Plotly reads these few elements in its texts, and takes links of other kinds out itself.
PSEUDO_HTML = {"b", "br", "i", "sub", "sup", "em", "a", "span", "extra"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_chart_holds_the_name_as_data_and_no_script(attack):
    frame = pd.DataFrame({"label": [attack], "value": [1.0], "low": [0.5], "high": [2.0]})
    figure = dot_and_interval(frame, unit="жени")
    assert figure.data[0].y[0] == attack
    own = set(re.findall(r"<(\w+)", figure.data[0].hovertemplate))
    assert own <= PSEUDO_HTML
    assert attack not in figure.data[0].hovertemplate
    frame = pd.DataFrame({"quarter_on": ["2024-01-01"], "value": [1.0], "series": [attack]})
    assert attack not in str(quarterly_series(frame, unit="жени").data[0].hovertemplate)


@pytest.mark.parametrize("attack", [*ATTACKS, "+1", "-1", "@x", "\tx", "\rx"])
@pytest.mark.parametrize("language", ["bg", "en"])
def test_no_cell_of_a_download_is_a_formula(attack, language):
    written = as_csv(pd.DataFrame({"Село": [attack]}), language).decode("utf-8-sig")
    cell = written.split("\n", 1)[1].strip("\n").strip('"')
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_words_of_a_map_count_what_the_legend_explains():
    shape = {"type": "Point", "coordinates": [26, 43]}
    spec = MapSpec(
        "Нужда, 2024 г",
        ((43, 26), (44, 27)),
        areas=(Area("a", "Бяла", shape, selectable=False),),
        circles=(
            Circle("1", "Нисово", 43.5, 26.1, fill="#111111"),
            Circle("2", "Сваленик", 43.5, 26.2, fill="#111111", mark=Mark.NEVER_VISITED),
            Circle("3", "Бъзън", 43.5, 26.3, fill="#222222", mark=Mark.HIDDEN),
        ),
        legend=(
            LegendEntry("под 2", "#111111"),
            LegendEntry("2 или повече", "#222222"),
            LegendEntry("непосетено", mark=Mark.NEVER_VISITED),
        ),
    )
    assert map_in_words(spec) == (
        "Карта: Нужда, 2024 г. Показва 3 населени места. под 2: 2; непосетено: 1."
        " Същите места се избират и от списъка до картата."
    )
