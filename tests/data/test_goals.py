"""Each goal of the project has reviewed indicators whose questions are there."""

import pytest

import queries
from data.goals import UNITS, goal_indicators


def test_each_of_the_eight_goals_has_an_indicator():
    assert {indicator.goal for indicator in goal_indicators()} == set(range(1, 9))


def test_every_question_about_goals_has_its_file():
    asked = {name.removeprefix("goal_") for name in queries.names() if name.startswith("goal_")}
    assert asked == {indicator.code for indicator in goal_indicators()}


@pytest.mark.parametrize("indicator", goal_indicators(), ids=lambda one: one.code)
def test_the_file_says_what_why_by_whom_and_until_when(indicator):
    assert queries.question(f"goal_{indicator.code}").columns == ("quarter_on", "part", "whole")
    assert indicator.unit in UNITS
    assert indicator.better in ("higher", "lower")
    assert indicator.reviewed_on < indicator.next_review_on
    assert all(part for words in indicator.words.values() for part in vars(words).values())
    assert (indicator.target is None) == (indicator.target_source is None)
    assert indicator.minimum >= (10 if indicator.about_people else 1)
