"""An invented country: 28 districts with the spread of sizes of a real one, and no real place.

Codes begin with X, so that none can be taken for an EKATTE code, and every name says „Измислено“.
District 18 is none of these: its place is that of Ruse, which is real.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from pathlib import Path

import numpy as np

from geo.places import District, Municipality, Neighbour, Settlement
from geo.power import Floats, Ints

DISTRICTS, RUSE = 28, 18
SETTLEMENTS = 5267
"""As many as Bulgaria has; 83 of them are those of Ruse."""

OF_RUSE = 83
CROWDED = {6: 345, 8: 470}
"""Districts with hundreds of very small villages near each other: settlements in each."""

SEED = 28
KM2_EACH, KM2_EACH_CROWDED = 30.0, 8.0
ROUND_ABOUT = 0.56
"""Neighbours for each settlement: a ring of a quarter of the radius."""

KM_PER_DEGREE = 111.2
GOLDEN = np.pi * (3 - 5**0.5)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class InventedDistrict:
    """One district; place 0 of the settlements is the town of its centre."""

    district: District
    settlements: tuple[Settlement, ...]
    municipalities: tuple[Municipality, ...]
    neighbours: tuple[Neighbour, ...]


@cache
def sizes() -> dict[int, int]:
    """Settlements of each district by its number; `SETTLEMENTS` in all, Ruse included."""
    rest = [n for n in range(1, DISTRICTS + 1) if n != RUSE and n not in CROWDED]
    share = np.random.default_rng(SEED).uniform(110, 240, len(rest))
    wanted = SETTLEMENTS - OF_RUSE - sum(CROWDED.values())
    ends = np.rint(np.cumsum(share) / share.sum() * wanted).astype(int)
    found = dict(zip(rest, np.diff(ends, prepend=0).tolist(), strict=True))
    return dict(sorted({RUSE: OF_RUSE, **CROWDED, **found}.items()))


def invented_district(number: int, places: int | None = None) -> InventedDistrict:
    """District with this number; always the same.

    Parameters
    ----------
    number
        1–28, not 18.
    places
        Its settlements; None for as many as `sizes` says.
    """
    places = places or sizes()[number]
    crowded = number in CROWDED
    rng = np.random.default_rng([SEED, number, places])
    points = _scattered(rng, places, KM2_EACH_CROWDED if crowded else KM2_EACH)
    lat, lon = _degrees(points, number)
    seats, member = _municipalities_of(points[:places], max(4, places // (70 if crowded else 20)))
    people = 3 + np.exp(rng.normal(4.0 if crowded else 5.6, 1.1, places)).astype(int)
    people[seats] = rng.integers(2_000, 15_000, len(seats))
    people[0] = rng.integers(30_000, 120_000)
    land = (KM2_EACH_CROWDED if crowded else KM2_EACH) * rng.uniform(0.7, 1.3, len(points))
    codes = _codes(number, len(points))
    names = [f"{number}", *(f"{number}-{n}" for n in islice(_undoubled(), places - 1))]
    municipalities = tuple(
        _municipality(
            rng, f"X{number:02d}{m + 1:02d}", names[seat], codes[seat], people[member == m]
        )
        for m, seat in enumerate(seats)
    )
    women = [m.women_14_plus / m.population for m in municipalities]
    return InventedDistrict(
        District(
            code=f"X{number:02d}",
            name_bg=f"Измислено {number}",
            name_en=f"Izmisleno {number}",
            centre_ekatte=codes[0],
            around_bg="",
            lat=round(float(lat[0]), 6),
            lon=round(float(lon[0]), 6),
            is_invented=True,
        ),
        tuple(
            Settlement(
                ekatte=codes[i],
                name_bg=f"Измислено {names[i]}",
                name_en=f"Izmisleno {names[i]}",
                kind="town" if i in seats else "village",
                municipality_code=municipalities[member[i]].code,
                lat=round(float(lat[i]), 6),
                lon=round(float(lon[i]), 6),
                area_km2=round(float(land[i]), 3),
                population=int(people[i]),
                registered=int(people[i] * 1.1),
                women_14_plus=float(women[member[i]] * people[i]),
            )
            for i in range(places)
        ),
        municipalities,
        tuple(
            Neighbour(
                ekatte=codes[i],
                name_bg=f"Съседно {number}-{i}",
                municipality_code="X0000",
                lat=round(float(lat[i]), 6),
                lon=round(float(lon[i]), 6),
                area_km2=round(float(land[i]), 3),
            )
            for i in range(places, len(points))
        ),
    )


def write_facts(one: InventedDistrict, folder: Path) -> None:
    """Write a district as a folder of facts, in the columns of ``geo/facts``."""
    folder.mkdir(parents=True, exist_ok=True)
    district = one.district
    row = {name: getattr(district, name) for name in _DISTRICT}
    _write(folder / "district.csv", [{**row, "invented": "yes"}])
    _write(folder / "settlements.csv", map(_settlement_row, one.settlements))
    _write(folder / "municipalities.csv", map(_municipality_row, one.municipalities))
    _write(folder / "neighbours.csv", map(_neighbour_row, one.neighbours))


_DISTRICT = ("code", "name_bg", "name_en", "centre_ekatte", "around_bg", "lat", "lon")
_COUNTED = ("population", "females", "aged_0_14", "aged_65_plus", "roma", "ethnicity_not_stated")
_SCHOOLS = ("tertiary", "upper_secondary", "lower_secondary", "primary_or_less")


def _settlement_row(place: Settlement) -> dict[str, object]:
    return {
        **{name: getattr(place, name) for name in ("ekatte", "name_bg", "name_en", "kind")},
        "municipality_code": place.municipality_code,
        "lat": place.lat,
        "lon": place.lon,
        "arc_minute": "no",
        "area_dka": round(place.area_km2 * 1000),
        "population_2017": place.population,
        "registered_2026": place.registered,
    }


def _municipality_row(place: Municipality) -> dict[str, object]:
    return {
        "municipality_code": place.code,
        **{name: getattr(place, name) for name in ("name_bg", "name_en", "centre_ekatte")},
        **{name: getattr(place, name) for name in _COUNTED},
        "activity_percent": round(place.activity_share * 100, 1),
        "unemployment_percent": round(place.unemployment_share * 100, 1),
        **{name: getattr(place, name) for name in _SCHOOLS},
    }


def _neighbour_row(place: Neighbour) -> dict[str, object]:
    names = ("ekatte", "name_bg", "municipality_code", "lat", "lon")
    row = {name: getattr(place, name) for name in names}
    return row | {"area_dka": round(place.area_km2 * 1000)}


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    first, *others = rows
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerows([first, *others])


def _scattered(rng: np.random.Generator, places: int, km2: float) -> Floats:
    """Kilometres from the centre: a sunflower, each seed moved a little; neighbours come last."""
    every = np.arange(places + round(places * ROUND_ABOUT))
    radius = np.sqrt(every * km2 / np.pi)
    points: Floats = radius[:, None] * np.column_stack(
        [np.cos(GOLDEN * every), np.sin(GOLDEN * every)]
    )
    points[1:] += rng.uniform(-0.3, 0.3, (len(every) - 1, 2)) * km2**0.5
    return points


def _degrees(points: Floats, number: int) -> tuple[Floats, Floats]:
    """Latitudes and longitudes; districts stand in four rows of seven."""
    row, column = divmod(number - 1, 7)
    lat = 43.9 - 0.62 * row + points[:, 1] / KM_PER_DEGREE
    return lat, 22.8 + 0.86 * column + points[:, 0] / (KM_PER_DEGREE * np.cos(np.radians(43)))


def _municipalities_of(points: Floats, wanted: int) -> tuple[list[int], Ints]:
    """Seats far from each other, the first the centre; and the nearest seat of each place."""
    seats = [0]
    away = np.hypot(*(points - points[0]).T)
    while len(seats) < wanted:
        seats.append(int(np.argmax(away)))
        away = np.minimum(away, np.hypot(*(points - points[seats[-1]]).T))
    between = np.hypot(*(points[:, None] - points[seats]).transpose(2, 0, 1))
    return seats, between.argmin(axis=1)


def _municipality(
    rng: np.random.Generator, code: str, name: str, seat: str, people: Ints
) -> Municipality:
    population = int(people.sum())

    def part(low: float, high: float) -> int:
        return int(population * rng.uniform(low, high))

    school = rng.dirichlet([3, 8, 5, 3]) * 0.93 * population
    return Municipality(
        code=code,
        name_bg=f"Измислено {name}",
        name_en=f"Izmisleno {name}",
        centre_ekatte=seat,
        area_km2=0.0,
        population=population,
        females=part(0.5, 0.53),
        aged_0_14=part(0.1, 0.17),
        aged_65_plus=part(0.18, 0.35),
        roma=part(0.01, 0.2),
        ethnicity_not_stated=part(0.03, 0.1),
        activity_share=float(rng.uniform(0.38, 0.55)),
        unemployment_share=float(rng.uniform(0.05, 0.25)),
        **{name: int(n) for name, n in zip(_SCHOOLS, school, strict=True)},
    )


def _codes(number: int, places: int) -> Sequence[str]:
    in_36 = (_DIGITS[i // 36**2] + _DIGITS[i // 36 % 36] + _DIGITS[i % 36] for i in range(places))
    return [f"X{_DIGITS[number]}{end}" for end in in_36]


def _undoubled() -> Iterable[int]:
    """Numbers without a digit twice in a row: names that differ in that alone sound alike."""
    return (n for n in count(1) if all(a != b for a, b in zip(str(n), str(n)[1:], strict=False)))
