"""A field pack on a phone without a network: tallied, kept, taken away, and back in the store."""

import shutil
from datetime import date

import pytest

from data.entry import record
from data.imports import import_file
from data.plans import open_visits
from data.store import Store
from pages.ui.field_pack.pack import load_pack
from pages.ui.field_pack.page import pack_html
from pages.ui.field_pack.tally import questions
from pages.ui.texts import say
from tests.browser.test_words_and_axe import AXE, RUN, WCAG

TODAY = date(2024, 4, 30)


@pytest.fixture
def store(demo_path, tmp_path):
    return Store.open(shutil.copy2(demo_path, tmp_path / "store.duckdb"))


@pytest.fixture
def number(store):
    return open_visits(store, since=date.min, until=date.max)[0].visit_id


@pytest.fixture(params=["bg", "en"])
def language(request):
    return request.param


@pytest.fixture
def phone(context, store, number, language, tmp_path):
    file = tmp_path / "pack.html"
    file.write_text(pack_html(load_pack(store, number), language), encoding="utf-8")
    tab = context.browser.new_context(
        viewport={"width": 390, "height": 844}, offline=True, accept_downloads=True
    ).new_page()
    tab.set_default_timeout(20_000)
    tab.said, tab.asked = [], []
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.goto(file.as_uri())
    yield tab
    assert tab.said == []
    assert set(tab.asked) == {file.as_uri()}
    tab.context.close()


def press(tab, name, within=None):
    (within or tab).get_by_role("radio", name=name, exact=True).check()


def tally(tab, language, *, answers):
    """Add a contact and give the answer of this place to each question."""
    tab.get_by_role("button", name=say(language, "Add a contact")).click()
    card = tab.locator("details").last
    for question in questions(language):
        group = card.get_by_role("group", name=question.header, exact=True)
        press(tab, question.answers[answers % len(question.answers)], group)
    card.get_by_role("button", name=say(language, "Done")).click()


def take(tab, id_, folder):
    with tab.expect_download() as download:
        tab.locator(f"#{id_}").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_what_was_tallied_comes_back_without_hand_work(phone, store, number, language, tmp_path):
    press(phone, say(language, "Held"))
    phone.get_by_label(say(language, "Opened at")).fill("10:00")
    phone.get_by_label(say(language, "Closed at")).fill("12:30")
    phone.get_by_label(say(language, "Kilometres, there and back")).fill("61.5")
    phone.get_by_role("checkbox").first.check()
    for answers in (0, 1, 2):
        tally(phone, language, answers=answers)
    phone.locator("summary").nth(1).click()
    phone.get_by_role("button", name=say(language, "Take it away")).click()
    phone.reload()
    assert phone.locator("details").count() == 2, "the browser keeps what was tallied"
    assert phone.locator("summary").nth(0).inner_text().endswith(say(language, "complete"))
    visits, consultations = (take(phone, one, tmp_path) for one in ("visits", "consultations"))
    took = import_file(store, "visits", visits, today=TODAY)
    assert (took.changed, took.problems) == (1, ())
    took = import_file(store, "consultations", consultations, today=TODAY)
    assert (took.new, took.problems) == (2, ())
    visit = record(store, "visits", number)
    assert visit["status"] == "held"
    assert visit["held_on"] == visit["planned_on"]
    assert (visit["starts_at"][:5], visit["distance_km"]) == ("10:00", "61.5")
    assert visit["debrief"] == "privacy_kept"
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT contact_type, age_band, sex, consent_reporting FROM consultation "
            "WHERE visit_id = $number ORDER BY consultation_id",
            {"number": number},
        ).fetchall()
    assert rows == [("new", "a0_11", "female", True), ("new", "a18_25", "unknown", True)]
    again = import_file(store, "consultations", consultations, today=TODAY)
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_a_visit_that_was_not_held_comes_back_with_its_reason(phone, store, number, language,
                                                              tmp_path):  # fmt: skip
    press(phone, say(language, "Not held"))
    phone.get_by_role("group", name=say(language, "Why not?")).get_by_role("radio").first.check()
    took = import_file(store, "visits", take(phone, "visits", tmp_path), today=TODAY)
    assert (took.changed, took.problems) == (1, ())
    visit = record(store, "visits", number)
    assert (visit["status"], visit["cancel_reason"]) == ("cancelled", "weather")


def test_what_is_missing_is_said_and_what_was_deleted_can_be_had_back(phone, language):
    phone.get_by_role("button", name=say(language, "Add a contact")).click()
    count = phone.locator(".count")
    missing = say(language, "Contacts: {number}; not complete: {missing}.", number=1, missing=1)
    assert missing in count.inner_text()
    assert say(language, "Say whether it was held, or its rows do not come along.") in (
        count.inner_text()
    )
    phone.locator("#forget").click()
    assert phone.locator("details").count() == 0
    assert phone.evaluate("localStorage.length") == 0
    phone.get_by_role("button", name=say(language, "Undo")).click()
    assert phone.locator("details").count() == 1


def test_a_browser_that_keeps_nothing_says_so(phone, language):
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() {throw 1}})")
    phone.reload()
    said = say(language, "This browser keeps nothing: take the files before you close the page.")
    assert said in phone.locator("#state").inner_text()


def test_the_pack_has_no_barrier_and_fits_a_phone(phone, language):
    press(phone, say(language, "Held"))
    phone.get_by_role("button", name=say(language, "Add a contact")).click()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.evaluate(AXE)
    found = phone.evaluate(RUN, WCAG)["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
