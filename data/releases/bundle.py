"""The file of an outside role: all releases it got and nothing else; and releases as folders."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.disk import write_private
from geo.errors import PriemnaError

FORMAT = 1
MANIFEST = "manifest.json"
SHAPES = "shapes.json"


class BundleUnreadable(PriemnaError, ValueError):
    """A file or folder of releases that cannot be read."""


class FolderTaken(PriemnaError, FileExistsError):
    """A folder into which a release was to be written holds something else."""


@dataclass(frozen=True)
class Files:
    """One release for one audience: its manifest, and its tables as CSV by file name."""

    manifest: Mapping[str, Any]
    tables: Mapping[str, str]


def folder_of(store: Path) -> Path:
    """Folder beside a store in which the files of the outside roles lie."""
    return store.with_name(f"{store.name}.releases")


def bundle_file(folder: Path, role: str) -> Path:
    """File of a role."""
    return folder / f"{role}.json"


def write_bundle(folder: Path, role: str, releases: Sequence[Files]) -> Path:
    """Write the file of a role, whole or not at all; only its owner can read it until it is given.

    Parameters
    ----------
    releases
        All releases the role got, oldest first.
    """
    told = {
        "format": FORMAT,
        "role": role,
        "releases": [{"manifest": one.manifest, "tables": one.tables} for one in releases],
    }
    file = bundle_file(folder, role)
    write_private(file, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return file


def read_bundle(file: Path) -> tuple[Files, ...]:
    """Read the file of a role; empty where there is none. Hashes are checked by the reader.

    Raises
    ------
    BundleUnreadable
        Where it is no such file.
    """
    if not file.is_file():
        return ()
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return tuple(Files(dict(one["manifest"]), dict(one["tables"])) for one in told["releases"])
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(file) from error


def write_shapes(folder: Path, source: str, shapes_of: Mapping[str, str]) -> None:
    """Write official shapes of the municipalities beside the files of the roles, or take them away.

    Parameters
    ----------
    source
        Whose they are.
    shapes_of
        Geometry by code of the municipality as GeoJSON text, public facts; empty for none.
    """
    file = folder / SHAPES
    if shapes_of:
        told = {"source": source, "shapes": {c: json.loads(text) for c, text in shapes_of.items()}}
        write_private(file, json.dumps(told, ensure_ascii=False) + "\n")
    else:
        file.unlink(missing_ok=True)


def read_shapes(folder: Path) -> tuple[str, dict[str, str]] | None:
    """Read those shapes and their source; None where there are none, or the file is damaged."""
    try:
        told = json.loads((folder / SHAPES).read_text(encoding="utf-8"))
        return told["source"], {code: json.dumps(one) for code, one in told["shapes"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_folder(folder: Path, release: Files) -> None:
    """Write a release as CSV files with `manifest.json`; a release lying there is replaced.

    Raises
    ------
    FolderTaken
        Where the folder holds anything that is not a release.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = list(folder.iterdir())
    if there and not (folder / MANIFEST).is_file():
        raise FolderTaken(
            "{folder} holds other files. Choose a new or empty folder.", folder=str(folder)
        )
    if there:
        for old in read_folder(folder).tables:
            (folder / old).unlink()
    for name, text in release.tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    manifest = json.dumps(release.manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(manifest + "\n", encoding="utf-8")


def read_folder(folder: Path) -> Files:
    """Read a release from its folder.

    Raises
    ------
    BundleUnreadable
        Where there is none.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        names = [Path(table["file"]).name for table in manifest["tables"].values()]
        return Files(
            manifest,
            {
                name: (folder / name).read_text(encoding="utf-8")
                for name in names
                if (folder / name).is_file()
            },
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(folder) from error


def _unreadable(path: Path) -> BundleUnreadable:
    return BundleUnreadable(
        "{path} is not a release of this program, or it is damaged. Get it anew from whoever "
        "published it.",
        path=str(path),
    )
