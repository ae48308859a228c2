"""What calamine leaves out of an XLS file: cells that show an error, and that it has a password.

Source: [MS-XLS], records BoundSheet8 (0x85), FilePass (0x2F), BoolErr (0x205), Formula (0x06).
"""

import struct
from collections.abc import Iterator

from data.formats import bounds
from data.formats.ole import BrokenChain, workbook_stream

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_BOUND_SHEET, _FILE_PASS, _BOOL_ERR, _FORMULA, _END = 0x85, 0x2F, 0x205, 0x06, 0x0A


def errors_of_xls(name: str, content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Errors by sheet name, row number and column from 0.

    Raises
    ------
    FileRefused
        Where the workbook is damaged or protected by a password.
    """
    try:
        stream = workbook_stream(content)
    except BrokenChain as error:
        raise bounds.damaged(name) from error
    records = list(_records(stream, 0))
    if any(kind == _FILE_PASS for kind, _ in records):
        raise bounds.protected(name)
    try:
        sheets = [_bound_sheet(data) for kind, data in records if kind == _BOUND_SHEET]
        return {title: dict(_errors(stream, start)) for start, title in sheets[: bounds.SHEETS]}
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise bounds.damaged(name) from error


def _errors(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, data in _records(stream, start):
        code = None
        if kind == _BOOL_ERR and data[7]:
            code = data[6]
        elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
            code = data[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", data)
            yield (row + 1, column), _ERRORS.get(code, "#N/A")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Records of one sub-stream: kind and content, up to its end."""
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        if kind == _END:
            return
        place += 4 + size


def _bound_sheet(data: bytes) -> tuple[int, str]:
    start, letters, is_wide = struct.unpack_from("<I", data)[0], data[6], data[7] & 1
    if is_wide:
        return start, data[8 : 8 + 2 * letters].decode("utf-16-le")
    return start, data[8 : 8 + letters].decode("latin-1")
