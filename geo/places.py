"""The settlements and municipalities of the district of this process, and those round about."""

import csv
import os
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import PriemnaError


def facts_of(store: str | Path | None) -> Path:
    """Folder of facts that go with a store: ``STORE.facts`` beside it, else those of Ruse."""
    beside = Path(f"{store}.facts").resolve()
    return beside if store and beside.is_dir() else Path(__file__).resolve().parent / "facts"


FACTS = facts_of(os.environ.get("PRIEMNA_STORE"))
"""What this process knows about places: one district, chosen by ``$PRIEMNA_STORE`` at its start."""

GIRLS_AMONG_CHILDREN = 0.487
YEARS_BELOW_14_OF_0_TO_14 = 14 / 15


class UnknownPlace(PriemnaError, LookupError):
    """A code that names no place of the district."""


@dataclass(frozen=True)
class District:
    """The district itself.

    ``around_bg`` is the name of the country round its centre („Русенско“), "" where there is none;
    ``lat`` and ``lon`` the middle of its maps in degrees; ``is_invented`` says that no such
    district exists.
    """

    code: str
    name_bg: str
    name_en: str
    centre_ekatte: str
    around_bg: str
    lat: float
    lon: float
    is_invented: bool

    def __str__(self) -> str:
        return self.name_en


@dataclass(frozen=True)
class Settlement:
    """A town or village of the district; sources in ``geo/facts/README.md``.

    ``lat`` and ``lon`` are degrees (WGS 84), ``area_km2`` the land that belongs to it (land
    register), ``population`` that of 2017 (NSI), ``registered`` the current addresses of 2026
    (GRAO), ``women_14_plus`` estimated by the rule in `women_14_plus_of`.
    """

    ekatte: str
    name_bg: str
    name_en: str
    kind: str
    municipality_code: str
    lat: float
    lon: float
    area_km2: float
    population: int
    registered: int
    women_14_plus: float


@dataclass(frozen=True)
class Municipality:
    """A municipality of the district with what the census of 2021 counted; people, except areas.

    ``aged_7_plus`` and the education counts are of people aged 7 and over; ``activity_share`` and
    ``unemployment_share`` (of the economically active) lie between 0 and 1.
    """

    code: str
    name_bg: str
    name_en: str
    centre_ekatte: str
    area_km2: float
    population: int
    females: int
    aged_0_14: int
    aged_65_plus: int
    roma: int
    ethnicity_not_stated: int
    activity_share: float
    unemployment_share: float
    tertiary: int
    upper_secondary: int
    lower_secondary: int
    primary_or_less: int

    @property
    def women_14_plus(self) -> float:
        """Women aged 14 and over: females less girls aged 0–13."""
        girls = self.aged_0_14 * YEARS_BELOW_14_OF_0_TO_14 * GIRLS_AMONG_CHILDREN
        return self.females - girls

    @property
    def roma_share(self) -> float:
        """Roma among those who stated an ethnic group, 0–1."""
        return self.roma / (self.population - self.ethnicity_not_stated)

    @property
    def aged_65_plus_share(self) -> float:
        """People aged 65 and over among all, 0–1."""
        return self.aged_65_plus / self.population

    @property
    def aged_7_plus(self) -> int:
        """People whose education the census states."""
        return self.tertiary + self.upper_secondary + self.lower_secondary + self.primary_or_less

    @property
    def low_education_share(self) -> float:
        """People with at most lower secondary education among those aged 7 and over, 0–1."""
        return (self.lower_secondary + self.primary_or_less) / self.aged_7_plus


@dataclass(frozen=True)
class Neighbour:
    """A settlement just outside the district; it bounds the computed shapes."""

    ekatte: str
    name_bg: str
    municipality_code: str
    lat: float
    lon: float
    area_km2: float


@cache
def district() -> District:
    """District whose places this process knows."""
    (row,) = _rows("district.csv")
    return District(
        code=row["code"],
        name_bg=row["name_bg"],
        name_en=row["name_en"],
        centre_ekatte=row["centre_ekatte"],
        around_bg=row["around_bg"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        is_invented=row["invented"] == "yes",
    )


@cache
def settlements() -> tuple[Settlement, ...]:
    """All settlements of the district, in order of their EKATTE code."""
    rows = _rows("settlements.csv")
    people: dict[str, int] = defaultdict(int)
    for row in rows:
        people[row["municipality_code"]] += int(row["population_2017"])
    women = {m.code: m.women_14_plus for m in municipalities()}
    return tuple(
        Settlement(
            ekatte=row["ekatte"],
            name_bg=row["name_bg"],
            name_en=row["name_en"],
            kind=row["kind"],
            municipality_code=(code := row["municipality_code"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            area_km2=int(row["area_dka"]) / 1000,
            population=(residents := int(row["population_2017"])),
            registered=int(row["registered_2026"]),
            women_14_plus=women[code] * residents / people[code],
        )
        for row in sorted(rows, key=lambda row: row["ekatte"])
    )


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities of the district, in order of their code."""
    area_dka: dict[str, int] = defaultdict(int)
    for row in _rows("settlements.csv"):
        area_dka[row["municipality_code"]] += int(row["area_dka"])
    return tuple(
        Municipality(
            code=row["municipality_code"],
            name_bg=row["name_bg"],
            name_en=row["name_en"],
            centre_ekatte=row["centre_ekatte"],
            area_km2=area_dka[row["municipality_code"]] / 1000,
            population=int(row["population"]),
            females=int(row["females"]),
            aged_0_14=int(row["aged_0_14"]),
            aged_65_plus=int(row["aged_65_plus"]),
            roma=int(row["roma"]),
            ethnicity_not_stated=int(row["ethnicity_not_stated"]),
            activity_share=float(row["activity_percent"]) / 100,
            unemployment_share=float(row["unemployment_percent"]) / 100,
            tertiary=int(row["tertiary"]),
            upper_secondary=int(row["upper_secondary"]),
            lower_secondary=int(row["lower_secondary"]),
            primary_or_less=int(row["primary_or_less"]),
        )
        for row in sorted(_rows("municipalities.csv"), key=lambda row: row["municipality_code"])
    )


@cache
def neighbours() -> tuple[Neighbour, ...]:
    """All known settlements just outside the district, in order of their EKATTE code."""
    return tuple(
        Neighbour(
            ekatte=row["ekatte"],
            name_bg=row["name_bg"],
            municipality_code=row["municipality_code"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            area_km2=int(row["area_dka"]) / 1000,
        )
        for row in sorted(_rows("neighbours.csv"), key=lambda row: row["ekatte"])
    )


def settlement(ekatte: str) -> Settlement:
    """Settlement with this EKATTE code.

    Raises
    ------
    UnknownPlace
        Where no settlement of the district has the code.
    """
    for place in settlements():
        if place.ekatte == ekatte:
            return place
    raise UnknownPlace(
        "EKATTE code {ekatte} belongs to no settlement of {district} district. Look the code up in "
        "the list of settlements.",
        ekatte=ekatte,
        district=district(),
    )


def municipality(code: str) -> Municipality:
    """Municipality with this code (``RSE27``).

    Raises
    ------
    UnknownPlace
        Where no municipality of the district has the code.
    """
    for place in municipalities():
        if place.code == code:
            return place
    raise UnknownPlace(
        "Code {code} belongs to no municipality of {district} district. Its codes are {known}.",
        code=code,
        district=district(),
        known=", ".join(place.code for place in municipalities()),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CENTRE_EKATTE = district().centre_ekatte
"""Where the consultation centre is and the mobile team starts."""
