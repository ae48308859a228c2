"""Halls in which mobile offices can be held: where, how discreet, and when they are open."""

from dataclasses import dataclass
from datetime import time
from functools import partial

from duckdb import DuckDBPyConnection

from data.resources.changes import ResourceRefused, Values, change, writes
from data.store import Store
from geo.places import settlements


@dataclass(frozen=True)
class OpenHours:
    """When a hall is open on one day of the week (1 Monday to 7 Sunday)."""

    weekday: int
    opens_at: time
    closes_at: time


@dataclass(frozen=True)
class HallRecord:
    """One hall.

    Parameters
    ----------
    number
        Ours; empty for a new one, which gets its EKATTE and a running number.
    ekatte
        Settlement where it is.
    venue_type
        Code of the list ``venue_type``.
    discretion
        1 everyone sees who enters, 5 nobody does.
    has_referral
        Whether a woman in danger can be led on from here the same day.
    hours
        When it is open; none means at any hour.
    in_use
        Whether it can be had.
    """

    number: str
    ekatte: str
    venue_type: str = "municipality"
    discretion: int = 3
    has_referral: bool = True
    hours: tuple[OpenHours, ...] = ()
    in_use: bool = True


def halls(store: Store) -> tuple[HallRecord, ...]:
    """All halls in order of their numbers."""
    with store.cursor() as cursor:
        hours: dict[str, list[OpenHours]] = {}
        for number, weekday, opens, closes in cursor.execute(
            "SELECT hall_id, weekday, opens_at, closes_at FROM hall_hours ORDER BY ALL"
        ).fetchall():
            hours.setdefault(number, []).append(OpenHours(weekday, opens, closes))
        rows = cursor.execute(
            "SELECT hall_id, ekatte, venue_type, discretion, has_referral, in_use FROM hall "
            "ORDER BY hall_id"
        ).fetchall()
    return tuple(
        HallRecord(number, ekatte, kind, discretion, referral, tuple(hours.get(number, ())), in_use)
        for number, ekatte, kind, discretion, referral, in_use in rows
    )


def save_hall(store: Store, hall: HallRecord, *, who: str = "") -> bool:
    """Keep a hall, new or changed; False where it says what it said.

    Raises
    ------
    ResourceRefused
        Where its place, discretion or hours are none that can be.
    """
    _check(hall)
    number = hall.number or partial(_next_number, ekatte=hall.ekatte)
    return change(store, "hall", number, _read, _values(hall), who=who)


def delete_hall(store: Store, number: str, *, who: str = "") -> bool:
    """Take a hall away."""
    return change(store, "hall", number, _read, None, who=who)


def write_hall(cursor: DuckDBPyConnection, number: str, values: Values | None) -> None:
    """Put a hall in its place inside a transaction."""
    cursor.execute("DELETE FROM hall WHERE hall_id = $number", {"number": number})
    cursor.execute("DELETE FROM hall_hours WHERE hall_id = $number", {"number": number})
    if values is None:
        return
    own = {name: values[name] for name in _COLUMNS}
    cursor.execute(
        "INSERT INTO hall VALUES ($number, $ekatte, $venue_type, $discretion, $has_referral, "
        "$in_use)",
        {"number": number, **own},
    )
    for weekday, opens, closes in values["hours"]:
        cursor.execute(
            "INSERT INTO hall_hours VALUES ($number, $weekday, CAST($opens AS TIME), "
            "CAST($closes AS TIME))",
            {"number": number, "weekday": weekday, "opens": opens, "closes": closes},
        )


_COLUMNS = ("ekatte", "venue_type", "discretion", "has_referral", "in_use")


def _check(hall: HallRecord) -> None:
    if hall.ekatte not in {place.ekatte for place in settlements()}:
        raise ResourceRefused(
            "{ekatte} is no settlement of the district. Choose one of the list.",
            ekatte=hall.ekatte,
        )
    if hall.discretion not in (1, 2, 3, 4, 5):
        raise ResourceRefused("Discretion is a whole number from 1 to 5.")
    days = [day.weekday for day in hall.hours]
    if len(set(days)) < len(days) or any(day.closes_at <= day.opens_at for day in hall.hours):
        raise ResourceRefused("A hall closes after it opens, and each weekday stands once.")


def _next_number(cursor: DuckDBPyConnection, *, ekatte: str) -> str:
    # A number that was ever given stays with its hall, so that changes of both keep apart.
    taken = {
        number
        for (number,) in cursor.execute(
            "SELECT hall_id FROM hall UNION SELECT row_id FROM resource_change"
        ).fetchall()
    }
    running = 1
    while f"{ekatte}-{running}" in taken:
        running += 1
    return f"{ekatte}-{running}"


def _read(cursor: DuckDBPyConnection, number: str) -> Values | None:
    row = cursor.execute(
        "SELECT ekatte, venue_type, discretion, has_referral, in_use FROM hall "
        "WHERE hall_id = $number",
        {"number": number},
    ).fetchone()
    if row is None:
        return None
    hours = cursor.execute(
        "SELECT weekday, CAST(opens_at AS VARCHAR), CAST(closes_at AS VARCHAR) FROM hall_hours "
        "WHERE hall_id = $number ORDER BY weekday",
        {"number": number},
    ).fetchall()
    return {**dict(zip(_COLUMNS, row, strict=True)), "hours": [list(day) for day in hours]}


def _values(hall: HallRecord) -> Values:
    return {
        **{name: getattr(hall, name) for name in _COLUMNS},
        "hours": [
            [day.weekday, day.opens_at.isoformat(), day.closes_at.isoformat()]
            for day in sorted(hall.hours, key=lambda day: day.weekday)
        ],
    }


writes("hall", write_hall)
