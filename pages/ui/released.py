"""What outside roles are shown: their own file of releases, read and checked; never the store."""

import os
from pathlib import Path

import streamlit as st

from data.locations import store_path
from data.releases.bundle import bundle_file, folder_of, read_bundle
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


@st.cache_data(show_spinner=False, max_entries=8)
def _releases(
    folder: str,
    role: str,
    state: tuple[int, int],  # noqa: ARG001 - part of the key: the file as it lies there now
) -> tuple[Release, ...]:
    return read_releases(Path(folder), role)
