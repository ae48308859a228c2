"""Travel times by Valhalla, from an extract of OpenStreetMap that the test writes."""

import pytest

from geo.places import Settlement
from geo.roads import RoadsUnavailable, road_times
from geo.valhalla_roads import Valhalla

osmium = pytest.importorskip("osmium", reason="osmium writes the extract of this test")
try:
    import valhalla
except ImportError:
    valhalla = None

needs_valhalla = pytest.mark.skipif(
    valhalla is None, reason="Valhalla is not installed: it needs Python 3.12 or newer"
)

LAT, LON = 43.8, 25.9
KM_A_DEGREE = 111.195


def place(ekatte: str, lat: float, lon: float) -> Settlement:
    return Settlement(ekatte, "", "", "village", "", lat, lon, 1.0, 1, 1, 1.0)


WEST, MIDDLE, EAST = (place(str(at), LAT, LON + 0.1 * at) for at in range(3))
AWAY = place("9", LAT + 0.5, LON)


@pytest.fixture
def extract(tmp_path):
    """One road from west to east, 0.2 degrees long, 60 km/h, one way on its second half."""
    file = tmp_path / "road.osm.pbf"
    writer = osmium.SimpleWriter(str(file))
    make = osmium.osm.mutable
    for at in range(21):
        writer.add_node(make.Node(id=at + 1, version=1, location=(LON + 0.01 * at, LAT)))
    road = {"highway": "secondary", "maxspeed": "60"}
    writer.add_way(make.Way(id=1, version=1, nodes=list(range(1, 12)), tags=road))
    writer.add_way(
        make.Way(id=2, version=1, nodes=list(range(11, 22)), tags=road | {"oneway": "yes"})
    )
    writer.close()
    return file


@needs_valhalla
def test_an_extract_becomes_minutes_and_kilometres_by_road(extract, tmp_path):
    roads = Valhalla(extract, tmp_path / "kept")
    times = road_times(roads, (WEST, MIDDLE, EAST, AWAY), tmp_path / "kept")
    a_half = 0.1 * KM_A_DEGREE * 0.7218
    assert times.km[0, 1] == pytest.approx(a_half, rel=0.02)
    assert times.km[0, 2] == pytest.approx(2 * a_half, rel=0.02)
    assert 40 < times.km[0, 2] / times.minutes[0, 2] * 60 < 70
    assert times.source == "Valhalla, road.osm.pbf"
    assert not times.is_estimate


@needs_valhalla
def test_what_no_road_reaches_and_what_lies_outside_are_estimates_and_said(extract, tmp_path):
    roads = Valhalla(extract, tmp_path / "kept")
    times = road_times(roads, (WEST, MIDDLE, EAST, AWAY))
    assert not times.estimated[0, 2]
    assert times.estimated[2, 0]
    assert times.estimated[3].tolist() == [True, True, True, False]
    assert times.estimated_ways == 8


@needs_valhalla
def test_tiles_are_built_once_for_each_state_of_the_file(extract, tmp_path, monkeypatch):
    Valhalla(extract, tmp_path / "kept")
    monkeypatch.setattr("subprocess.run", None)
    assert (
        Valhalla(extract, tmp_path / "kept").version == Valhalla(extract, tmp_path / "kept").version
    )


@needs_valhalla
def test_a_file_that_is_no_extract_is_refused_and_leaves_nothing(tmp_path):
    file = tmp_path / "notes.osm.pbf"
    file.write_text("no roads")
    with pytest.raises(RoadsUnavailable, match=r"made no roads of notes\.osm\.pbf"):
        Valhalla(file, tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.skipif(valhalla is not None, reason="Valhalla is installed")
def test_without_valhalla_the_way_out_is_told(extract, tmp_path):
    with pytest.raises(RoadsUnavailable, match=r"Python 3\.12 or newer"):
        Valhalla(extract, tmp_path)
