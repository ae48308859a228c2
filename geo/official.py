"""Official shapes of the municipalities, from a boundary file a user has downloaded.

Every publisher has other formats, columns and coordinate systems; what counts is that the eight
shapes hold the places they should.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from geo.boundary_files import Layer, ShapesRefused, read_layers
from geo.boundary_rows import Reading, readings, rows_in_place
from geo.messages import Message
from geo.places import DISTRICT_AREA_KM2, municipalities, settlements
from geo.power import Polygons
from geo.shapes import EQUAL_AREA, MunicipalityShapes, municipality_frame

OUTSIDE_KM = 0.25
"""How far a place may lie outside its shape before it counts as outside: borders are coarse."""

MOST_OUTSIDE = 8
MOST_OVERLAP = 0.01
MOST_AREA_ERROR = 0.05
MOST_REPAIRED = 0.001


@dataclass(frozen=True)
class OfficialShapes:
    """Shapes taken from a file, in one sentence how, and in others what was not taken as it was.

    ``refused`` tells of layers passed over, rows left out, shapes repaired, a coordinate system
    supposed and settlements that lie outside.
    """

    shapes: MunicipalityShapes
    took: Message
    refused: tuple[Message, ...]


def read_official_shapes(path: str | Path) -> OfficialShapes:
    """Eight municipalities from GeoJSON, GeoPackage, Shapefile or a zip of any of these.

    The file may be in any coordinate system and may cover Europe, Bulgaria or the district. Rows
    are recognised by codes of municipalities, by EKATTE codes of settlements (dissolved) or by
    names together with where they lie; the first layer and column that pass all checks are taken.

    Raises
    ------
    ShapesRefused
        Where nothing in the file passes; it says why, for the layer that came nearest.
    """
    refusals: list[ShapesRefused] = []
    for layer in read_layers(path):
        if isinstance(layer, ShapesRefused):
            refusals.append(layer)
            continue
        try:
            for reading in readings(layer):
                try:
                    taken = _take(layer, reading, Path(path).name)
                except ShapesRefused as refusal:
                    refusals.append(refusal)
                    continue
                passed_over = _passed_over(refusals, besides=layer.place)
                return replace(taken, refused=passed_over + taken.refused)
        except ShapesRefused as refusal:
            refusals.append(refusal)
    raise max(refusals, key=lambda refusal: refusal.found)


def _take(layer: Layer, reading: Reading, file: str) -> OfficialShapes:
    """Shapes by one reading of one layer, if they pass all checks."""
    rows, elsewhere = rows_in_place(layer.frame, reading)
    areas = rows[rows.geom_type.isin(["Polygon", "MultiPolygon"])]
    if len(rows) and areas.empty:
        raise ShapesRefused(
            "{place} has points or lines, not areas. Take the boundaries as polygons.",
            place=layer.place,
        )
    _refuse_missing(layer, reading, areas, elsewhere)
    shapes, repaired = _dissolved(layer, reading, areas)
    outside = _check(layer, shapes)

    remarks = []
    if layer.crs_supposed:
        remarks.append(
            Message(
                "{place} does not say what coordinate system it is in; its coordinates are "
                "degrees and were read as EPSG:4326.",
                {"place": layer.place},
            )
        )
    if elsewhere:
        remarks.append(
            Message(
                "{n} row with a fitting code or name lies somewhere else and was left out.",
                plural="{n} rows with a fitting code or name lie somewhere else and were left out.",
                n=len(elsewhere),
            )
        )
    if repaired:
        remarks.append(
            Message(
                "Shapes that touched themselves were repaired: {names}.",
                {"names": ", ".join(repaired)},
            )
        )
    if outside:
        remarks.append(
            Message(
                "{n} settlement lies outside the shape of its municipality: {names}.",
                {"names": ", ".join(outside)},
                plural="{n} settlements lie outside the shapes of their municipalities: {names}.",
                n=len(outside),
            )
        )
    frame = municipality_frame(shapes)
    official = MunicipalityShapes(frame, _says_schematic(layer.frame), _source(layer, file))
    return OfficialShapes(official, _took(layer, reading), tuple(remarks))


def _refuse_missing(
    layer: Layer, reading: Reading, rows: gpd.GeoDataFrame, elsewhere: list[str]
) -> None:
    missing = set(reading.code_of) - set(rows["key"])
    if not missing:
        return
    found = len({reading.code_of[key] for key in rows["key"]})
    misplaced = sorted(missing & set(elsewhere))
    if misplaced:
        raise ShapesRefused(
            "{place}: the shapes that column {column} gives to {names} lie somewhere else. The "
            "codes may be mixed up, or the coordinate system is not the one stated.",
            found=found,
            place=layer.place,
            column=reading.column,
            names=", ".join(misplaced[:8]),
        )
    if reading.kind == "ekatte":
        names = [f"{s.name_bg} ({s.ekatte})" for s in settlements() if s.ekatte in missing]
        raise ShapesRefused(
            "{place} lacks the lands of {count} settlements by column {column}, the first of them "
            "{names}. Take an edition with all of Ruse district.",
            found=found,
            place=layer.place,
            column=reading.column,
            count=len(names),
            names=", ".join(names[:5]),
        )
    raise ShapesRefused(
        "{place} lacks municipalities by column {column}: {names}. Take an edition with all of "
        "Ruse district.",
        found=found,
        place=layer.place,
        column=reading.column,
        names=", ".join(f"{m.name_bg} ({m.code})" for m in municipalities() if m.code in missing),
    )


def _dissolved(
    layer: Layer, reading: Reading, rows: gpd.GeoDataFrame
) -> tuple[Polygons, list[str]]:
    """One valid shape per municipality, in order of the codes; and the names of those repaired."""
    parts: dict[str, list[shapely.Geometry]] = {m.code: [] for m in municipalities()}
    repaired = []
    for key, shape in zip(rows["key"], rows.geometry, strict=True):
        valid = shape
        if not shape.is_valid:
            valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
            if abs(valid.area - shape.area) > MOST_REPAIRED * max(valid.area, shape.area):
                raise ShapesRefused(
                    "{place}: the shape of {name} crosses itself ({reason}) and cannot be repaired "
                    "without changing it. Download it again, or take another edition.",
                    found=len(parts),
                    place=layer.place,
                    name=key,
                    reason=shapely.is_valid_reason(shape),
                )
            repaired.append(key)
        parts[reading.code_of[key]].append(valid)
    return np.array([shapely.union_all(shapes) for shapes in parts.values()]), repaired


def _check(layer: Layer, shapes: Polygons) -> list[str]:
    """Names of settlements that lie outside; refuses shapes that cannot be the municipalities."""
    to_km = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)
    areas = shapely.transform(shapes, to_km.transform, interleaved=False)
    area_of = dict(zip((m.code for m in municipalities()), areas, strict=True))
    outside = [
        s
        for s in settlements()
        if area_of[s.municipality_code].distance(shapely.Point(to_km.transform(s.lon, s.lat)))
        > OUTSIDE_KM
    ]
    centres = {m.centre_ekatte for m in municipalities()}
    without_centre = [s.name_bg for s in outside if s.ekatte in centres]
    if without_centre:
        raise ShapesRefused(
            "{place}: the shapes of {names} do not hold their own centres. The codes may be mixed "
            "up, or the coordinate system is not the one stated.",
            found=len(shapes),
            place=layer.place,
            names=", ".join(without_centre),
        )
    if len(outside) > MOST_OUTSIDE:
        raise ShapesRefused(
            "{place}: {count} of the 83 settlements lie outside the shape of their municipality. "
            "Take a finer scale, or another edition.",
            found=len(shapes),
            place=layer.place,
            count=len(outside),
        )
    for i, one in enumerate(areas):
        for j in range(i):
            shared = shapely.area(shapely.intersection(one, areas[j]))
            if shared > MOST_OVERLAP * min(one.area, areas[j].area):
                raise ShapesRefused(
                    "{place}: the shapes of {one} and {other} overlap by {area} km². Take another "
                    "edition.",
                    found=len(shapes),
                    place=layer.place,
                    one=municipalities()[j].name_bg,
                    other=municipalities()[i].name_bg,
                    area=round(shared),
                )
    total = float(shapely.area(areas).sum())
    if abs(total / DISTRICT_AREA_KM2 - 1) > MOST_AREA_ERROR:
        raise ShapesRefused(
            "{place}: the eight shapes have {area} km² in all, and should have {expected}. Take "
            "another edition.",
            found=len(shapes),
            place=layer.place,
            area=round(total),
            expected=round(DISTRICT_AREA_KM2),
        )
    return [s.name_bg for s in outside]


def _took(layer: Layer, reading: Reading) -> Message:
    values = {"place": layer.place, "column": reading.column, "crs": layer.crs_name}
    if reading.kind == "code":
        return Message("Took 8 municipalities by the codes in {column} of {place}, {crs}.", values)
    if reading.kind == "ekatte":
        return Message(
            "Took the lands of 83 settlements by the EKATTE codes in {column} of {place}, {crs}, "
            "and joined them to 8 municipalities.",
            values,
        )
    return Message(
        "Took 8 municipalities by the names in {column} of {place}, {crs}, and by the settlements "
        "that lie in them.",
        values,
    )


def _passed_over(refusals: list[ShapesRefused], besides: str) -> tuple[Message, ...]:
    """What was wrong with other layers, once each."""
    last = {refusal.values["place"]: refusal for refusal in refusals}
    return tuple(Message(r.message, r.values) for place, r in last.items() if place != besides)


def _says_schematic(frame: gpd.GeoDataFrame) -> bool:
    """Whether these are our own schematic shapes, come back from an export."""
    named = [column for column in frame.columns if str(column).lower() == "schematic"]
    return any(frame[column].astype(str).str.lower().isin(["true", "1"]).any() for column in named)


def _source(layer: Layer, file: str) -> str:
    """File, and whose the boundaries are where they are GISCO's, which asks for it."""
    gisco = any(str(column).upper() == "GISCO_ID" for column in layer.frame.columns)
    return f"{file}, © EuroGeographics" if gisco else file
