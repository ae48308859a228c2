"""A store belongs to one district, and a process knows the places of one."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from data.store_errors import StoreError
from geo.places import FACTS, district, municipalities


class OtherDistrict(StoreError):
    """The store holds records of another district than the one whose places are known here."""


def expect_own_district(cursor: DuckDBPyConnection, path: Path) -> None:
    """Refuse a store whose municipalities are not those of this process.

    Raises
    ------
    OtherDistrict
        It names both and where the facts were read.
    """
    rows = cursor.execute("SELECT DISTINCT municipality_code FROM place ORDER BY ALL").fetchall()
    found = [code for (code,) in rows]
    if found and found != [place.code for place in municipalities()]:
        raise OtherDistrict(
            "{path} is a store of another district: its municipalities are {found}, and this "
            "program was started for {district} (facts in {facts}). Put the facts of its district "
            "in the folder {beside}, name the store with --store or $PRIEMNA_STORE, and start "
            "again.",
            path=path,
            found=", ".join(found),
            district=district(),
            facts=FACTS,
            beside=f"{path}.facts",
        )
