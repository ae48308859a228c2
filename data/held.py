"""The one holder of each store in this process, whether it lies in a file or on a server."""

import threading
from pathlib import Path
from weakref import WeakValueDictionary

from data.held_file import HeldFile
from data.held_server import HeldServer
from data.server_file import is_on_server

_held: WeakValueDictionary[Path, HeldFile] = WeakValueDictionary()
_held_lock = threading.Lock()


def held_file(path: Path) -> HeldFile:
    """The one `HeldFile` of this process for a resolved path."""
    with _held_lock:
        file = _held.get(path)
        if file is None:
            kind = HeldServer if is_on_server(path) else HeldFile
            file = _held[path] = kind(path)
        return file
