"""Files to take away open in the programs they are for, and say no more than they may."""

import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime, time

import gpxpy
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from data.entry import change, enter
from geo.messages import Message
from geo.places import municipalities, settlements
from geo.travel import straight_line_times
from pages.ui.calendars import Public, calendar_of
from pages.ui.field_pack.page import FOR_THE_TEAM
from pages.ui.files.day_sheets import day_sheets
from pages.ui.files.routes import geojson_file, gpx_file
from pages.ui.files.workbook import plan_workbook
from pages.ui.texts import say
from priemna.planning.plan import Stop, Tour
from priemna.takeaway.announcements import for_the_team
from tests.pages.pdf_rules import broken_rules

NOW = datetime(2024, 4, 30, 8, 0, tzinfo=UTC)
HOMES = {place.ekatte: place.municipality_code for place in settlements()}
WHY = Message("From here and nearby {women} women", {"women": 7})
LANGUAGES = ("bg", "en")
TODAY = date(2024, 4, 30)


def tour(day, ekattes, team=1):
    stops = [
        Stop(ekatte, HOMES[ekatte], time(9 + 3 * n, 41), time(12 + 3 * n, 11), WHY)
        for n, ekatte in enumerate(ekattes)
    ]
    return Tour(date(2024, 5, day), team, 80.25, 96, 7.5, time(16, 30), tuple(stops))


TOURS = (tour(7, ["05611", "07603"]), tour(9, ["20184"], team=2))


@pytest.fixture
def store(demo_path, tmp_path):
    from data.store import Store

    return Store.open(shutil.copy2(demo_path, tmp_path / "store.duckdb"))


def calendar(
    store, tours, *, public=False, with_settlement=False, exposed=(), language="bg", today=TODAY
):
    return calendar_of(
        store,
        for_the_team(tours),
        since=date(2024, 5, 1),
        until=date(2024, 6, 1),
        today=today,
        told_at=NOW,
        public=Public(with_settlement, frozenset(exposed)) if public else None,
        language=language,
    )


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_calendar_of_the_team_says_where_when_and_who(store):
    first = events(calendar(store, TOURS))[0]
    assert str(first["summary"]).startswith("Изнесена приемна, ")
    assert first["dtstart"].dt == datetime(2024, 5, 7, 6, 41, tzinfo=UTC)
    assert first["dtend"].dt == datetime(2024, 5, 7, 9, 11, tzinfo=UTC)
    assert str(first["description"]) == "Екип 1"
    assert str(first["class"]) == "CONFIDENTIAL"


def test_a_calendar_has_what_rfc_5545_asks_for(store):
    content = calendar(store, TOURS)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    parsed = Calendar.from_ical(content)
    assert str(parsed["version"]) == "2.0"
    for event in parsed.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE"} <= set(event)


def test_a_calendar_follows_the_plan_through_a_change_and_a_cancellation(store):
    marks = {str(e["location"]): str(e["uid"]) for e in events(calendar(store, TOURS))}
    moved = (tour(14, ["05611", "07603"]), TOURS[1])
    second = events(calendar(store, moved))
    assert {str(e["location"]): str(e["uid"]) for e in second} == marks
    assert sorted(int(e["sequence"]) for e in second) == [0, 1, 1]
    third = events(calendar(store, moved[:1]))
    gone = [e for e in third if str(e["status"]) == "CANCELLED"]
    assert [(str(e["uid"]), int(e["sequence"])) for e in gone] == [
        (marks[str(second[0]["location"])], 1)
    ]
    assert [e["uid"] for e in events(calendar(store, moved[:1]))] == [e["uid"] for e in third]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_calendar_without_settlements_names_none_even_of_what_was_taken_back(
    store, language
):
    with_names = calendar(store, TOURS, public=True, with_settlement=True, language=language)
    assert len(events(with_names)) == 3
    content = calendar(store, TOURS[:1], public=True, language=language)
    text = content.replace(b"\r\n ", b"").decode()
    towns = {m.name_bg for m in municipalities()} | {m.name_en for m in municipalities()}
    for place in settlements():
        assert place.ekatte not in text
        for name in {place.name_bg, place.name_en} - towns:
            assert not re.search(rf"\b{re.escape(name)}\b", text), name
    assert {str(e["status"]) for e in events(content)} == {"CONFIRMED", "CANCELLED"}
    assert all(type(e["dtstart"].dt) is date for e in events(content))
    assert all("LOCATION" not in e for e in events(content) if str(e["status"]) == "CANCELLED")


