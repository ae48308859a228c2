"""Official shapes are recognised in whatever form they come, and refused with what is wrong."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely.affinity import scale, translate

from geo.boundaries import archive as unpacking
from geo.official import ShapesRefused, read_official_shapes
from geo.places import municipalities, settlements
from geo.shapes import EQUAL_AREA, schematic_shapes, settlement_cells, shapes_geojson

SHARED = Path(__file__).parents[2].parent / "shared" / "geo"
CODES = [m.code for m in municipalities()]
LATIN = [m.name_en for m in municipalities()]
CYRILLIC = [m.name_bg for m in municipalities()]
SPELT_OTHERWISE = [
    "Borovo", "Biala", "Vetovo", "Dve-Mogili", "Ivanovo", "Rousse", "Slivo-Pole", "Cenovo",
]  # fmt: skip


def district(**columns: list) -> gpd.GeoDataFrame:
    """Our own eight shapes under the columns of some publisher."""
    return gpd.GeoDataFrame(
        columns, geometry=schematic_shapes().frame.geometry.to_numpy(), crs=4326
    )


def lands(**columns: list) -> gpd.GeoDataFrame:
    """The 83 lands of settlements under the columns of some publisher."""
    return gpd.GeoDataFrame(columns, geometry=settlement_cells(), crs=EQUAL_AREA).to_crs(4326)


def others(rows: dict[str, list], boxes: list[tuple[float, float, float, float]]):
    """Rows that are not ours: boxes given as west, south, east, north."""
    return gpd.GeoDataFrame(rows, geometry=[shapely.box(*box) for box in boxes], crs=4326)


def together(*frames: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=4326)


VARNA = (27.7, 42.8, 27.95, 42.95)
GIURGIU = (25.7, 44.05, 26.2, 44.2)
CRETE = (24, 35, 25, 36)

EUROPE = together(
    district(
        GISCO_ID=[f"BG_{code}" for code in CODES],
        CNTR_CODE=["BG"] * 8,
        LAU_ID=CODES,
        LAU_NAME=CYRILLIC,
        POP_2021=[4068, 10536, 9952, 7018, 7651, 141356, 8552, 4350],
    ),
    others(
        {
            "GISCO_ID": ["BG_VAR05", "RO_63427", "EL_RSE27", "RO_RSE27"],
            "CNTR_CODE": ["BG", "RO", "EL", "RO"],
            "LAU_ID": ["VAR05", "63427", "RSE27", "RSE27"],
            "LAU_NAME": ["Бяла", "Giurgiu", "Ruse", "Ruse"],
            "POP_2021": [3000, 54551, 1, 1],
        },
        [VARNA, GIURGIU, CRETE, GIURGIU],
    ),
)
LANDS = lands(LAU_ID=[s.ekatte for s in settlements()], LAU_NAME=[s.name_bg for s in settlements()])


def write(frame: gpd.GeoDataFrame, path: Path, crs: object = 4326, **options: object) -> Path:
    frame = frame.to_crs(crs)
    if path.suffix in {".geojson", ".json"}:
        options = {"driver": "GeoJSON", "RFC7946": "NO"} | options
    pyogrio.write_dataframe(frame, path, **options)
    return path


def zipped(path: Path, name: str = "download.zip", folder: str = "") -> Path:
    """Zip of the file with all its siblings."""
    target = path.parent / name
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for sibling in sorted(path.parent.glob(f"{path.stem}.*")):
            if sibling != target:
                archive.write(sibling, folder + sibling.name)
    return target


# --- what is taken ---------------------------------------------------------------------------

COLUMNS = {
    "LAU_ID": (district(LAU_ID=CODES), "codes in LAU_ID"),
    "small letters": (district(lau_id=[c.lower() for c in CODES]), "codes in lau_id"),
    "LAU_CODE": (district(LAU_CODE=CODES), "codes in LAU_CODE"),
    "nuts4 beside nuts3": (district(nuts3=["RSE"] * 8, nuts4=CODES), "codes in nuts4"),
    "Mun_code": (district(Mun_code=[f" {c} " for c in CODES]), "codes in Mun_code"),
    "a name nobody knows": (district(k7=CODES), "codes in k7"),
    "GISCO_ID": (district(GISCO_ID=[f"BG_{c}" for c in CODES]), "codes in GISCO_ID"),
    "two columns of codes": (
        district(code=CODES, GISCO_ID=[f"BG_{c}" for c in CODES]),
        "codes in GISCO_ID",
    ),
    "wrong names beside right codes": (
        district(NAME=LATIN[::-1], LAU_ID=CODES),
        "codes in LAU_ID",
    ),
    "wrong codes beside right ones": (
        district(LAU_ID=CODES[1:] + CODES[:1], code=CODES),
        "codes in code",
    ),
    "EKATTE": (lands(ekatte=[s.ekatte for s in settlements()]), "EKATTE codes in ekatte"),
    "EKATTE without zeros": (
        lands(EKATTE=[int(s.ekatte) for s in settlements()]),
        "EKATTE codes in EKATTE",
    ),
    "EKATTE in LAU_ID": (LANDS, "EKATTE codes in LAU_ID"),
    "lands with codes of municipalities": (
        lands(obs=[s.municipality_code for s in settlements()]),
        "codes in obs",
    ),
    "shapeName": (district(shapeName=LATIN), "names in shapeName"),
    "Cyrillic names": (district(NAME=CYRILLIC), "names in NAME"),
    "Община Русе": (district(name=[f"Община {n}" for n in CYRILLIC]), "names in name"),
    "Ruse Municipality": (district(n=[f"{n} Municipality" for n in LATIN]), "names in n"),
    "Obshtina Ruse": (district(VARNAME=[f"OBSHTINA {n.upper()}" for n in LATIN]), "in VARNAME"),
    "Municipality of Ruse": (district(n=[f"Municipality of {n}" for n in LATIN]), "names in n"),
    "both scripts in one": (
        district(n=[f"{b} / {e}" for b, e in zip(CYRILLIC, LATIN, strict=True)]),
        "names in n",
    ),
    "other spellings": (
        district(n=SPELT_OTHERWISE),
        "names in n",
    ),
    "all Europe": (EUROPE, "codes in LAU_ID"),
    "all Europe by names": (EUROPE[["LAU_NAME", "CNTR_CODE", "geometry"]], "names in LAU_NAME"),
    "Europe of settlements, one in Romania with our code": (
        together(
            LANDS.assign(CNTR_CODE="BG"),
            others({"LAU_ID": ["63427"], "CNTR_CODE": ["RO"], "LAU_NAME": ["G"]}, [GIURGIU]),
        ),
        "EKATTE codes in LAU_ID",
    ),
    "Byala twice": (
        together(
            district(shapeName=LATIN), others({"shapeName": ["Byala"]}, [VARNA])
        ),
        "names in shapeName",
    ),
    "district named after its centre": (
        together(
            district(name=CYRILLIC),
            others({"name": ["Русе"]}, [(25.4, 43.3, 26.6, 44.1)]),
        ),
        "names in name",
    ),
    "each land a row of its municipality": (
        lands(LAU_ID=[s.municipality_code for s in settlements()], n=range(83)),
        "codes in LAU_ID",
    ),
    "a column of dates and one of nothing": (
        district(
            at=pd.to_datetime(["2021-09-07"] * 8), empty=[None] * 8, share=[0.5] * 8, code=CODES
        ),
        "codes in code",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("frame", "took"), COLUMNS.values(), ids=COLUMNS)
def test_columns_are_recognised_by_their_values(tmp_path, frame, took):
    official = read_official_shapes(write(frame, tmp_path / "map.geojson"))
    assert took in str(official.took)
    same_as_ours(official)


FORMATS = {
    "GeoJSON": (".geojson", {}),
    "GeoJSON named .json": (".json", {}),
    "GeoPackage": (".gpkg", {}),
    "Shapefile": (".shp", {"ENCODING": "UTF-8"}),
}
CRS = {
    "EPSG:4326": 4326,
    "EPSG:3857": 3857,
    "EPSG:3035": 3035,
    "EPSG:32635": 32635,
    "EPSG:7801": 7801,
    "EPSG:4258": 4258,
}


@pytest.mark.parametrize("crs", CRS.values(), ids=CRS)
@pytest.mark.parametrize(("suffix", "options"), FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("packed", ["plain", "zipped", "zipped in a folder"])
def test_every_format_is_read_in_every_coordinate_system(tmp_path, suffix, options, crs, packed):
    path = write(EUROPE, tmp_path / f"LAU_RG{suffix}", crs, **options)
    if packed != "plain":
        path = zipped(path, folder="a/folder/" if "folder" in packed else "")
    official = read_official_shapes(path)
    assert f"EPSG:{crs}" in str(official.took)
    assert "LAU_ID" in str(official.took)
    same_as_ours(official)


def test_one_sentence_says_what_was_taken(tmp_path):
    path = write(EUROPE, tmp_path / "LAU.gpkg", 3035, layer="LAU_RG_01M")
    official = read_official_shapes(path)
    assert str(official.took) == (
        "Took 8 municipalities by the codes in LAU_ID of LAU.gpkg, LAU_RG_01M, EPSG:3035."
    )
    assert official.refused == ()
    assert not official.shapes.is_schematic
    assert official.shapes.source == "LAU.gpkg, © EuroGeographics"


def test_the_layer_that_fits_is_found_among_others_and_they_are_told(tmp_path):
    path = tmp_path / "many.gpkg"
    far = others({"LAU_ID": ["VAR05"], "name": ["Бяла"]}, [VARNA])
    points = district(LAU_ID=CODES)
    points.geometry = points.representative_point()
    write(far, path, layer="varna")
    write(points, path, layer="labels")
    write(district(height=[1] * 8), path, layer="relief")
    write(district(LAU_ID=CODES), path, layer="areas")
    official = read_official_shapes(path)
    assert "many.gpkg, areas" in str(official.took)
    assert [str(message) for message in official.refused] == [
        "many.gpkg, varna has no shapes in Ruse district. Take Bulgaria or Europe, and check its "
        "coordinate system (EPSG:4326).",
        "many.gpkg, labels has points or lines, not areas. Take the boundaries as polygons.",
        "many.gpkg, relief has no column with codes or names of the municipalities of Ruse "
        "district. Its columns are height.",
    ]


def test_a_zip_of_zips_is_opened_as_gisco_packs_it(tmp_path):
    inner = zipped(write(EUROPE, tmp_path / "LAU_RG.shp", 3035, ENCODING="UTF-8"), "LAU_RG.shp.zip")
    outer = tmp_path / "ref-lau.shp.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, inner.name)
        archive.writestr("readme.txt", "terms")
        archive.writestr("__MACOSX/._LAU_RG.shp", "nothing")
    same_as_ours(read_official_shapes(outer))


def test_other_files_in_the_zip_do_no_harm(tmp_path):
    path = zipped(write(EUROPE, tmp_path / "boundaries.shp", ENCODING="UTF-8"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a-metadata.json", '{"boundaryISO": "BGR"}')
    official = read_official_shapes(path)
    assert [str(message) for message in official.refused] == [
        "download.zip/a-metadata.json cannot be read as a map; it may be cut short. Download it "
        "again."
    ]
    same_as_ours(official)


def test_parts_of_one_municipality_in_rows_of_their_own_are_joined(tmp_path):
    frame = district(LAU_ID=CODES)
    west = shapely.box(0, 0, 25.7, 90)
    halves = [frame.assign(geometry=frame.intersection(west)), frame.assign(
        geometry=frame.difference(west))]  # fmt: skip
    split = together(*halves)
    split = split[~split.is_empty]
    assert len(split) > 8
    official = read_official_shapes(write(split, tmp_path / "split.gpkg"))
    same_as_ours(official)


def test_heights_are_dropped(tmp_path):
    frame = district(LAU_ID=CODES)
    frame.geometry = shapely.force_3d(frame.geometry.to_numpy(), 45.0)
    official = read_official_shapes(write(frame, tmp_path / "high.gpkg"))
    assert not official.shapes.frame.has_z.any()
    same_as_ours(official)


def test_a_row_with_our_code_elsewhere_is_left_out_and_told(tmp_path):
    frame = together(
        district(LAU_ID=CODES), others({"LAU_ID": ["RSE37"]}, [(26.6, 44.15, 26.7, 44.2)])
    )
    official = read_official_shapes(write(frame, tmp_path / "twice.geojson"))
    assert [str(message) for message in official.refused] == [
        "1 row with a fitting code or name lies somewhere else and was left out."
    ]
    same_as_ours(official)


def test_a_shapefile_without_prj_in_degrees_is_read_and_told(tmp_path):
    path = write(district(LAU_ID=CODES), tmp_path / "map.shp")
    path.with_suffix(".prj").unlink()
    official = read_official_shapes(path)
    assert "map.shp does not say what coordinate system it is in" in str(official.refused[0])
    same_as_ours(official)


def test_shapes_that_only_touch_themselves_are_repaired_and_told(tmp_path):
    frame = district(LAU_ID=CODES)
    frame.loc[5, "geometry"] = pinched(frame.geometry[5])
    assert not frame.geometry[5].is_valid
    official = read_official_shapes(write(frame, tmp_path / "pinched.gpkg"))
    assert [str(m) for m in official.refused] == [
        "Shapes that touched themselves were repaired: RSE27."
    ]
    assert official.shapes.frame.geometry.is_valid.all()


def test_a_few_settlements_outside_coarse_borders_are_told(tmp_path):
    frame = district(LAU_ID=CODES)
    hidden = next(s for s in settlements() if s.name_en == "Batin")
    frame.geometry = frame.difference(shapely.Point(hidden.lon, hidden.lat).buffer(0.01))
    official = read_official_shapes(write(frame, tmp_path / "coarse.gpkg"))
    assert [str(m) for m in official.refused] == [
        "1 settlement lies outside the shape of its municipality: Батин."
    ]


def test_simplified_shapes_are_taken(tmp_path):
    frame = district(LAU_ID=CODES)
    frame.geometry = shapely.coverage_simplify(frame.geometry.to_numpy(), 0.01)
    official = read_official_shapes(write(frame, tmp_path / "simple.geojson"))
    assert len(official.shapes.frame) == 8


def test_our_own_export_comes_back_still_labelled_schematic(tmp_path):
    (tmp_path / "ours.geojson").write_text(shapes_geojson(schematic_shapes()), "utf-8")
    official = read_official_shapes(tmp_path / "ours.geojson")
    assert "codes in municipality_code" in str(official.took)
    assert official.shapes.is_schematic


# --- what is refused -------------------------------------------------------------------------


def pinched(shape: shapely.Polygon) -> shapely.Polygon:
    """The shape with a spike that goes out and comes back: an edge walked twice, no area."""
    ring = list(shape.exterior.coords)
    x, y = ring[0]
    return shapely.Polygon([ring[0], (x + 0.001, y + 0.2), *ring])


def bow_tie(shape: shapely.Polygon) -> shapely.Polygon:
    """The shape with two far corners exchanged, so that its border crosses itself."""
    ring = list(shape.exterior.coords)[:-1]
    third = len(ring) // 3
    ring[third], ring[2 * third] = ring[2 * third], ring[third]
    return shapely.Polygon(ring)


def change(frame: gpd.GeoDataFrame, row: int, shape: object) -> gpd.GeoDataFrame:
    frame = frame.copy()
    frame.loc[row, "geometry"] = shape
    return frame


OURS = district(LAU_ID=CODES)
SWAPPED = district(LAU_ID=["RSE08", *CODES[1:3], "RSE03", *CODES[4:]])
SQUASHED = OURS.assign(
    geometry=[scale(g, 0.6, 0.6, origin=(m.lon, m.lat)) for g, m in zip(
        OURS.geometry,
        [next(s for s in settlements() if s.ekatte == m.centre_ekatte) for m in municipalities()],
        strict=True,
    )]
)  # fmt: skip

REFUSED = {
    "two missing": (
        OURS.drop(index=[0, 6]),
        "lacks municipalities by column LAU_ID: Борово (RSE03), Сливо поле (RSE33).",
    ),
    "one missing by name": (
        district(NAME=CYRILLIC).drop(index=5),
        "lacks municipalities by column NAME: Русе (RSE27).",
    ),
    "one settlement missing": (
        LANDS.drop(index=3),
        "by column LAU_ID, lands of settlements are missing (1), the first of them Батин (02854).",
    ),
    "the other Byala only": (
        together(
            district(shapeName=LATIN).drop(index=1), others({"shapeName": ["Byala"]}, [VARNA])
        ),
        "lacks municipalities by column shapeName: Бяла (RSE04).",
    ),
    "no column to know them by": (
        district(height=[3] * 8),
        "has no column with codes or names of the municipalities of Ruse district. Its columns "
        "are height.",
    ),
    "no columns at all": (district(), "Its columns are "),
    "another district": (
        others({"LAU_ID": ["VAR05"]}, [VARNA]),
        "has no shapes in Ruse district.",
    ),
    "points": (
        OURS.assign(geometry=OURS.representative_point()),
        "has points or lines, not areas.",
    ),
    "lines": (OURS.assign(geometry=OURS.boundary), "has points or lines, not areas."),
    "two codes swapped": (SWAPPED, "the shapes of Борово, Две могили do not hold their own"),
    "all codes mixed up": (
        district(LAU_ID=CODES[::-1]),
        "the shapes that column LAU_ID gives to RSE04, RSE33 lie somewhere else.",
    ),
    "shapes moved by 20 km": (
        OURS.assign(geometry=[translate(g, 0.18, 0.05) for g in OURS.geometry]),
        "do not hold their own centres.",
    ),
    "shapes shrunk": (SQUASHED, "of the 83 settlements lie outside"),
    "overlapping": (
        change(OURS, 0, OURS.geometry[0].buffer(0.02)),
        "the shapes of Борово and ",
    ),
    "a border that crosses itself": (
        change(OURS, 4, bow_tie(OURS.geometry[4])),
        "the shape of RSE13 crosses itself (Self-intersection",
    ),
    "names of towns, not municipalities": (
        lands(name=[s.name_bg for s in settlements()]),
        "of the 83 settlements lie outside",
    ),
    "a municipality without a shape": (
        change(OURS, 2, None),
        "lacks municipalities by column LAU_ID: Ветово (RSE05).",
    ),
    "nothing in it": (OURS.iloc[:0], ""),
}  # fmt: skip


@pytest.mark.parametrize(("frame", "message"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_shapes_are_refused_with_what_is_wrong(tmp_path, frame, message, suffix):
    path = write(frame, tmp_path / f"map{suffix}")
    with pytest.raises(ShapesRefused) as refusal:
        read_official_shapes(path)
    assert message in str(refusal.value)
    assert str(refusal.value).startswith(f"map{suffix}")


def test_shapes_far_too_large_in_all_are_refused(tmp_path):
    frame = OURS.copy()
    outer = OURS.union_all().buffer(0.05)
    grown = OURS.geometry[5].union(outer.difference(OURS.union_all()))
    with pytest.raises(ShapesRefused, match=r"have 4367 km² in all, and should have 2894"):
        read_official_shapes(write(change(frame, 5, grown), tmp_path / "map.gpkg"))


def test_metres_without_a_coordinate_system_are_refused_with_advice(tmp_path):
    path = write(OURS, tmp_path / "map.shp", 32635)
    path.with_suffix(".prj").unlink()
    with pytest.raises(ShapesRefused, match=r"Add the \.prj file it came with"):
        read_official_shapes(path)


def test_geojson_in_metres_that_does_not_say_so_is_refused_with_advice(tmp_path):
    path = write(OURS, tmp_path / "map.geojson", 3857)
    document = json.loads(path.read_text("utf-8"))
    del document["crs"]
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(ShapesRefused, match="does not say what coordinate system it is in"):
        read_official_shapes(path)


def test_a_table_without_shapes_is_refused(tmp_path):
    path = tmp_path / "map.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"LAU_ID": CODES}), path)
    with pytest.raises(ShapesRefused, match="is a table without shapes"):
        read_official_shapes(path)


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_a_shapefile_without_its_siblings_is_refused(tmp_path, suffix):
    path = write(OURS, tmp_path / "map.shp")
    path.with_suffix(suffix).unlink()
    with pytest.raises(ShapesRefused, match=f"one part of a Shapefile; {suffix} is not beside it"):
        read_official_shapes(path)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".zip"])
def test_a_file_cut_short_is_refused(tmp_path, suffix):
    path = write(EUROPE, tmp_path / f"map{'.shp' if suffix == '.zip' else suffix}")
    if suffix == ".zip":
        path = zipped(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ShapesRefused) as refusal:
        read_official_shapes(path)
    assert "ownload it again" in str(refusal.value) or "lacks" in str(refusal.value)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".zip"])
def test_an_empty_file_is_refused(tmp_path, suffix):
    path = tmp_path / f"map{suffix}"
    path.touch()
    with pytest.raises(ShapesRefused, match=r"is empty|beside it"):
        read_official_shapes(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("map.gpkg", b'{"type": "FeatureCollection"}'),
        ("map.geojson", b"SQLite format 3\x00" + b"\x00" * 100),
        ("map.geojson", b"<html>Not found</html>"),
        ("map.pdf", b"%PDF-1.7"),
        ("map.vrt", b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource>"),
        ("map.geojson", b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource>"),
        ("map.csv", b"LAU_ID\nRSE27\n"),
        ("map", b'{"type": "FeatureCollection"}'),
        ("map.zip", b'{"type": "FeatureCollection"}'),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ShapesRefused, match="is not a GeoJSON, GeoPackage, Shapefile or zip"):
        read_official_shapes(tmp_path / name)


@pytest.mark.parametrize("text", ['{"type": "FeatureCollection", "features": [', "{}", '{"a": 1}'])
def test_json_that_is_no_map_is_refused(tmp_path, text):
    (tmp_path / "map.geojson").write_text(text)
    with pytest.raises(ShapesRefused):
        read_official_shapes(tmp_path / "map.geojson")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"none\.gpkg cannot be read: No such file"):
        read_official_shapes(tmp_path / "none.gpkg")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ShapesRefused, match="cannot be read"):
        read_official_shapes(tmp_path)


def zip_with(tmp_path: Path, name: str, content: bytes = b"{}") -> Path:
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name", ["../map.geojson", "/etc/map.geojson", "a/../../b.shp", "c:/x.shp", "..\\map.shp"]
)
def test_a_zip_that_would_write_outside_its_folder_is_refused(tmp_path, name):
    with pytest.raises(ShapesRefused, match="outside its folder"):
        read_official_shapes(zip_with(tmp_path, name))
    assert [p.name for p in tmp_path.iterdir()] == ["download.zip"]


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_BYTES", 3_000_000)
    path = zip_with(tmp_path, "map.geojson", b" " * 5_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ShapesRefused, match=r"unpacks to more than .* \(3 MB\)"):
        read_official_shapes(path)


def test_what_a_zip_of_zips_unpacks_to_is_counted_in_all(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_BYTES", 3_000_000)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map.geojson", b" " * 2_000_000)
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.zip", inner.getvalue())
        archive.writestr("two.zip", inner.getvalue())
    with pytest.raises(ShapesRefused, match="unpacks to more"):
        read_official_shapes(path)


def test_a_zip_of_very_many_files_is_refused(tmp_path):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(1001):
            archive.writestr(f"{n}.txt", "")
    with pytest.raises(ShapesRefused, match="unpacks to more"):
        read_official_shapes(path)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_BYTES", 100)
    with pytest.raises(ShapesRefused, match="is larger than"):
        read_official_shapes(write(OURS, tmp_path / "map.geojson"))


def test_a_zip_with_a_password_is_refused(tmp_path):
    path = zip_with(tmp_path, "map.geojson")
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1  # the bit that says: encrypted
    path.write_bytes(content)
    with pytest.raises(ShapesRefused, match="locked with a password"):
        read_official_shapes(path)


def test_a_zip_without_a_map_is_refused(tmp_path):
    with pytest.raises(ShapesRefused, match="holds no GeoJSON"):
        read_official_shapes(zip_with(tmp_path, "readme.txt"))


def test_nothing_unpacked_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    read_official_shapes(zipped(write(OURS, tmp_path / "map.geojson")))
    assert list((tmp_path / "scratch").iterdir()) == []


# --- real files, where they are --------------------------------------------------------------


@pytest.mark.parametrize("name", ["municipalities_ruse.geojson", "settlement_lands_ruse.geojson"])
def test_the_reference_polygons_are_taken(tmp_path, name):
    if not (SHARED / name).exists():
        pytest.skip(f"no reference polygons at {SHARED / name}")
    shutil.copy(SHARED / name, tmp_path / name)
    official = read_official_shapes(tmp_path / name)
    assert official.refused == ()
    assert official.shapes.frame.geometry.is_valid.all()


def same_as_ours(official) -> None:
    """The shapes taken are the eight that were written, but for rounding on the way."""
    frame = official.shapes.frame
    assert list(frame.municipality_code) == CODES
    assert frame.crs.to_epsg() == 4326
    ours = schematic_shapes().frame.geometry.to_numpy()
    difference = shapely.area(shapely.symmetric_difference(frame.geometry.to_numpy(), ours))
    np.testing.assert_array_less(difference / shapely.area(ours), 1e-4)
