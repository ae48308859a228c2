"""What a calendar says of each visit: all of it to the team, no more than is safe to everyone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from priemna.planning.plan import Tour

QUARTER_MINUTES = 15


@dataclass(frozen=True)
class Announcement:
    """One entry of a calendar.

    Parameters
    ----------
    on
        Day.
    place
        EKATTE of the settlement, or code of the municipality where the settlement is not told.
    opens, closes
        Clock times; both None for an entry of the whole day.
    team
        Number or code of the team; empty in public. Never a name.
    """

    on: date
    place: str
    opens: time | None = None
    closes: time | None = None
    team: str = ""

    def __lt__(self, other: "Announcement") -> bool:
        """In order of days and places; hours that are not noted come first."""
        return self._order() < other._order()

    def _order(self) -> tuple[object, ...]:
        hours = ((clock is not None, clock or time()) for clock in (self.opens, self.closes))
        return self.on, self.place, *hours, self.team


def for_the_team(tours: Sequence[Tour]) -> tuple[Announcement, ...]:
    """Every stop of the tours with its exact hours."""
    return tuple(
        Announcement(tour.on, stop.ekatte, stop.arrive, stop.depart, str(tour.team))
        for tour in tours
        for stop in tour.stops
    )


def with_agreed(
    planned: Sequence[Announcement], agreed: Sequence[Announcement]
) -> tuple[Announcement, ...]:
    """What the plan shows, and what was agreed on before in settlements that it does not visit.

    A plan leaves out what is agreed already; its calendar must not take that back. Where the plan
    visits a settlement itself, its own day and hours stand.
    """
    visited = {one.place for one in planned}
    return (*planned, *(one for one in agreed if one.place not in visited))


def for_everyone(
    announcements: Sequence[Announcement],
    homes: Mapping[str, str],
    *,
    with_settlement: bool,
    exposed: Collection[tuple[date, str]] = (),
) -> tuple[Announcement, ...]:
    """What may be told in public: no team, no exact hours, no place that would expose who comes.

    Parameters
    ----------
    announcements
        Those of the team.
    homes
        Municipality code of each settlement.
    with_settlement
        Name the settlement and its hours; otherwise the municipality and the day alone.
    exposed
        Day and EKATTE of visits whose hall lies below the threshold of discretion: they are told
        to nobody in public.

    Returns
    -------
    tuple of Announcement
        In order of days. Two visits of one municipality on one day are one entry where settlements
        are left out.

    Notes
    -----
    With a known start, the minute of an arrival tells the length of the drive and so the
    settlement. Hours are therefore left out together with it, and are whole quarters otherwise.
    """
    told = [one for one in announcements if (one.on, one.place) not in set(exposed)]
    if not with_settlement:
        return tuple(sorted({Announcement(one.on, homes[one.place]) for one in told}))
    return tuple(sorted({_in_quarters(one) for one in told}))


def _in_quarters(one: Announcement) -> Announcement:
    """The hours within which the place is open for sure, in whole quarters of an hour."""
    if one.opens is None or one.closes is None:
        return Announcement(one.on, one.place)
    opens = -(-_minutes(one.opens) // QUARTER_MINUTES) * QUARTER_MINUTES
    closes = _minutes(one.closes) // QUARTER_MINUTES * QUARTER_MINUTES
    if closes <= opens:
        return Announcement(one.on, one.place)
    return Announcement(one.on, one.place, time(*divmod(opens, 60)), time(*divmod(closes, 60)))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
