"""A recommendation carried by mouse in a real browser: rules, draft, proposed, submitted."""

import shutil
from pathlib import Path

import pytest

from data.codebook import label
from data.store import Store
from tests.browser.conftest import serving


@pytest.fixture(scope="module")
def own_store(released_demo_path, tmp_path_factory):
    path = Path(shutil.copy2(released_demo_path, tmp_path_factory.mktemp("own") / "demo.duckdb"))
    shutil.copytree(f"{released_demo_path}.releases", f"{path}.releases")
    return path


@pytest.fixture(scope="module")
def own_address(chromium_path, own_store, tmp_path_factory):  # noqa: ARG001
    with serving(own_store, tmp_path_factory.mktemp("own_server") / "log.txt") as url:
        yield url


def status_of_the_first(path):
    with Store.open(path).cursor() as cursor:
        return cursor.execute(
            "SELECT status FROM recommendation WHERE recommendation_id = 'R1'"
        ).fetchone()[0]


def test_a_rule_fires_and_its_draft_is_carried_to_an_institution(visit, own_address, own_store):
    visit.open(f"{own_address}/recommendations")
    visit.page.get_by_role("button", name="Направи черновите").click()
    visit.page.get_by_text("чернови.").first.wait_for()
    visit.settle()
    assert status_of_the_first(own_store) == "draft"
    for status in ("proposed", "submitted"):
        visit.page.get_by_role("button", name="Направи стъпката").click()
        became = label("recommendation_status", status, "bg")
        visit.page.get_by_text(f"R1 вече е със състояние „{became}“").wait_for()
        visit.settle()
        assert status_of_the_first(own_store) == status
    evidence = visit.page.locator("summary", has_text="Доказателство E1")
    evidence.click()
    visit.page.get_by_text("SHA-256", exact=True).first.wait_for()
    assert visit.outside == []
    assert visit.errors == []


def test_the_report_is_downloaded_as_pdf(visit, own_address):
    visit.open(f"{own_address}/reports")
    with visit.page.expect_download() as found:
        visit.page.get_by_role("button", name="Изтегли PDF").click()
    content = Path(found.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    assert found.value.suggested_filename == "priemna_district_bg.pdf"
    assert visit.errors == []
