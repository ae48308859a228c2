"""Cells of an XLS file that show an error, which calamine gives as empty.

Source: [MS-XLS] for the records (BoundSheet8 0x85, BoolErr 0x205, Formula 0x06) and [MS-CFB] for
the file system around them. Whatever does not fit ends the search: values come from calamine.
"""

import struct
from collections.abc import Iterator

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_BOUND_SHEET, _BOOL_ERR, _FORMULA, _END = 0x85, 0x205, 0x06, 0x0A
_END_OF_CHAIN = 0xFFFFFFFA
_STREAMS = {"Workbook", "Book"}


def errors_of_xls(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Errors by sheet name, row number and column from 0."""
    try:
        stream = _workbook_stream(content)
        sheets = [_bound_sheet(data) for kind, data in _records(stream, 0) if kind == _BOUND_SHEET]
        return {title: dict(_errors(stream, start)) for start, title in sheets}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


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


def _workbook_stream(content: bytes) -> bytes:
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    small_sector = 1 << struct.unpack_from("<H", content, 32)[0]
    directory, _, small_below, small_table = struct.unpack_from("<4I", content, 48)
    if sector not in (512, 4096) or small_sector != 64:
        raise IndexError(sector)
    table = _sector_table(content, sector)
    entries = _chain(content[sector:], table, directory, sector)
    root = struct.unpack_from("<I", entries, 116)[0]
    for place in range(0, len(entries) - 127, 128):
        entry = entries[place : place + 128]
        title = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        if title in _STREAMS:
            first, size = struct.unpack_from("<II", entry, 116)
            if size >= small_below:
                return _chain(content[sector:], table, first, sector)[:size]
            small = _chain(content[sector:], table, root, sector)
            links = _numbers(_chain(content[sector:], table, small_table, sector))
            return _chain(small, links, first, small_sector)[:size]
    raise IndexError("Workbook")


def _sector_table(content: bytes, sector: int) -> tuple[int, ...]:
    """Which sector follows which."""
    per_sector = sector // 4
    places = list(struct.unpack_from("<109I", content, 76))
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // sector)):
        more = struct.unpack_from(f"<{per_sector}I", content, (following + 1) * sector)
        places += more[:-1]
        following = more[-1]
    table: list[int] = []
    for place in places:
        if place < _END_OF_CHAIN:
            table += struct.unpack_from(f"<{per_sector}I", content, (place + 1) * sector)
    return tuple(table)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(content: bytes, table: tuple[int, ...], first: int, sector: int) -> bytes:
    """Sectors that follow one another, at most as many as there are."""
    found, place = [], first
    for _ in range(len(table)):
        if place >= _END_OF_CHAIN:
            break
        found.append(content[place * sector : (place + 1) * sector])
        place = table[place]
    return b"".join(found)
