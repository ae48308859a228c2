"""What settlements ask of the team that is sent there: languages and skills."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from data.resources.changes import ResourceRefused, Values, change, writes
from data.store import Store
from geo.places import settlements


@dataclass(frozen=True)
class PlaceRecord:
    """What one settlement asks: codes of the lists ``language`` and ``skill``."""

    ekatte: str
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


def places(store: Store) -> tuple[PlaceRecord, ...]:
    """Settlements that ask something, in order of their EKATTE."""
    with store.cursor() as cursor:
        known = cursor.execute(
            "SELECT ekatte FROM place_language UNION SELECT ekatte FROM place_skill ORDER BY 1"
        ).fetchall()
        read = [(ekatte, _read(cursor, ekatte)) for (ekatte,) in known]
    return tuple(
        PlaceRecord(ekatte, tuple(values["languages"]), tuple(values["skills"]))
        for ekatte, values in read
        if values is not None
    )


def save_place(store: Store, place: PlaceRecord, *, who: str = "") -> bool:
    """Keep what a settlement asks, nothing included; False where it is the same.

    Raises
    ------
    ResourceRefused
        Where the settlement is none of the district.
    """
    if place.ekatte not in {known.ekatte for known in settlements()}:
        raise ResourceRefused(
            "{ekatte} is no settlement of the district. Choose one of the list.",
            ekatte=place.ekatte,
        )
    asked = {"languages": sorted(set(place.languages)), "skills": sorted(set(place.skills))}
    after = asked if any(asked.values()) else None
    return change(store, "place", place.ekatte, _read, after, who=who)


def write_place(cursor: DuckDBPyConnection, ekatte: str, values: Values | None) -> None:
    """Put what a settlement asks in its place inside a transaction."""
    cursor.execute("DELETE FROM place_language WHERE ekatte = $ekatte", {"ekatte": ekatte})
    cursor.execute("DELETE FROM place_skill WHERE ekatte = $ekatte", {"ekatte": ekatte})
    for language in values["languages"] if values else ():
        cursor.execute(
            "INSERT INTO place_language VALUES ($ekatte, $language)",
            {"ekatte": ekatte, "language": language},
        )
    for skill in values["skills"] if values else ():
        cursor.execute(
            "INSERT INTO place_skill VALUES ($ekatte, $skill)", {"ekatte": ekatte, "skill": skill}
        )


def _read(cursor: DuckDBPyConnection, ekatte: str) -> Values | None:
    languages = cursor.execute(
        "SELECT language FROM place_language WHERE ekatte = $ekatte ORDER BY ALL",
        {"ekatte": ekatte},
    ).fetchall()
    skills = cursor.execute(
        "SELECT skill FROM place_skill WHERE ekatte = $ekatte ORDER BY ALL", {"ekatte": ekatte}
    ).fetchall()
    if not languages and not skills:
        return None
    return {"languages": [one for (one,) in languages], "skills": [one for (one,) in skills]}


writes("place", write_place)
