"""One store on a server in this process: its engine stays attached, its connections come and go."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from duckdb import DuckDBPyConnection

from data.held_file import HeldFile
from data.keys import Key
from data.server import ServerEngine, begin, said_by_server
from data.store_errors import OnServer, ServerLost


class HeldServer(HeldFile):
    """The store on the server that the file at ``path`` names; see `data.held.held_file`."""

    on_server = True

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Refuse: there is no file to put another in the place of.

        Raises
        ------
        OnServer
            Always.
        """
        raise OnServer(
            "{path} is kept on a server, where this cannot be done. `priemna store move` brings it "
            "into a file and back; keys and disks of the server are its administrator's.",
            path=self.path,
        )
        yield

    def begin(self, cursor: DuckDBPyConnection, kind: str = "") -> None:
        """Begin a transaction (kind: empty or READ ONLY) that sees the store as it is now."""
        begin(cursor, self.path, kind)

    def _take(self, key: Key | None, creating: bool) -> None:  # noqa: ARG002 - keys are of files
        if creating:
            self._drop()
        if self._engine is None:
            self._engine = ServerEngine(self.path, creating=creating)
        self._keep_warm()

    def _let_go(self) -> None:
        if self._broken:
            self._drop()

    def _note(self, error: duckdb.Error) -> None:
        super()._note(error)
        if isinstance(self._said(error), ServerLost):
            self._broken = True

    def _said(self, error: duckdb.Error) -> Exception | None:
        return said_by_server(error, self.path)
