"""A search beside the page: it is waited for, ended, and what stopped it is not lost."""

import pytest

from pages.ui.planning.jobs import Job
from priemna.planning.tours import Plan

LONG = 30


def test_what_was_found_comes_back_with_its_progress():
    def work(tell, _ended):
        tell("half way")
        return 42

    job = Job(work).start()
    assert job.wait(LONG)
    assert (job.result(), job.progress) == (42, "half way")


def test_a_first_plan_is_kept_beside_the_progress():
    first = Plan(1.0, 2.0, (), ())

    def work(tell, _ended):
        tell(first)
        tell("half way")
        return 42

    job = Job(work).start()
    assert job.wait(LONG)
    assert (job.result(), job.first, job.progress) == (42, first, "half way")


def test_ending_a_search_lets_it_come_back_with_what_it_has():
    def work(_tell, ended):
        while not ended():
            pass
        return "best so far"

    job = Job(work).start()
    assert not job.wait(0.05)
    job.end()
    assert job.wait(LONG)
    assert job.result() == "best so far"


def test_starting_twice_searches_once():
    calls = []
    job = Job(lambda _tell, _ended: calls.append(1)).start().start()
    assert job.wait(LONG)
    assert job.start().wait(LONG)
    assert calls == [1]


def test_what_stopped_a_search_is_raised_where_it_is_waited_for():
    def work(_tell, _ended):
        raise ZeroDivisionError

    job = Job(work).start()
    assert job.wait(LONG)
    with pytest.raises(ZeroDivisionError):
        job.result()


def test_a_search_that_was_not_started_is_not_done():
    assert not Job(lambda _tell, _ended: 1).wait(0.0)
