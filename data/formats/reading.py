"""Any file → its sheets: opened with care, told apart by content, handed to the right reader."""

import stat
from pathlib import Path

from data.formats import bounds
from data.formats.apart import read_workbook_apart
from data.formats.sheets import FileRefused, Sheet
from data.formats.text import read_text

_HEAD_BYTES = 65_536
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ")


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Sheets of the file in their order; hidden ones and those without entries are left out.

    Workbooks (XLSX, XLSM, XLS, ODS) keep numbers, dates and text apart; of a formula the saved
    result counts, and errors stay what they are (``#REF!``). In text all is text; delimiter and
    character set are found from the content. The ending of the name plays no part.

    Raises
    ------
    FileRefused
        Where the file is missing, empty, protected, damaged, too large or of another kind.
    """
    name = path.name
    size = _size(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise FileRefused(
            "{name} cannot be opened. Close it in other programs and check that you may read it.",
            name=name,
        ) from error
    if not head.strip():
        raise FileRefused("{name} is empty. Choose a file with rows in it.", name=name)
    if head.startswith(_ARCHIVES):
        raise bounds.archive(name)
    is_workbook = head.startswith((*_ZIP, _OLE))
    limit = bounds.WORKBOOK_BYTES if is_workbook else bounds.TEXT_BYTES
    if size > limit:
        raise bounds.too_many_bytes(name, limit)
    sheets = read_workbook_apart(path) if is_workbook else (read_text(path, head),)
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets:
        raise FileRefused("{name} has no entries. Choose a file with rows in it.", name=name)
    return sheets


def _size(path: Path) -> int:
    """Bytes of an ordinary file; asked before opening, for a pipe would wait for ever."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise FileRefused("There is no file {name}. Check the path.", name=path.name) from error
    if not stat.S_ISREG(status.st_mode):
        raise FileRefused(
            "{name} is a folder or a device and not a file. Choose a file.", name=path.name
        )
    return status.st_size
