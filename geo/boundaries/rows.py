"""Which rows of a boundary layer belong to which municipality, by the values of its columns.

Columns are told by what is in them; their names only break ties, since every publisher has others
(LAU_ID, LAU_CODE, nuts4, Mun_code, GISCO_ID, shapeName …).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries.layers import Layer
from geo.boundaries.refusal import ShapesRefused
from geo.ekatte import read_ekatte
from geo.places import municipalities, settlements

USUAL_COLUMNS = [
    *("municipality_code", "lau_id", "lau_code", "nuts4", "mun_code", "gisco_id", "code", "ekatte"),
    *("lau_name", "mun_name", "name", "name_bg", "shapename", "obshtina"),
]

COUNTRY_COLUMN = re.compile(r"cntr|country|iso|shapegroup|gid_0|adm0", re.IGNORECASE)
BULGARIA = {"BG", "BGR", "BULGARIA", "БЪЛГАРИЯ"}
GISCO_ID = re.compile(r"[A-Z]{2}_\w+")

BESIDE_THE_NAME = re.compile(
    r"\b(община|общ|град|гр|obshtina|obstina|obština|municipality|of)\b|[^\w/|(,]"
)
SPELLINGS = {
    "RSE03": "борово borovo",
    "RSE04": "бяла byala biala bjala",
    "RSE05": "ветово vetovo",
    "RSE08": "двемогили dvemogili",
    "RSE13": "иваново ivanovo",
    "RSE27": "русе ruse rousse russe",
    "RSE33": "сливополе slivopole",
    "RSE37": "ценово tsenovo cenovo tzenovo",
}
CODE_OF_NAME = {name: code for code, names in SPELLINGS.items() for name in names.split()}

NEAR_DEGREES = 0.2
"""No part of a municipality lies farther than this (some 20 km) from all its settlements."""

AT_DEGREES = 0.0025
"""Some 250 m: how far a place may lie outside the shape it belongs to, borders being coarse."""


@dataclass(frozen=True)
class Reading:
    """One way to read a layer: a column and what its values mean.

    ``kind`` is ``code``, ``ekatte`` or ``name``. ``keys`` holds per row what its value stands for
    (None where nothing of ours), ``code_of`` the municipality of every key there should be.
    """

    kind: str
    column: str
    keys: pd.Series
    code_of: Mapping[str, str]


def readings(layer: Layer) -> Iterator[Reading]:
    """Ways to read the layer, the surest first: codes, EKATTE codes, names; fullest column first.

    Raises
    ------
    ShapesRefused
        Where no column holds a code or a name of the district's municipalities.
    """
    frame = _only_bulgaria(layer.frame)
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    code_of_code = {m.code: m.code for m in municipalities()}
    code_of_ekatte = {s.ekatte: s.municipality_code for s in settlements()}
    kinds: tuple[tuple[str, Callable[[object], str | None], dict[str, str]], ...] = (
        ("code", _code, code_of_code),
        ("ekatte", read_ekatte, code_of_ekatte),
        ("name", _code_of_name, code_of_code),
    )
    found = 0
    for kind, read, code_of in kinds:
        keys = {column: _keys(frame[column], read, code_of) for column in columns}
        telling = [column for column in columns if keys[column].notna().any()]
        for column in sorted(telling, key=lambda c: (-keys[c].nunique(), _rank(c))):
            found += 1
            yield Reading(kind, column, keys[column], code_of)
    if not found:
        raise ShapesRefused(
            "{place} has no column with codes or names of the municipalities of Ruse district. "
            "Its columns are {columns}.",
            place=layer.place,
            columns=", ".join(columns[:12]) or "–",
        )


def rows_in_place(frame: gpd.GeoDataFrame, reading: Reading) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Rows of the reading that lie where they should, with a column ``key``; keys of the others.

    The same codes and names exist elsewhere (there are two municipalities Бяла). A row with a name
    only must hold one of the municipality's settlements, and no other municipality's centre, as
    the district named after its centre does.
    """
    rows = frame.loc[reading.keys.index[reading.keys.notna()], [frame.geometry.name]]
    rows = rows.assign(key=reading.keys)
    own = {key: _points_of(key, reading) for key in rows["key"].unique()}
    near = AT_DEGREES if reading.kind == "name" else NEAR_DEGREES
    away = shapely.distance(rows.geometry.to_numpy(), np.array([own[key] for key in rows["key"]]))
    in_place = away <= near
    if reading.kind == "name":
        centres = {m.code: m.centre_ekatte for m in municipalities()}
        for code, ekatte in centres.items():
            holds = shapely.contains(rows.geometry.to_numpy(), _point(ekatte))
            in_place &= ~holds | (rows["key"] == code).to_numpy()
    return rows[in_place], list(rows.loc[~in_place, "key"])


def _only_bulgaria(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows less those that a country column or a GISCO_ID gives to another country."""
    for column in frame.columns:
        if column == frame.geometry.name:
            continue
        values = frame[column].dropna().astype(str).str.strip().str.upper()
        if COUNTRY_COLUMN.search(str(column)) and values.isin(BULGARIA).any():
            frame = frame.drop(index=values.index[~values.isin(BULGARIA)])
        elif len(values) and values.str.fullmatch(GISCO_ID).all():
            frame = frame.drop(index=values.index[~values.str.startswith("BG_")])
    return frame


def _keys(
    cells: pd.Series, read: Callable[[object], str | None], code_of: Mapping[str, str]
) -> pd.Series:
    keys = [read(cell) for cell in cells]
    return pd.Series([key if key in code_of else None for key in keys], cells.index, dtype=object)


def _code(value: object) -> str | None:
    return re.sub(r"^BG[_-]?", "", str(value).strip().upper())


def _code_of_name(value: object) -> str | None:
    """Code of a municipality by its name, alone or as “Община Русе”, “Ruse Municipality”."""
    bare = BESIDE_THE_NAME.sub("", str(value).casefold())
    codes = (CODE_OF_NAME.get(part) for part in re.split(r"[/|(,]", bare))
    return next((code for code in codes if code), None)


def _rank(column: str) -> int:
    name = column.lower()
    return USUAL_COLUMNS.index(name) if name in USUAL_COLUMNS else len(USUAL_COLUMNS)


def _points_of(key: str, reading: Reading) -> Any:
    """Settlement of an EKATTE code, or all settlements of a municipality's code."""
    if reading.kind == "ekatte":
        return _point(key)
    own = [(s.lon, s.lat) for s in settlements() if s.municipality_code == key]
    return shapely.multipoints(own)


def _point(ekatte: str) -> Any:
    place = next(s for s in settlements() if s.ekatte == ekatte)
    return shapely.Point(place.lon, place.lat)
