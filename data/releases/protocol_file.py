"""Where the sharing protocol stands: beside the store, where the installation says, or here."""

import os
import tomllib
from pathlib import Path
from typing import Any

from data.codebook import SEEDS
from geo.errors import PriemnaError

PROPOSAL = SEEDS / "protocol.toml"


class ProtocolUnreadable(PriemnaError, ValueError):
    """The file of the protocol is no TOML."""


def protocol_file(store: Path) -> Path:
    """``$PRIEMNA_PROTOCOL``, else the file beside the store, else the proposal of the program."""
    if named := os.environ.get("PRIEMNA_PROTOCOL"):
        return Path(named)
    own = store.with_name(f"{store.name}.protocol.toml")
    return own if own.is_file() else PROPOSAL


def load_protocol(file: Path) -> dict[str, Any]:
    """Read the file without judging what it says.

    Raises
    ------
    ProtocolUnreadable
        It names the line.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProtocolUnreadable(
            "{file} cannot be read as TOML: {reason}. Put it right, or copy the proposal anew.",
            file=str(file),
            reason=str(error),
        ) from error
