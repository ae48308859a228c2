"""The first page: what waits leads to where it is decided, what changed is told since last time."""

import shutil
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.audit import look
from data.backup import backup
from data.backup_files import default_folder
from data.entry import enter
from data.imports import import_file
from data.store import Store
from pages.ui import keeping
from pages.ui.front.safety import backup_days
from pages.ui.front.waiting import of_next_days
from pages.ui.registry import PAGES, ROOT, pages_of
from pages.ui.visits import load_visits, move_visit
from priemna.roles import OUTSIDE, Role
from priemna.visits.life import Status, Step, Visit, overdue

TODAY = date(2024, 4, 3)


@pytest.fixture(autouse=True)
def store(demo_path, tmp_path, monkeypatch):
    path = shutil.copy2(demo_path, tmp_path / "store.duckdb")
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    monkeypatch.setenv("PRIEMNA_USER", "elena")
    return Store.open(path)


def opened():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"] = "en"
    app.run()
    assert [e.value for e in app.exception] == []
    return app


def links(app):
    return [(link.proto.page, link.proto.label) for link in app.get("page_link")]


def said(app):
    return " ".join([*(m.value for m in app.markdown), *(c.value for c in app.caption)])


def test_the_first_page_of_each_role_is_a_front_page():
    assert pages_of(Role.COORDINATOR)[0].path == PAGES[0].path == "pages/plan/today.py"
    assert {pages_of(role)[0].path for role in OUTSIDE} == {"pages/released/news.py"}


def test_overdue_visits_wait_until_they_are_dealt_with(store):
    late = [visit for visit in load_visits(store) if overdue(visit, TODAY)]
    assert f"{len(late)} mobile offices are overdue" in str(links(opened()))
    for visit in late:
        step = Step.REPORT if visit.status is Status.HELD else Step.CANCEL
        reason = "" if step is Step.REPORT else "weather"
        assert move_visit(store, visit, step, today=TODAY, reason=reason).accepted
    assert "overdue" not in str(links(opened()))


def test_rows_that_were_not_taken_wait_on_the_page_of_data(store, tmp_path):
    file = tmp_path / "visits.csv"
    file.write_text("Дата;Населено място\n01.03.2024;Никъде\n", encoding="utf-8")
    assert import_file(store, "visits", file, today=TODAY, keep_good=True).rejected == 1
    assert ("imports", "1 row of a file waits to be put right.") in links(opened())


def test_the_next_seven_days_begin_today_and_leave_out_what_is_done():
    def visit(day, status):
        return Visit(f"V{day}", status, "07603", planned_on=date(2024, 5, day))

    days = [visit(day, Status.PLANNED) for day in (5, 6, 12, 13)]
    done = [visit(7, Status.CANCELLED), visit(8, Status.REPORTED)]
    confirmed = visit(9, Status.CONFIRMED)
    found = of_next_days((*days, *done, confirmed), date(2024, 5, 6))
    assert [one.visit_id for one in found] == ["V6", "V12", "V9"]


def test_what_changed_is_told_since_this_reader_was_here_last(store):
    assert "here for the first time" in said(opened())
    values = {"held_on": date(2024, 3, 1), "event_type": "training", "target_group": "parents"}
    values["ekatte"] = "07603"
    assert enter(store, "events", values, today=TODAY).accepted
    app = opened()
    assert "Since you were here last" in said(app)
    assert "Events, entered by hand: 1 new, 0 changed." in said(app)
    app.run()
    assert "1 new" in said(app), "it stands until the session ends"
    assert "1 new" not in said(opened())


def test_looks_of_others_and_of_other_pages_are_not_the_readers_last(store):
    look(store, who="maria", subject="page today")
    look(store, who="elena", subject="page where_next")
    assert "here for the first time" in said(opened())


def test_the_administrator_sees_how_safe_the_store_is_and_others_do_not(store, monkeypatch):
    def html(app):
        return "".join(element.proto.body for element in app.get("html"))

    assert "newest backup" not in html(opened())
    monkeypatch.setenv("PRIEMNA_ROLE", "administrator")
    assert "<dt>newest backup</dt><dd>none</dd>" in html(opened())
    backup(store, default_folder(store.path), now=datetime.now(UTC).replace(tzinfo=None))
    assert "<dt>newest backup</dt><dd>0 days ago</dd>" in html(opened())
    with store.transaction(changes_data=False) as cursor:
        cursor.execute("UPDATE audit_entry SET who = 'nobody' WHERE seq = 1")
    app = opened()
    assert "<dd>broken</dd>" in html(app)
    assert len(app.error) == 1


def test_the_age_of_a_backup_is_counted_in_whole_days():
    made = datetime.fromisoformat("2024-05-01T12:00:00")
    state = keeping.StoreState(None, True, False, False, 1, "x", made)
    assert backup_days(state, made + timedelta(days=8, hours=-1)) == 7
    never = keeping.StoreState(None, True, False, False, 1, None, None)
    assert backup_days(never, made) is None


def test_the_first_page_draws_without_plotly(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("pages.ui.charts")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pages.ui.charts", None)
    opened()