def test_what_has_happened_is_named_only_in_a_calendar_that_names_settlements(store):
    calendar(store, TOURS, public=True, with_settlement=True)
    later = events(calendar(store, TOURS, public=True, today=date(2024, 5, 20)))
    assert later
    assert all(str(e["location"]).startswith("община ") for e in later)
    assert all(type(e["dtstart"].dt) is date for e in later)


def test_what_was_taken_back_has_no_hours_and_no_order_of_places(store):
    calendar(store, TOURS, public=True, with_settlement=True)
    gone = events(calendar(store, (), public=True, with_settlement=True))
    assert {type(e["dtstart"].dt) for e in gone} == {date}
    order = [(e["dtstart"].dt, str(e["uid"])) for e in gone]
    assert order == sorted(order)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("with_settlement", [False, True])
def test_the_public_calendar_says_neither_team_nor_purpose_nor_reason(
    store, language, with_settlement
):
    content = calendar(
        store, TOURS, public=True, with_settlement=with_settlement, language=language
    )
    text = content.replace(b"\r\n ", b"").decode().casefold()
    for word in ("екип", "team", "приемна", "priemna", "насили", "violence", "жени", "women",
                 "ром", "roma", "насочване", "referral", "discretion", "дискретност"):  # fmt: skip
        assert not re.search(rf"\b{word}", text), word
    for event in events(content):
        assert not {"DESCRIPTION", "ATTENDEE", "ORGANIZER", "GEO", "CONTACT", "COMMENT"} & set(
            event
        )


def test_a_visit_in_an_exposed_hall_is_in_no_public_calendar(store):
    exposed = {(date(2024, 5, 9), "20184")}
    days = [
        e["dtstart"].dt.day for e in events(calendar(store, TOURS, public=True, exposed=exposed))
    ]
    assert set(days) == {7}


def test_what_was_agreed_elsewhere_is_not_taken_back_by_a_plan_that_leaves_it_out(store):
    enter(store, "visits", AGREED, today=date(2024, 4, 30))
    found = events(calendar(store, TOURS))
    assert sorted(str(e["status"]) for e in found) == ["CONFIRMED"] * 4
    agreed = next(e for e in found if "Щръклево" in str(e["location"]))
    assert agreed["dtstart"].dt == datetime(2024, 5, 16, 7, 0, tzinfo=UTC)


def test_a_visit_of_the_store_in_an_exposed_hall_is_in_no_public_calendar(store):
    enter(store, "visits", AGREED | {"venue_discretion": 2}, today=date(2024, 4, 30))
    days = {e["dtstart"].dt.day for e in events(calendar(store, (), public=True))}
    assert days == set()
    assert len(events(calendar(store, ()))) == 1


def test_a_hall_that_is_known_to_be_exposed_is_told_to_nobody_also_without_a_note(store):
    with store.transaction() as cursor:
        cursor.execute("DELETE FROM hall WHERE ekatte = $ekatte", {"ekatte": AGREED["ekatte"]})
        cursor.execute(
            "INSERT INTO hall VALUES ('H1', $ekatte, 'chitalishte', 2, true, true)",
            {"ekatte": AGREED["ekatte"]},
        )
    enter(store, "visits", AGREED, today=date(2024, 4, 30))
    assert events(calendar(store, (), public=True)) == []
    assert len(events(calendar(store, ()))) == 1


def test_a_visit_held_on_the_day_itself_stays_in_the_calendar(store):
    report = enter(store, "visits", AGREED, today=date(2024, 4, 30))
    assert report.accepted
    first = events(calendar(store, ()))
    with store.cursor() as cursor:
        number = cursor.execute(
            "SELECT visit_id FROM visit WHERE planned_on = DATE '2024-05-16'"
        ).fetchone()[0]
    change(
        store, "visits", number, {"status": "held", "held_on": date(2024, 5, 16)},
        today=date(2024, 5, 16),
    )  # fmt: skip
    again = calendar_of(
        store, (), since=date(2024, 5, 1), until=date(2024, 6, 1), today=date(2024, 5, 16),
        told_at=NOW, language="bg",
    )  # fmt: skip
    assert events(again) == first


AGREED = {
    "status": "confirmed",
    "planned_on": date(2024, 5, 16),
    "ekatte": "84049",
    "starts_at": time(10, 0),
    "ends_at": time(12, 30),
}


