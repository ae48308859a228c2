"""Partners and the administration in a browser: their pages, and no link to those of the team."""

import shutil

import pytest

from pages.ui.registry import PAGES, pages_of
from pages.ui.texts import say
from priemna.roles import OUTSIDE
from tests.browser.conftest import serving

OF_THE_TEAM = ("month", "red_team")


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
        stems = {page.file.stem for page in PAGES}
        for stem in OF_THE_TEAM:
            assert stem in stems
            visit.open(f"{address}/{stem}?lang=en")
            headings = visit.page.locator("h1, h2, h3").all_inner_texts()
            assert not foreign & set(headings)
        assert visit.outside == []
    assert not (tmp_path / "no store.duckdb").exists()
