"""Legends show what the map draws, escape what they are told, and keep the empties apart."""

import base64
import re

import pytest

from pages.ui.classes import Classes, split
from pages.ui.legend import LegendEntry, class_entries, legend_html, swatch
from pages.ui.marks import EMPTIES, LOOKS, NAMES, Mark
from pages.ui.texts import Number


def drawing(html):
    """SVG inside an image element."""
    return base64.b64decode(re.search(r"base64,([^\"]+)", html)[1]).decode()


def test_the_four_empties_and_a_value_never_look_alike():
    marks = (*EMPTIES, Mark.VALUE)
    assert len({drawing(swatch(LegendEntry("", "#1c6266", mark))) for mark in marks}) == 5
    assert len({LOOKS[mark] for mark in marks}) == 5


def test_the_empties_are_told_apart_in_grey_by_more_than_their_fill():
    assert LOOKS[Mark.HIDDEN].hatch != LOOKS[Mark.NO_DATA].hatch
    assert LOOKS[Mark.ZERO].hatch == "" != LOOKS[Mark.HIDDEN].hatch
    assert LOOKS[Mark.NOT_APPLICABLE].dash


def test_every_empty_has_a_name():
    assert set(NAMES) == set(Mark) - {Mark.VALUE}


def test_a_place_never_visited_is_a_circle_with_a_hole():
    visited = drawing(swatch(LegendEntry("", "#1c6266", shape="circle")))
    never = drawing(swatch(LegendEntry("", "#1c6266", Mark.NEVER_VISITED, "circle")))
    assert (visited.count("<circle"), never.count("<circle")) == (1, 2)


def test_a_tour_is_drawn_with_its_dash():
    assert 'stroke-dasharray="9 6"' in drawing(
        swatch(LegendEntry("", "#0072b2", shape="line", dash="9 6"))
    )


@pytest.mark.parametrize("attack", ["<img src=x onerror=alert(1)>", "</div><script>", '" onload="'])
def test_words_are_escaped(attack):
    html = legend_html([LegendEntry(attack, "#1c6266")], attack)
    assert attack not in html
    assert "<script" not in html


def test_a_legend_without_entries_is_nothing():
    assert legend_html([], "Жени") == ""


def test_equal_values_make_one_line_and_not_a_range():
    entries = class_entries(split([3, 3, 3]), lambda limit: int(limit))
    assert [entry.label for entry in entries] == ["3"]


def test_whole_numbers_make_lines_that_do_not_overlap():
    entries = class_entries(split([3, 11, 22]), lambda limit: int(limit))
    assert [entry.label for entry in entries] == [
        "от 3 до 4",
        "от 5 до 9",
        "от 10 до 14",
        "от 15 до 19",
        "от 20 до 22",
    ]


def test_a_class_whose_ends_are_written_alike_is_named_by_one_of_them():
    classes = Classes((2.5, 2.6), ("#ffffff", "#888888", "#000000"), 2.46, 2.62)
    names = [entry.label for entry in class_entries(classes, lambda v: Number(v, 1))]
    assert names == ["под 2,5", "от 2,5 до 2,6", "2,6 или повече"]
