"""Eight valid shapes from the rows found, and whether they can be the municipalities."""

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from geo.boundaries.layers import Layer
from geo.boundaries.refusal import ShapesRefused
from geo.boundaries.rows import Reading
from geo.places import municipalities, settlements
from geo.power import Polygons
from geo.shapes import EQUAL_AREA

OUTSIDE_KM = 0.25
"""How far a place may lie outside its shape before it counts as outside: borders are coarse."""

MOST_OUTSIDE = 8
MOST_OVERLAP = 0.01
MOST_AREA_ERROR = 0.05
MOST_REPAIRED = 0.001


def refuse_missing(
    layer: Layer, reading: Reading, rows: gpd.GeoDataFrame, elsewhere: list[str]
) -> None:
    """Refuse rows that leave a municipality (or the land of a settlement) without a shape."""
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
            "{place}: by column {column}, lands of settlements are missing ({count}), the first of "
            "them {names}. Take an edition with all of Ruse district.",
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


def dissolved(layer: Layer, reading: Reading, rows: gpd.GeoDataFrame) -> tuple[Polygons, list[str]]:
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


def settlements_outside(layer: Layer, shapes: Polygons) -> list[str]:
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
    expected = sum(m.area_km2 for m in municipalities())
    if abs(total / expected - 1) > MOST_AREA_ERROR:
        raise ShapesRefused(
            "{place}: the eight shapes have {area} km² in all, and should have {expected}. Take "
            "another edition.",
            found=len(shapes),
            place=layer.place,
            area=round(total),
            expected=round(expected),
        )
    return [s.name_bg for s in outside]
