"""The frame: first visitors, the menu, the language."""

from pages.ui.registry import PAGES
from pages.ui.texts import say

LINKED = next(page for page in PAGES if page.file.stem == "how_to_read")


def test_the_first_visitor_to_a_deep_link_gets_the_framed_page(visit, fresh_server):
    page = LINKED
    visit.open(f"{fresh_server}/{page.address}")
    assert visit.page.locator("h1").inner_text() == say("bg", page.title)
    assert visit.page.locator(".brand").inner_text() == "Приемна на път"
    menu = visit.page.locator('[data-testid="stSidebarNav"] a').all_inner_texts()
    assert [text.split("\n")[-1] for text in menu] == [say("bg", entry.title) for entry in PAGES]
    assert visit.page.locator('[role="dialog"]').count() == 0
    assert visit.outside == []
    assert visit.errors == []


def test_the_language_follows_from_page_to_page_and_back(visit, address):
    visit.open(address)
    tab = visit.page
    tab.get_by_role("button", name="English").click()
    tab.wait_for_url("**/?lang=en")
    tab.get_by_role("link", name=say("en", LINKED.title)).click()
    tab.wait_for_url(f"**/{LINKED.address}?lang=en")
    visit.settle()
    assert tab.locator("h1").inner_text() == say("en", LINKED.title)
    tab.get_by_role("button", name="Български").click()
    tab.wait_for_url(f"**/{LINKED.address}")
    tab.get_by_role("heading", name=say("bg", LINKED.title)).wait_for()
    assert tab.evaluate("document.documentElement.lang") == "bg"


def test_nothing_of_streamlit_itself_is_offered(visit, address):
    visit.open(address)
    for part in ("stAppDeployButton", "stMainMenu", "stStatusWidget"):
        assert visit.page.locator(f'[data-testid="{part}"]').count() == 0


def test_the_browser_refuses_what_would_leave_the_machine(visit, address):
    visit.open(address)
    refused = visit.page.evaluate(
        """async () => {
            try { await fetch('http://192.0.2.1/'); return 'sent'; }
            catch { return 'refused'; }
        }"""
    )
    assert refused == "refused"
    assert any("Content Security Policy" in error for error in visit.errors)
    assert visit.outside == []
