"""No text that came from people gets into the log, however they try."""

import contextlib
import json
import logging
import socket
import subprocess
import sys
import urllib.request

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from pages.ui import logs
from pages.ui.registry import PAGES, ROOT
from tests.browser.conftest import serving

MARK = "Мария-63427-marker"
FIRST = next(page for page in PAGES if page.is_default)
KEYS = {"time", "level", "logger", "at", "version", "page", "duration_ms", "error", "trace"}
# In a process of its own, as the server is one: what it sets holds for a whole process.
FAIL = f"""
import logging, sys, threading
from streamlit.runtime.scriptrunner import StopException
from pages.ui.logs import run_of, write_quietly

class RowOfTheStore(ValueError):
    pass

def fail():
    raise RowOfTheStore("cannot convert {MARK}") from KeyError("{MARK}")

def page(do):
    try:
        with run_of("pages/see/trends.py"):
            do()
    except (RowOfTheStore, StopException):
        pass

def stop():
    raise StopException

write_quietly()
logger = logging.getLogger("some.library")
logger.addHandler(logging.StreamHandler())
logger.warning("refused {MARK}")
logger.error("refused %s", "{MARK}", stack_info=True)
logger.error("{MARK} %d %d", "{MARK}")
try:
    fail()
except RowOfTheStore:
    logger.exception("while reading {MARK}")
page(int)
page(fail)
page(stop)
thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
"""


@pytest.fixture(scope="module")
def written():
    ran = subprocess.run(
        [sys.executable, "-c", FAIL], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert MARK not in ran.stderr
    return [json.loads(line) for line in ran.stderr.splitlines()]


def test_messages_arguments_and_errors_of_libraries_leave_no_word(written):
    assert all(set(line) <= KEYS for line in written)
    assert [line["level"] for line in written[:4]] == ["WARNING", "ERROR", "ERROR", "ERROR"]
    assert {line["logger"] for line in written[:4]} == {"some.library"}
    assert written[3]["error"] == "RowOfTheStore"
    assert written[3]["trace"]


def test_a_page_writes_its_time_and_the_class_of_its_error(written):
    good, failed, stopped = written[4:7]
    assert good["page"] == failed["page"] == "pages/see/trends.py"
    assert good["duration_ms"] >= 0
    assert good["at"].startswith("pages/ui/logs.py:")
    assert "error" not in good
    assert "error" not in stopped
    assert (failed["level"], failed["error"]) == ("ERROR", "RowOfTheStore")


def test_what_nobody_catches_is_a_line_too(written):
    assert [(line["level"], line["error"]) for line in written[7:]] == [
        ("CRITICAL", "RowOfTheStore")
    ] * 2


def test_a_logger_or_file_named_by_somebody_is_written_plainly():
    file = f"folder/{MARK}\n.py"
    record = logs.QuietRecord(f'x", "{MARK}', logging.ERROR, file, 1, "", (), None)
    told = json.loads(record.getMessage())
    assert "Мария" not in told["logger"] + told["at"]
    assert record.getMessage().isascii()
    assert "\n" not in record.getMessage()


def _ask(url, **headers):
    asked = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own server
    with contextlib.suppress(OSError):
        urllib.request.urlopen(asked, timeout=20).close()  # noqa: S310


def _send(address, origin, data):
    with (
        contextlib.suppress(WebSocketException, OSError),
        connect(f"ws://{address}/_stcore/stream", origin=origin) as websocket,
    ):
        websocket.send(data)
        for _message in range(40):
            websocket.recv(timeout=15)


def _rerun(mark, page=None):
    message = BackMsg()
    message.rerun_script.query_string = f"lang={mark}&place={mark}"
    message.rerun_script.page_name = mark if page is None else page
    message.rerun_script.widget_states.widgets.add(id=mark).string_value = mark
    return message.SerializeToString()


def test_a_server_that_is_attacked_writes_lines_without_a_word_of_the_attacker(
    visited_demo_path, tmp_path
):
    mark = "Zyx63427marker"
    log = tmp_path / "log.txt"
    with serving(visited_demo_path, log) as url:
        address = url.removeprefix("http://")
        odd = (mark, f"_stcore/{mark}", f"media/{mark}", f"%00{mark}", f"..%2f{mark}")
        for path in ("", "month", *odd):
            _ask(f"{url}/{path}?name={mark}&place={mark}", **{"User-Agent": mark, "Referer": mark})
        _ask(url, Host=f"{mark}.example")
        _send(address, f"http://{mark}.example", b"")
        for data in (mark.encode(), mark, _rerun(mark), _rerun(mark, page="")):
            _send(address, url, data)
        name, port = address.split(":")
        for raw in (f"{mark} nonsense\r\n\r\n", f"GET /{mark} HTTP/9.{mark}\r\n{mark}\r\n\r\n"):
            with socket.create_connection((name, int(port)), timeout=15) as plain:
                plain.sendall(raw.encode())
                plain.recv(100)
    text = log.read_text(encoding="utf-8")
    assert mark not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(set(line) <= KEYS for line in lines)
    assert any(line["level"] == "WARNING" for line in lines), "the attacks were not noticed"
    assert any(line.get("page") == FIRST.path for line in lines)
