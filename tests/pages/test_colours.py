"""Colours keep their order in grey, and their letters readable."""

import itertools
import tomllib

import pytest

from pages.ui import colours
from pages.ui.colours import contrast, lightness, named, ramp
from pages.ui.registry import ROOT

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
GRAPHIC_CONTRAST = 3.0  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("name", ["teal", "plum", "ochre"])
@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_each_step_of_a_ramp_is_darker_than_the_one_before(name, count):
    steps = [lightness(colour) for colour in ramp(count, name)]
    assert all(later < earlier * 0.85 for earlier, later in itertools.pairwise(steps))


def test_a_single_class_lies_in_the_middle_of_the_ramp():
    assert ramp(1) == (ramp(3)[1],) or len(ramp(1)) == 1
    assert lightness(ramp(2)[1]) < lightness(ramp(1)[0]) < lightness(ramp(2)[0])


def test_the_lightest_class_is_told_from_zero_and_from_the_paper():
    for name in ("teal", "plum", "ochre"):
        assert contrast(ramp(5, name)[0], "#ffffff") > 1.3
        assert contrast(ramp(5, name)[0], colours.PAPER) > 1.2


def test_a_ramp_nobody_defined_is_refused():
    with pytest.raises(LookupError, match="No ramp red"):
        ramp(3, "red")
    with pytest.raises(ValueError, match="at least one"):
        ramp(0)


def test_no_colour_and_dash_repeat_among_28_tours():
    assert len({named(index) for index in range(28)}) == 28


def test_neighbouring_tours_differ_in_dash_as_well():
    assert all(named(i)[1] != named(i + 1)[1] for i in range(27))


@pytest.mark.parametrize("text", [colours.INK, colours.MUTED, colours.PRIMARY])
@pytest.mark.parametrize("ground", [colours.PAPER, colours.GROUND])
def test_letters_are_readable_on_paper(text, ground):
    assert contrast(text, ground) >= TEXT_CONTRAST


def test_outlines_are_visible_on_paper():
    assert contrast(colours.BORDER, colours.PAPER) >= GRAPHIC_CONTRAST


def test_the_theme_uses_the_same_colours():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    assert theme["primaryColor"] == colours.PRIMARY
    assert theme["backgroundColor"] == colours.PAPER
    assert theme["secondaryBackgroundColor"] == colours.GROUND
    assert theme["textColor"] == colours.INK


def test_boxes_of_the_theme_are_readable():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for name in ("blue", "green", "yellow", "red"):
        assert contrast(theme[f"{name}TextColor"], theme[f"{name}BackgroundColor"]) >= TEXT_CONTRAST
