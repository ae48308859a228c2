"""What the store keeps of geography: loaded shapes and loaded travel times."""

import json
from datetime import datetime

import pandas as pd
import shapely
from duckdb import DuckDBPyConnection

from data.audit import record
from data.store import Store
from geo.shapes import MunicipalityShapes
from geo.travel import TravelTimes

_SHAPES = (
    "DELETE FROM municipality_shape",
    "INSERT INTO municipality_shape BY NAME SELECT * FROM incoming_rows",
)
_TRAVEL = (
    "DELETE FROM travel_time",
    "INSERT INTO travel_time BY NAME SELECT * FROM incoming_rows",
)


def save_shapes(store: Store, shapes: MunicipalityShapes, *, now: datetime, who: str = "") -> None:
    """Replace the shapes that maps draw.

    Parameters
    ----------
    store
        Where to keep them.
    shapes
        All eight municipalities.
    now
        When they were loaded, UTC without zone.
    who
        Who loaded them, for the audit log.
    """
    frame = pd.DataFrame(
        {
            "municipality_code": shapes.frame["municipality_code"].astype(str),
            "geometry_geojson": [
                json.dumps(shapely.geometry.mapping(shape)) for shape in shapes.frame.geometry
            ],
            "source": shapes.source,
            "is_schematic": shapes.is_schematic,
            "loaded_at": now,
        }
    )
    with store.transaction() as cursor:
        _replace(cursor, _SHAPES, frame)
        record(cursor, who=who, action="shapes", subject=f"{len(frame)} municipalities")


def save_travel(store: Store, travel: TravelTimes, *, now: datetime, who: str = "") -> None:
    """Replace the travel times that need and plans use.

    Parameters
    ----------
    store
        Where to keep them.
    travel
        Minutes and kilometres between all settlements.
    now
        When they were loaded, UTC without zone.
    who
        Who loaded them, for the audit log.
    """
    size = len(travel.ekattes)
    frame = pd.DataFrame(
        {
            "from_ekatte": [ekatte for ekatte in travel.ekattes for _ in range(size)],
            "to_ekatte": list(travel.ekattes) * size,
            "travel_minutes": travel.minutes.ravel(),
            "distance_km": travel.km.ravel(),
            "source": travel.source,
            "is_estimate": travel.is_estimate
            if travel.estimated is None
            else travel.estimated.ravel(),
            "loaded_at": now,
        }
    )
    with store.transaction() as cursor:
        _replace(cursor, _TRAVEL, frame)
        record(cursor, who=who, action="travel", subject=f"{len(frame)} pairs")


def _replace(cursor: DuckDBPyConnection, statements: tuple[str, str], rows: pd.DataFrame) -> None:
    delete, insert = statements
    cursor.register("incoming_rows", rows)
    cursor.execute(delete)
    cursor.execute(insert)
    cursor.unregister("incoming_rows")
