"""A real server, a real Chromium, and a record of what pages ask for and complain about."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(store_path, log_path, port=None, **settings):
    """Address of a server of its own, stopped by its process at the end."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    with log_path.open("wb") as log:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "PRIEMNA_STORE": str(store_path), **settings},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(server, f"{address}/_stcore/health", log_path)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(server, url, log_path):
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log_path.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def address(chromium_path, visited_demo_path, tmp_path_factory):  # noqa: ARG001 - no server for nobody
    with serving(visited_demo_path, tmp_path_factory.mktemp("server") / "log.txt") as url:
        yield url


@pytest.fixture
def fresh_server(chromium_path, visited_demo_path, tmp_path):  # noqa: ARG001
    """Address of a server that nobody has visited yet."""
    with serving(visited_demo_path, tmp_path / "log.txt") as url:
        yield url


@pytest.fixture(scope="module")
def context(chromium_path):
    # Not for the whole session: while Playwright runs, other tests cannot run their own event loop.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser.new_context()
        browser.close()


class Visit:
    """One browser tab with what it asked for and what its console said."""

    def __init__(self, page):
        self.page = page
        self.requests = []
        self.errors = []
        self.sent = 0
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", self._listen)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)

    def _listen(self, socket_):
        self.requests.append(socket_.url)
        socket_.on("framesent", lambda _: setattr(self, "sent", self.sent + 1))

    def _note(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def open(self, url, width=1440):
        """Open the address and wait until the page stands still."""
        self.page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
        self.page.goto(url)
        self.settle()
        return self

    def settle(self):
        """Wait until the script has ended, nothing is grey any more, and maps are drawn."""
        self.page.wait_for_selector(".foot")
        self.page.wait_for_function(
            """() => {
                const app = document.querySelector('[data-testid="stApp"]');
                const still = app && app.dataset.testScriptState === 'notRunning'
                    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
                const now = Date.now();
                if (!still) window.stillSince = null;
                else window.stillSince = window.stillSince || now;
                return still && now - window.stillSince > 300;
            }"""
        )
        for frame in self.maps():
            frame.wait_for_function("() => document.querySelector('path.shape[d]') !== null")

    def maps(self):
        """Frames of the maps on the page."""
        return [frame for frame in self.page.frames if "streamlit_folium" in frame.url]

    @property
    def outside(self):
        """Requests that left this machine."""
        inside = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture
def visit(context):
    page = context.new_page()
    yield Visit(page)
    page.close()
