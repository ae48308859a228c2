"""Calendars as iCalendar files (RFC 5545): one for the team, one that tells the public little."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from geo.places import municipality, settlement
from pages.ui.texts import say
from priemna.takeaway.announcements import Announcement
from priemna.takeaway.notices import Notice

ZONE = ZoneInfo("Europe/Sofia")


def team_calendar(notices: Sequence[Notice], language: str, told_at: datetime) -> bytes:
    """Calendar of the team: each visit with its place, hours and team.

    Parameters
    ----------
    notices
        Entries, cancelled ones among them.
    language
        ``"bg"`` or ``"en"``.
    told_at
        When the file is made, UTC.
    """
    calendar = _calendar(say(language, "Mobile offices"))
    for notice in notices:
        said = notice.announcement
        event = _event(notice, told_at)
        event.add("summary", say(language, "Mobile office, {place}", place=settlement(said.place)))
        event.add("location", place_told(said.place, language))
        if said.team:
            event.add("description", say(language, "Team {team}", team=said.team))
        event.add("class", "CONFIDENTIAL")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def public_calendar(notices: Sequence[Notice], language: str, told_at: datetime) -> bytes:
    """Calendar for everyone: „консултативен ден“, where, and nothing that says for whom or why.

    Parameters are those of `team_calendar`. A cancelled entry says no place any more.
    """
    calendar = _calendar(say(language, "Consultation days"))
    for notice in notices:
        event = _event(notice, told_at)
        event.add("summary", say(language, "Consultation day"))
        if not notice.is_cancelled:
            event.add("location", place_told(notice.announcement.place, language))
        event.add("class", "PUBLIC")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def place_told(code: str, language: str) -> str:
    """Settlement with its municipality, or the municipality alone, by code."""
    if not code.isdecimal():
        return say(language, "municipality {municipality}", municipality=municipality(code))
    place = settlement(code)
    return say(
        language,
        "{place}, municipality {municipality}",
        place=place,
        municipality=municipality(place.municipality_code),
    )


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    # Says neither who made the file nor for whom.
    calendar.add("prodid", "-//Calendar//BG")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(ZONE))
    return calendar


def _event(notice: Notice, told_at: datetime) -> Event:
    event = Event()
    event.add("uid", notice.uid)
    event.add("sequence", notice.sequence)
    event.add("dtstamp", told_at.replace(tzinfo=UTC, microsecond=0))
    start, end = _hours(notice.announcement)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("status", "CANCELLED" if notice.is_cancelled else "CONFIRMED")
    return event


def _hours(said: Announcement) -> tuple[object, object]:
    """Start and end in UTC, which every calendar reads alike, or whole days."""
    if said.opens is None or said.closes is None:
        return said.on, said.on + timedelta(days=1)
    return (
        datetime.combine(said.on, said.opens, ZONE).astimezone(UTC),
        datetime.combine(said.on, said.closes, ZONE).astimezone(UTC),
    )
