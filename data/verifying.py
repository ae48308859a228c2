"""Whether a store or a backup is whole: values read, rules asked, the audit log followed."""

from dataclasses import dataclass
from pathlib import Path

from data import audit
from data.backup_files import Manifest, check_sum
from data.integrity import broken_rules
from data.keys import Key
from data.migrations import applied_version, latest_version
from data.store import Store
from data.store_errors import NotAStore, StoreTooNew
from data.summing import contents
from geo.messages import Message


@dataclass(frozen=True)
class Verified:
    """What was read and what is wrong with it.

    ``tables`` counts rows; ``checksum`` says whether there was one to compare; ``problems`` is
    empty where all is well.
    """

    path: Path
    schema_version: int
    encrypted: bool
    checksum: bool
    tables: dict[str, int]
    problems: tuple[Message, ...]


def verify(
    path: str | Path, *, key: Key | None = None, manifest: Manifest | None = None
) -> Verified:
    """Read a store or a backup completely; nothing in it changes, not even an old schema.

    Parameters
    ----------
    manifest
        What a backup must hold; None looks for it beside the file.

    Raises
    ------
    BackupDamaged
        Where it is not as its checksum says.
    StoreError
        Where it cannot be opened or read: missing, damaged, busy, key.
    """
    path = Path(path).resolve()
    if manifest is None and path.is_file():
        manifest = check_sum(path)
    store = Store(path, key=key)
    encrypted = store.is_encrypted()
    with store.cursor() as cursor:
        version = applied_version(cursor)
        if not version:
            raise NotAStore(
                "{path} is a database, but not a store of this program. Choose another file.",
                path=path,
            )
        if version > latest_version():
            raise StoreTooNew(
                "{path} was written by a newer version of this program (schema {found}, known "
                "here up to {known}). Update the program.",
                path=path,
                found=version,
                known=latest_version(),
            )
        tables = {name: rows for name, (rows, _) in contents(cursor).items()}
        # Rules speak of today's tables; an older store is asked after it is brought up to them.
        broken = broken_rules(cursor) if version == latest_version() else ()
    problems = [
        Message(
            "{rows} records break a rule of the store ({name}).",
            {"rows": rule.rows, "name": rule.name},
        )
        for rule in broken
    ]
    if manifest is not None and manifest.tables != tables:
        problems.append(Message("The tables hold other numbers of rows than were backed up."))
    if "audit_entry" in tables:
        log = audit.verify(store)
        problems += [log.problem] if log.problem is not None else []
    return Verified(path, version, encrypted, manifest is not None, tables, tuple(problems))
