"""Where the store lies unless somebody says otherwise."""

import os
from pathlib import Path

DEFAULT_STORE = Path(__file__).parent / "local" / "priemna.duckdb"


def store_path() -> Path:
    """Path of the store: ``$PRIEMNA_STORE``, or where the command keeps it."""
    return Path(os.environ.get("PRIEMNA_STORE", DEFAULT_STORE))
