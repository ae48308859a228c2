"""The key of the store: where it is found, how it is made, and which older ones still open backups.

A key is 32 random bytes in base64. It is looked for in ``$PRIEMNA_KEY``, then in the file that
``$PRIEMNA_KEY_FILE`` names, then in the key file of the user's configuration folder.
"""

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from data.disk import sync_folder, write_private
from data.store_errors import KeyExists, KeyRefused

KEY_BYTES = 32


@dataclass(frozen=True)
class Key:
    """A key and where it came from; the key itself never shows in a log or a traceback."""

    text: str = field(repr=False)
    source: str = "made"


def new_key() -> Key:
    """Fresh random key."""
    return Key(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii"))


def key_from_environment() -> Key | None:
    """Key in ``$PRIEMNA_KEY``, None where it is not set.

    Raises
    ------
    KeyRefused
        Where the variable holds something else than a key.
    """
    text = os.environ.get("PRIEMNA_KEY")
    return Key(checked_key(text, "$PRIEMNA_KEY"), "$PRIEMNA_KEY") if text else None


def key_file() -> Path:
    """Where the key file lies or would lie: ``$PRIEMNA_KEY_FILE``, else the user's own folder."""
    if named := os.environ.get("PRIEMNA_KEY_FILE"):
        return Path(named)
    if os.name == "nt":
        folder = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return folder / "priemna" / "key"


def find_keys() -> Iterator[Key]:
    """Keys to try: the one in force, one that a rotation has only just made, then older ones.

    An interrupted rotation leaves the store on one side of the change or the other; the keys of
    both sides are here. Older keys, newest first, open a store brought back from an old backup.

    Raises
    ------
    KeyRefused
        Where others can read a key file, or it holds no key.
    """
    if key := key_from_environment():
        yield key
        return
    file = key_file()
    for candidate in (file, _next_file(file), *older_key_files()):
        if candidate.is_file():
            yield read_key(candidate)


def read_key(file: Path) -> Key:
    """Read a key file that its owner alone can read.

    Raises
    ------
    KeyRefused
        Where others can read it (POSIX), or it holds no key.
    """
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise KeyRefused(
            "Others on this machine can read the key file {file}. Close it with "
            "`chmod 600 {file}`, then try again.",
            file=str(file),
        )
    return Key(
        checked_key(file.read_text(encoding="utf-8", errors="replace"), str(file)), str(file)
    )


def make_key_file() -> tuple[Key, Path]:
    """Make a key file where none exists.

    Raises
    ------
    KeyExists
        Where there is one; a key that is overwritten takes its store with it.
    """
    file = key_file()
    if file.exists():
        raise KeyExists(
            "There is a key at {file} already. `priemna key rotate` changes it.", file=str(file)
        )
    key = new_key()
    write_private(file, key.text + "\n")
    return Key(key.text, str(file)), file


def stage_next_key(key: Key) -> None:
    """Write a new key beside the one in force, before any store is encrypted with it."""
    write_private(_next_file(key_file()), key.text + "\n")


def staged_key() -> Key | None:
    """Key that a rotation has made and not yet put in force."""
    file = _next_file(key_file())
    return read_key(file) if file.is_file() else None


def put_next_key_in_force(now: datetime) -> Path | None:
    """Let the staged key replace the one in force, which is kept for older backups.

    Returns
    -------
    Path or None
        Where the key until now lies; None where there was none.
    """
    file = key_file()
    kept = None
    if file.exists():
        kept = _older_name(file, now)
        # Written anew before the old one is replaced: at no moment does it lie nowhere.
        write_private(kept, file.read_text(encoding="utf-8"))
    _next_file(file).replace(file)
    sync_folder(file.parent)
    return kept


def older_key_files() -> list[Path]:
    """Files of keys that were in force before, newest first."""
    file = key_file()
    return sorted(file.parent.glob(f"{file.name}.until-*"), reverse=True)


def _older_name(file: Path, now: datetime) -> Path:
    return file.with_name(f"{file.name}.until-{now:%Y%m%d-%H%M%S-%f}")


def _next_file(file: Path) -> Path:
    return file.with_name(f"{file.name}.next")


def checked_key(text: str, source: str) -> str:
    """Text of a key without what stands around it.

    Raises
    ------
    KeyRefused
        Where it is no key.
    """
    text = text.strip()
    try:
        good = len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        good = False
    if not good:
        raise KeyRefused(
            "{source} holds no key: a key is 44 characters, 32 bytes in base64. Put the kept copy "
            "of the key there.",
            source=source,
        )
    return text
