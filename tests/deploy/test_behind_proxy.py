"""The proxy as `deploy/nginx.conf` describes it, in front of a real server on this machine."""

import gzip
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import time

import pytest
from playwright.sync_api import sync_playwright

from pages.ui.registry import ROOT
from tests.browser.conftest import FLAGS, PATIENCE_MS, serving
from tests.conftest import do_without

NAME = "localhost"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _configuration(folder, server_port, plain_port, tls_port):
    """The file that is shipped, with ports and paths of the test and nothing else changed."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for before, after in (
        ("priemna.example.org", NAME),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{tls_port} ssl"),
        ("127.0.0.1:8501", f"127.0.0.1:{server_port}"),
        ("/etc/priemna/tls", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert before in text
        text = text.replace(before, after)
    places = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off;\nworker_processes 1;\npid {folder / 'pid'};\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\n{places}{text}\n}}\n"
    )


@pytest.fixture(scope="module")
def proxy(visited_demo_path, tmp_path_factory):
    """Port of the proxy with TLS, that without, and the folder of its log."""
    for program in ("nginx", "openssl"):
        if shutil.which(program) is None:
            do_without("PROXY", f"{program} is not installed: the proxy was not tried.")
    folder = tmp_path_factory.mktemp("proxy")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", "key.pem", "-out", "fullchain.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    plain_port, tls_port = _free_port(), _free_port()
    with serving(visited_demo_path, folder / "server.txt") as url:
        file = folder / "nginx.conf"
        file.write_text(_configuration(folder, url.rsplit(":", 1)[1], plain_port, tls_port))
        command = ["nginx", "-p", str(folder), "-c", str(file), "-e", str(folder / "start.log")]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as nginx:
            try:
                for _attempt in range(100):
                    with socket.socket() as probe:
                        if probe.connect_ex(("127.0.0.1", tls_port)) == 0:
                            break
                    time.sleep(0.1)
                yield tls_port, plain_port, folder
            finally:
                nginx.terminate()


def ask(proxy, path, **headers):
    """Answer of the proxy and its body, over TLS that is checked."""
    trusted = ssl.create_default_context(cafile=str(proxy[2] / "fullchain.pem"))
    connection = http.client.HTTPSConnection(NAME, proxy[0], context=trusted, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_without_tls_there_is_only_the_way_to_tls(proxy):
    connection = http.client.HTTPConnection(NAME, proxy[1], timeout=30)
    connection.request("GET", "/month?lang=en")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/month?lang=en")
    connection.close()


def test_answers_carry_the_headers_of_both_and_are_compressed(proxy):
    answer, body = ask(proxy, "/", Accept="text/html", **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] == "nginx"
    page = (
        gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
    ).decode()
    script = page.split('src="./', 1)[1].split('"', 1)[0]
    answer, packed = ask(proxy, f"/{script}", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(gzip.decompress(packed)) / 2


def test_the_watcher_is_answered_on_this_machine(proxy):
    answer, body = ask(proxy, "/healthz")
    assert (answer.status, json.loads(body)["store"]) == (200, "readable")


def test_a_strange_name_is_not_served(proxy):
    answer, _ = ask(proxy, "/", Host="evil.example")
    assert answer.status == 421


def test_a_browser_works_through_the_proxy_and_the_proxy_keeps_no_trace(proxy, chromium_path):
    sockets, wrong = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("websocket", lambda socket_: sockets.append(socket_.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"https://{NAME}:{proxy[0]}/municipalities?lang=en")
        page.wait_for_selector(".foot")
        frame = page.frame_locator(
            'iframe[title="streamlit_folium.st_folium"], iframe[title="Map"]'
        )
        frame.locator("path.shape[d]").first.wait_for(state="attached")
        page.get_by_role("radiogroup").last.get_by_role("radio").first.click()
        page.wait_for_function("() => location.search.includes('lang=en')")
        browser.close()
    assert sockets and all(url.startswith(f"wss://{NAME}:{proxy[0]}/") for url in sockets)
    assert wrong == []
    assert [path.name for path in proxy[2].glob("*.log") if path.stat().st_size] == []
