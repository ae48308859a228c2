"""One step more that brings nothing is said with care."""

from geo.messages import Message
from pages.ui.planning.robustness import NOTHING_FOUND, say_margin
from priemna.planning.sensitivity import Marginal, MarginalKind


def margin(women):
    message = Message("One half day more would bring {women} women.", {"women": women})
    return Marginal(MarginalKind.HALF_DAY, women, message)


def test_nothing_found_is_not_said_to_be_nothing_gained():
    for women in (0.0, 0.04):
        said = say_margin(margin(women))
        assert "не може да се каже" in said
        assert "0,0" not in said


def test_what_was_found_is_said():
    assert "0,2" in say_margin(margin(0.157))


def test_every_kind_of_step_has_its_words():
    assert set(NOTHING_FOUND) == set(MarginalKind)
