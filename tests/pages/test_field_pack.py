"""The field pack asks all the store needs, says no more than it may, and fetches nothing."""

import io
import json
import re
import shutil
from base64 import b64decode
from dataclasses import replace
from datetime import date, time
from hashlib import sha256

import pytest

from data.codebook import codes
from data.entry import change
from data.fields import fields
from data.helplines import HelplinesUnreadable, helplines
from data.plans import open_visits
from data.store import Store
from geo.places import settlements
from pages.ui.documents.pdf import to_pdf
from pages.ui.field_pack import paper
from pages.ui.field_pack.pack import NothingToPack, days_to_pack, load_pack
from pages.ui.field_pack.page import FOR_THE_TEAM, pack_html
from pages.ui.field_pack.route_map import HEIGHT, WIDTH, View, route_svg
from pages.ui.field_pack.tally import answers_of, questions, visit_row
from pages.ui.texts import say
from tests.pages.pdf_rules import broken_rules

LANGUAGES = ("bg", "en")
TODAY = date(2024, 4, 3)


@pytest.fixture
def store(demo_path, tmp_path):
    return Store.open(shutil.copy2(demo_path, tmp_path / "store.duckdb"))


@pytest.fixture
def number(store):
    """A planned visit that shares its day and team with a second one."""
    first, second = open_visits(store, since=date.min, until=date.max)[:2]
    values = {
        "planned_on": first.on,
        "team": first.team,
        "starts_at": time(14),
        "ends_at": time(16),
    }
    assert change(store, "visits", second.visit_id, values, today=TODAY).accepted
    return first.visit_id


@pytest.fixture
def pack(store, number):
    return load_pack(store, number)


def embedded(html):
    found = re.search(r'<script type="application/json" id="pack">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


def test_a_pack_holds_all_stops_of_the_team_on_that_day(pack, store):
    there = open_visits(store, since=date.min, until=date.max)
    same = {v.visit_id for v in there if (v.on, v.team) == (pack.on, pack.team)}
    assert {stop.visit.visit_id for stop in pack.stops} == same
    assert len(same) == 2
    assert pack.stops[0].visit.starts_at == time(14)
    assert days_to_pack(there)[pack.on, pack.team] in same


def test_a_visit_that_is_held_or_unknown_has_no_pack(store):
    for number in ("V001", "V999"):
        with pytest.raises(NothingToPack, match="planned"):
            load_pack(store, number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_asks_nothing_of_anybody(pack, language):
    html = pack_html(pack, language)
    without_name = html.replace("http://www.w3.org/2000/svg", "")
    assert "://" not in without_name
    assert not re.search(r"<(?:link|img|iframe|form)|\ssrc=|url\(|@import|<input", html)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    (allowed,) = re.findall(r"script-src 'sha256-([^']+)'", html)
    assert [sha256(one.encode()).digest() for one in scripts] == [b64decode(allowed)]
    assert "default-src 'none'" in html
    assert say(language, FOR_THE_TEAM) in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_contact_is_asked_all_that_the_store_must_have(pack, language):
    fixed = set(embedded(pack_html(pack, language))["stops"][0]["contact"])
    asked = {one.header: one for one in questions(language)}
    needed = {one.header(language) for one in fields("consultations") if one.needed}
    assert needed <= fixed | set(asked)
    assert all(asked[name].needed for name in needed & set(asked))
    for one in fields("consultations"):
        if one.header(language) in asked:
            assert one.type in ("code", "yes_no", "home"), "nothing is free text"
            assert len(answers_of(one, language)) >= 2


def test_what_the_store_knows_of_a_visit_goes_along_and_comes_back(store, number):
    values = {"host": "library;school", "venue_discretion": 4, "cost_bgn": 12.5}
    assert change(store, "visits", number, values, today=TODAY).accepted
    stop = next(s for s in load_pack(store, number).stops if s.visit.visit_id == number)
    row = visit_row(stop, "bg")
    assert row["Сподели с / Домакин"] == "Библиотека; Училище"
    assert row["Разходи (лв.)"] == "12,5"
    assert row["Номер на посещението"] == number


def test_texts_of_the_pack_stay_texts(pack):
    evil = "</script><img src=x onerror=alert(1)>`${1}`"
    lines = (replace(pack.lines[0], name_bg=evil, phone='1"><b>'),)
    halls = (replace(pack.stops[0].halls[0], venue_type="other"),) if pack.stops[0].halls else ()
    stops = (replace(pack.stops[0], values={"team": evil}, halls=halls), *pack.stops[1:])
    html = pack_html(replace(pack, lines=lines, team=evil, stops=stops), "bg")
    assert "<img" not in html
    assert "<b>" not in html.split('class="lines"')[1]
    assert embedded(html)["stops"][0]["row"]["Екип"] == evil


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_set_and_its_sheets_name_nothing(pack, language, monkeypatch):
    documents = []
    monkeypatch.setattr(paper, "to_pdf", lambda one: documents.append(one) or to_pdf(one))
    pdf = paper.pack_pdf(pack, language, made_on=TODAY)
    assert broken_rules(pdf) == []
    assert documents[0].blocks[0].text == say(language, FOR_THE_TEAM)
    sheets = [block for block in documents[0].blocks if getattr(block, "ruled", False)]
    assert len(sheets) == len(pack.stops)
    said = " ".join(text for one in sheets for row in (one.heads, *one.rows) for text in row)
    words = [code.label(language) for code in codes("gbv_type")]
    words += [one.header for one in questions(language)]
    assert not [word for word in words if word in said]


def test_stops_at_both_ends_of_the_district_lie_inside_the_map(pack):
    by_lon = sorted(settlements(), key=lambda place: place.lon)
    by_lat = sorted(settlements(), key=lambda place: place.lat)
    for way in ([*by_lon[:1], *by_lon[-1:]], [*by_lat[:1], *by_lat[-1:]], by_lon[:1] * 2):
        view = View(way)
        for place in way:
            x, y = view.at(place.lon, place.lat)
            assert 20 < x < WIDTH - 20
            assert 20 < y < HEIGHT - 20
        assert f">{len(way) - 1}</text>" in route_svg(way, pack.shapes, "bg")


def test_lines_of_help_have_a_source_and_an_installation_may_have_its_own(tmp_path):
    store = tmp_path / "store.duckdb"
    own = tmp_path / "store.duckdb.helplines.toml"
    assert {line.phone for line in helplines(store)} >= {"112", "116 111"}
    assert all(line.source.startswith("http") and line.checked_on for line in helplines(store))
    text = io.StringIO()
    for name in ("phone", "name_bg", "name_en", "hours_bg", "hours_en", "source"):
        text.write(f'{name} = "112"\n')
    own.write_text(f"[[line]]\n{text.getvalue()}checked_on = 2026-01-01\n", encoding="utf-8")
    assert [line.name_bg for line in helplines(store)] == ["112"]
    for broken in ("[[line]]\nphone = 1\n", "[[line]", "", 'line = "112"'):
        own.write_text(broken, encoding="utf-8")
        with pytest.raises(HelplinesUnreadable):
            helplines(store)
