"""A page printed from the browser is whole: nothing cut at the height of the screen, no menu."""

import shutil
import subprocess

import pytest

from geo.places import district
from pages.ui.registry import PAGES
from pages.ui.texts import say

PRINTED = [page for page in PAGES if page.file.stem in ("where_next", "municipalities", "trends")]


@pytest.mark.parametrize("page", PRINTED, ids=lambda page: page.file.stem)
def test_a_printed_page_runs_from_its_title_to_its_foot_without_the_menu(
    visit, address, page, tmp_path
):
    if shutil.which("pdftotext") is None:
        pytest.skip("No pdftotext found: what is printed was not read.")
    visit.open(f"{address}/{page.address}")
    paper = tmp_path / "page.pdf"
    visit.page.pdf(path=paper, prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.split())
    foot = say("bg", "Priemna: mobile offices in {district} district", district=district())
    assert words.index(say("bg", page.title)) < words.index(foot)
    assert text.count("\f") > 1
    assert "English" not in words
    menu = visit.page.locator('[data-testid="stSidebar"]')
    visit.page.emulate_media(media="print")
    assert not menu.is_visible()
