"""Roads by Valhalla, from an extract of OpenStreetMap on this machine; nothing leaves it."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from geo.places import Settlement
from geo.roads import FARTHEST_ROAD_KM, Block, RoadsUnavailable
from geo.travel import EARTH_RADIUS_KM

MOST_PAIRS = 250_000
"""Pairs in one question; Valhalla's own limit is far lower and is raised to this."""

READ_AT_ONCE = 1 << 20


class Valhalla:
    """Valhalla's tiles of an extract, built once for each state of the file.

    Parameters
    ----------
    extract
        An ``.osm.pbf`` file that covers the settlements and the roads between them.
    kept_in
        Folder for the tiles; they are found again by the hash of the extract.

    Raises
    ------
    RoadsUnavailable
        Where Valhalla is not installed, or makes no tiles of this file.
    """

    most = 400

    def __init__(self, extract: Path, kept_in: Path) -> None:
        try:
            import valhalla
        except ImportError as why:
            raise RoadsUnavailable(
                "Valhalla is not installed. It needs Python 3.12 or newer: "
                "pip install 'priemna[valhalla]'. Or use an OSRM server or a file of minutes."
            ) from why
        self.version = _hash(extract)
        self.source = f"Valhalla, {extract.name}"
        self._module = valhalla
        self._tiles = kept_in / f"valhalla-{self.version[:16]}"
        if not self._tiles.exists():
            self._build(extract)

    def ask(self, starts: Sequence[Settlement], ends: Sequence[Settlement]) -> Block:
        """See `geo.roads.Roads`."""
        minutes = np.full((len(starts), len(ends)), np.nan)
        km = minutes.copy()
        rows, columns = self._on_roads(starts), self._on_roads(ends)
        if not (rows and columns):
            return Block(minutes, km)
        question = {
            "sources": [_point(starts[row]) for row in rows],
            "targets": [_point(ends[column]) for column in columns],
            "costing": "auto",
            "units": "kilometers",
            "verbose": False,
        }
        try:
            answer = self._actor.matrix(question)["sources_to_targets"]
        except (self._module.ValhallaError, RuntimeError) as why:
            raise RoadsUnavailable("Valhalla found no answer: {why}", why=str(why)) from why
        minutes[np.ix_(rows, columns)] = np.array(answer["durations"], dtype=float) / 60
        km[np.ix_(rows, columns)] = np.array(answer["distances"], dtype=float)
        return Block(minutes, km)

    def _on_roads(self, places: Sequence[Settlement]) -> list[int]:
        found = self._actor.locate(
            {"locations": [_point(place) for place in places], "costing": "auto"}
        )
        return [
            at
            for at, (place, near) in enumerate(zip(places, found, strict=True))
            if any(
                _km(place, edge["correlated_lat"], edge["correlated_lon"]) <= FARTHEST_ROAD_KM
                for edge in near["edges"] or ()
            )
        ]

    @cached_property
    def _actor(self) -> Any:
        return self._module.Actor(self._settings(self._tiles))

    def _settings(self, tiles: Path) -> dict[str, Any]:
        settings: dict[str, Any] = self._module.get_config(tile_extract="", tile_dir=str(tiles))
        settings["service_limits"]["auto"]["max_matrix_location_pairs"] = MOST_PAIRS
        return settings

    def _build(self, extract: Path) -> None:
        half = self._tiles.with_suffix(".part")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        settings = half / "settings.json"
        settings.write_text(json.dumps(self._settings(half)), encoding="utf-8")
        program = Path(self._module.__file__).parent / "bin" / "valhalla_build_tiles"
        done = subprocess.run(  # noqa: S603 - a program of the installed package
            [program, "-c", settings, extract], capture_output=True, text=True, check=False
        )
        if done.returncode or not any(half.rglob("*.gph")):
            said = (done.stderr or done.stdout).strip().splitlines()
            shutil.rmtree(half, ignore_errors=True)
            raise RoadsUnavailable(
                "Valhalla made no roads of {file}: {why}. It must be an extract of OpenStreetMap "
                "in the form .osm.pbf.",
                file=extract.name,
                why=said[-1] if said else str(done.returncode),
            )
        half.replace(self._tiles)


def _point(place: Settlement) -> dict[str, float]:
    return {"lat": place.lat, "lon": place.lon}


def _km(place: Settlement, lat: float, lon: float) -> float:
    """Short distances alone: on a plane that touches the place."""
    up = np.radians(lat - place.lat)
    across = np.radians(lon - place.lon) * np.cos(np.radians(place.lat))
    return float(EARTH_RADIUS_KM * np.hypot(up, across))


def _hash(file: Path) -> str:
    whole = hashlib.sha256()
    with file.open("rb") as stream:
        while part := stream.read(READ_AT_ONCE):
            whole.update(part)
    return whole.hexdigest()
