"""An older store brought to the newest schema: backed up, tried on a copy, then done."""

from datetime import UTC, datetime

from data.backup_files import default_folder, write_backup
from data.copies import copy_into, working_place
from data.held import held_file
from data.held_file import HeldFile
from data.keys import Key
from data.migrations import migrate

# What a store holds from its first moment.
_FROM_THE_START = {"schema_version", "setting", "place"}


def upgrade(file: HeldFile, key: Key | None) -> None:
    """Bring a store to the newest schema.

    Nobody else writes from the backup to the last migration. The backup lies in the folder
    ``backups`` beside the store; a store without records gets none.

    Raises
    ------
    MigrationFailed
        Where a migration fails on the copy; the store is as it was.
    """
    with file.writing, file.cursor(key) as cursor:
        engine = file.engine
        with working_place(file.path) as place:
            tables = copy_into(file, engine, place, engine.copy_key)
            if any(rows for name, (rows, _) in tables.items() if name not in _FROM_THE_START):
                now = datetime.now(UTC).replace(tzinfo=None)
                write_backup(file, key, default_folder(file.path), now=now)
            with held_file(place).cursor(engine.copy_key) as trial:
                migrate(trial)
        migrate(cursor)
