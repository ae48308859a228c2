"""Commands that keep the store safe: key, backup, restore, verify, and where it is kept."""

import argparse
from pathlib import Path
from typing import Any

from data.backup import backup, restore
from data.backup_files import DAILY, MONTHLY, default_folder, remove_old
from data.keys import Key, find_keys, make_key_file
from data.moving import move
from data.rotation import encrypt, rotate_key
from data.server_file import is_on_server
from data.store import Store, setting
from data.store_errors import KeyExists, KeyMissing
from data.verifying import Verified, verify
from pages.ui.texts import say
from priemna.commands.line import Command, now, say_message, tell, who, whole


def add(command: Command) -> None:
    """Add the commands of this file."""
    command("key", _key).add_argument("what", choices=("new", "rotate"))
    backups = command("backup", _backup)
    backups.add_argument(
        "folder", type=Path, nargs="?", help="where to (default: backups beside the store)"
    )
    backups.add_argument("--daily", type=whole(1, 3650), default=DAILY, help="days to keep")
    backups.add_argument("--monthly", type=whole(0, 1200), default=MONTHLY, help="months to keep")
    command("restore", _restore).add_argument("backup", type=Path)
    moving = command("store", _move)
    moving.add_argument("what", choices=("move",))
    moving.add_argument("source", type=Path, metavar="FROM", help="a store")
    moving.add_argument("target", type=Path, metavar="TO", help="a new file, or .toml of a server")
    command("verify", _verify).add_argument(
        "file", type=Path, nargs="?", help="a backup (default: the store)"
    )


def _key(options: argparse.Namespace) -> int:
    return _rotate(options) if options.what == "rotate" else _make(options)


def _make(options: argparse.Namespace) -> int:
    store = Store.open(options.store) if options.store.exists() else None
    plain = store is not None and _could_be_encrypted(store) and not store.is_demo()
    key = next(find_keys(), None)
    if key is not None and not plain:
        raise KeyExists(
            "There is a key at {file} already. `priemna key rotate` changes it.", file=key.source
        )
    if key is None:
        key, _ = make_key_file()
    if store is not None and plain:
        encrypt(store, key, now=now())
    lines = [
        say(
            options.language,
            "The key lies in {file}. Keep a copy of it apart from this machine: without it nobody "
            "can read the store or its backups.",
            file=key.source,
        )
    ]
    if plain:
        lines.append(_now_encrypted(options))
    tell(options, {"key": key.source, "encrypted": plain}, "\n".join(lines))
    return 0


def _could_be_encrypted(store: Store) -> bool:
    return not store.on_server and not store.is_encrypted()


def _rotate(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    was_plain = _could_be_encrypted(store)
    rotated = rotate_key(store, now=now(), who=who())
    lines = [_new_key_words(options, store, str(rotated.file))]
    if was_plain:
        lines.append(_now_encrypted(options))
    if rotated.kept is not None:
        lines.append(
            say(
                options.language,
                "Backups made until now open with the old key, which lies in {file}.",
                file=str(rotated.kept),
            )
        )
    kept = str(rotated.kept) if rotated.kept else None
    tell(options, {"key": str(rotated.file), "old_key": kept}, "\n".join(lines))
    return 0


def _new_key_words(options: argparse.Namespace, store: Store, file: str) -> str:
    if store.on_server:
        return say(
            options.language,
            "The new key lies in {file}. Backups made from now on need it; the store itself is on "
            "a server, whose administrator encrypts its disk. Keep a copy of the key elsewhere.",
            file=file,
        )
    return say(
        options.language,
        "The new key lies in {file}. Keep a copy of it apart from this machine: without it "
        "nobody can read the store or its backups.",
        file=file,
    )


def _now_encrypted(options: argparse.Namespace) -> str:
    return say(
        options.language,
        "The store is encrypted now. Backups made before are not: remove them when a new one is "
        "made.",
    )


def _backup(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    folder = (options.folder or default_folder(store.path)).resolve()
    made = backup(store, folder, now=now(), who=who())
    with store.cursor() as cursor:
        store_id = str(setting(cursor, "store_id"))
    removed = remove_old(folder, store_id, daily=options.daily, monthly=options.monthly)
    lines = [say(options.language, "The backup lies in {file}.", file=str(made))]
    if _could_be_encrypted(store):
        lines.append(
            say(
                options.language,
                "The store is not encrypted, and neither is the backup; `priemna key new` changes "
                "that.",
            )
        )
    if removed:
        lines.append(
            say(
                options.language,
                "{n} older backup was removed.",
                plural="{n} older backups were removed.",
                n=len(removed),
            )
        )
    answer = {"backup": str(made), "removed": [str(file) for file in removed]}
    tell(options, answer, "\n".join(lines))
    return 0


def _restore(options: argparse.Namespace) -> int:
    """Bring the store back from a backup; the file in its place is kept.

    A store on a server comes back into a database that holds none yet.
    """
    restored = restore(options.backup, options.store, now=now(), who=who())
    lines = [
        say(
            options.language,
            "The store {store} is back: {rows} rows in {tables} tables, all read.",
            store=str(restored.path),
            rows=sum(restored.verified.tables.values()),
            tables=len(restored.verified.tables),
        )
    ]
    if not restored.verified.checksum:
        lines.append(
            say(
                options.language,
                "The backup had no list of checksums beside it; it was read completely instead.",
            )
        )
    if restored.aside is not None:
        lines.append(
            say(options.language, "The file until now is kept as {file}.", file=str(restored.aside))
        )
    aside = str(restored.aside) if restored.aside else None
    answer = _as_json(restored.verified, options)
    tell(options, answer | {"store": str(restored.path), "aside": aside}, "\n".join(lines))
    return 0


def _move(options: argparse.Namespace) -> int:
    source = Store.open(options.source)
    moved = move(source, options.target, key=_key_for(source, options.target), who=who())
    text = say(
        options.language,
        "{rows} rows in {tables} tables were carried to {target} and compared. {source} stays as "
        "it was: work with {target} alone from now on, and name it in $PRIEMNA_STORE.",
        rows=sum(moved.tables.values()),
        tables=len(moved.tables),
        source=str(source.path),
        target=str(moved.path),
    )
    answer = {"source": str(source.path), "target": str(moved.path), "tables": moved.tables}
    tell(options, answer, text)
    return 0


def _key_for(source: Store, target: Path) -> Key | None:
    if is_on_server(target) or source.is_demo():
        return None
    for key in find_keys():
        return key
    raise KeyMissing("A store in a file is encrypted. Make its key first: `priemna key new`.")


def _verify(options: argparse.Namespace) -> int:
    found = verify(options.file or options.store)
    answer = _as_json(found, options)
    head = (
        say(options.language, "{file} is not whole.", file=str(found.path))
        if found.problems
        else say(
            options.language,
            "{file} is whole: {rows} rows in {tables} tables read, all rules kept.",
            file=str(found.path),
            rows=sum(found.tables.values()),
            tables=len(found.tables),
        )
    )
    lines = [head, *answer["problems"]]
    if is_on_server(found.path):
        lines.append(say(options.language, "It is kept on a server."))
    elif not found.encrypted:
        lines.append(say(options.language, "It is not encrypted."))
    tell(options, answer, "\n".join(lines), failed=bool(found.problems))
    return 1 if found.problems else 0


def _as_json(found: Verified, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "file": str(found.path),
        "schema_version": found.schema_version,
        "encrypted": found.encrypted,
        "checksum": found.checksum,
        "tables": found.tables,
        "problems": [say_message(problem, options) for problem in found.problems],
    }
