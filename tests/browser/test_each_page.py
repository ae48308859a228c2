"""Each page, in both languages, wide and on a phone: whole, quiet, and without the internet."""

import pytest

from pages.ui.registry import PAGES
from pages.ui.texts import say

POLYGONS_IN_VIEW = """() => {
    const [width, height] = [innerWidth, innerHeight];
    return Object.values(map_div._layers).filter(layer => {
        if (!(layer instanceof L.Polygon)) return false;
        const box = layer.getElement().getBoundingClientRect();
        return box.width > 5 && box.left >= 0 && box.top >= 0
            && box.right <= width && box.bottom <= height;
    }).length;
}"""


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file.stem)
def test_a_page_is_whole_quiet_and_asks_nothing_of_the_internet(visit, address, page, language):
    visit.open(f"{address}/{page.address}?lang={language}", 390)
    tab = visit.page
    assert tab.locator("h1").inner_text() == say(language, page.title)
    assert tab.evaluate("document.documentElement.lang") == language
    assert tab.title() == f"{say(language, page.title)} · {say(language, 'Priemna')}"
    assert tab.locator(".demo").count() == 1
    broken = '[data-testid="stException"], [data-testid="stAlertContentError"], [role="dialog"]'
    assert tab.locator(broken).all_inner_texts() == []
    main = "document.querySelector('[data-testid=stMain]')"
    for width in (390, 1440):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert tab.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
        assert len(visit.maps()) == int(page.has_map)
        for drawn in visit.maps():
            drawn.wait_for_function(f"({POLYGONS_IN_VIEW})() === 8")
    assert visit.outside == []
    assert visit.errors == []
