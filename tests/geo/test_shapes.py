"""The schematic shapes are a true coverage, right in area, and near enough to the real ones."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from geo.places import municipalities, settlements
from geo.shapes import EQUAL_AREA, schematic_shapes, settlement_cells, shapes_geojson

REFERENCE = Path(__file__).parents[2].parent / "shared" / "geo" / "municipalities_ruse.geojson"


@pytest.fixture(scope="module")
def frame() -> gpd.GeoDataFrame:
    return schematic_shapes().frame


def test_there_is_a_shape_for_each_municipality_in_order_of_the_codes(frame):
    assert list(frame.columns) == ["municipality_code", "name_bg", "name_en", "geometry"]
    assert list(frame.municipality_code) == [m.code for m in municipalities()]
    assert list(frame.name_bg) == [m.name_bg for m in municipalities()]
    assert frame.crs.to_epsg() == 4326


def test_shapes_are_labelled_schematic():
    assert schematic_shapes().is_schematic
    assert schematic_shapes().source.startswith("computed from")


def test_each_settlement_has_exactly_its_official_area():
    official = [s.area_km2 for s in settlements()]
    np.testing.assert_allclose(shapely.area(settlement_cells()), official, rtol=1e-6)


def test_each_municipality_has_its_official_area(frame):
    official = [m.area_km2 for m in municipalities()]
    np.testing.assert_allclose(frame.to_crs(EQUAL_AREA).area, official, rtol=1e-4)


def test_areas_are_true_on_the_ground_and_not_only_in_the_projection():
    ellipsoid = Geod(ellps="GRS80")
    to_degrees = Transformer.from_crs(EQUAL_AREA, 4326, always_xy=True)
    for cell, s in zip(settlement_cells()[:10], settlements()[:10], strict=True):
        ring = np.array(cell.segmentize(0.1).exterior.coords)
        lon, lat = to_degrees.transform(ring[:, 0], ring[:, 1])
        m2, _ = ellipsoid.polygon_area_perimeter(lon, lat)
        assert abs(m2) / 1e6 == pytest.approx(s.area_km2, rel=1e-4)


def test_shapes_cover_without_gaps_slivers_or_overlaps(frame):
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert shapely.coverage_is_valid(frame.geometry.to_numpy(), gap_width=0.001)
    assert shapely.union_all(frame.geometry.to_numpy()).geom_type == "Polygon"
    parts = shapely.get_parts(frame.to_crs(EQUAL_AREA).geometry.to_numpy())
    assert shapely.area(parts).min() > 5


def test_every_settlement_is_inside_its_own_municipality(frame):
    shape_of = dict(zip(frame.municipality_code, frame.geometry, strict=True))
    outside = [
        s.name_en
        for s in settlements()
        if not shape_of[s.municipality_code].contains(shapely.Point(s.lon, s.lat))
    ]
    assert outside == []


def test_computing_twice_gives_the_same_to_the_last_digit():
    first = settlement_cells()
    settlement_cells.cache_clear()
    again = settlement_cells()
    assert first is not again
    assert shapely.to_wkb(first).tolist() == shapely.to_wkb(again).tolist()


def test_shapes_are_computed_once():
    assert schematic_shapes() is schematic_shapes()


def test_exported_geojson_is_what_rfc_7946_asks_for():
    text = shapes_geojson(schematic_shapes())
    document = json.loads(text)
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    first = document["features"][0]
    assert first["id"] == "RSE03"
    assert first["properties"] == {
        "municipality_code": "RSE03",
        "name_bg": "Борово",
        "name_en": "Borovo",
        "schematic": True,
    }
    assert "Борово" in text
    for feature in document["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw
        longitude, latitude = shapely.get_coordinates(shape).T
        assert ((longitude > 25) & (longitude < 27)).all()
        assert ((latitude > 43) & (latitude < 45)).all()


def test_the_export_is_still_a_coverage_and_short():
    text = shapes_geojson(schematic_shapes())
    shapes = np.array(
        [shapely.from_geojson(json.dumps(f["geometry"])) for f in json.loads(text)["features"]]
    )
    assert shapely.coverage_is_valid(shapes)
    assert len(text) < 10_000


@pytest.mark.skipif(not REFERENCE.exists(), reason=f"no reference polygons at {REFERENCE}")
def test_shapes_overlap_the_reference_well_enough(frame):
    reference = gpd.read_file(REFERENCE).sort_values("code").to_crs(EQUAL_AREA)
    real = shapely.make_valid(reference.geometry.to_numpy())
    ours = frame.to_crs(EQUAL_AREA).geometry.to_numpy()
    overlap = shapely.area(shapely.intersection(ours, real)) / shapely.area(
        shapely.union(ours, real)
    )
    assert overlap.mean() >= 0.86
    assert overlap.min() >= 0.80
