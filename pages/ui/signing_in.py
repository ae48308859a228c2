"""Signing in with a local account: a page before the dashboard, nothing behind it without one."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from data.accounts import Account, SignInRefused, accounts, sign_in
from data.store import utc_now
from geo.errors import PriemnaError
from pages.ui import provider_cookie
from pages.ui.entrance import SignInMissing, Way, note, way_in
from pages.ui.sessions import COOKIE, LONGEST, SESSIONS
from pages.ui.texts import DEFAULT_LANGUAGE, LANGUAGES, say, say_error

_PAGE = Template(
    (Path(__file__).parent / "first_page" / "sign_in.html").read_text(encoding="utf-8")
)
_LONGEST_FORM = 4096
# What a watchman of the machine may ask without an account; it says nothing of the store.
_FREE = ("_stcore/health", "healthz", "favicon.ico")
# Files that pages give and take: Streamlit itself asks nobody who fetches one.
_FILES = ("media/", "_stcore/upload_file/")


class SignIn:
    """ASGI middleware: where local accounts are the way in, nothing is answered without one.

    Where a provider is, pages ask it themselves; files given and taken are held back here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Show the page, begin or end a session, pass on what belongs to one, refuse the rest."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path = _inside(scope["path"])
        try:
            way = await run_in_threadpool(way_in)
        except SignInMissing as missing:
            await _refuse(scope, receive, send, 503, say_error(_language(scope), missing))
            return
        except PriemnaError:
            # The store cannot be opened: the page says why, and has nothing else to show.
            way = Way.OPEN
        if way is Way.PROVIDER and path.startswith(_FILES) and not _is_of_provider(scope):
            await _refuse(scope, receive, send, 401, "Sign in first.")
        elif way is not Way.ACCOUNTS:
            await (_home() if path == "sign-in" else self._app)(scope, receive, send)
        elif path in ("sign-in", "sign-out") and scope["type"] == "http":
            answer = await (_sign_in if path == "sign-in" else _sign_out)(Request(scope, receive))
            await answer(scope, receive, send)
        elif path in _FREE or _has_session(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and _opens_a_page(scope):
            await _to_sign_in(scope)(scope, receive, send)
        else:
            await _refuse(scope, receive, send, 401, "Sign in first.")


async def _sign_in(request: Request) -> Response:
    if request.method == "GET":
        return _page(request, told="", status=200)
    if request.method != "POST" or not _is_own_form(request):
        return PlainTextResponse("Not from here.", status_code=403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return PlainTextResponse("Too long.", status_code=413)
    said = parse_qs(body.decode("utf-8", "replace"))
    name = said.get("name", [""])[0].strip().lower()
    try:
        account = await run_in_threadpool(
            sign_in, name, said.get("password", [""])[0], now=utc_now()
        )
    except SignInRefused as refused:
        await run_in_threadpool(_note_refused, refused.account)
        return _page(request, told=say_error(_language(request.scope), refused), status=403)
    await run_in_threadpool(note, account.name, "signed_in", f"role {account.role}", "account")
    answer = RedirectResponse(_where_to(request), status_code=303)
    answer.set_cookie(
        COOKIE,
        SESSIONS.begin(account, now=utc_now()),
        max_age=int(LONGEST.total_seconds()),
        path=f"/{_base()}",
        httponly=True,
        samesite="lax",
        secure=_is_encrypted(request),
    )
    return answer


async def _sign_out(request: Request) -> Response:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return PlainTextResponse("Not from here.", status_code=403)
    ended = SESSIONS.end(request.cookies.get(COOKIE))
    if ended:
        await run_in_threadpool(note, ended.account.name, "signed_out", "account")
    answer = RedirectResponse(f"/{_below('sign-in')}?{_query(request.scope)}", status_code=303)
    answer.delete_cookie(COOKIE, path=f"/{_base()}")
    return answer


def _note_refused(account: Account | None) -> None:
    # A name that nobody has may be a password typed into the wrong field; it is kept nowhere.
    if account is None:
        note("unknown", "sign_in_refused", "account unknown")
    elif account.locked_until:
        note(account.name, "locked_out", "account", f"{account.failures} failures")
    else:
        note(account.name, "sign_in_refused", "account", f"{account.failures} failures")


def _page(request: Request, *, told: str, status: int) -> Response:
    language = _language(request.scope)
    other = next(code for code in LANGUAGES if code != language)
    words = {
        "name": say(language, "Priemna"),
        "title": say(language, "Sign in"),
        "name_label": say(language, "Account"),
        "password_label": say(language, "Password"),
        "help": say(
            language,
            "A forgotten password is set anew by whoever looks after the installation.",
        ),
        "language": language,
        "other": other,
        "other_name": LANGUAGES[other],
        "query": _query(request.scope),
        "other_query": _query(request.scope, lang=other),
    }
    escaped = {name: escape(text) for name, text in words.items()}
    box = f'<p class="told" role="alert">{escape(told)}</p>' if told else ""
    return HTMLResponse(
        _PAGE.substitute(escaped, told=box),
        status_code=status,
        headers={"cache-control": "no-store"},
    )


def _where_to(request: Request) -> str:
    """The page asked for, which must be one of ours: no address of another server."""
    wanted = QueryParams(request.scope["query_string"]).get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    language = _language(request.scope)
    plain = f"/{_base()}" + ("" if language == DEFAULT_LANGUAGE else f"?lang={language}")
    return wanted if ours and not parts.netloc and "\\" not in wanted else plain


def _to_sign_in(scope: Scope) -> Response:
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    words = {"next": wanted}
    if (language := _language(scope)) != DEFAULT_LANGUAGE:
        words["lang"] = language
    return RedirectResponse(f"/{_below('sign-in')}?{urlencode(words)}", status_code=303)


def _home() -> Response:
    return RedirectResponse(f"/{_base()}", status_code=303)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await PlainTextResponse(why, status_code=status)(scope, receive, send)


def _has_session(scope: Scope) -> bool:
    token = Request({**scope, "type": "http"}).cookies.get(COOKIE)
    return SESSIONS.of(token, accounts(), now=utc_now()) is not None


def _is_of_provider(scope: Scope) -> bool:
    cookies = Request({**scope, "type": "http"}).cookies
    return provider_cookie.is_signed_in(cookies, now=datetime.now(UTC))


def _is_own_form(request: Request) -> bool:
    """Whether the form was sent by a page of this server (no other may sign somebody in)."""
    origin = request.headers.get("origin")
    if origin in (None, "null"):
        return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    return urlsplit(origin).netloc == request.headers.get("host")


def _is_encrypted(request: Request) -> bool:
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))


def _language(scope: Scope) -> str:
    asked = QueryParams(scope["query_string"]).get("lang")
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def _query(scope: Scope, **changed: str) -> str:
    kept = QueryParams(scope["query_string"])
    words = {name: kept[name] for name in ("next", "lang") if name in kept} | changed
    return urlencode(words)


def _opens_a_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _base() -> str:
    return (config.get_option("server.baseUrlPath") or "").strip("/")


def _below(path: str) -> str:
    return f"{_base()}/{path}".strip("/")


def _inside(path: str) -> str:
    bare, base = path.strip("/"), _base()
    return bare[len(base) :].strip("/") if base and bare.startswith(base) else bare
