"""Unpacking a zip that a stranger packed: names checked, bytes counted, only maps taken out."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from geo.boundaries.refusal import ShapesRefused

MAX_BYTES = 2_000_000_000
"""Largest file, and largest sum of what a zip unpacks to; the finest map of all Europe has less."""

MAX_MEMBERS = 1_000
ZIPS_WITHIN = 2
"""A zip in the zip is opened, as GISCO packs its projections; one in that is not."""

DATASETS = {".shp", ".geojson", ".json", ".gpkg"}
MEMBERS = DATASETS | {".shx", ".dbf", ".prj", ".cpg", ".zip"}


def unpack(path: Path, place: str, folder: Path) -> list[Path]:
    """Unpack what may hold layers into the folder, zips in the zip too; the files to read.

    Raises
    ------
    ShapesRefused
        Where the zip is damaged, locked, too large, holds no map, or would write elsewhere.
    """
    left = MAX_BYTES
    datasets: list[Path] = []
    zips = [(path, folder, 1)]
    for archive_path, target_folder, depth in zips:
        try:
            with zipfile.ZipFile(archive_path) as archive:
                for member, inner in _members(archive, place):
                    target = target_folder / inner
                    left = _copy(archive, member, target, left, place)
                    if target.suffix.lower() in DATASETS:
                        datasets.append(target)
                    elif target.suffix.lower() == ".zip" and depth < ZIPS_WITHIN:
                        zips.append((target, target.with_suffix(".unpacked"), depth + 1))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise ShapesRefused(
                "{place} is damaged or cut short. Download it again.", place=place
            ) from error
    if not datasets:
        raise ShapesRefused(
            "{place} holds no GeoJSON, GeoPackage or Shapefile. Look inside: it may be another "
            "download.",
            place=place,
        )
    return sorted(datasets)


def _members(
    archive: zipfile.ZipFile, place: str
) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Files of the zip worth unpacking, with a name that stays within the folder."""
    if len(archive.infolist()) > MAX_MEMBERS:
        raise _too_much(place)
    for member in archive.infolist():
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        if inner.is_absolute() or ".." in inner.parts or ":" in member.filename:
            raise ShapesRefused(
                "{place} holds a file that would be written outside its folder. Do not use it; "
                "download from the official page.",
                place=place,
            )
        hidden = any(part.startswith((".", "__MACOSX")) for part in inner.parts)
        if member.is_dir() or hidden or inner.suffix.lower() not in MEMBERS:
            continue
        if member.flag_bits & 1:
            raise ShapesRefused(
                "{place} is locked with a password. Unpack it first and give the file inside.",
                place=place,
            )
        yield member, inner


def _copy(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int, place: str
) -> int:
    """Unpack one file; the bytes still allowed. They are counted, a zip may lie about its sizes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("wb") as copy:
        while block := source.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise _too_much(place)
            copy.write(block)
    return left


def _too_much(place: str) -> ShapesRefused:
    return ShapesRefused(
        "{place} unpacks to more than a map of Europe needs ({megabytes} MB). Take a coarser "
        "scale, or Bulgaria only.",
        place=place,
        megabytes=MAX_BYTES // 1_000_000,
    )
