"""A store moved between a file and a server: all of it, compared value by value, or nothing."""

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.audit import record
from data.carrying import carry
from data.copies import working_place
from data.disk import move_into_place
from data.keys import Key
from data.server_file import is_on_server
from data.store import Store, expect_no_file, expect_nothing
from data.summing import Contents, contents


@dataclass(frozen=True)
class Moved:
    """What was carried over: where to, and the rows of each table."""

    path: Path
    tables: dict[str, int]


def move(source: Store, path: str | Path, *, key: Key | None = None, who: str = "") -> Moved:
    """Carry all that a store holds into a new file, or into a database that holds no store.

    The source stays as it was but for a line in its audit log. Nobody can write into it meanwhile;
    interrupted at any moment, the target holds nothing that could be taken for a store.

    Parameters
    ----------
    key
        The key a new file is encrypted with; None leaves it plain.

    Raises
    ------
    StoreExists
        Where the target holds something already.
    StoreError
        Where a value differs afterwards, or one of the two cannot be used.
    """
    path = Path(path).resolve()
    if is_on_server(path):
        with source.transaction(changes_data=False) as cursor:
            held = _carry_to(Store.prepare(path), cursor, who)
    else:
        expect_no_file(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with working_place(path) as place:
            with source.transaction(changes_data=False) as cursor:
                held = _carry_to(Store.prepare(place, key=key), cursor, who)
            expect_no_file(path)
            move_into_place(place, path)
    return Moved(path, {name: rows for name, (rows, _) in held.items()})


def _carry_to(target: Store, source: DuckDBPyConnection, who: str) -> Contents:
    """Carry the rows and the line that tells of it; the target is kept before the source is."""
    record(source, who=who, action="backed_up", subject="store", detail="moved")
    with target.transaction(changes_data=False) as cursor:
        expect_nothing(cursor, target.path)
        carry(source, cursor)
        record(cursor, who=who, action="restored", subject="store", detail="moved")
        return contents(cursor)
