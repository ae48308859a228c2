"""Shapes of the municipalities, computed from facts: coordinates, land areas, the Danube.

No official boundary may be passed on with this project, so its maps begin with schematic ones: a
power diagram whose cells have exactly the land areas of the settlements, dissolved by
municipality. `geo.official` replaces them with official shapes a user has downloaded.
"""

import csv
import json
from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from geo.messages import Message
from geo.places import (
    FACTS,
    Neighbour,
    Settlement,
    district,
    municipalities,
    neighbours,
    settlements,
)
from geo.power import Floats, Polygons, cells_with_areas

EQUAL_AREA = (
    f"+proj=laea +lat_0={district().lat:g} +lon_0={district().lon:g} +ellps=GRS80 +units=km"
)
"""Projection round the district in which areas are true; kilometres."""

MARGIN_KM = 15.0
"""The plane is cut off this far beyond the outermost neighbours; no cell of ours reaches there."""

GRID_KM = 1e-6
DECIMALS = 6
"""Degrees are rounded to about 0.1 m, vertex by vertex, so that neighbours stay joined."""


@dataclass(frozen=True, eq=False)
class MunicipalityShapes:
    """Shapes of the municipalities.

    ``frame`` has one row per municipality in order of its code, columns ``municipality_code``,
    ``name_bg``, ``name_en``, ``geometry`` (WGS 84, EPSG:4326); it is shared, so copy it before
    changing it. ``is_schematic`` is said on every map; ``source`` is an English phrase to be
    translated, or the name of a file with whose it is.
    """

    frame: gpd.GeoDataFrame
    is_schematic: bool
    source: str


@cache
def schematic_shapes() -> MunicipalityShapes:
    """Municipalities as unions of their settlements' cells.

    Notes
    -----
    A valid coverage (no gaps, no overlaps) in which each settlement lies inside its own
    municipality. The borders are right in area and neighbourhood, not in course: overlap with
    reference polygons (intersection over union) is what ``benchmarks/shapes.py`` prints.
    """
    code_of = np.array([s.municipality_code for s in settlements()])
    cells = settlement_cells()
    shapes = [shapely.coverage_union_all(cells[code_of == m.code]) for m in municipalities()]
    to_degrees = Transformer.from_crs(EQUAL_AREA, "EPSG:4326", always_xy=True)

    def rounded_degrees(km: Floats) -> Floats:
        return np.column_stack(to_degrees.transform(km[:, 0], km[:, 1])).round(DECIMALS)

    return MunicipalityShapes(
        frame=municipality_frame(shapely.transform(shapes, rounded_degrees)),
        is_schematic=True,
        source=Message("computed from coordinates and land areas of the settlements").message,
    )


@cache
def settlement_cells() -> Polygons:
    """Schematic land of each settlement, in the order of `settlements()`, in `EQUAL_AREA`.

    Notes
    -----
    The cells of the district have the areas of the land register. The settlements round about
    bound them with the weight of a disc of their own area (area / π, the squared radius): their
    areas themselves say nothing, since most of their land lies beyond other settlements.
    """
    places: list[Settlement | Neighbour] = [*settlements(), *neighbours()]
    sites = _km([(place.lon, place.lat) for place in places])
    areas = np.array([place.area_km2 for place in places])
    reach = shapely.convex_hull(shapely.multipoints(sites)).buffer(MARGIN_KM)
    on_a_river = (FACTS / "danube.csv").is_file()
    domain = shapely.intersection(reach, south_of_the_danube()) if on_a_river else reach
    ours = len(settlements())
    diagram = cells_with_areas(sites, areas[:ours], domain, start=areas / np.pi)
    cells: Polygons = shapely.set_precision(diagram.cells[:ours], GRID_KM)
    return cells


def municipality_frame(geometry: Polygons) -> gpd.GeoDataFrame:
    """Frame of `MunicipalityShapes` with these shapes, given in order of the codes."""
    return gpd.GeoDataFrame(
        {
            "municipality_code": [m.code for m in municipalities()],
            "name_bg": [m.name_bg for m in municipalities()],
            "name_en": [m.name_en for m in municipalities()],
        },
        geometry=geometry,
        crs="EPSG:4326",
    )


def shapes_geojson(shapes: MunicipalityShapes) -> str:
    """GeoJSON text (RFC 7946) with a feature per municipality, coordinates to 6 decimals.

    Each feature has its code as ``id`` and the properties ``municipality_code``, ``name_bg``,
    ``name_en``, ``schematic``.
    """
    geometry = shapely.transform(
        shapely.orient_polygons(shapes.frame.geometry.to_numpy(), exterior_cw=False),
        lambda degrees: degrees.round(DECIMALS),
    )
    features = [
        {
            "type": "Feature",
            "id": row.municipality_code,
            "properties": {
                "municipality_code": row.municipality_code,
                "name_bg": row.name_bg,
                "name_en": row.name_en,
                "schematic": shapes.is_schematic,
            },
            "geometry": shapely.geometry.mapping(shape),
        }
        for row, shape in zip(shapes.frame.itertuples(), geometry, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def south_of_the_danube() -> shapely.Polygon:
    """Land south of the line in ``facts/danube.csv``, far beyond the district, in `EQUAL_AREA`."""
    with (FACTS / "danube.csv").open(encoding="utf-8", newline="") as file:
        river = _km([(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)])
    west, south, east = river[:, 0].min() - 200, river[:, 1].min() - 200, river[:, 0].max() + 200
    return shapely.Polygon(
        [(west, river[0, 1]), *river, (east, river[-1, 1]), (east, south), (west, south)]
    )


def _km(degrees: list[tuple[float, float]]) -> Floats:
    """Longitudes and latitudes as n × 2 kilometres in `EQUAL_AREA`."""
    to_km = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)
    return np.column_stack(to_km.transform(*np.array(degrees).T))
