"""What keeps the dashboard to itself: headers that bind the browser, and hosts it answers for."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

# Streamlit's own page needs inline scripts and styles, and evaluates WebAssembly for its tables;
# streamlit-folium evaluates the script of the map. None of it may come from elsewhere.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
# On a shared computer the browser must not keep a file somebody downloaded.
_FILES = "/media/"


class KeepInside:
    """ASGI middleware whose headers make the browser refuse what would leave this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if _FILES in scope["path"]:
                    headers["cache-control"] = "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


class OwnHosts:
    """ASGI middleware that answers only where it is asked for by a name of its own.

    A page from elsewhere can let its own name point to this machine and then read what is answered
    (DNS rebinding); the browser sends that name along. Names are those of ``server.allowedHosts``,
    which Streamlit itself holds to for websockets only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request by a strange name, and pass on every other one."""
        if scope["type"] in ("http", "websocket") and not _is_own(Headers(scope=scope).get("host")):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                answer = PlainTextResponse("This name is not served here.", status_code=421)
                await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_own(host: str | None) -> bool:
    name = _without_port((host or "").lower())
    allowed = [one.lower() for one in config.get_option("server.allowedHosts")]
    return bool(name) and any(
        name == one or (one.startswith("*.") and name.endswith(one[1:])) for one in allowed
    )


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].split("]", 1)[0]
    return host.rsplit(":", 1)[0].rstrip(".")
