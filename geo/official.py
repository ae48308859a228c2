"""Official shapes of the municipalities, from a boundary file a user has downloaded.

Every publisher has other formats, columns and coordinate systems; what counts is that the eight
shapes hold the places they should.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd

from geo.boundaries.checks import dissolved, refuse_missing, settlements_outside
from geo.boundaries.layers import Layer, read_layers
from geo.boundaries.refusal import ShapesRefused
from geo.boundaries.rows import Reading, readings, rows_in_place
from geo.messages import Message
from geo.shapes import MunicipalityShapes, municipality_frame


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
    refuse_missing(layer, reading, areas, elsewhere)
    shapes, repaired = dissolved(layer, reading, areas)
    outside = settlements_outside(layer, shapes)

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
