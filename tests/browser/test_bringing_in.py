"""A file and a consultation brought in by mouse and keyboard in a real browser."""

import shutil

import pytest

from data.store import Store
from tests.browser.conftest import serving

ANSWERS = ("Първи контакт", "26–40 години", "Ветово", "Психическо или емоционално насилие", "Да")


@pytest.fixture(scope="module")
def own_store(demo_path, tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "store.duckdb"
    shutil.copy2(demo_path, path)
    return path


@pytest.fixture(scope="module")
def own_address(chromium_path, own_store, tmp_path_factory):  # noqa: ARG001
    with serving(own_store, tmp_path_factory.mktemp("own_server") / "log.txt") as url:
        yield url


def count(path, sql):
    with Store.open(path).cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


def test_a_file_is_dropped_looked_at_and_taken(visit, own_address, own_store, tmp_path):
    file = tmp_path / "приемни.csv"
    file.write_bytes("Дата;Населено място\n05.03.2024;с. Нисово\n".encode("cp1251"))
    visit.open(f"{own_address}/imports")
    visit.page.set_input_files('input[type="file"]', file)
    take = visit.page.get_by_role("button", name="Внеси 1 ред")
    take.wait_for()
    before = count(own_store, "SELECT count(*) FROM visit")
    take.click()
    visit.page.get_by_text("нови 1").wait_for()
    assert count(own_store, "SELECT count(*) FROM visit") == before + 1
    assert visit.outside == []
    assert visit.errors == []


def test_a_consultation_takes_six_presses_on_a_phone(visit, own_address, own_store):
    before = count(own_store, "SELECT count(*) FROM consultation")
    visit.open(f"{own_address}/entry", 390)
    form = visit.page.locator('[data-testid="stForm"]').first
    for answer in ANSWERS:
        form.get_by_text(answer, exact=True).first.click()
    visit.page.get_by_role("button", name="Запиши консултацията").click()
    said = visit.page.get_by_text("Консултацията е записана")
    said.wait_for()
    visit.settle()
    assert said.is_visible()
    assert count(own_store, "SELECT count(*) FROM consultation") == before + 1
    assert visit.errors == []
