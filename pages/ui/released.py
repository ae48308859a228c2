"""What outside roles are shown: their own file of releases, read and checked; never the store."""

import os
from pathlib import Path

import shapely
import streamlit as st

from data.locations import store_path
from data.releases.bundle import SHAPES, bundle_file, folder_of, read_bundle, read_shapes
from geo.places import municipalities
from geo.shapes import MunicipalityShapes, municipality_frame, schematic_shapes
from priemna.sharing.released import Release, read_release


def release_folder() -> Path:
    """Folder of the files of the roles: ``$PRIEMNA_RELEASES``, else that beside the store."""
    named = os.environ.get("PRIEMNA_RELEASES")
    return Path(named) if named else folder_of(store_path().resolve())


def read_releases(folder: Path, role: str) -> tuple[Release, ...]:
    """All releases of a role, oldest first; empty where nothing was published.

    Raises
    ------
    BundleUnreadable, ReleaseDamaged
        Where the file is damaged or was changed.
    """
    return tuple(
        read_release(one.manifest, one.tables) for one in read_bundle(bundle_file(folder, role))
    )


def releases(role: str) -> tuple[Release, ...]:
    """All releases of a role, kept between clicks until its file changes."""
    file = bundle_file(release_folder(), role)
    if not file.is_file():
        return ()
    about = file.stat()
    return _releases(str(file.parent), role, (about.st_mtime_ns, about.st_size))


def latest(role: str) -> Release | None:
    """The newest release of a role; None where nothing was published."""
    found = releases(role)
    return found[-1] if found else None


def is_demo(role: str) -> bool:
    """Whether what the role sees is invented."""
    newest = latest(role)
    return newest is not None and newest.is_demo


def shapes() -> MunicipalityShapes:
    """Official shapes where some lie beside the files of the roles, else the schematic ones."""
    file = release_folder() / SHAPES
    if not file.is_file():
        return schematic_shapes()
    about = file.stat()
    return _shapes(str(file.parent), (about.st_mtime_ns, about.st_size))


@st.cache_resource(show_spinner=False, max_entries=2)
def _shapes(
    folder: str,
    state: tuple[int, int],  # noqa: ARG001 - part of the key: the file as it lies there now
) -> MunicipalityShapes:
    found = read_shapes(Path(folder))
    try:
        if found is None:
            return schematic_shapes()
        source, by_code = found
        drawn = shapely.from_geojson([by_code[place.code] for place in municipalities()])
        return MunicipalityShapes(municipality_frame(drawn), False, source)
    except (KeyError, shapely.errors.GEOSException):
        return schematic_shapes()


@st.cache_data(show_spinner=False, max_entries=8)
def _releases(
    folder: str,
    role: str,
    state: tuple[int, int],  # noqa: ARG001 - part of the key: the file as it lies there now
) -> tuple[Release, ...]:
    return read_releases(Path(folder), role)
