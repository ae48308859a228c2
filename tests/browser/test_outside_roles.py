"""Partners and the administration in a browser: their pages, and no link to those of the team."""

import shutil

import pytest

from pages.ui.registry import OUTSIDE_PAGES, PAGES, pages_of
from pages.ui.texts import say
from priemna.roles import OUTSIDE
from tests.browser.conftest import serving

# The last page of each section of the menu; tests/pages/test_role_walk.py walks to all of them.
OF_THE_TEAM = {page.section: page.file.stem for page in PAGES}.values()


@pytest.mark.parametrize("who", sorted(OUTSIDE))
def test_an_outside_role_sees_its_pages_and_no_link_leads_to_those_of_the_team(
    visit, released_demo_path, tmp_path, who
):
    given = tmp_path / "given"
    given.mkdir()
    shutil.copy(released_demo_path.with_name("demo.duckdb.releases") / f"{who}.json", given)
    mine = pages_of(who)
    titles = [say("en", page.title) for page in mine]
    foreign = {say("en", page.title) for page in PAGES} - set(titles)
    settings = {"PRIEMNA_ROLE": who, "PRIEMNA_RELEASES": str(given)}
    with serving(tmp_path / "no store.duckdb", tmp_path / "log.txt", **settings) as address:
        for page, title in zip(mine, titles, strict=True):
            visit.open(f"{address}/{'' if page.is_default else page.file.stem}?lang=en")
            assert visit.page.locator("h1").inner_text() == title
        links = visit.page.locator('[data-testid="stSidebarNav"] a').all_inner_texts()
        assert len(links) == len(titles)
        assert not {one for one in foreign if any(one in link for link in links)}
        assert visit.errors == []
        for stem in OF_THE_TEAM:
            visit.open(f"{address}/{stem}?lang=en")
            assert "Page not found" in visit.page.get_by_role("dialog").inner_text()
            assert visit.page.locator("h1").all_inner_texts() == titles[:1]
        assert visit.outside == []
    assert not (tmp_path / "no store.duckdb").exists()


def test_pages_of_outside_roles_do_not_exist_for_the_team(visit, address):
    for page in OUTSIDE_PAGES:
        visit.open(f"{address}/{page.file.stem}?lang=en")
        assert visit.page.locator("h1").all_inner_texts() == [say("en", PAGES[0].title)]
