"""Calendars of the store: what was told before comes from it, what is told now goes into it."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date, datetime

from data.calendar import ToldEntry, tell_calendar
from data.store import Store
from pages.ui.files.calendar import public_calendar, team_calendar
from priemna.takeaway.announcements import Announcement
from priemna.takeaway.notices import Notice, renew


def calendar_of(
    store: Store,
    wanted: Sequence[Announcement],
    *,
    since: date,
    until: date,
    today: date,
    told_at: datetime,
    is_public: bool,
    language: str,
    who: str = "",
) -> bytes:
    """Tell an audience what a period holds, and return the file of that period.

    Parameters
    ----------
    store
        It keeps what was told, and a line in its log.
    wanted
        What the period shall say, as `priemna.takeaway.announcements` makes it.
    since, until
        The period (``since`` ≤ day < ``until``).
    today
        Entries of earlier days stay as they are.
    told_at
        Now, UTC.
    is_public
        For everyone rather than for the team.
    language
        ``"bg"`` or ``"en"``.
    who
        User who takes the file.
    """

    def decide(told: tuple[ToldEntry, ...], secret: bytes) -> list[ToldEntry]:
        notices = renew(
            [_notice(one) for one in told],
            wanted,
            since=since,
            until=until,
            today=today,
            key=secret,
        )
        return [_told(one) for one in notices]

    told = tell_calendar(store, decide, is_public=is_public, who=who)
    notices = [_notice(one) for one in told if since <= one.day_on < until]
    write = public_calendar if is_public else team_calendar
    return write(notices, language, told_at)


def _notice(one: ToldEntry) -> Notice:
    said = Announcement(one.day_on, one.place, one.opens_at, one.closes_at, one.team)
    return Notice(one.uid, one.sequence, said, one.is_cancelled)


def _told(notice: Notice) -> ToldEntry:
    return ToldEntry(
        notice.uid, notice.sequence, notice.is_cancelled, *astuple(notice.announcement)
    )
