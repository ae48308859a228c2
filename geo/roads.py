"""Travel times from a road service: one interface, asked in blocks that are kept, gaps said."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from geo.errors import PriemnaError
from geo.places import Settlement
from geo.travel import ROAD_KMH, ROAD_RATIO, TravelTimes, straight_line_km
from geo.travel_tables import Matrix

FARTHEST_ROAD_KM = 3.0
"""A settlement farther than this from any road of the data lies outside the data."""


class RoadsUnavailable(PriemnaError, RuntimeError):
    """A road service that does not answer, or cannot be run here."""


@dataclass(frozen=True)
class Block:
    """Travel from some places to others.

    ``minutes`` and ``km`` have a row per start and a column per end; NaN where the service knows
    no way, or where a place lies farther than `FARTHEST_ROAD_KM` from its roads.
    """

    minutes: Matrix
    km: Matrix


class Roads(Protocol):
    """A service that knows roads."""

    @property
    def source(self) -> str:
        """Name of the service, with the day of its data."""

    @property
    def version(self) -> str:
        """State of the data, empty where unknown."""

    @property
    def most(self) -> int:
        """Most places in one question, starts and ends together."""

    def ask(self, starts: Sequence[Settlement], ends: Sequence[Settlement]) -> Block:
        """Travel from each start to each end.

        Raises
        ------
        RoadsUnavailable
            Where the service does not answer or answers with something else.
        """


def road_times(
    roads: Roads,
    settlements: Sequence[Settlement],
    kept_in: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> TravelTimes:
    """Travel times of all pairs by road; the straight line where the service knows no way.

    Parameters
    ----------
    roads
        The service.
    settlements
        Places, in the order of the answer.
    kept_in
        Folder where answered blocks lie, so that what was interrupted goes on where it was. They
        are found again by places, service and version of its data.
    progress
        Told after each block how many there are of how many.

    Raises
    ------
    RoadsUnavailable
        Where the service fails, or knows no way at all between these settlements.
    """
    size = len(settlements)
    minutes, km = np.full((size, size), np.nan), np.full((size, size), np.nan)
    step = max(1, roads.most // 2)
    cuts = [(at, min(at + step, size)) for at in range(0, size, step)]
    for number, (rows, columns) in enumerate([(r, c) for r in cuts for c in cuts], start=1):
        block = _block(roads, settlements[slice(*rows)], settlements[slice(*columns)], kept_in)
        minutes[slice(*rows), slice(*columns)] = block.minutes
        km[slice(*rows), slice(*columns)] = block.km
        if progress:
            progress(number, len(cuts) ** 2)
    np.fill_diagonal(minutes, 0.0)
    np.fill_diagonal(km, 0.0)
    unknown = np.isnan(minutes) | np.isnan(km)
    if size > 1 and unknown.sum() == size * (size - 1):
        raise RoadsUnavailable(
            "{source} knows no way between these {count} settlements. Does its map cover them?",
            source=roads.source,
            count=size,
        )
    straight = ROAD_RATIO * straight_line_km(settlements)
    return TravelTimes(
        ekattes=tuple(s.ekatte for s in settlements),
        minutes=np.where(unknown, straight / ROAD_KMH * 60, minutes),
        km=np.where(unknown, straight, km),
        source=roads.source,
        is_estimate=False,
        estimated=unknown,
    )


def _block(
    roads: Roads, starts: Sequence[Settlement], ends: Sequence[Settlement], kept_in: Path | None
) -> Block:
    if kept_in is None or not roads.version:
        return roads.ask(starts, ends)
    points = [(round(s.lat, 6), round(s.lon, 6)) for s in (*starts, *ends)]
    key = repr((type(roads).__name__, roads.source, roads.version, len(starts), points))
    file = kept_in / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"
    if file.exists():
        with np.load(file) as kept:
            return Block(kept["minutes"], kept["km"])
    block = roads.ask(starts, ends)
    kept_in.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".part")
    with half.open("wb") as out:
        np.savez_compressed(out, minutes=block.minutes, km=block.km)
    half.replace(file)
    return block
