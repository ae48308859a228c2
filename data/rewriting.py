"""A store written anew: what was deleted lies in the blocks of the old file no longer."""

import os

from data.copies import copy_into, working_place
from data.disk import sync_folder
from data.server import rewrite
from data.store import Store


def write_anew(store: Store) -> None:
    """Copy what the store holds into a new file, which takes the place of the old one in one step.

    DELETE leaves the text of rows in the file (CHECKPOINT and VACUUM do, too); a copy holds only
    what can be asked for. The key stays. A server writes its own tables anew.

    Raises
    ------
    StoreBusy
        Where somebody has the store open.
    StoreError
        Where the copy differs from the store; the store stays as it is.
    """
    file = store.file
    if store.on_server:
        with file.cursor() as cursor:
            rewrite(cursor)
        return
    with file.alone():
        engine = file.open_engine(store.key)
        try:
            with working_place(file.path) as place:
                copy_into(file, engine, place, engine.key)
                engine.checkpoint()
                if os.name == "nt":
                    engine.close()
                # Elsewhere the old file is replaced while it is still held, so that nobody else
                # writes into it in between.
                place.replace(file.path)
                sync_folder(file.path.parent)
        finally:
            engine.close()
