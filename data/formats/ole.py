"""The file system inside an XLS file → the stream that holds the workbook.

Source: [MS-CFB]. calamine reads it as well, but follows a chain of sectors that leads back to
itself until memory runs out. Here every chain it would follow is walked first, and may hold each
sector once.
"""

import struct

_END_OF_CHAIN = 0xFFFFFFFA
_ENTRY_BYTES = 128
_STREAMS = {"Workbook", "Book"}


class BrokenChain(ValueError):
    """A file system whose parts do not hang together."""


def workbook_stream(content: bytes) -> bytes:
    """Records of the workbook.

    Raises
    ------
    BrokenChain
        Where it is cut off, leads in circles, or has no workbook in it.
    """
    try:
        return _workbook_stream(content)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BrokenChain(str(error)) from error


def _workbook_stream(content: bytes) -> bytes:
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    directory, _, small_below, small_table = struct.unpack_from("<4I", content, 48)
    if shift not in (9, 12) or small_shift != 6:
        raise BrokenChain("sector size")
    sector = 1 << shift
    body = content[sector:]
    table = _sector_table(content, body, sector)
    entries = _chain(body, table, directory, sector)
    root = struct.unpack_from("<I", entries, 116)[0]
    small = _chain(body, table, root, sector)
    links = _numbers(_chain(body, table, small_table, sector))
    for place in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        letters = struct.unpack_from("<H", entries, place + 64)[0]
        title = entries[place : place + min(max(letters - 2, 0), 64)].decode("utf-16-le")
        if title in _STREAMS:
            first, size = struct.unpack_from("<II", entries, place + 116)
            is_small = size < small_below
            chain = (
                _chain(small, links, first, 64) if is_small else _chain(body, table, first, sector)
            )
            if len(chain) < size:
                raise BrokenChain("cut off")
            return chain[:size]
    raise BrokenChain("no workbook")


def _sector_table(content: bytes, body: bytes, sector: int) -> tuple[int, ...]:
    """Which sector follows which."""
    places = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    at_most = len(body) // sector + 1
    while following < _END_OF_CHAIN:
        *more, following = _numbers(_sector(body, following, sector))
        places += more
        if len(places) > at_most + 109 + sector:
            raise BrokenChain("table of tables")
    places = [place for place in places if place < _END_OF_CHAIN]
    if len(set(places)) < len(places):
        raise BrokenChain("table twice")
    return _numbers(b"".join(_sector(body, place, sector) for place in places))


def _chain(body: bytes, table: tuple[int, ...], first: int, sector: int) -> bytes:
    """Sectors that follow one another."""
    found: list[bytes] = []
    place = first
    while place < _END_OF_CHAIN:
        if len(found) > len(table):
            raise BrokenChain("circle")
        found.append(_sector(body, place, sector))
        place = table[place]
    return b"".join(found)


def _sector(body: bytes, place: int, size: int) -> bytes:
    found = body[place * size : (place + 1) * size]
    if not found:
        raise BrokenChain("beyond the end")
    return found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
