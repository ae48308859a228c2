"""The small file that says on which server a store is, in the place of the file that holds one."""

import tomllib
from ipaddress import ip_address
from pathlib import Path

from data.store_errors import ConnectionRefused

_FIELDS = {"host", "port", "dbname", "user", "sslmode", "sslrootcert"}


def is_on_server(path: Path) -> bool:
    """Whether a store is named by a file that says where its server is."""
    return path.suffix == ".toml"


def connection(path: Path) -> str:
    """Where the server is, in the words of PostgreSQL's own library.

    The file holds a table ``postgresql`` with ``dbname`` and, as far as needed, ``host``, ``port``,
    ``user``, ``sslmode``, ``sslrootcert``. A password has no place in it.

    Raises
    ------
    ConnectionRefused
        Where the file says less or more, or would send records through a network in the clear.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        fields = {name: str(value) for name, value in told.pop("postgresql").items()}
    except (ValueError, KeyError, AttributeError) as error:
        raise ConnectionRefused(
            "{path} does not say where the server is. It needs a line [postgresql] and below it "
            'dbname = "…", host = "…", user = "…".',
            path=path,
        ) from error
    if "password" in fields:
        raise ConnectionRefused(
            "{path} holds a password. Take it out and put it into the file ~/.pgpass, which its "
            "owner alone can read.",
            path=path,
        )
    if unknown := ", ".join(sorted(fields.keys() - _FIELDS | told.keys())):
        raise ConnectionRefused(
            "{path} says {unknown}, which is not known here. Known are {known}.",
            path=path,
            unknown=unknown,
            known=", ".join(sorted(_FIELDS)),
        )
    if not _stays_here(fields.get("host", "")) and fields.get("sslmode") != "verify-full":
        raise ConnectionRefused(
            "The server of {path} is another machine: records may go there only encrypted and to "
            'the right one. Add sslmode = "verify-full", and sslrootcert where the machine does '
            "not know its certificate.",
            path=path,
        )
    # An office that loses its network must not hold the queue of writers for hours.
    fields |= {"application_name": "priemna", "keepalives_idle": "30", "connect_timeout": "10"}
    return " ".join(f"{name}={_quoted(value)}" for name, value in fields.items())


def _stays_here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
