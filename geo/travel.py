"""Minutes and kilometres by road between settlements, and where the figures come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.messages import Message
from geo.places import Settlement
from geo.travel_tables import Matrix, TravelTimesRefused, matrix_of, read_pairs

ROAD_RATIO = 1.35
"""Length of the road over the straight line: 1.34 over 300 European cities; 1.2–1.5 is usual."""

ROAD_KMH = 55.0

EARTH_RADIUS_KM = 6371.0088

SLOWEST_KMH, FASTEST_KMH = 10.0, 150.0
"""Outside this typical straight-line speed the figures are not minutes (seconds, hours …)."""


@dataclass(frozen=True, eq=False)
class TravelTimes:
    """Travel between each pair of settlements, row = from, column = to, in the order of `ekattes`.

    ``minutes`` and ``km`` are square, read-only, not always symmetric, 0 on the diagonal.
    ``source`` is an English phrase to be translated, or the name of a file; ``is_estimate`` says
    that no road was looked at, and is shown wherever a figure is; ``estimated`` marks the
    ordered pairs for which a road service knew no way and the estimate stands.
    """

    ekattes: tuple[str, ...]
    minutes: Matrix
    km: Matrix
    source: str
    is_estimate: bool
    estimated: NDArray[np.bool_] | None = None

    @property
    def estimated_ways(self) -> int:
        """Number of ordered pairs without a known road, where others have one."""
        return 0 if self.estimated is None else int(self.estimated.sum())

    def __post_init__(self) -> None:
        for matrix in (self.minutes, self.km):
            matrix.setflags(write=False)


def straight_line_times(
    settlements: Sequence[Settlement], ratio: float = ROAD_RATIO, kmh: float = ROAD_KMH
) -> TravelTimes:
    """Estimate: the straight line × `ratio`, driven at `kmh` kilometres an hour."""
    source = Message("straight line × 1.35 at 55 km/h, no roads looked at").message
    if (ratio, kmh) != (ROAD_RATIO, ROAD_KMH):
        source = f"straight line × {ratio:g} at {kmh:g} km/h, no roads looked at"
    km = ratio * straight_line_km(settlements)
    return TravelTimes(
        ekattes=tuple(s.ekatte for s in settlements),
        minutes=km / kmh * 60,
        km=km,
        source=source,
        is_estimate=True,
    )


def straight_line_km(settlements: Sequence[Settlement]) -> Matrix:
    """Great-circle distances between all settlements in kilometres (haversine formula)."""
    lat = np.radians([s.lat for s in settlements])
    lon = np.radians([s.lon for s in settlements])
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    km: Matrix = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return km


def read_travel_times(path: str | Path, settlements: Sequence[Settlement]) -> TravelTimes:
    """Travel times of a CSV or Parquet file, for all pairs of the settlements.

    The file is either long, with columns ``from_ekatte``, ``to_ekatte``, ``minutes`` and perhaps
    ``km``, or a square matrix of minutes whose first column and whose headers are EKATTE codes.
    Settlements not asked for are passed over, the diagonal is always 0, and kilometres that are
    not given are the straight line × 1.35.

    Raises
    ------
    TravelTimesRefused
        Where the file cannot be read, a code or a figure is wrong, a pair is missing or given
        twice, or the figures cannot be minutes.
    """
    path = Path(path)
    ekattes = tuple(s.ekatte for s in settlements)
    pairs = read_pairs(path, ekattes)
    minutes = matrix_of(pairs, "minutes", ekattes, path.name)
    np.fill_diagonal(minutes, 0.0)
    _refuse_missing(minutes, ekattes, path.name)
    straight_km = straight_line_km(settlements)
    _refuse_other_units(minutes, straight_km, path.name)

    km = matrix_of(pairs, "km", ekattes, path.name)
    np.fill_diagonal(km, 0.0)
    not_given = np.isnan(km)
    return TravelTimes(
        ekattes=ekattes,
        minutes=minutes,
        km=np.where(not_given, ROAD_RATIO * straight_km, km),
        source=path.name,
        is_estimate=False,
    )


def _refuse_missing(minutes: Matrix, ekattes: tuple[str, ...], file: str) -> None:
    missing = np.argwhere(np.isnan(minutes))
    if len(missing):
        raise TravelTimesRefused(
            "{file} lacks the minutes of {count} of {pairs} ways, the first of them {first}. "
            "Fill them in.",
            file=file,
            count=len(missing),
            pairs=len(ekattes) * (len(ekattes) - 1),
            first=", ".join(f"{ekattes[i]} → {ekattes[j]}" for i, j in missing[:3]),
        )


def _refuse_other_units(minutes: Matrix, straight_km: Matrix, file: str) -> None:
    apart = straight_km > 0
    if not apart.any():
        return
    hours = max(float(np.median(minutes[apart])) / 60, 1e-9)
    kmh = float(np.median(straight_km[apart])) / hours
    if not SLOWEST_KMH <= kmh <= FASTEST_KMH:
        raise TravelTimesRefused(
            "{file}: the figures would mean a typical speed of {kmh} km/h. They must be minutes; "
            "are they seconds or hours?",
            file=file,
            kmh=f"{kmh:.1f}",
        )
