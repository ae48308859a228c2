"""What the server answers keeps everything inside and starts in the reader's language."""

import asyncio

import pytest

from pages.ui.registry import PAGES
from pages.ui.serving import KeepInside, OwnAddress, OwnFirstPage

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
    assert headers[b"referrer-policy"] == b"no-referrer"


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
