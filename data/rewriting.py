"""A store written anew: what was deleted lies in the blocks of the old file no longer."""

import os
from collections.abc import Callable

from data.copies import copy_into, working_place
from data.disk import sync_folder
from data.keys import Key
from data.server import rewrite
from data.store import Store


def write_anew(
    store: Store,
    key: Key | None = None,
    *,
    prepare: Callable[[Key | None], None] = lambda _in_force: None,
) -> None:
    """Copy what the store holds into a new file, which takes the place of the old one in one step.

    DELETE leaves the text of rows in the file (CHECKPOINT and VACUUM do, too); a copy holds only
    what can be asked for. A server writes its own tables anew, and has no key to change.

    Parameters
    ----------
    store
        Which one.
    key
        Key of the new file; that of the old one where it is not given.
    prepare
        Called with the key in force while nobody else has the store, before anything is written.

    Raises
    ------
    StoreBusy
        Where somebody has the store open.
    OnServer
        Where a key is given for a store on a server.
    StoreError
        Where the copy differs from the store; the store stays as it is.
    """
    file = store.file
    if store.on_server and key is None:
        with file.cursor() as cursor:
            rewrite(cursor)
        return
    with file.alone():
        engine = file.open_engine(store.key)
        try:
            prepare(engine.key)
            with working_place(file.path) as place:
                copy_into(file, engine, place, key or engine.key)
                engine.checkpoint()
                if os.name == "nt":
                    engine.close()
                # Elsewhere the old file is replaced while it is still held, so that nobody else
                # writes into it in between.
                place.replace(file.path)
                sync_folder(file.path.parent)
        finally:
            engine.close()
