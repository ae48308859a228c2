"""What brings nothing more is said with care, and why."""

from dataclasses import replace
from datetime import date, time

from geo.messages import Message
from pages.ui.planning.robustness import NOTHING_FOUND, say_margin
from pages.ui.planning.scenarios import as_asked, defaults, say_differences
from priemna.planning.sensitivity import Marginal, MarginalKind
from priemna.planning.tours import Plan, Stop, Tour


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


def test_a_scenario_that_reaches_no_more_is_explained():
    stop = Stop("07603", "RSE04", time(9, 30), time(12), Message("Fixed by hand."))
    tour = Tour(date(2024, 6, 4), 1, 40.0, 45, 3.5, time(12, 45), (stop,))
    few, all_days = (Plan(9.0, 10.0, (tour,) * n, ()) for n in (8, 12))
    given = {name: as_asked(own, date(2024, 6, 3), 4, ("A",)) for name, own in defaults(1).items()}
    asked = {"A": given["A"], "B": given["B"]}
    (said,) = say_differences(asked, {"A": few, "B": few})
    assert "от най-много 12 екипни дни използва 8" in said
    (said,) = say_differences(asked, {"A": few, "B": all_days})
    assert "вече достигат други посещения" in said
    (said,) = say_differences({"A": given["A"], "B": given["A"]}, {"A": few, "B": few})
    assert "същото" in said
    (said,) = say_differences(asked, {"A": few, "B": replace(few, women_reached=9.0)})
    assert "по-малко" in said
