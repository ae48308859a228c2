"""Classes of a map have round limits, and no set of values breaks them."""

import math

import pytest

from pages.ui.classes import split


def test_limits_are_round_and_about_as_many_as_asked():
    classes = split([0.071, 0.085, 0.128, 0.193, 0.199, 0.214, 0.225, 0.266])
    assert classes.limits == (0.1, 0.15, 0.2, 0.25)
    assert [(low, high) for low, high, _ in classes.ranges] == [
        (0.071, 0.1),
        (0.1, 0.15),
        (0.15, 0.2),
        (0.2, 0.25),
        (0.25, 0.266),
    ]


def test_a_value_on_a_limit_belongs_to_the_class_above():
    classes = split([0.0, 1.5, 4.9])
    assert classes.limits == (1, 2, 3, 4)
    assert classes.colour(1.0) == classes.colours[1]
    assert classes.colour(0.999) == classes.colours[0]


def test_whole_numbers_get_classes_of_whole_numbers():
    assert [(low, high) for low, high, _ in split([1, 2, 3, 4]).ranges] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 4),
    ]
    assert [(low, high) for low, high, _ in split([3, 11, 22]).ranges] == [
        (3, 4),
        (5, 9),
        (10, 14),
        (15, 19),
        (20, 22),
    ]


@pytest.mark.parametrize("value", [0, 3, 0.5, -2.0])
def test_equal_values_make_one_class(value):
    classes = split([value, value, value])
    assert [(low, high) for low, high, _ in classes.ranges] == [(value, value)]
    assert classes.colour(value) == classes.colours[0]


def test_no_values_make_no_legend():
    assert split([]).ranges == ()
    assert split([math.nan]).ranges == ()


def test_missing_values_neither_move_the_limits_nor_get_a_colour():
    classes = split([1.5, math.nan, 3.0])
    assert classes == split([1.5, 3.0])
    with pytest.raises(ValueError, match="a mark instead"):
        classes.colour(math.nan)


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1, 1e6])
def test_every_value_has_a_colour_at_every_scale(scale):
    values = [scale * step / 7 for step in range(1, 8)]
    classes = split(values)
    assert len(classes.colours) == len(classes.limits) + 1 == len(classes.ranges)
    assert {classes.colour(value) for value in values} <= set(classes.colours)


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([2.46, 3.0, 3.5, 4.4], (3.0, 3.5, 4.0)),
        ([1.0, 2.0, 3.0, 4.0, 5.02], (2.0, 3.0, 4.0)),
        ([1.0, 2.0, 3.0, 4.0, 5.5], (2.0, 3.0, 4.0, 5.0)),
    ],
)
def test_neither_end_is_a_sliver_of_a_class(values, limits):
    assert split(values).limits == limits
