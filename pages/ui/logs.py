"""The log of the server: one JSON line for each event, and never a text that came from people.

What is written stands in the code: time, level, which logger, which line of the program, class of
the error, page, duration, version. Messages of libraries and errors are left out whole, for rows of
the store, addresses and names of files travel in them.
"""

import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from streamlit.runtime.scriptrunner import RerunException, StopException

_ROOT = Path(__file__).resolve().parents[2]
_VERSION = version("priemna")
_FRAMES = 8
_NOT_AN_ERROR = (RerunException, StopException)
_pages = logging.getLogger("priemna.page")


class QuietRecord(logging.LogRecord):
    """A record whose text is a JSON line of what the code itself says; the message is dropped."""

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        _msg: object,
        _args: object,
        exc_info: Any,
        func: str | None = None,
        _sinfo: str | None = None,
        **_more: Any,
    ) -> None:
        super().__init__(name, level, pathname, lineno, "", (), None, func)
        self.cause = exc_info[1] if exc_info else None

    def getMessage(self) -> str:  # noqa: N802 - name of the base class
        """The line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds"),
            "level": self.levelname,
            "logger": _plain(self.name),
            "at": _place(self.pathname, self.lineno),
            "version": _VERSION,
        }
        for name in ("page", "duration_ms", "error"):
            if name in self.__dict__:
                said[name] = self.__dict__[name]
        if self.cause is not None:
            said["error"] = type(self.cause).__name__
            said["trace"] = _trace(self.cause.__traceback__)
        return json.dumps(said)


def write_quietly() -> None:
    """From here on, whatever this process logs or fails with becomes such a line."""
    logging.setLogRecordFactory(QuietRecord)
    # A handler that fails would print message and arguments.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    _pages.setLevel(logging.INFO)
    _pages.propagate = False
    _pages.handlers = [logging.StreamHandler(sys.stderr)]
    sys.excepthook = _say_uncaught
    threading.excepthook = lambda said: _say_uncaught(
        said.exc_type, said.exc_value, said.exc_traceback
    )
    sys.unraisablehook = lambda said: _say_uncaught(
        said.exc_type, said.exc_value, said.exc_traceback
    )


@contextmanager
def run_of(page: str) -> Iterator[None]:
    """Write which page ran for how long, and the class of the error that ended it if one did.

    Parameters
    ----------
    page
        Path of the page in the registry, never the address somebody typed.
    """
    began, error = time.perf_counter(), None
    try:
        yield
    except _NOT_AN_ERROR:
        raise
    except Exception as cause:
        error = type(cause).__name__
        raise
    finally:
        said: dict[str, object] = {
            "page": page,
            "duration_ms": round((time.perf_counter() - began) * 1000),
        }
        if error:
            said["error"] = error
        _pages.log(logging.ERROR if error else logging.INFO, "", extra=said)


def _say_uncaught(
    kind: type[BaseException], cause: BaseException | None, at: TracebackType | None
) -> None:
    _pages.critical("", exc_info=(kind, cause or kind(), at))


def _trace(at: TracebackType | None) -> list[str]:
    frames = traceback.StackSummary.extract(traceback.walk_tb(at), lookup_lines=False)
    return [_place(frame.filename, frame.lineno or 0) for frame in frames[-_FRAMES:]]


def _place(file: str, line: int) -> str:
    """Line of the program: file of ours from the root of the project, others by their name."""
    path = Path(file)
    try:
        name = path.relative_to(_ROOT).as_posix()
    except ValueError:
        name = "/".join(path.parts[-2:])
    if "site-packages/" in name:
        name = name.rsplit("site-packages/", 1)[1]
    return f"{_plain(name)}:{line}"


def _plain(name: str) -> str:
    return re.sub(r"[^\w./<>-]", "?", name, flags=re.ASCII)
