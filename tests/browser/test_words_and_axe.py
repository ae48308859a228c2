"""On every page: no barrier that axe finds, and no words of the other language."""

import re
from pathlib import Path

import axe_playwright_python
import pytest

from geo.places import municipalities, settlements
from pages.ui.registry import PAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"

# Names and endings of files, which are the same in both languages.
SAME = {
    *("English", "Български", "Excel", "LibreOffice", "KoboToolbox", "ODK", "CSV", "TSV", "TXT"),
    *("XLS", "XLSX", "XLSM", "ODS", "PDF", "GPX", "DOCX", "ICS", "JSON", "TopoJSON", "GeoJSON"),
    *("Parquet", "SVG", "PNG", "ZIP", "HTML", "TOML", "UTC", "Enter", "Escape", "Ctrl"),
    *("Priemna", "priemna", "EKATTE", "III"),
    # Acts of the state go by their Bulgarian names.
    *("ЗЗДН", "ДВ", "МС", "ПМС", "РМС", "Решение", "бр", "изм"),
    "Luo",  # authors of a method
}
WORDS = """() => {
    const said = [];
    // Cells of the log of safekeeping are what was recorded, not what we say; icons are a font.
    const untold = 'script, style, noscript, code, pre, svg, canvas, [data-testid="stDataFrame"]'
        + (location.pathname.endsWith('/keeping') ? ', td' : '');
    const isIcon = part => getComputedStyle(part).fontFamily.includes('Material');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const part = node.parentElement;
        if (!part.closest(untold) && !isIcon(part)) said.push(node.nodeValue);
    }
    for (const one of document.querySelectorAll('*')) {
        if (one.closest(untold)) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            if (one.getAttribute(name)) said.push(one.getAttribute(name));
    }
    return said;
}"""
STRANGE = {"bg": re.compile(r"[A-Za-z]{3,}"), "en": re.compile(r"[А-Яа-яЀ-ӿ]{2,}")}
# What is no word: addresses, names of files, codes, HTML inside an alternative text.
NO_WORDS = re.compile(r"\S*[/\\_.@=<>]\S*|\S*\d\S*|<br>")
PLACES = {
    word
    for place in (*municipalities(), *settlements())
    for word in re.findall(r"\w+", f"{place.name_bg} {place.name_en}")
}


def strange_words(visit, language):
    """Words of the other language on the page and on its maps, with where they stand."""
    texts = [text for frame in (visit.page, *visit.maps()) for text in frame.evaluate(WORDS)]
    return {
        (word, text.strip()[:80])
        for text in texts
        for word in STRANGE[language].findall(NO_WORDS.sub(" ", text))
        if word not in SAME | PLACES
    }


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file.stem)
def test_a_page_has_no_barrier_and_speaks_one_language(visit, address, page, language):
    visit.open(f"{address}/{page.address}?lang={language}")
    visit.page.evaluate(AXE)
    found = visit.page.evaluate(RUN, WCAG)["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert strange_words(visit, language) == set()


def test_what_opens_on_a_press_speaks_bulgarian_too(visit, address):
    visit.open(f"{address}/entry")
    tab = visit.page
    box = tab.get_by_role("combobox").first
    box.click()
    box.fill("qqq")
    tab.get_by_text("Нищо не е намерено").wait_for()
    visit.open(f"{address}/imports")
    wrong = {"name": "x.exe", "mimeType": "application/x", "buffer": b"1"}
    tab.set_input_files('input[type="file"]', wrong)
    tab.get_by_text("Файлове application/x не се приемат.").wait_for()


def test_what_was_said_in_bulgarian_is_taken_back_when_the_reader_switches(visit, address):
    visit.open(f"{address}/imports")
    tab = visit.page
    drop = tab.locator('[data-testid="stFileUploaderDropzone"] button')
    drop.get_by_text("Качване").wait_for()
    tab.get_by_role("button", name="English").click()
    drop.get_by_text("Upload", exact=True).wait_for()
    visit.settle()
    assert strange_words(visit, "en") == set()


def test_an_address_without_a_page_is_answered_in_bulgarian(visit, address):
    visit.page.goto(f"{address}/no-such-page")
    visit.page.get_by_text("не съществува. Отворена е началната.").wait_for()
    assert strange_words(visit, "bg") == set()
