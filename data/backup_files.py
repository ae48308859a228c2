"""Backups as files: a copy of the store, a list of checksums beside it, and which are kept."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from data.copies import copy_into, working_place
from data.disk import move_into_place, sync_folder, write_private
from data.engine import beside
from data.held_file import HeldFile
from data.keys import Key
from data.store_errors import BackupDamaged

DAILY = 14
MONTHLY = 12
_NAME = re.compile(r".+-\d{8}-\d{6}-\d{6}\.duckdb$")


@dataclass(frozen=True)
class Manifest:
    """What a backup is and must still be: one JSON file beside it.

    ``made_at`` is UTC in ISO 8601; ``tables`` counts the rows of each table.
    """

    sha256: str
    made_at: str
    store_id: str
    schema_version: int
    encrypted: bool
    tables: dict[str, int]


def default_folder(path: Path) -> Path:
    """Folder of the backups of a store where no other is named."""
    return path.parent / "backups"


def manifest_file(backup: Path) -> Path:
    """Where the manifest of a backup lies."""
    return beside(backup, ".json")


def read_manifest(backup: Path) -> Manifest | None:
    """Manifest of a file, None where none lies beside it.

    Raises
    ------
    BackupDamaged
        Where the manifest itself cannot be read.
    """
    file = manifest_file(backup)
    if not file.is_file():
        return None
    try:
        return Manifest(**json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise BackupDamaged(
            "The list of checksums {file} is damaged. Take another backup.", file=str(file)
        ) from error


def check_sum(backup: Path) -> Manifest | None:
    """Compare a backup with its checksum; None where it has none.

    Raises
    ------
    BackupDamaged
        Where they differ.
    """
    manifest = read_manifest(backup)
    if manifest is not None and sha256_of(backup) != manifest.sha256:
        raise BackupDamaged(
            "{file} is not as it was written: its checksum differs. Take another backup.",
            file=str(backup),
        )
    return manifest


def write_backup(file: HeldFile, key: Key | None, folder: Path, *, now: datetime) -> Path:
    """Copy a store into a folder, encrypted like the store, with its manifest beside it.

    The manifest comes first: a backup that has its name is whole.

    Parameters
    ----------
    now
        UTC; it goes into the name.
    """
    with working_place(file.path) as place:
        with file.cursor(key) as cursor:
            engine = file.engine
            version, store_id = cursor.execute(
                "SELECT (SELECT max(number) FROM schema_version), "
                "(SELECT value FROM setting WHERE key = 'store_id')"
            ).fetchall()[0]
            tables = copy_into(file, engine, place, engine.copy_key)
            encrypted = engine.copy_key is not None
        target = folder / f"{file.path.stem}-{now:%Y%m%d-%H%M%S-%f}.duckdb"
        manifest = Manifest(
            sha256=sha256_of(place),
            made_at=now.isoformat(timespec="seconds"),
            store_id=str(store_id),
            schema_version=int(version),
            encrypted=encrypted,
            tables={name: rows for name, (rows, _) in tables.items()},
        )
        write_private(manifest_file(target), json.dumps(asdict(manifest), indent=1) + "\n")
        move_into_place(place, target)
    return target


def remove_old(
    folder: Path, store_id: str, *, daily: int = DAILY, monthly: int = MONTHLY
) -> tuple[Path, ...]:
    """Remove backups of one store that are no longer kept; other files are left alone."""
    found: dict[Path, datetime] = {}
    for file in folder.glob("*.duckdb"):
        if _NAME.fullmatch(file.name) and manifest_file(file).is_file():
            manifest = read_manifest(file)
            if manifest is not None and manifest.store_id == store_id:
                found[file] = datetime.strptime(  # noqa: DTZ007 - UTC by its name
                    file.stem[-22:], "%Y%m%d-%H%M%S-%f"
                )
    kept = to_keep(list(found.values()), daily=daily, monthly=monthly)
    removed = sorted(file for file, made in found.items() if made not in kept)
    for file in removed:
        # The backup goes first: a manifest alone is taken for nothing.
        file.unlink()
        manifest_file(file).unlink()
    if removed:
        sync_folder(folder)
    return tuple(removed)


def to_keep(made: list[datetime], *, daily: int, monthly: int) -> set[datetime]:
    """Pick the newest of each of the last days and months, and all of the last day."""
    days: dict[str, datetime] = {}
    months: dict[str, datetime] = {}
    for one in sorted(made):
        days[f"{one:%Y%m%d}"] = one
        months[f"{one:%Y%m}"] = one
    of_days = [days[day] for day in sorted(days, reverse=True)[:daily]]
    of_months = [months[month] for month in sorted(months, reverse=True)[:monthly]]
    of_today = [one for one in made if one.date() == max(made).date()]
    return {*of_days, *of_months, *of_today}


def sha256_of(path: Path) -> str:
    """SHA-256 of a file that this process has not attached, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
