"""Files written so that a crash leaves the old or the new, and others cannot read what is ours."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def sync_file(path: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows does that by itself."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_private(path: Path, text: str) -> None:
    """Write a small file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def close_to_others(path: Path) -> None:
    """Let only the owner read and write a file, where the system knows such rights."""
    if os.name == "posix":
        path.chmod(0o600)


def close_again(path: Path) -> None:
    """Close a file that was copied here carelessly; one of another owner stays as it is."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with suppress(PermissionError):
            close_to_others(path)


def move_into_place(source: Path, target: Path) -> None:
    """Move a finished file to its name, over another disk too; the name never shows half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        source.replace(part)
    except OSError:
        # Another disk: copied there first, renamed there after.
        shutil.copyfile(source, part)
        source.unlink()
    sync_file(part)
    close_to_others(part)
    part.replace(target)
    sync_folder(target.parent)
