"""What three people come to do, from the first press to what they take away."""

import csv
import io
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from data.imports import quarantined
from data.plans import open_visits
from data.store import Store
from geo.places import municipality, settlements
from pages.ui.released import read_releases
from pages.ui.texts import say
from tests.browser.conftest import serving

EKATTE = {place.name_bg: place.ekatte for place in settlements()}
FILE = """Дата;Населено място;Километри
05.03.2024;с. Нисово;31,5
06.03.2024;Нисво;20
08.03.2024;с. Кошов;около 24
07.03.2024;гр. Бяла;52
"""


@pytest.fixture(scope="module")
def own_store(released_demo_path, tmp_path_factory):
    path = Path(shutil.copy2(released_demo_path, tmp_path_factory.mktemp("own") / "demo.duckdb"))
    shutil.copytree(f"{released_demo_path}.releases", f"{path}.releases")
    return path


@pytest.fixture
def dashboard(chromium_path, own_store, tmp_path):  # noqa: ARG001
    """Start the dashboard of a role; how its address comes back."""

    def of(role):
        return serving(own_store, tmp_path / "log.txt", PRIEMNA_ROLE=role)

    return of


def press(visit, words, within=None):
    (within or visit.page).get_by_role("button", name=words, exact=True).click()
    visit.settle()


def choose(visit, label, words, within=None):
    """Choose an answer of a list by writing its beginning."""
    box = (within or visit.page).get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    visit.page.get_by_role("option", name=words).first.click()
    visit.settle()


def download(visit, words):
    """Content and name of the file behind a button."""
    button = visit.page.get_by_role("button", name=words, exact=True).first
    with visit.page.expect_download() as found:
        button.click()
    return Path(found.value.path()).read_bytes(), found.value.suggested_filename


def latest(own_store, role):
    return read_releases(Path(f"{own_store}.releases"), role)[-1]


def visits_held(store):
    with Store.open(store).cursor() as cursor:
        found = cursor.execute(
            "SELECT ekatte, held_on FROM visit WHERE held_on BETWEEN '2024-03-01' AND '2024-03-31'"
        ).fetchall()
    return set(found)


def test_the_coordinator_brings_in_mends_plans_locks_and_packs(
    visit, dashboard, own_store, tmp_path
):
    with dashboard("coordinator") as address:
        bring_in_and_mend(visit, address, own_store, tmp_path)
        place, on = plan_and_lock(visit, address, own_store)
        visit.open(f"{address}/visits")
        choose(visit, "Ден и екип", place)
        html, name = download(visit, "За телефона (HTML)")
        assert name == f"{on.isoformat()}_pack.html"
        assert place in html.decode("utf-8")
        pdf, name = download(visit, "На хартия, с листове за отбелязване (PDF)")
        assert name == f"{on.isoformat()}_pack.pdf"
        assert pdf.startswith(b"%PDF")
        if shutil.which("pdftotext"):
            told = subprocess.run(
                ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
            ).stdout.decode("utf-8")
            assert place in told
    assert visit.outside == []
    assert visit.errors == []


def bring_in_and_mend(visit, address, own_store, tmp_path):
    """Two rows of a file are taken as they are, two are put right on the page."""
    page = visit.page
    file = tmp_path / "март.csv"
    file.write_bytes(FILE.encode("cp1251"))
    before = visits_held(own_store)
    visit.open(f"{address}/imports")
    page.set_input_files('input[type="file"]', file)
    page.get_by_role("button", name="Внеси 2 верни, 2 реда да чакат").click()
    page.get_by_text("чакащи 2").wait_for()
    visit.settle()
    assert len(quarantined(Store.open(own_store))) == 2
    page.get_by_text("Чакащи редове (2)").click()
    visit.settle()
    forms = page.get_by_test_id("stForm")
    row = forms.filter(has_text="Ред 3")
    choose(visit, "Населено място", "Нисово", row)
    press(visit, "Внеси реда", row)
    row = forms.filter(has_text="Ред 4")
    row.get_by_role("textbox", name="Километри").fill("24")
    press(visit, "Внеси реда", row)
    page.get_by_text("Няма редове, които чакат").wait_for()
    assert quarantined(Store.open(own_store)) == ()
    new = visits_held(own_store) - before
    assert (EKATTE["Нисово"], date(2024, 3, 5)) in new
    assert (EKATTE["Нисово"], date(2024, 3, 6)) in new
    assert (EKATTE["Бяла"], date(2024, 3, 7)) in new
    assert (EKATTE["Кошов"], date(2024, 3, 8)) in new


