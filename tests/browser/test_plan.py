"""A plan is made, a stop locked, another forbidden, the rest planned again, and all accepted."""

import shutil
from datetime import date, datetime

import pytest

from data.plans import open_visits
from data.store import Store
from geo.places import settlements
from tests.browser.conftest import serving

EKATTE = {place.name_bg: place.ekatte for place in settlements()}


@pytest.fixture(scope="module")
def own_store(demo_path, tmp_path_factory):
    return shutil.copy2(demo_path, tmp_path_factory.mktemp("own") / "store.duckdb")


@pytest.fixture(scope="module")
def own_address(chromium_path, own_store, tmp_path_factory):  # noqa: ARG001
    with serving(own_store, tmp_path_factory.mktemp("own_server") / "log.txt") as url:
        yield url


def planned(store):
    found = open_visits(Store.open(store), since=date(2024, 4, 8), until=date(2030, 1, 1))
    return {(visit.ekatte, visit.on) for visit in found}


def choose(visit, number):
    """Choose from the list with the keyboard; its words are the settlement and its day."""
    box = visit.page.get_by_role("combobox", name="Населено място: защо")
    visit.settle()
    box.press("ArrowDown")
    option = visit.page.get_by_role("option").nth(number)
    words = option.inner_text()
    option.click()
    place, day = words.split(" · ")
    visit.page.locator("strong", has_text=f"{day}, екип ").first.wait_for()
    visit.settle()
    return place, day


def press(visit, words):
    visit.page.get_by_role("button", name=words).click()
    visit.settle()


def test_a_plan_is_locked_forbidden_planned_again_accepted_and_taken_back(
    visit, own_address, own_store
):
    visit.open(f"{own_address}/month")
    page = visit.page
    locked, day = choose(visit, 0)
    on = datetime.strptime(day, "%d.%m.%Y г.").date()  # noqa: DTZ007 - a day without an hour
    several = page.get_by_role("button", name=f"Заключи на {day}")
    press(visit, f"Заключи на {day}" if several.count() else "Заключи")
    page.get_by_text("Заключени: ", exact=False).wait_for()
    forbidden, _day = choose(visit, 1)
    press(visit, "Забрани за този период")
    page.get_by_text(f"Забранени: {forbidden}.").wait_for()
    press(visit, "Преизчисли с малко промени")
    page.get_by_role("heading", name="Какво променя новият план").wait_for()
    assert planned(own_store) == set()
    page.get_by_role("tab", name="Приемане и изнасяне").click()
    press(visit, "Приеми: запиши посещенията като планирани")
    page.get_by_text("Планът е приет").wait_for()
    accepted = planned(own_store)
    assert (EKATTE[locked], on) in accepted
    assert EKATTE[forbidden] not in {ekatte for ekatte, _on in accepted}
    press(visit, "Отмени приемането")
    page.get_by_text("Приемането е отменено").wait_for()
    assert planned(own_store) == set()
    assert visit.outside == []
    assert visit.errors == []
