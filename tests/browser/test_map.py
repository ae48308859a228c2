"""The map is chosen from by mouse, by keyboard and by list, and all three agree."""

import pytest

from geo.places import municipalities
from pages.ui.registry import PAGES

PAGE = next(page for page in PAGES if page.file.stem == "how_to_read")
CHOSEN = "document.querySelector('path[aria-pressed]')?.getAttribute('aria-label') ?? ''"


@pytest.fixture
def opened(visit, address):
    return visit.open(f"{address}/{PAGE.address}")


def said(visit, name):
    """Wait for the sentence about the place beside the map and on the map."""
    visit.page.locator("strong", has_text=name).wait_for()
    (drawn,) = visit.maps()
    drawn.wait_for_function(f"() => ({CHOSEN}).startsWith('{name}.')")


def test_a_click_on_a_shape_chooses_it(opened):
    (drawn,) = opened.maps()
    drawn.locator('path[aria-label^="Ветово"]').click()
    said(opened, "Ветово")


def test_every_shape_is_reached_by_the_keyboard_and_enter_chooses_it(opened):
    (drawn,) = opened.maps()
    drawn.locator('path[tabindex="0"]').focus()
    reached = set()
    for _ in range(8):
        reached.add(drawn.evaluate("document.activeElement.getAttribute('aria-label')"))
        opened.page.keyboard.press("ArrowRight")
    assert {label.split(".")[0] for label in reached} == {m.name_bg for m in municipalities()}
    name = drawn.evaluate("document.activeElement.getAttribute('aria-label')").split(".")[0]
    opened.page.keyboard.press("Enter")
    said(opened, name)
    assert drawn.evaluate("document.activeElement.getAttribute('aria-label')").startswith(name)


def test_the_list_beside_the_map_chooses_on_the_map(opened):
    opened.page.get_by_role("combobox").click()
    opened.page.get_by_role("option", name="Ценово").click()
    said(opened, "Ценово")


def test_zooming_and_moving_ask_nothing_of_the_server(opened):
    (drawn,) = opened.maps()
    opened.page.wait_for_timeout(500)  # what the map says once when it is ready
    before = opened.sent
    drawn.locator(".leaflet-control-zoom-in").click()
    opened.page.wait_for_timeout(600)
    drawn.evaluate("map_div.panBy([60, 20], {animate: false})")
    opened.page.wait_for_timeout(600)
    assert opened.sent == before


def test_a_name_points_at_its_shape(opened):
    (drawn,) = opened.maps()
    outside = drawn.evaluate(
        """() => [...document.querySelectorAll('.place-name')].filter(name => {
            const box = name.getBoundingClientRect();
            const shape = [...document.querySelectorAll('path.shape')].find(
                path => path.getAttribute('aria-label').startsWith(name.textContent + '.'));
            const around = shape.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            return x < around.left || x > around.right || y < around.top || y > around.bottom;
        }).map(name => name.textContent)"""
    )
    assert drawn.locator(".place-name").count() == 8
    assert outside == []


def test_a_settlement_chosen_on_the_map_says_why_it_stands_there(visit, address):
    visit.open(f"{address}/where_next?lang=en")
    (drawn,) = visit.maps()
    drawn.locator("path[aria-label^='Glodzhevo']").press("Enter")
    visit.page.get_by_text("women aged 14+ live here").wait_for()


def test_the_chosen_municipality_is_said_in_a_sentence(visit, address):
    visit.open(f"{address}/municipalities?lang=en")
    (drawn,) = visit.maps()
    drawn.locator("path[aria-label^='Borovo']").press("Enter")
    visit.page.get_by_text("Municipality Borovo, 2024.").wait_for()
