"""The page of visits moves a visit with a press, takes it back, and says what is overdue."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.entry import RecordChanged
from data.store import Store
from pages.ui.periods import period_of
from pages.ui.registry import ROOT
from pages.ui.visits import find_visit, load_visits, move_visit
from priemna.visits.life import Status, Step, Visit

TODAY = date(2024, 4, 3)


@pytest.fixture
def path(demo_path, tmp_path):
    return shutil.copy2(demo_path, tmp_path / "store.duckdb")


@pytest.fixture
def page(path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    return app.switch_page("pages/plan/visits.py").run()


def status(path, number):
    return find_visit(Store.open(path), number).status


def test_one_press_confirms_a_visit_and_one_takes_it_back(page, path):
    page.button(key="confirm_V042").click().run()
    assert [e.value for e in page.exception] == []
    assert status(path, "V042") is Status.CONFIRMED
    assert "Копривец" in page.success[0].value
    page.button(key="visit_undo").click().run()
    assert status(path, "V042") is Status.PLANNED


def test_a_visit_is_cancelled_with_its_reason(page, path):
    page.radio(key="reason_cancel_V042").set_value("host").run()
    page.button(key="cancel_V042").click().run()
    assert [e.value for e in page.exception] == []
    moved = find_visit(Store.open(path), "V042")
    assert (moved.status, moved.cancel_reason) == (Status.CANCELLED, "host")


def test_an_overdue_visit_was_held_on_the_day_one_says(page, path):
    page.date_input(key="day_hold_V039").set_value(date(2024, 3, 21)).run()
    page.button(key="hold_V039").click().run()
    moved = find_visit(Store.open(path), "V039")
    assert (moved.status, moved.held_on) == (Status.HELD, date(2024, 3, 21))
    assert moved.planned_on == date(2024, 3, 19)


def test_the_first_page_says_how_many_are_overdue(path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    links = [link.proto.label for link in app.get("page_link")]
    assert "3 изнесени приемни са просрочени: отбележете какво е станало с тях." in links


def test_a_visit_that_somebody_moved_meanwhile_is_not_moved_again(path):
    store = Store.open(path)
    seen = find_visit(store, "V042")
    move_visit(store, seen, Step.CONFIRM, today=TODAY)
    with pytest.raises(RecordChanged, match="meantime"):
        move_visit(store, seen, Step.CANCEL, today=TODAY, reason="weather")
    assert status(path, "V042") is Status.CONFIRMED


def test_each_move_is_a_line_of_the_log_without_words_of_people(path):
    from data.audit import entries

    store = Store.open(path)
    move_visit(store, find_visit(store, "V042"), Step.CONFIRM, today=TODAY, who="ana")
    line = entries(store, n=1)[0]
    assert (line.who, line.action) == ("ana", "changed")
    assert line.detail.endswith("V042 planned to confirmed")


def test_a_visit_goes_its_whole_way_and_comes_back_planned(path):
    store = Store.open(path)
    later = date(2024, 4, 12)

    def go(number, step, **more):
        assert move_visit(store, find_visit(store, number), step, **more).accepted

    go("V042", Step.POSTPONE, today=TODAY, on=later)
    go("V042", Step.CONFIRM, today=TODAY)
    go("V042", Step.HOLD, today=later)
    go("V042", Step.REPORT, today=later)
    assert status(path, "V042") is Status.REPORTED
    go("V041", Step.CANCEL, today=TODAY, reason="vehicle")
    go("V041", Step.REOPEN, today=TODAY, on=later)
    again = find_visit(store, "V041")
    assert (again.status, again.planned_on, again.cancel_reason) == (Status.PLANNED, later, "")


def test_periods_end_with_today_or_hold_every_visit():
    visits = (
        Visit("1", Status.REPORTED, "05611", date(2022, 10, 5), date(2022, 10, 6)),
        Visit("2", Status.PLANNED, "05611", date(2024, 4, 20)),
    )
    assert period_of("quarter", visits, TODAY) == (date(2024, 1, 4), date(2024, 4, 4))
    assert period_of("year", visits, TODAY) == (date(2023, 4, 4), date(2024, 4, 4))
    assert period_of("all", visits, TODAY) == (date(2022, 10, 6), date(2024, 4, 21))
    assert period_of("all", (), TODAY) == period_of("year", visits, TODAY)


def test_the_demo_has_visits_in_every_state(demo_store):
    assert {visit.status for visit in load_visits(demo_store)} == set(Status)
