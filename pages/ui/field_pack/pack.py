"""What a field pack holds: the stops of a day with their hours and halls, and lines of help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.codebook import label
from data.entry import record
from data.helplines import Helpline, helplines
from data.plans import PlannedVisit, open_visits
from data.resources.halls import HallRecord, halls
from data.store import Store
from geo.errors import PriemnaError
from geo.places import CENTRE_EKATTE, Settlement, settlement
from geo.shapes import MunicipalityShapes
from pages.ui.load import load_shapes
from pages.ui.texts import say


class NothingToPack(PriemnaError, LookupError):
    """The visit is not one that is still to be held."""


@dataclass(frozen=True)
class Stop:
    """One mobile office of the day.

    Parameters
    ----------
    visit
        As planned; its number leads what comes back to its place in the store.
    halls
        Halls of the settlement that can be had.
    values
        What the store has of the visit, by name of the field.
    """

    visit: PlannedVisit
    halls: tuple[HallRecord, ...]
    values: Mapping[str, str]

    @property
    def place(self) -> Settlement:
        """Where it is held."""
        return settlement(self.visit.ekatte)


@dataclass(frozen=True)
class Pack:
    """What one team takes along on one day."""

    on: date
    team: str
    stops: tuple[Stop, ...]
    lines: tuple[Helpline, ...]
    shapes: MunicipalityShapes

    @property
    def way(self) -> tuple[Settlement, ...]:
        """The base, then the stops."""
        return settlement(CENTRE_EKATTE), *(stop.place for stop in self.stops)


def days_to_pack(visits: Sequence[PlannedVisit]) -> dict[tuple[date, str], str]:
    """First visit of each day and team, earliest first: what a pack can be made for."""
    first: dict[tuple[date, str], str] = {}
    for visit in sorted(visits, key=_in_order):
        first.setdefault((visit.on, visit.team), visit.visit_id)
    return first


def load_pack(store: Store, number: str) -> Pack:
    """Load the pack of the day on which a visit is planned, with all stops of its team.

    Raises
    ------
    NothingToPack
        Where no visit of this number is planned or confirmed.
    HelplinesUnreadable
        Where the installation's own lines of help cannot be read.
    """
    every = open_visits(store, since=date.min, until=date.max)
    chosen = next((visit for visit in every if visit.visit_id == number), None)
    if chosen is None:
        raise NothingToPack(
            "No mobile office {number} is planned or confirmed. `priemna visits` lists them.",
            number=number,
        )
    known = [hall for hall in halls(store) if hall.in_use]
    stops = tuple(
        Stop(
            visit,
            tuple(hall for hall in known if hall.ekatte == visit.ekatte),
            record(store, "visits", visit.visit_id),
        )
        for visit in sorted(every, key=_in_order)
        if (visit.on, visit.team) == (chosen.on, chosen.team)
    )
    return Pack(chosen.on, chosen.team, stops, helplines(store.path), load_shapes(store))


def hours_words(stop: Stop, language: str) -> str:
    """Hours of a stop in words."""
    opens, closes = stop.visit.starts_at, stop.visit.ends_at
    if opens is None or closes is None:
        return say(language, "hours not noted")
    return say(language, "{opens}–{closes}", opens=opens, closes=closes)


def hall_words(hall: HallRecord, on: date, language: str) -> str:
    """A hall on a day: what it is, how discreet, when it is open, whether a woman can be led on."""
    today = next((day for day in hall.hours if day.weekday == on.isoweekday()), None)
    if not hall.hours:
        hours = say(language, "open at any hour")
    elif today is None:
        hours = say(language, "closed on this day")
    else:
        hours = say(language, "open {opens}–{closes}", opens=today.opens_at, closes=today.closes_at)
    words = say(
        language,
        "{hall}, discretion {n} of 5, {hours}.",
        hall=label("venue_type", hall.venue_type, language),
        n=hall.discretion,
        hours=hours,
    )
    if hall.has_referral:
        return words
    return f"{words} " + say(language, "Nobody can be led on from here on the same day.")


def _in_order(visit: PlannedVisit) -> tuple[object, ...]:
    opens = visit.starts_at
    return visit.on, visit.team, opens.isoformat() if opens else "99", visit.visit_id
