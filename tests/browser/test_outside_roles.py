"""Partners and the administration in a browser: their pages, and no link to those of the team."""

import shutil

import pytest

from pages.ui.registry import OUTSIDE_PAGES, PAGES, pages_of
from pages.ui.texts import say
from priemna.roles import OUTSIDE
from tests.browser.conftest import serving
from tests.browser.test_words_and_axe import AXE, RUN, WCAG, strange_words

# The last page of each section of the menu; tests/pages/test_role_walk.py walks to all of them.
OF_THE_TEAM = {page.section: page.file.stem for page in PAGES}.values()


@pytest.fixture(params=sorted(OUTSIDE))
def who(request):
    return request.param


@pytest.fixture
def outside(who, released_demo_path, tmp_path):
    """Address of a server that has nothing but the file of an outside role."""
    given = tmp_path / "given"
    given.mkdir()
    shutil.copy(released_demo_path.with_name("demo.duckdb.releases") / f"{who}.json", given)
    settings = {"PRIEMNA_ROLE": who, "PRIEMNA_RELEASES": str(given)}
    with serving(tmp_path / "no store.duckdb", tmp_path / "log.txt", **settings) as address:
        yield address
    assert not (tmp_path / "no store.duckdb").exists()


def test_no_link_of_an_outside_role_leads_to_pages_of_the_team(visit, outside, who):
    titles = [say("en", page.title) for page in pages_of(who)]
    foreign = {say("en", page.title) for page in PAGES} - set(titles)
    visit.open(f"{outside}/?lang=en")
    links = visit.page.locator('[data-testid="stSidebarNav"] a').all_inner_texts()
    assert len(links) == len(titles)
    assert not {one for one in foreign if any(one in link for link in links)}
    assert visit.errors == []
    for stem in OF_THE_TEAM:
        visit.open(f"{outside}/{stem}?lang=en")
        assert "Page not found" in visit.page.get_by_role("dialog").inner_text()
        assert visit.page.locator("h1").all_inner_texts() == titles[:1]
    assert visit.outside == []


@pytest.mark.parametrize("language", ["bg", "en"])
def test_pages_of_an_outside_role_fit_a_phone_and_have_no_barrier(visit, outside, who, language):
    tab = visit.page
    main = "document.querySelector('[data-testid=stMain]')"
    for page in pages_of(who):
        visit.open(f"{outside}/{page.address}?lang={language}", 390)
        assert tab.locator("h1").inner_text() == say(language, page.title)
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert tab.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
        tab.evaluate(AXE)
        found = tab.evaluate(RUN, WCAG)["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        assert strange_words(visit, language) == set()
    assert (visit.outside, visit.errors) == ([], [])


def test_pages_of_outside_roles_do_not_exist_for_the_team(visit, address):
    for page in OUTSIDE_PAGES:
        visit.open(f"{address}/{page.file.stem}?lang=en")
        assert visit.page.locator("h1").all_inner_texts() == [say("en", PAGES[0].title)]
