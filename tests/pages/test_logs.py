"""No text that came from people gets into the log, however they try."""

import json
import logging
import socket
import sys
import threading
import urllib.error
import urllib.request

import pytest
from streamlit.runtime.scriptrunner import StopException
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from pages.ui import logs
from tests.browser.conftest import serving

MARK = "Мария-63427-marker"
KEYS = {"time", "level", "logger", "at", "version", "page", "duration_ms", "error", "trace"}


@pytest.fixture
def lines(capsys):
    """Make this process write as a server does, and read what it wrote."""
    before = logging.getLogRecordFactory(), sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers = logs._pages.handlers
    logs.write_quietly()

    def read():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    yield read
    logging.captureWarnings(False)
    logging.raiseExceptions = True
    logging.setLogRecordFactory(before[0])
    sys.excepthook, threading.excepthook, sys.unraisablehook = before[1:]
    logs._pages.handlers, logs._pages.propagate = handlers, True


class RowOfTheStore(ValueError):
    pass


def fail():
    raise RowOfTheStore(f"cannot convert {MARK}") from KeyError(MARK)


def test_messages_arguments_and_errors_of_libraries_leave_no_word(lines, capsys):
    logger = logging.getLogger("some.library")
    logger.propagate = False
    logger.handlers = [logging.StreamHandler(sys.stderr)]
    logger.warning(f"refused {MARK}")
    logger.error("refused %s", MARK, stack_info=True)
    try:
        fail()
    except RowOfTheStore:
        logger.exception("while reading %s", MARK)
    logger.handlers, logger.propagate = [], True
    text = capsys.readouterr().err
    assert MARK not in text
    written = [json.loads(line) for line in text.splitlines()]
    assert [line["level"] for line in written] == ["WARNING", "ERROR", "ERROR"]
    assert all(set(line) <= KEYS for line in written)
    assert all(line["at"].startswith("tests/pages/test_logs.py:") for line in written)
    assert written[2]["error"] == "RowOfTheStore"
    assert written[2]["trace"][-1].startswith("tests/pages/test_logs.py:")


def test_a_page_writes_its_time_and_the_class_of_its_error(lines):
    with logs.run_of("pages/see/trends.py"):
        pass
    with pytest.raises(RowOfTheStore), logs.run_of("pages/see/trends.py"):
        fail()
    with pytest.raises(StopException), logs.run_of("pages/see/trends.py"):
        raise StopException
    good, failed, stopped = lines()
    assert good["page"] == failed["page"] == "pages/see/trends.py"
    assert good["duration_ms"] >= 0
    assert "error" not in good and "error" not in stopped
    assert (failed["level"], failed["error"]) == ("ERROR", "RowOfTheStore")


def test_what_nobody_catches_is_a_line_too(lines):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (line,) = lines()
    assert (line["level"], line["error"]) == ("CRITICAL", "RowOfTheStore")


def test_a_logger_or_file_named_by_somebody_is_written_plainly():
    file = f"folder/{MARK}\n.py"
    record = logs.QuietRecord(f'x", "{MARK}', logging.ERROR, file, 1, "", (), None)
    told = json.loads(record.getMessage())
    assert "Мария" not in told["logger"] + told["at"]
    assert record.getMessage().isascii() and "\n" not in record.getMessage()


def _ask(url, **headers):
    try:
        urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20).close()
    except (urllib.error.URLError, OSError):
        pass


def test_a_server_that_is_attacked_writes_lines_without_a_word_of_the_attacker(
    visited_demo_path, tmp_path
):
    mark = "Zyx63427marker"
    log = tmp_path / "log.txt"
    with serving(visited_demo_path, log) as url:
        host = url.removeprefix("http://")
        for path in (
            "",
            "month",
            mark,
            f"_stcore/{mark}",
            f"media/{mark}",
            f"%00{mark}",
            f"..%2f{mark}",
        ):
            _ask(f"{url}/{path}?name={mark}&place={mark}", **{"User-Agent": mark, "Referer": mark})
        _ask(url, Host=f"{mark}.example")
        for origin, data in (
            (f"http://{mark}.example", b""),
            (url, mark.encode()),
            (url, mark),
            (url, _rerun(mark)),
        ):
            try:
                with connect(f"ws://{host}/_stcore/stream", origin=origin) as websocket:
                    websocket.send(data)
                    for _message in range(4):
                        websocket.recv(timeout=10)
            except (WebSocketException, TimeoutError, OSError):
                pass
        name, port = host.split(":")
        for raw in (f"{mark} nonsense\r\n\r\n", f"GET /{mark} HTTP/9.{mark}\r\n{mark}\r\n\r\n"):
            with socket.create_connection((name, int(port)), timeout=5) as plain:
                plain.sendall(raw.encode())
                plain.recv(100)
    written = log.read_text(encoding="utf-8")
    assert mark not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert all(set(line) <= KEYS for line in lines)
    assert any(line["level"] == "WARNING" for line in lines), "the attacks were not noticed"
    assert any(line.get("page") == "pages/plan/where_next.py" for line in lines)


def _rerun(mark):
    from streamlit.proto.BackMsg_pb2 import BackMsg

    message = BackMsg()
    message.rerun_script.query_string = f"lang={mark}&place={mark}"
    message.rerun_script.page_name = mark
    message.rerun_script.widget_states.widgets.add(id=mark).string_value = mark
    return message.SerializeToString()