def test_public_and_team_calendars_share_no_mark(store):
    team = {str(e["uid"]) for e in events(calendar(store, TOURS))}
    public = {str(e["uid"]) for e in events(calendar(store, TOURS, public=True))}
    assert not team & public


def test_taking_a_calendar_is_noted_and_changes_no_figure(store):
    from data.audit import entries

    before = store.version()
    calendar(store, TOURS, public=True)
    line = entries(store, n=1)[0]
    assert (line.action, line.subject) == ("exported", "public calendar")
    assert store.version() == before


GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gpx_file_holds_a_route_per_tour_from_the_base_and_back(language):
    content = gpx_file(TOURS, language)
    root = ElementTree.fromstring(content)  # noqa: S314 - our own file
    assert root.tag == f"{GPX}gpx"
    assert root.attrib["version"] == "1.1"
    assert {child.tag for child in root} == {f"{GPX}rte"}
    routes = gpxpy.parse(content.decode()).routes
    assert [len(route.points) for route in routes] == [4, 3]
    for route in routes:
        assert (route.points[0].latitude, route.points[0].longitude) == (
            route.points[-1].latitude,
            route.points[-1].longitude,
        )
    assert routes[0].points[1].comment == "09:41–12:11"
    assert b"women" not in content


def test_geojson_has_a_line_per_tour_and_a_point_per_stop_longitude_first():
    features = json.loads(geojson_file(TOURS, "bg"))["features"]
    assert [f["geometry"]["type"] for f in features] == [
        "LineString", "Point", "Point", "LineString", "Point",
    ]  # fmt: skip
    lon, lat = features[1]["geometry"]["coordinates"]
    assert 25 < lon < 27 < 43 < lat < 44.2
    assert features[1]["properties"]["ekatte"] == "05611"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_days_as_days_and_every_reason(language):
    book = load_workbook(io.BytesIO(plan_workbook(TOURS, (Message("No week is left."),), language)))
    assert len(book.sheetnames) == 3
    rows = list(book[book.sheetnames[0]].iter_rows(values_only=True))
    assert len(rows) == 4
    assert rows[1][0].date() == date(2024, 5, 7)
    assert {sheet.oddFooter.center.text for sheet in book} == {say(language, FOR_THE_TEAM)}
    assert rows[1][4:7] == ("05611", time(9, 41), time(12, 11))
    assert "7" in rows[1][7]
    tours = list(book[book.sheetnames[1]].iter_rows(values_only=True))
    assert tours[1][2:4] == (80.2, 96)
    assert book[book.sheetnames[2]]["A2"].value


def test_a_workbook_without_broken_rules_has_no_sheet_for_them():
    book = load_workbook(io.BytesIO(plan_workbook(TOURS, (), "bg")))
    assert len(book.sheetnames) == 2


def pdf_text(content, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not on the PATH")
    (tmp_path / "sheets.pdf").write_bytes(content)
    return subprocess.run(
        ["pdftotext", "-layout", tmp_path / "sheets.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()


def test_a_day_sheet_is_one_page_with_number_for_each_tour(tmp_path):
    pages = pdf_text(day_sheets(TOURS, straight_line_times(settlements()), "bg"), tmp_path)
    first, second = pages.strip("\f").split("\f")[:2]
    assert "вторник, 07.05.2024 г." in first
    assert "1/2" in first.replace(" ", "")
    assert "2/2" in second.replace(" ", "")
    assert "09:41" in first
    assert "Връщане: Русе" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_sheet_lost_in_a_village_tells_neither_for_whom_nor_why(tmp_path, language):
    text = pdf_text(day_sheets(TOURS, straight_line_times(settlements()), language), tmp_path)
    words = text.casefold()
    for word in (
        "жени",
        "women",
        "насили",
        "violence",
        "ромски",
        "roma",
        "приемна",
        "mobile office",
    ):
        assert not re.search(rf"\b{word}", words), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_day_sheets_can_be_read_aloud(language):
    sheets = day_sheets(TOURS, straight_line_times(settlements()), language)
    assert broken_rules(sheets) == []


def test_no_tours_make_empty_but_valid_files(store):
    assert events(calendar(store, ())) == []
    assert gpxpy.parse(gpx_file((), "bg").decode()).routes == []
    assert json.loads(geojson_file((), "bg"))["features"] == []
