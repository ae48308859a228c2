"""A workbook → its sheets, read in a process of its own with bounded memory and time.

Why: the library that reads workbooks ends the whole process where memory runs out (two cells, in
A1 and XFD1048576, ask for 550 GB), and nothing in Python can catch that. What ends is the helper;
the dashboard goes on. It costs about a tenth of a second for each workbook.
"""

import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, cast

from data.formats import bounds
from data.formats.sheets import FileRefused, Row, Sheet
from data.problems import Note

_ROOT = Path(__file__).resolve().parents[2]
_HELPER = "data.formats.helper"
_DATES = {"date", "datetime", "time", "timedelta"}


def read_workbook_apart(path: Path) -> tuple[Sheet, ...]:
    """Visible sheets of a workbook.

    Raises
    ------
    FileRefused
        Where it cannot be read, is beyond the bounds, or needs more memory or time than allowed.
    """
    process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
        [sys.executable, "-m", _HELPER, str(path.absolute())],
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with process:
        ending = threading.Timer(bounds.SECONDS, process.kill)
        ending.start()
        try:
            return _received(cast(IO[bytes], process.stdout))
        except (EOFError, pickle.UnpicklingError) as error:
            # It fell silent: out of memory, out of time, or brought down by the library.
            raise bounds.too_heavy(path.name) from error
        finally:
            ending.cancel()
            process.kill()


def _received(stream: IO[bytes]) -> tuple[Sheet, ...]:
    """Sheets as `data.formats.helper` sends them: each begun, its rows in portions, an end."""
    sheets: list[Sheet] = []
    while True:
        what, *said = _Plain(stream).load()
        if what == "end":
            return tuple(sheets)
        if what == "refused":
            raise FileRefused(said[0], **said[1])
        if what == "sheet":
            title, merged, notes = said
            sheets.append(Sheet(title, [], merged, tuple(Note(*note) for note in notes)))
        else:
            sheets[-1].rows.extend(Row(number, cells) for number, cells in zip(*said, strict=True))


class _Plain(pickle.Unpickler):
    """Reads back text, numbers, lists and dates, and makes nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DATES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)
