"""Calendars of the store: what was told before comes from it, what is told now goes into it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, time

import pandas as pd

from data.calendar import ToldEntry, tell_calendar
from data.store import Store
from geo.places import settlements
from pages.ui.files.calendar import public_calendar, team_calendar
from pages.ui.load import load_answer
from priemna.planning.inputs import Rules
from priemna.takeaway.announcements import Announcement, for_everyone, with_agreed
from priemna.takeaway.notices import Notice, renew

HOMES = {place.ekatte: place.municipality_code for place in settlements()}


@dataclass(frozen=True)
class Public:
    """How much everyone is told.

    Parameters
    ----------
    with_settlement
        Name the settlement and its hours, not the municipality and the day alone.
    exposed
        Day and EKATTE of planned visits whose hall lies below the threshold of discretion.
    """

    with_settlement: bool = False
    exposed: frozenset[tuple[date, str]] = frozenset()


def agreed_visits(
    store: Store, *, since: date, until: date
) -> tuple[tuple[Announcement, ...], frozenset[tuple[date, str]]]:
    """Load the visits that stand in a period, and those whose hall is too exposed.

    Returns
    -------
    tuple
        Announcements for the team; day and EKATTE of visits in halls below the usual threshold of
        discretion. Where nothing is noted of any hall it counts as discreet enough.
    """
    visits = load_answer(store, "agreed_visits", since=since, until=until)
    announcements = tuple(
        Announcement(row.on_day.date(), row.ekatte, _clock(row.opens_at), _clock(row.closes_at),
                     row.team)
        for row in visits.itertuples()
    )  # fmt: skip
    exposed = frozenset(
        (row.on_day.date(), row.ekatte)
        for row in visits.itertuples()
        if pd.notna(row.venue_discretion) and row.venue_discretion < Rules.least_discretion
    )
    return announcements, exposed


def calendar_of(
    store: Store,
    planned: Sequence[Announcement],
    *,
    since: date,
    until: date,
    today: date,
    told_at: datetime,
    public: Public | None = None,
    language: str,
    who: str = "",
) -> bytes:
    """Tell an audience what a period holds, and return the file of that period.

    Parameters
    ----------
    store
        It keeps what was told, and a line in its log.
    planned
        What a plan shows of the period; what was agreed on elsewhere is added from the store.
    since, until
        The period (``since`` ≤ day < ``until``).
    today
        Entries of earlier days stay as they are.
    told_at
        Now, UTC.
    public
        How much everyone is told; None for the calendar of the team.
    language
        ``"bg"`` or ``"en"``.
    who
        User who takes the file.
    """
    agreed, exposed = agreed_visits(store, since=since, until=until)
    wanted = with_agreed(planned, agreed)
    if public is not None:
        wanted = for_everyone(
            wanted,
            HOMES,
            with_settlement=public.with_settlement,
            exposed=exposed | public.exposed,
        )

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

    told = tell_calendar(store, decide, is_public=public is not None, who=who)
    notices = [_notice(one) for one in told if since <= one.day_on < until]
    if public is None:
        return team_calendar(notices, language, told_at)
    return public_calendar(_in_public(notices, public), language, told_at)


def _in_public(notices: Sequence[Notice], public: Public) -> list[Notice]:
    """Entries as this file may say them: an earlier one may have named settlements and hours.

    In order of days and marks, for the order of settlements would tell them apart.
    """
    return sorted(
        (
            replace(one, announcement=_day_alone(one.announcement))
            if one.is_cancelled or not public.with_settlement
            else one
            for one in notices
        ),
        key=lambda one: (one.announcement.on, one.uid),
    )


def _day_alone(said: Announcement) -> Announcement:
    return Announcement(said.on, HOMES.get(said.place, said.place))


def _clock(value: object) -> time | None:
    return value if isinstance(value, time) else None


def _notice(one: ToldEntry) -> Notice:
    said = Announcement(one.day_on, one.place, one.opens_at, one.closes_at, one.team)
    return Notice(one.uid, one.sequence, said, one.is_cancelled)


def _told(notice: Notice) -> ToldEntry:
    return ToldEntry(
        notice.uid, notice.sequence, notice.is_cancelled, *astuple(notice.announcement)
    )
