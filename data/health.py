"""Whether a store can do its work now: said in fixed words, never with anything that is in it."""

import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.migrations import applied_version, latest_version
from data.store import Store
from data.store_errors import StoreBusy, StoreError, StoreMissing

ROOM_BYTES = 200 * 2**20
COPIES = 3
"""An upgrade needs room for a copy and a backup at once, and something has to be left."""


class Reading(StrEnum):
    """Whether the store answers."""

    READABLE = "readable"
    BUSY = "busy"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Schema(StrEnum):
    """Whose schema the store has."""

    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Health:
    """What was found; an older schema is brought up by the first visitor and is no illness."""

    store: Reading
    schema: Schema
    room: bool

    @property
    def is_well(self) -> bool:
        """Whether pages can be answered and nothing needs a person."""
        return (
            self.store is Reading.READABLE
            and self.schema in (Schema.CURRENT, Schema.OLDER)
            and self.room
        )


def health_of(path: Path) -> Health:
    """Look at a store without changing it: an older one is not brought up.

    Parameters
    ----------
    path
        The file; one that is not there is found missing.
    """
    try:
        with Store(path).cursor() as cursor:
            found = applied_version(cursor)
        reading, schema = Reading.READABLE, _schema(found)
    except StoreMissing:
        reading, schema = Reading.MISSING, Schema.UNKNOWN
    except StoreBusy:
        reading, schema = Reading.BUSY, Schema.UNKNOWN
    except (StoreError, OSError):
        reading, schema = Reading.UNREADABLE, Schema.UNKNOWN
    return Health(reading, schema, has_room(path))


def has_room(path: Path) -> bool:
    """Whether the disk of a file has room for what this program does to it at once."""
    folder = next(parent for parent in path.resolve().parents if parent.is_dir())
    size = path.stat().st_size if path.is_file() else 0
    return shutil.disk_usage(folder).free >= max(ROOM_BYTES, COPIES * size)


def _schema(found: int | None) -> Schema:
    if not found:
        return Schema.UNKNOWN
    if found == latest_version():
        return Schema.CURRENT
    return Schema.OLDER if found < latest_version() else Schema.NEWER
