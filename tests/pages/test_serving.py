"""What the server answers keeps everything inside and starts in the reader's language."""

import asyncio
import tomllib

import pytest

from pages.ui.registry import PAGES, ROOT
from pages.ui.serving import OwnAddress, OwnFirstPage
from pages.ui.shielding import KeepInside, OwnHosts

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body></body></html>'


async def streamlit(scope, _receive, send):
    """Stands for Streamlit: one page in two parts, compressed for those who accept it."""
    accepted = dict(scope["headers"])
    headers = [(b"content-type", b"text/html"), (b"content-length", b"1"), (b"etag", b'"x"')]
    if b"accept-encoding" in accepted:
        headers.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:40].encode(), "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[40:].encode()})


def answer(app, query=b"", accept=b"text/html,*/*", path="/month"):
    """Status, headers and body of one request."""
    sent = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")],
    }

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, None, send))
    body = b"".join(message.get("body", b"") for message in sent[1:]).decode()
    return dict(sent[0]["headers"]), body


@pytest.mark.parametrize(
    ("query", "language", "name"),
    [
        (b"", "bg", "Приемна на път"),
        (b"lang=en", "en", "Priemna"),
        (b"lang=bg", "bg", "Приемна на път"),
        (b"lang=<script>", "bg", "Приемна на път"),
    ],
)
def test_the_first_page_is_in_the_language_of_its_address(query, language, name):
    headers, body = answer(OwnFirstPage(streamlit), query)
    assert f'<html lang="{language}">' in body
    assert f"<title>{name}</title>" in body
    assert "BACKEND_BASE_URL:location.origin+'/'" in body
    assert int(headers[b"content-length"]) == len(body.encode())
    assert b"content-encoding" not in headers
    assert b"etag" not in headers


def test_what_is_not_a_page_passes_unchanged():
    headers, body = answer(OwnFirstPage(streamlit), accept=b"application/json")
    assert body == PAGE
    assert headers[b"content-encoding"] == b"gzip"


def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere():
    headers, _ = answer(KeepInside(streamlit), accept=b"*/*")
    policy = dict(
        part.split(" ", 1) for part in headers[b"content-security-policy"].decode().split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert not any("://" in sources or "*" in sources for sources in policy.values())
    assert policy["frame-ancestors"] == "'self'"
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cross-origin-opener-policy"] == b"same-origin"
    assert b"geolocation=()" in headers[b"permissions-policy"]
    assert b"cache-control" not in headers


def test_a_downloaded_file_is_not_kept_by_the_browser():
    headers, _ = answer(KeepInside(streamlit), path="/media/0a1b.csv")
    assert headers[b"cache-control"] == b"no-store"


def test_a_websocket_passes_unchanged():
    seen = []

    async def inner(scope, _receive, _send):
        seen.append(scope["type"])

    asyncio.run(KeepInside(OwnFirstPage(inner))({"type": "websocket"}, None, None))
    assert seen == ["websocket"]


FIRST = next(page for page in PAGES if page.is_default)


@pytest.mark.parametrize("query", [b"", b"lang=en&place=63427"])
@pytest.mark.parametrize("base", ["", "priemna"])
def test_the_first_page_leads_from_its_own_address_to_the_root_with_its_query(
    query, base, monkeypatch
):
    monkeypatch.setattr("streamlit.config.get_option", lambda _name: base)
    path = f"/{base}/{FIRST.file.stem}".replace("//", "/")
    headers, _ = answer(OwnAddress(streamlit), query, path=path)
    there = f"/{base}" + ("?" if query else "") + query.decode()
    assert headers[b"location"].decode() == there


def test_other_addresses_pass_unchanged():
    for path in ("/", "/month", f"/{FIRST.file.stem}/_stcore/health", f"//evil/{FIRST.file.stem}"):
        headers, body = answer(OwnAddress(streamlit), path=path)
        assert b"location" not in headers
        assert body == PAGE


OWN = ("127.0.0.1", "127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501", "localhost.:80")
STRANGE = ("", "evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil:127.0.0.1",
           "[::2]", "0.0.0.0:8501", "127.0.0.1, evil.example")  # fmt: skip


@pytest.fixture
def own_hosts(monkeypatch):
    """As the settings of this project allow."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    allowed = settings["server"]["allowedHosts"]
    monkeypatch.setattr("streamlit.config.get_option", lambda _name: allowed)


def asked_by(host, kind="http"):
    """First message that comes back to a request by that name."""
    sent = []
    scope = {
        "type": kind,
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", host.encode())],
    }

    async def send(message):
        sent.append(message)

    async def inner(_scope, _receive, send):
        await send({"type": "served"})

    asyncio.run(OwnHosts(inner)(scope, None, send))
    return sent[0]


@pytest.mark.parametrize("host", OWN)
@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.usefixtures("own_hosts")
def test_a_request_by_a_name_of_this_machine_is_served(host, kind):
    assert asked_by(host, kind)["type"] == "served"


@pytest.mark.parametrize("host", STRANGE)
@pytest.mark.usefixtures("own_hosts")
def test_a_request_by_a_strange_name_is_refused(host):
    assert asked_by(host)["status"] == 421
    assert asked_by(host, "websocket") == {"type": "websocket.close", "code": 1008}


def test_the_server_protects_uploads_and_shows_no_traceback():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["enableXsrfProtection"]
    assert settings["server"]["enableCORS"]
    assert settings["server"]["maxUploadSize"] <= 50
    assert settings["client"]["showErrorDetails"] == "none"
