"""Backups of a store, and a store brought back from one."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.audit import record
from data.backup_files import check_sum, sha256_of, write_backup
from data.copies import working_place
from data.disk import close_to_others, sync_file, sync_folder
from data.engine import beside
from data.held import held_file
from data.held_file import HeldFile
from data.migrations import migrate
from data.moving import move
from data.server_file import is_on_server
from data.store import Store, set_setting
from data.store_errors import BackupDamaged, KeyMissing, KeyWrong, NotAStore, StoreMissing
from data.verifying import Verified, verify


@dataclass(frozen=True)
class Restored:
    """A store brought back; ``aside`` is where the file lies that was in its place, if any."""

    path: Path
    aside: Path | None
    verified: Verified


def backup(store: Store, folder: str | Path, *, now: datetime, who: str = "") -> Path:
    """Copy a store into a folder while it is in use, and read the copy completely.

    Parameters
    ----------
    now
        UTC; it goes into the name of the backup.

    Returns
    -------
    Path
        The backup; its manifest lies beside it.

    Raises
    ------
    BackupDamaged
        Where what was written cannot be read again; it is left for a look, under its name.
    """
    made = write_backup(store.file, store.key, Path(folder).resolve(), now=now)
    _expect_whole(verify(made, key=store.key))
    with store.transaction(changes_data=False) as cursor:
        record(cursor, who=who, action="backed_up", subject="store", detail=sha256_of(made))
    return made


def restore(backup: str | Path, path: str | Path, *, now: datetime, who: str = "") -> Restored:
    """Put a backup in the place of a store; the file that lies there is kept beside it.

    The backup is checked, copied and read completely before anything else is touched. On a server
    it goes into a database that holds no store yet: none there is ever written over.

    Raises
    ------
    BackupDamaged
        Where the backup is not as it was written or breaks a rule of the store.
    StoreBusy
        Where somebody has the store open.
    StoreExists
        Where the database on the server holds a store.
    StoreError
        Where the backup cannot be opened: no backup, its key is not here.
    """
    backup, path = Path(backup).resolve(), Path(path).resolve()
    if not backup.is_file():
        raise StoreMissing("There is no backup at {path}. Check the path.", path=backup)
    manifest = check_sum(backup)
    path.parent.mkdir(parents=True, exist_ok=True)
    with working_place(path) as place:
        shutil.copyfile(backup, place)
        close_to_others(place)
        sync_file(place)
        verified = verify(place, manifest=manifest)
        _expect_whole(verified)
        if is_on_server(path):
            aside = None
            _carry_over(place, path, who)
        else:
            aside = _swap_in(held_file(path), place, now)
    store = Store.open(path)
    with store.transaction() as cursor:
        # Counted on from the backup, the version would soon be one that stood for other rows.
        set_setting(cursor, "data_version", str(round(now.timestamp() * 1_000_000)))
        record(cursor, who=who, action="restored", subject="store", detail=sha256_of(backup))
    return Restored(path, aside, verified)


def _carry_over(place: Path, path: Path, who: str) -> None:
    """Carry a copy of a backup, also of one with an older schema, to an empty database."""
    copy = Store(place)
    with copy.file.cursor(copy.key) as cursor:
        migrate(cursor)
    move(copy, path, who=who)


def _swap_in(file: HeldFile, new: Path, now: datetime) -> Path | None:
    """Give the new file the name of the store, keeping the old file under another name."""
    with file.alone():
        if not file.path.exists():
            beside(file.path, ".wal").unlink(missing_ok=True)
            new.replace(file.path)
            sync_folder(file.path.parent)
            return None
        engine = None
        # One that cannot be opened cannot be in use either.
        with suppress(NotAStore, KeyMissing, KeyWrong):
            engine = file.open_engine(None)
        try:
            if engine is not None:
                engine.checkpoint()
                if os.name == "nt":
                    engine.close()
            aside = beside(file.path, f".before-restore-{now:%Y%m%d-%H%M%S-%f}")
            for ending in ("", ".wal"):
                if (old := beside(file.path, ending)).exists():
                    _second_name(old, beside(aside, ending))
            # The log belongs to the old file; beside the new one it would be read as its own.
            beside(file.path, ".wal").unlink(missing_ok=True)
            new.replace(file.path)
            sync_folder(file.path.parent)
        finally:
            if engine is not None:
                engine.close()
    return aside


def _second_name(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:
        # Disks without links (FAT) get a copy.
        shutil.copyfile(file, name)


def _expect_whole(verified: Verified) -> None:
    if verified.problems:
        raise BackupDamaged(
            "The backup {file} can be read, but is not whole: {problem}",
            file=str(verified.path),
            problem=verified.problems[0],
        )
