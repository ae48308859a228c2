"""Roads by an OSRM server (project-osrm.org, table service of its HTTP interface, v1)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import numpy as np

from geo.places import Settlement
from geo.roads import FARTHEST_ROAD_KM, Block, RoadsUnavailable

SECONDS = 60.0
"""How long one question may take."""


@dataclass
class Osrm:
    """An OSRM server at `url`.

    Parameters
    ----------
    url
        Such as ``http://127.0.0.1:5000``; only http and https.
    profile
        Name of its profile.
    most
        Places in one question; osrm-routed takes 100 unless started with more.
    seconds
        How long one question may take.

    Raises
    ------
    RoadsUnavailable
        Where the address is none.
    """

    url: str
    profile: str = "driving"
    most: int = 100
    seconds: float = SECONDS
    _version: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RoadsUnavailable(
                "“{url}” is no address of a road service. It looks like http://127.0.0.1:5000.",
                url=self.url,
            )

    @property
    def version(self) -> str:
        """Day of the road data as the server tells it, empty where it does not."""
        if self._version is None:
            somewhere = "25.95,43.85;25.96,43.86"
            self._version = str(self._get(somewhere, "").get("data_version", ""))
        return self._version

    @property
    def source(self) -> str:
        """OSRM with the day of its data."""
        return f"OSRM ({self.version[:10]})" if self.version else "OSRM"

    def ask(self, starts: Sequence[Settlement], ends: Sequence[Settlement]) -> Block:
        """See `geo.roads.Roads`."""
        points = ";".join(f"{s.lon:.6f},{s.lat:.6f}" for s in (*starts, *ends))
        first, second = range(len(starts)), range(len(starts), len(starts) + len(ends))
        answer = self._get(
            points,
            f"&sources={';'.join(map(str, first))}&destinations={';'.join(map(str, second))}",
        )
        try:
            minutes = np.array(answer["durations"], dtype=float) / 60
            km = np.array(answer["distances"], dtype=float) / 1000
            off_start = _off_roads(answer["sources"])
            off_end = _off_roads(answer["destinations"])
            minutes[off_start], minutes[:, off_end] = np.nan, np.nan
            if minutes.shape != km.shape or minutes.shape != (len(starts), len(ends)):
                raise ValueError(minutes.shape)
        except (KeyError, TypeError, ValueError, IndexError) as why:
            raise self._strange(why) from why
        return Block(minutes, km)

    def _get(self, points: str, rest: str) -> dict[str, Any]:
        address = (
            f"{self.url.rstrip('/')}/table/v1/{quote(self.profile)}/{points}"
            f"?annotations=duration,distance&generate_hints=false{rest}"
        )
        try:
            with urlopen(Request(address), timeout=self.seconds) as reply:  # noqa: S310 - http(s) alone
                found = json.load(reply)
        except HTTPError as refusal:
            raise self._refused(refusal) from refusal
        except (URLError, OSError) as why:
            raise RoadsUnavailable(
                "The road service at {url} does not answer ({why}). Is it running?",
                url=self.url,
                why=str(getattr(why, "reason", why)),
            ) from why
        except ValueError as why:
            raise self._strange(why) from why
        if not isinstance(found, dict) or found.get("code") != "Ok":
            raise self._strange(found)
        return found

    def _refused(self, refusal: HTTPError) -> RoadsUnavailable:
        said = refusal.read(500).decode(errors="replace")
        if "TooBig" in said:
            return RoadsUnavailable(
                "The road service at {url} refuses {most} places in one question. Name a smaller "
                "number with --most, or start osrm-routed with a larger --max-table-size.",
                url=self.url,
                most=self.most,
            )
        return self._strange(f"{refusal.code} {said}")

    def _strange(self, what: object) -> RoadsUnavailable:
        return RoadsUnavailable(
            "What answers at {url} is no OSRM table service, or it failed: {what}",
            url=self.url,
            what=str(what)[:200],
        )


def _off_roads(waypoints: Sequence[dict[str, Any]]) -> list[bool]:
    return [one is None or one["distance"] > FARTHEST_ROAD_KM * 1000 for one in waypoints]
