"""Signing in on a real store: with a local account, and through an identity provider."""

import shutil
import urllib.error
import urllib.request
from pathlib import Path

import axe_playwright_python
import pytest

from data.accounts import add_account
from data.audit import entries
from data.store import Store, set_setting
from tests.browser.conftest import free_port, serving
from tests.browser.identity_provider import CLIENT, SECRET, identity_provider

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
GOOD = "четири думи без смисъл"


@pytest.fixture
def real_store(released_demo_path, tmp_path):
    """The demo's records in a store that does not say that they are invented."""
    path = Path(shutil.copy2(released_demo_path, tmp_path / "real.duckdb"))
    shutil.copytree(
        released_demo_path.with_name("demo.duckdb.releases"), tmp_path / "real.duckdb.releases"
    )
    with Store.open(path).transaction() as cursor:
        set_setting(cursor, "demo", "false")
    assert not Store.open(path).is_demo()
    return path


@pytest.fixture
def with_accounts(chromium_path, real_store, tmp_path, monkeypatch):  # noqa: ARG001
    file = tmp_path / "accounts.json"
    monkeypatch.setenv("PRIEMNA_ACCOUNTS", str(file))
    for name, role in (("ana", "coordinator"), ("petar", "partner")):
        add_account(name, role, GOOD)
    with serving(real_store, tmp_path / "log.txt") as url:
        yield url


def sign_in(visit, name, password):
    page = visit.page
    page.get_by_label("Профил").fill(name)
    page.get_by_label("Парола").fill(password)
    page.get_by_role("button", name="Вход").click()


def status(url, headers=None):
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_nothing_is_answered_before_and_everything_of_the_role_after(
    visit, with_accounts, real_store
):
    page = visit.page
    page.goto(f"{with_accounts}/trends?lang=bg")
    assert page.get_by_role("heading", name="Вход").is_visible()
    page.evaluate(AXE)
    assert page.evaluate("() => axe.run().then(found => found.violations)") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for path in ("_stcore/host-config", "_stcore/stream", "media/x.csv", "component/x"):
        assert status(f"{with_accounts}/{path}") == 401
    sign_in(visit, "ana", "съвсем друга парола")
    assert page.get_by_role("alert").inner_text() == "Името и паролата не съвпадат."
    sign_in(visit, "ana", GOOD)
    visit.settle()
    assert page.url.startswith(f"{with_accounts}/trends")
    assert page.get_by_role("heading", name="Тенденции").is_visible()
    page.reload()
    visit.settle()
    assert page.get_by_role("heading", name="Тенденции").is_visible()
    page.get_by_role("button", name="Виж като").click()
    page.get_by_role("link", name="Изход").click()
    page.get_by_role("heading", name="Вход").wait_for()
    page.goto(f"{with_accounts}/trends")
    assert page.get_by_role("heading", name="Вход").is_visible()
    lines = [(line.who, line.action) for line in entries(Store.open(real_store), n=20)]
    for action in ("sign_in_refused", "signed_in", "signed_out"):
        assert ("ana", action) in lines


def test_a_partner_gets_the_releases_and_no_page_of_the_team(visit, with_accounts):
    page = visit.page
    page.goto(f"{with_accounts}/sign-in?next=/where_next")
    sign_in(visit, "petar", GOOD)
    visit.settle()
    assert page.get_by_role("heading", name="Къде следва").count() == 0
    assert page.get_by_role("link", name="Издания").is_visible()
    page.goto(f"{with_accounts}/keeping")
    visit.settle()
    assert page.get_by_role("heading", name="Съхранение").count() == 0


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "/\\example.org"])
def test_signing_in_never_leads_to_another_server(visit, with_accounts, there):
    visit.page.goto(f"{with_accounts}/sign-in?next={there}")
    sign_in(visit, "ana", GOOD)
    visit.settle()
    assert visit.page.url.startswith(with_accounts)
    assert visit.outside == []


def secrets_of(issuer, port):
    return f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a long and random text of this test"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[roles]
claim = "groups"
coordinator = ["centre"]
partner = ["friends"]
"""


def leave(page):
    page.get_by_role("button", name="Виж като").click()
    page.get_by_role("button", name="Изход").click()
    page.get_by_role("heading", name="Вход").wait_for()


def test_through_a_provider_the_groups_give_the_pages(visit, real_store, tmp_path):
    people = {"ana": ["centre"], "petar": ["friends"], "eva": ["others"]}
    port, secrets = free_port(), tmp_path / "secrets.toml"
    with identity_provider(people) as provider:
        secrets.write_text(secrets_of(provider.issuer, port), "utf-8")
        settings = {"STREAMLIT_SECRETS_FILES": str(secrets)}
        with serving(real_store, tmp_path / "log.txt", port, **settings) as url:
            page = visit.page
            visit.open(f"{url}/")
            assert page.get_by_role("heading", name="Вход").is_visible()
            page.get_by_role("button", name="Вход").click()
            page.get_by_role("link", name="Препоръки").wait_for()
            visit.settle()
            page.reload()
            page.get_by_role("link", name="Препоръки").wait_for()
            visit.settle()
            page.get_by_role("link", name="Тенденции").click()
            visit.settle()
            with page.expect_download() as taken:
                page.get_by_role("button", name="Изтегли таблицата (CSV)").first.click()
            assert Path(taken.value.path()).read_bytes().startswith("\ufeff".encode())
            assert "/media/" in taken.value.url
            assert status(taken.value.url) == 401
            leave(page)
            provider.person = "petar"
            page.get_by_role("button", name="Вход").click()
            page.get_by_role("link", name="Издания").wait_for()
            visit.settle()
            assert page.get_by_role("link", name="Препоръки").count() == 0
            leave(page)
            provider.person = "eva"
            page.get_by_role("button", name="Вход").click()
            page.get_by_text("Профилът Ви няма роля тук").wait_for()
            assert page.get_by_test_id("stSidebarNav").count() == 0
    assert ("ana", "signed_in") in [(e.who, e.action) for e in entries(Store.open(real_store), n=9)]
