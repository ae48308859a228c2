"""What people do to keep the store safe: back up, verify, export, collapse old records."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from data import audit
from data.audit import AuditCheck, AuditEntry
from data.backup import backup as write_backup
from data.backup_files import default_folder, read_manifest, remove_old
from data.export import export_store
from data.migrations import applied_version
from data.retention import Retained, age_set
from data.retention import retain as collapse
from data.store import Store, setting
from data.verifying import Verified
from data.verifying import verify as read_all
from pages.ui import cached
from pages.ui.records import who


@dataclass(frozen=True)
class StoreState:
    """How the store stands.

    Parameters
    ----------
    path
        Where it lies.
    encrypted, on_server, demo
        Whether its file is encrypted; whether a server keeps it; whether it holds invented records.
    schema_version
        Number of its schema.
    last_backup, last_backup_at
        Name of the newest backup beside it and when it was made (UTC); None where there is none.
    """

    path: Path
    encrypted: bool
    on_server: bool
    demo: bool
    schema_version: int
    last_backup: str | None
    last_backup_at: datetime | None


def state() -> StoreState:
    """Say how the store stands."""
    store = cached.store()
    with store.cursor() as cursor:
        version = applied_version(cursor)
    newest = _newest(default_folder(store.path))
    return StoreState(
        path=store.path,
        encrypted=store.is_encrypted(),
        on_server=store.on_server,
        demo=store.is_demo(),
        schema_version=version or 0,
        last_backup=newest[1] if newest else None,
        last_backup_at=newest[0] if newest else None,
    )


def back_up() -> Path:
    """Back up the store beside it; backups beyond the numbers kept are removed."""
    store = cached.store()
    folder = default_folder(store.path)
    made = write_backup(store, folder, now=_now(), who=who())
    with store.cursor() as cursor:
        remove_old(folder, str(setting(cursor, "store_id")))
    return made


def verify() -> Verified:
    """Read the whole store and check its rules and its audit log."""
    return read_all(cached.store_path())


def log(n: int) -> tuple[AuditEntry, ...]:
    """The last lines of the audit log, newest first."""
    return audit.entries(cached.store(), n=n)


def check_log() -> AuditCheck:
    """Whether every line of the audit log stands as it was written."""
    return audit.verify(cached.store())


def age() -> int | None:
    """Years after which records become counts; None where none is set."""
    return age_set(cached.store())


def retain(years: int, *, today: date, dry_run: bool) -> Retained:
    """Let records older than so many years become counts, or say what would."""
    return collapse(cached.store(), today=today, years=years, dry_run=dry_run, who=who())


def export(form: str) -> bytes:
    """Everything in the store, as one zip of the format.

    Parameters
    ----------
    form
        ``parquet``, ``csv`` or ``xlsx``.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "export"
        export_store(Store.open(cached.store_path()), out, format=form, who=who())
        packed = Path(folder) / "export.zip"
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for file in sorted(out.rglob("*")):
                archive.write(file, file.relative_to(out))
        return packed.read_bytes()


def _newest(folder: Path) -> tuple[datetime, str] | None:
    files = folder.glob("*") if folder.is_dir() else ()
    made = [(manifest.made_at, file.name) for file in files if (manifest := read_manifest(file))]
    if not made:
        return None
    at, name = max(made)
    return datetime.fromisoformat(at).replace(tzinfo=None), name


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
