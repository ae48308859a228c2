"""What the server does around the pages: it loads ahead, and it keeps everything inside."""

from pathlib import Path

# Loaded before the first visitor comes, who would otherwise wait for it. Never streamlit_folium: it
# declares its component while it is imported, and that only works while a page runs.
import branca  # noqa: F401
import folium  # noqa: F401
import geopandas  # noqa: F401
import pandas  # noqa: F401
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, error
from streamlit.runtime.pages_manager import PagesManager

from pages.ui.health import Healthz
from pages.ui.language import _
from pages.ui.registry import OUTSIDE_PAGES, PAGES
from pages.ui.shielding import KeepInside, OwnHosts
from pages.ui.signing_in import SignIn
from pages.ui.texts import DEFAULT_LANGUAGE, LANGUAGES, say

_PARTS = Path(__file__).parent / "first_page"
_SCRIPTS = "".join(
    (_PARTS / f"{name}.js").read_text(encoding="utf-8") for name in ("history", "roles", "words")
).replace("WORDS", (_PARTS / "words.json").read_text(encoding="utf-8"))

# Streamlit takes a folder called pages beside the main script for a menu of its own until the first
# visitor has run app.py; whoever opened a deep link first was told that the page does not exist.
PagesManager.uses_pages_directory = False


class OwnAddress:
    """ASGI middleware that leads from a page's own address to the root where the first page lies.

    Streamlit gives the page that opens first an empty address and knows none other for it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for the first page by its name, and pass on every other one."""
        own = {_below_root(page.file.stem) for page in (PAGES[0], OUTSIDE_PAGES[0])}
        if _opens_a_page(scope) and scope["path"].strip("/") in own:
            query = scope["query_string"].decode("latin-1")
            there = f"/{_below_root('')}" + (f"?{query}" if query else "")
            await RedirectResponse(there)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class OwnFirstPage:
    """ASGI middleware that puts our language and name into the page Streamlit starts from.

    It also names the root of the server there. Without it Streamlit tries the address of every deep
    link as a root first, and the console of the browser shows two failed requests.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where a browser opens a page, change what comes back."""
        if not _opens_a_page(scope):
            await self._app(scope, receive, send)
            return
        # Compressed or unchanged, the answer could not be written into.
        unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        headers = [pair for pair in scope["headers"] if pair[0] not in unwanted]
        language = QueryParams(scope["query_string"]).get("lang")
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            known = language if language in LANGUAGES else DEFAULT_LANGUAGE
            written = _written_into(body.decode(), known).encode()
            answer = MutableHeaders(scope=start)
            answer["content-length"] = str(len(written))
            del answer["etag"], answer["last-modified"]
            await send(start)
            await send({"type": "http.response.body", "body": written})

        await self._app({**scope, "headers": headers}, receive, collect)


def _below_root(path: str) -> str:
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"{base}/{path}".strip("/")


def _opens_a_page(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and Headers(scope=scope).get("sec-fetch-dest", "document") == "document"
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _written_into(page: str, language: str) -> str:
    root = f"location.origin+'/{_below_root('')}'"
    own = f"window.__streamlit={{BACKEND_BASE_URL:{root}}};{_SCRIPTS}"
    for before, after in (
        ('<html lang="en">', f'<html lang="{language}">'),
        ("<title>Streamlit</title>", f"<title>{say(language, 'Priemna')}</title>"),
        ("<head>", f"<head><script>{own}</script>"),
    ):
        page = page.replace(before, after, 1)
    return page


def say_broken(_cause: Exception) -> bool:
    """Say calmly that a page could not be drawn; Streamlit has written the cause to the log."""
    error(
        _(
            "This page could not be drawn. Tell whoever looks after the installation: the cause is"
            " in the log of the server."
        )
    )
    return True


MIDDLEWARE = tuple(
    Middleware(one) for one in (KeepInside, OwnHosts, Healthz, SignIn, OwnAddress, OwnFirstPage)
)
