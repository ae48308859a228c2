"""Layers of a boundary file: GeoJSON, GeoPackage, Shapefile, or any of them zipped.

Only the rows round the district are read, so that a file of all Europe is no burden.
"""

import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.boundaries import archive
from geo.boundaries.refusal import ShapesRefused
from geo.places import settlements

MARGIN_DEGREES = 0.3

STARTS = {b"PK\x03\x04": "zip", b"SQLite format 3\x00": "gpkg", b"\x00\x00\x27\x0a": "shp"}
SUFFIX_KINDS = {".zip": "zip", ".gpkg": "gpkg", ".shp": "shp", ".geojson": "json", ".json": "json"}


@dataclass(frozen=True, eq=False)
class Layer:
    """Rows of one layer that lie round the district, in WGS 84, heights dropped.

    ``place`` names file and layer for messages; ``crs_name`` is what the file was in;
    ``crs_supposed`` says that it did not tell.
    """

    place: str
    frame: gpd.GeoDataFrame
    crs_name: str
    crs_supposed: bool


def read_layers(path: str | Path) -> Iterator[Layer | ShapesRefused]:
    """Layers of the file one after another; in place of one that cannot be used, its refusal.

    Raises
    ------
    ShapesRefused
        Where the file as a whole cannot be opened.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory() as folder:
        if _kind(path, path.name) == "zip":
            unpacked = archive.unpack(path, path.name, Path(folder))
            datasets = [(file, f"{path.name}/{file.relative_to(folder)}") for file in unpacked]
        else:
            datasets = [(path, path.name)]
        for dataset, place in datasets:
            try:
                names = _layer_names(dataset, place)
            except ShapesRefused as refusal:
                yield refusal
                continue
            for name in names:
                try:
                    where = place if name == dataset.stem else f"{place}, {name}"
                    yield _read_layer(dataset, name, where)
                except ShapesRefused as refusal:
                    yield refusal


def _kind(path: Path, place: str) -> str:
    """What the file is by its first bytes; refused where its name says something else."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise ShapesRefused(
            "{place} cannot be read: {reason}.", place=place, reason=error.strerror or error
        ) from error
    if size == 0:
        raise ShapesRefused("{place} is empty. Download it again.", place=place)
    if size > archive.MAX_BYTES:
        raise ShapesRefused(
            "{place} is larger than {megabytes} MB. Take a coarser scale, or Bulgaria only.",
            place=place,
            megabytes=archive.MAX_BYTES // 1_000_000,
        )
    kind = next((kind for mark, kind in STARTS.items() if start.startswith(mark)), None)
    if kind is None and start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        kind = "json"
    if kind is None or SUFFIX_KINDS.get(path.suffix.lower()) != kind:
        raise ShapesRefused(
            "{place} is not a GeoJSON, GeoPackage, Shapefile or zip, or its name ends otherwise "
            "than what is inside. Download it again in one of these formats.",
            place=place,
        )
    return kind


def _require_siblings(path: Path, place: str) -> None:
    beside = {other.suffix.lower() for other in path.parent.glob(f"{path.stem}.*")}
    missing = [suffix for suffix in (".shx", ".dbf") if suffix not in beside]
    if missing:
        raise ShapesRefused(
            "{place} is one part of a Shapefile; {missing} is not beside it. Keep all its files "
            "together, or give the zip they came in.",
            place=place,
            missing=", ".join(missing),
        )


def _layer_names(dataset: Path, place: str) -> list[str]:
    if _kind(dataset, place) == "shp":
        _require_siblings(dataset, place)
    try:
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            names = [str(name) for name, _ in pyogrio.list_layers(dataset)]
    except DataSourceError as error:
        raise _unreadable(place) from error
    if not names:
        raise _unreadable(place)
    return names


def _read_layer(dataset: Path, name: str, place: str) -> Layer:
    try:
        # GDAL warns about trifles (winding order, field widths); what matters is checked later.
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            info = pyogrio.read_info(dataset, layer=name, force_total_bounds=True)
            if info["geometry_type"] is None or info["total_bounds"] is None:
                raise ShapesRefused(
                    "{place} is a table without shapes. Take the boundaries (polygons).",
                    place=place,
                )
            crs, supposed = _crs(info, place)
            frame = pyogrio.read_dataframe(
                dataset, layer=name, bbox=_round_the_district(crs), force_2d=True
            )
    except (DataSourceError, DataLayerError, OSError, UnicodeDecodeError) as error:
        raise _unreadable(place) from error
    if frame.empty:
        raise ShapesRefused(
            "{place} has no shapes in Ruse district. Take Bulgaria or Europe, and check its "
            "coordinate system ({crs}).",
            place=place,
            crs=_crs_name(crs),
        )
    frame = frame.set_crs(crs, allow_override=True).to_crs("EPSG:4326")
    return Layer(place, frame, _crs_name(crs), supposed)


def _crs(info: dict[str, Any], place: str) -> tuple[CRS, bool]:
    """Coordinate system of the layer, and whether it had to be supposed."""
    west, south, east, north = info["total_bounds"]
    degrees = -181 <= west <= east <= 181 and -91 <= south <= north <= 91
    try:
        crs = CRS.from_user_input(info["crs"]) if info["crs"] else None
    except CRSError:
        crs = None
    if crs is None and degrees:
        return CRS.from_epsg(4326), True
    if crs is None or (crs.is_geographic and not degrees):
        raise ShapesRefused(
            "{place} does not say what coordinate system it is in, and its coordinates are not "
            "degrees. Add the .prj file it came with, or take the edition in EPSG:4326.",
            place=place,
        )
    return crs, False


def _crs_name(crs: CRS) -> str:
    return f"EPSG:{crs.to_epsg()}" if crs.to_epsg() else str(crs.name)


def _round_the_district(crs: CRS) -> tuple[float, float, float, float]:
    """Bounds of the district with a margin, in the coordinates of the layer."""
    lat, lon = [s.lat for s in settlements()], [s.lon for s in settlements()]
    to_layer = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    bounds: tuple[float, float, float, float] = to_layer.transform_bounds(
        min(lon) - MARGIN_DEGREES,
        min(lat) - MARGIN_DEGREES,
        max(lon) + MARGIN_DEGREES,
        max(lat) + MARGIN_DEGREES,
    )
    return bounds


def _unreadable(place: str) -> ShapesRefused:
    return ShapesRefused(
        "{place} cannot be read as a map; it may be cut short. Download it again.", place=place
    )
