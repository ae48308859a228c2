"""The address that watchers ask: can this server do its work? It says fixed words and no data."""

import asyncio
import time
from importlib.metadata import version

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from data.health import Health, Reading, Schema, has_room, health_of
from data.locations import store_path
from data.releases.bundle import BundleUnreadable, bundle_file, read_bundle
from pages.ui.installation import RoleUnknown
from pages.ui.released import release_folder
from pages.ui.who import role

PATH = "/healthz"
_KEPT_SECONDS = 5.0
"""Whoever asks more often gets the last answer, so that asking cannot wear the server out."""


class Healthz:
    """ASGI middleware that answers at `PATH`: 200 where all is well, 503 where it is not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._asking = asyncio.Lock()
        self._found: tuple[float, Health] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the watcher, and pass on everything else."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        health = await self._health()
        answer = JSONResponse(
            {
                "status": "ok" if health.is_well else "attention",
                "store": health.store,
                "schema": health.schema,
                "disk": "room" if health.room else "low",
                "version": version("priemna"),
            },
            status_code=200 if health.is_well else 503,
            headers={"cache-control": "no-store"},
        )
        await answer(scope, receive, send)

    async def _health(self) -> Health:
        async with self._asking:
            if self._found is None or time.monotonic() - self._found[0] > _KEPT_SECONDS:
                health = await asyncio.to_thread(health_here)
                self._found = (time.monotonic(), health)
            return self._found[1]


def health_here() -> Health:
    """Health of what this installation answers from: the store, or the file of an outside role."""
    try:
        here = role()
    except RoleUnknown:
        return Health(Reading.UNREADABLE, Schema.UNKNOWN, room=has_room(store_path()))
    if not here.is_outside:
        return health_of(store_path())
    file = bundle_file(release_folder(), here)
    try:
        reading = Reading.READABLE if read_bundle(file) else Reading.MISSING
    except (BundleUnreadable, OSError):
        reading = Reading.UNREADABLE
    # A file of releases has no schema of its own that could lag behind.
    schema = Schema.CURRENT if reading is Reading.READABLE else Schema.UNKNOWN
    return Health(reading, schema, room=has_room(file))