def plan_and_lock(visit, address, own_store):
    """A stop is locked, the plan made again around it and accepted: its settlement and its day."""
    page = visit.page
    visit.open(f"{address}/month")
    box = page.get_by_role("combobox", name="Населено място: защо")
    box.press("ArrowDown")
    option = page.get_by_role("option").first
    place, day = option.inner_text().split(" · ")
    option.click()
    page.locator("strong", has_text=f"{day}, екип ").first.wait_for()
    visit.settle()
    several = page.get_by_role("button", name=f"Заключи на {day}")
    press(visit, f"Заключи на {day}" if several.count() else "Заключи")
    page.get_by_text("Заключени: ", exact=False).wait_for()
    press(visit, "Преизчисли с малко промени")
    page.get_by_role("heading", name="Какво променя новият план").wait_for()
    page.get_by_role("tab", name="Приемане и изнасяне").click()
    press(visit, "Приеми: запиши посещенията като планирани")
    page.get_by_text("Планът е приет").wait_for()
    on = datetime.strptime(day, "%d.%m.%Y г.").date()  # noqa: DTZ007 - a day without an hour
    found = open_visits(Store.open(own_store), since=on, until=date(2030, 1, 1))
    assert (EKATTE[place], on) in {(one.ekatte, one.on) for one in found}
    return place, on


def test_the_administration_compares_and_takes_a_recommendation_as_docx(
    visit, dashboard, own_store
):
    page = visit.page
    with dashboard("regional_administration") as address:
        visit.open(f"{address}/maps?indicator=visits")
        table = latest(own_store, "regional_administration").tables[
            "visits_by_municipality_quarter"
        ]
        last = max(code[:4] for code in table.codes("quarter"))
        for code in ("RSE08", "RSE37"):
            name = municipality(code).name_bg
            choose(visit, "Община", name)
            held = sum(
                int(table.cell(municipality=code, quarter=quarter).value or 0)
                for quarter in table.codes("quarter")
                if quarter.startswith(last)
            )
            told = page.get_by_test_id("stAlert").filter(has_text=f"Община {name}, {last}")
            assert told.inner_text().strip().rstrip(".").endswith(f": {held}")
        page.get_by_role("link", name="Новото").click()
        visit.settle()
        rule = page.get_by_test_id("stExpander").first
        rule.locator("summary").click()
        figure = rule.get_by_role("listitem").first.inner_text()
        content, name = download(visit, "Изтегли като чернова за писане (DOCX)")
        assert name == "release_3_предложения.docx"
        draft = docx.Document(io.BytesIO(content))
        assert draft.paragraphs[0].text == say("bg", "Proposals for measures")
        grounds = [one.text for one in draft.paragraphs if one.style.name == "List Bullet"]
        assert figure.split(" (95")[0] in grounds[0]
        measures = draft.tables[0]
        assert len(measures.rows) == len(grounds) + 1
        assert all(cell.text.strip() for row in measures.rows for cell in row.cells)
    assert visit.outside == []
    assert visit.errors == []


def test_the_partner_finds_a_trend_and_downloads_it(visit, dashboard, own_store):
    page = visit.page
    with dashboard("partner") as address:
        visit.open(address)
        page.get_by_role("link", name="Към тенденциите").click()
        page.get_by_role("heading", name="Тенденции").wait_for()
        visit.settle()
        content, name = download(visit, "Изтегли таблицата (CSV)")
        assert name == "release_3_women_by_quarter.csv"
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        table = latest(own_store, "partner").tables["women_by_quarter"]
        assert len(rows) == len(table.cells) + 1
        spoken = page.get_by_role("figure").first.get_attribute("aria-label")
        for quarter, told in rows[1:]:
            if quarter != "общо":
                assert f"{quarter}: {told}" in spoken
    assert visit.outside == []
    assert visit.errors == []
