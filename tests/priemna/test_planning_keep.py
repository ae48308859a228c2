"""A changed plan breaks few promises, and no answer of the solver is taken unchecked."""

from dataclasses import replace

import numpy as np
import pytest

from priemna.planning import programme as module
from priemna.planning.keep import Promise, fewest_changes, kept, mended
from priemna.planning.plan import options_of
from priemna.planning.problem import DayClass, DayLimits, Pick, Problem
from priemna.planning.programme import INFINITE, Answer, Programme
from priemna.planning.value import objective

NEEDS = (10.0, 9.99, 6.0)
"""Two places nearly alike and one of less need, one visit a day on two days."""


def problem() -> Problem:
    minutes = np.full((4, 4), 30.0)
    np.fill_diagonal(minutes, 0.0)
    open_ = np.array([False, True, True, True])
    day = DayClass(1, 0, DayLimits(0, 200.0, 100.0), open_)
    return Problem(
        minutes=minutes,
        km=minutes,
        service=np.full(4, 120.0),
        weights=np.array([[0.0, *NEEDS]]),
        demand=np.arange(1, 4),
        site=np.arange(1, 4),
        share=np.ones(3),
        gains=(1.0,),
        price_per_minute=0.01,
        classes=(day, replace(day)),
        spacing=((0, 1),),
    )


def again(tolerance: float, promises: list[Promise], old: list[Pick]) -> list[Pick]:
    own = problem()
    options = options_of(own)
    best = [Pick(0, (1,), 60.0), Pick(1, (2,), 60.0)]
    known = [best, *mended(own, options, promises, old)]
    picks, reference = fewest_changes(own, options, promises, known, tolerance=tolerance, seconds=2)
    assert reference == pytest.approx(objective(own, best))
    return picks


def test_equal_plans_differ_in_the_promises_they_keep():
    promises = [Promise(2, (0,)), Promise(1, (1,))]
    picks = again(0.0, promises, [Pick(0, (2,), 60.0), Pick(1, (1,), 60.0)])
    assert kept(picks, promises) == 2


@pytest.mark.parametrize(("tolerance", "count"), [(0.001, 1), (0.5, 2)])
def test_a_promise_of_less_worth_is_kept_only_within_the_tolerance(tolerance, count):
    promises = [Promise(1, (0,)), Promise(3, (1,))]
    picks = again(tolerance, promises, [Pick(0, (1,), 60.0), Pick(1, (3,), 60.0)])
    assert kept(picks, promises) == count


def one_row() -> Programme:
    own = Programme()
    columns = own.add_columns(2, [2.0, 1.0], 0, 1, whole=True)
    own.enter(own.add_rows(1, -INFINITE, 1)[0], columns, 1.0)
    return own


@pytest.mark.parametrize(
    ("values", "is_kept"),
    [([1, 0], True), ([1, 1], False), ([0.5, 0.5], False), ([-1, 1], False), ([0, 2], False)],
)
def test_values_are_kept_where_they_break_no_row_limit_or_whole_number(values, is_kept):
    assert one_row().is_kept(np.array(values, float)) is is_kept


@pytest.mark.parametrize("only_with_start", [True, False])
def test_an_answer_that_breaks_a_row_is_never_returned(monkeypatch, only_with_start):
    sound = module._answer

    def false(solver: object, *, is_mip: bool) -> Answer:
        seen.append(solver)
        answer = sound(solver, is_mip=is_mip)
        if len(seen) == 1 or not only_with_start:
            return replace(answer, values=np.ones(2), worth=3.0)
        return answer

    seen: list[object] = []
    monkeypatch.setattr(module, "_answer", false)
    answer = one_row().solve(gap=0.0, seconds=5, start=np.zeros(2))
    assert len(seen) == 2
    if only_with_start:
        assert answer.values == pytest.approx([1, 0])
    else:
        assert answer.values is None
        assert answer.bound == np.inf
