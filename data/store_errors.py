"""What can be wrong with a store as a whole, one error for each thing a person can do about it."""

from geo.errors import PriemnaError


class StoreError(PriemnaError, RuntimeError):
    """The store as a whole cannot be used."""


class StoreMissing(StoreError, FileNotFoundError):
    """There is no file at the path."""


class StoreExists(StoreError, FileExistsError):
    """There is a file where a new store was to be made."""


class StoreBusy(StoreError, TimeoutError):
    """Another process holds the file."""


class NotAStore(StoreError, ValueError):
    """The file is something else, or it is damaged."""


class StoreTooNew(StoreError):
    """The file was written by a newer version of the program."""


class StoreFull(StoreError, OSError):
    """The disk has no room for what was to be written."""


class MigrationFailed(StoreError):
    """The store could not be brought to the newest schema; it stays as it was."""


class KeyMissing(StoreError, LookupError):
    """The store is encrypted and no key was found."""


class KeyWrong(StoreError, ValueError):
    """No key that was found opens the store."""


class KeyNotNeeded(StoreError, ValueError):
    """A key was given for a store that is not encrypted."""


class KeyRefused(StoreError, PermissionError):
    """The key cannot be used as it lies there: readable by others, or no key at all."""


class KeyExists(StoreError, FileExistsError):
    """There is a key already where a new one was to be made."""


class ExtensionMissing(StoreError, ImportError):
    """A part of DuckDB is not installed: what encrypts, or what speaks with a server."""


class BackupDamaged(StoreError, ValueError):
    """A backup is not as it was written, or does not hold what a store holds."""


class ConnectionRefused(StoreError, PermissionError):
    """The file that names a server cannot be used, or the server does not let this user in."""


class ServerLost(StoreError, ConnectionError):
    """The server of the store does not answer, or ended the connection."""


class OnServer(StoreError):
    """What was asked for can be done with a store in a file alone."""
