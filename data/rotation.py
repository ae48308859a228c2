"""A new key for a store: every page is written anew, and older backups keep the key they have."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.audit import record
from data.keys import (
    Key,
    key_file,
    key_from_environment,
    new_key,
    put_next_key_in_force,
    stage_next_key,
    staged_key,
)
from data.rewriting import write_anew
from data.store import Store
from data.store_errors import KeyRefused


@dataclass(frozen=True)
class Rotated:
    """Where the new key lies, and where the one until now is kept (None where there was none)."""

    file: Path
    kept: Path | None


def rotate_key(store: Store, *, now: datetime, who: str = "") -> Rotated:
    """Encrypt a store with a new key; a plain store becomes an encrypted one.

    Of a store on a server the key is that of its backups: those to come get the new one.
    Interrupted at any moment, the store opens with a key that lies where keys are looked for.

    Raises
    ------
    KeyRefused
        Where the key stands in ``$PRIEMNA_KEY``, which cannot be changed from here.
    StoreBusy
        Where somebody has the store open.
    """
    if key_from_environment() is not None:
        raise KeyRefused(
            "The key stands in {source}, which this program cannot change. Put it into a file "
            "that $PRIEMNA_KEY_FILE names, unset {source}, then try again.",
            source="$PRIEMNA_KEY",
        )
    key = new_key()
    if store.on_server:
        _stage(key, key_in_force=staged_key(), now=now)
    else:
        encrypt(store, key, stage=True, now=now)
    kept = put_next_key_in_force(now)
    with store.transaction(changes_data=False) as cursor:
        record(cursor, who=who, action="key_rotated", subject="store")
    return Rotated(key_file(), kept)


def encrypt(store: Store, key: Key, *, now: datetime, stage: bool = False) -> None:
    """Write a store anew with a key and put it in the place of the old file in one step.

    Parameters
    ----------
    stage
        Whether to lay the key beside the one in force first.
    """

    def lay_beside(in_force: Key | None) -> None:
        _stage(key, key_in_force=in_force, now=now)

    write_anew(store, key, prepare=lay_beside if stage else lambda _in_force: None)
    store.key = None


def _stage(key: Key, *, key_in_force: Key | None, now: datetime) -> None:
    staged = staged_key()
    if staged and key_in_force and staged.text == key_in_force.text:
        # A rotation was interrupted after its last step but one.
        put_next_key_in_force(now)
    stage_next_key(key)
