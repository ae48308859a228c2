"""A link opens the view it was copied from, and the back button takes back what the reader did."""

from pages.ui.registry import PAGES
from pages.ui.texts import say

FIRST = next(page for page in PAGES if page.is_default)


def menu(visit, title):
    visit.page.locator('[data-testid="stSidebarNav"] a', has_text=say("en", title)).click()
    visit.page.get_by_role("heading", level=1, name=say("en", title)).wait_for()
    visit.settle()


def test_the_first_page_opens_at_its_own_address_as_well(visit, address):
    visit.open(f"{address}/{FIRST.file.stem}?lang=en")
    assert visit.page.locator("h1").inner_text() == say("en", FIRST.title)
    assert visit.page.locator('[role="dialog"]').count() == 0
    assert visit.errors == []


def test_a_link_reproduces_filters_and_the_chosen_place_in_either_language(visit, address):
    query = "indicator=knowledge&year=2023&place=RSE37"
    for language, title, place in (
        ("bg", "Women who know where to apply for protection", "Ценово"),
        ("en", "Women who know where to apply for protection", "Tsenovo"),
    ):
        visit.open(f"{address}/municipalities?{query}&lang={language}")
        said = visit.page.locator(".map-title").first.inner_text()
        assert said.startswith(say(language, title))
        assert "2023" in said
        assert visit.page.get_by_role("combobox").last.input_value() == place
        (drawn,) = visit.maps()
        assert drawn.locator("path[aria-pressed]").get_attribute("aria-label").startswith(place)


def test_the_back_button_undoes_one_choice_or_one_turn_of_the_page_at_a_time(visit, address):
    tab = visit.page
    at = f"{address}/municipalities?lang=en"
    visit.open(at)
    tab.get_by_role("radiogroup", name="Year").get_by_text("2023", exact=True).click()
    tab.wait_for_url(f"{at}&year=2023")
    visit.settle()
    menu(visit, "Contacts")
    menu(visit, "Maps by municipality")
    tab.wait_for_url(f"{at}&year=2023")
    assert "2023" in tab.locator(".map-title").first.inner_text()
    tab.go_back()
    tab.get_by_role("heading", level=1, name="Contacts").wait_for()
    visit.settle()
    tab.go_back()
    tab.get_by_role("heading", level=1, name="Maps by municipality").wait_for()
    tab.wait_for_url(f"{at}&year=2023")
    visit.settle()
    tab.go_back()
    tab.wait_for_url(at)
    visit.settle()
    assert "2024" in tab.locator(".map-title").first.inner_text()
