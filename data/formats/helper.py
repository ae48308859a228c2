"""The process that unpacks one workbook: ``python -m data.formats.helper PATH`` (see `apart`)."""

import contextlib
import pickle
import sys
from pathlib import Path
from typing import IO

from data.formats import bounds
from data.formats.sheets import FileRefused, Sheet
from data.formats.workbook import read_workbook

_ROWS_AT_ONCE = 2_000


def main() -> None:
    """Read the workbook named by the first argument and send its sheets to standard output."""
    bound_memory(bounds.MEMORY_BYTES)
    path = Path(sys.argv[1])
    try:
        for sheet in read_workbook(path):
            _send_sheet(sheet)
        _send("end")
    except FileRefused as refused:
        _send_refusal(refused)
    except MemoryError:
        _send_refusal(bounds.too_heavy(path.name))


def bound_memory(limit: int) -> None:
    """Let this process have at most `limit` bytes; does nothing on Windows, which has no limit."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send_refusal(refused: FileRefused) -> None:
    _send("refused", refused.message, refused.values)


def _send_sheet(sheet: Sheet) -> None:
    _send("sheet", sheet.name, sheet.merged, [(note.message, note.values) for note in sheet.notes])
    for start in range(0, len(sheet.rows), _ROWS_AT_ONCE):
        rows = sheet.rows[start : start + _ROWS_AT_ONCE]
        _send("rows", [row.number for row in rows], [row.cells for row in rows])


def _send(*what: object) -> None:
    stream: IO[bytes] = sys.stdout.buffer
    pickle.dump(what, stream, protocol=5)
    stream.flush()


if __name__ == "__main__":
    main()
