"""Each page as people see it: it loads, draws, stays inside the machine and fits the phone."""

from itertools import product

import pytest

from pages.ui.registry import PAGES
from pages.ui.texts import say

pytestmark = pytest.mark.browser

WIDTHS = (1440, 390)
BANNER = "Invented data: for trying out only, not about real people"
MAP = "iframe[title='streamlit_folium.st_folium']"


class Visit:
    """One page opened in a browser of its own, with all it asked for and complained of."""

    def __init__(self, chromium, url, width):
        self.context = chromium.new_context(viewport={"width": width, "height": 900})
        self.page = self.context.new_page()
        self.requests, self.errors = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(url)

    def settle(self, title):
        self.page.get_by_role("heading", level=1, name=title, exact=True).wait_for(timeout=30_000)
        running = "[data-testid='stApp'][data-test-script-state='running']"
        self.page.wait_for_selector(running, state="detached", timeout=30_000)

    def outside(self, address):
        inside = (address, address.replace("http", "ws"), "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture
def visit(chromium):
    opened = []

    def open_page(url, width=1440):
        opened.append(Visit(chromium, url, width))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()


@pytest.mark.parametrize(
    ("page", "language"),
    list(product(PAGES, ("bg", "en"))),
    ids=lambda value: getattr(value, "path", value),
)
def test_the_page_draws_in_its_language_and_nothing_leaves_the_machine(
    page, language, visit, address
):
    seen = visit(f"{address}/{page.address}?lang={language}")
    seen.settle(say(language, page.title))
    if page.has_map:
        shapes = seen.page.frame_locator(MAP).first.locator("svg path")
        shapes.nth(7).wait_for(state="attached", timeout=30_000)
    assert seen.page.locator("[data-testid='stException']").count() == 0
    assert seen.page.get_by_text(say(language, BANNER)).count() == 1
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        overflow = seen.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"scrolls sideways at {width} px"
    assert seen.outside(address) == []
    assert seen.errors == []


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_first_visitor_to_a_deep_link_gets_the_framed_page(language, visit, start_server):
    fresh = start_server()
    page = next(page for page in PAGES if page.address == "trends")
    seen = visit(f"{fresh}/trends?lang={language}")
    seen.settle(say(language, page.title))
    menu = seen.page.locator("[data-testid='stSidebarNav']")
    assert say(language, "Where next") in menu.inner_text()
    assert seen.errors == []


def test_the_map_of_municipalities_draws_eight_areas_that_the_keyboard_reaches(visit, address):
    seen = visit(f"{address}/municipalities?lang=en")
    seen.settle("Maps by municipality")
    areas = seen.page.frame_locator(MAP).locator("path[tabindex='0']")
    areas.nth(7).wait_for(state="attached", timeout=30_000)
    assert areas.count() == 8
    areas.first.press("Enter")
    seen.page.get_by_text("Municipality Borovo, 2024.").wait_for(timeout=15_000)


def test_a_click_on_a_settlement_says_why(visit, address):
    seen = visit(f"{address}/?lang=en")
    seen.settle("Where next")
    circles = seen.page.frame_locator(MAP).locator("path[aria-label^='Glodzhevo']")
    circles.first.wait_for(state="attached", timeout=30_000)
    circles.first.press("Enter")
    seen.page.get_by_text("women aged 14+ live here").wait_for(timeout=15_000)
