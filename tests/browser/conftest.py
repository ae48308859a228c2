"""The real server on a free loopback port, and Chromium to look at its pages."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
STARTS_WITHIN_SECONDS = 60


def find_chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    """Chromium, or a skip that says so; a failure where the tests are required."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium on the PATH: the pages were not opened"
        if os.environ.get("PRIEMNA_BROWSER_TESTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def start_server(demo_path, tmp_path_factory):
    """Start the dashboard as the command does; every server is ended by its own process."""
    started = []

    def start():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = (tmp_path_factory.mktemp("server") / "log").open("w")
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
                *("--server.port", str(port)),
            ],
            cwd=ROOT,
            env={**os.environ, "PRIEMNA_STORE": str(demo_path)},
            stdout=log,
            stderr=log,
        )
        started.append((server, log))
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                    return address
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"the dashboard did not start; see {log.name}")

    yield start
    for server, log in started:
        server.terminate()
        server.wait(10)
        log.close()


@pytest.fixture(scope="session")
def address(start_server):
    """One dashboard for all tests that do not need a fresh one."""
    return start_server()
