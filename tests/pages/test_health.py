"""The address of the watcher says words, hides data, and cannot be used to wear the server out."""

import asyncio
import json
import shutil

import pytest

from data.store import Store
from pages.ui import health
from pages.ui.health import Healthz, health_here

WORDS = {"ok", "attention", "readable", "missing", "unreadable", "busy", "current", "older",
         "newer", "unknown", "room", "low", "0.1.0"}  # fmt: skip


def ask(app, path="/healthz", method="GET"):
    sent = []
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, None, send))
    return sent


async def inner(_scope, _receive, send):
    await send({"type": "passed on"})


def test_a_good_store_answers_200_with_nothing_but_words(demo_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(demo_path))
    start, body = ask(Healthz(inner))
    assert start["status"] == 200
    assert (b"cache-control", b"no-store") in start["headers"]
    told = json.loads(body["body"])
    assert told["status"] == "ok"
    assert set(told.values()) <= WORDS


def test_a_missing_store_answers_503_without_its_path(tmp_path, monkeypatch):
    monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "secret-name.duckdb"))
    start, body = ask(Healthz(inner))
    assert start["status"] == 503
    assert json.loads(body["body"])["store"] == "missing"
    assert b"secret-name" not in body["body"]


@pytest.mark.parametrize(("path", "method"), [("/healthz/x", "GET"), ("/healthz", "POST")])
def test_everything_else_is_passed_on(path, method):
    assert ask(Healthz(inner), path, method) == [{"type": "passed on"}]


def test_the_store_is_looked_at_once_for_many_who_ask(demo_path, monkeypatch):
    looked = []
    found = health.health_of(demo_path)
    monkeypatch.setattr(health, "health_here", lambda: looked.append(1) or found)
    app = Healthz(inner)

    async def many():
        async def send(_message):
            pass

        scope = {"type": "http", "method": "GET", "path": "/healthz"}
        await asyncio.gather(*(app(scope, None, send) for _ in range(50)))

    asyncio.run(many())
    assert looked == [1]


def test_an_outside_role_is_judged_by_its_releases_and_never_by_the_store(
    released_demo_path, tmp_path, monkeypatch
):
    folder = released_demo_path.with_name(f"{released_demo_path.name}.releases")
    copied = shutil.copytree(folder, tmp_path / "releases")
    monkeypatch.setenv("PRIEMNA_ROLE", "partner")
    monkeypatch.setenv("PRIEMNA_RELEASES", str(copied))
    monkeypatch.setenv("PRIEMNA_STORE", str(tmp_path / "none.duckdb"))
    monkeypatch.setattr(Store, "cursor", None)
    assert health_here().is_well
    (copied / "partner.json").write_text("{")
    assert health_here().store == "unreadable"
    (copied / "partner.json").unlink()
    assert health_here().store == "missing"
    monkeypatch.setenv("PRIEMNA_ROLE", "nobody")
    assert not health_here().is_well
