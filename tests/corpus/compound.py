"""The container in which Excel puts a workbook with a password: nothing but two locked streams."""

import struct

from tests.corpus.write import File

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        text, len(text), kind, 1, _FREE, right, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip


def locked_workbook(name: str = "приемни.xlsx") -> File:
    """A compound file (MS-CFB, version 3) with the streams of MS-OFFCRYPTO §2.3."""

    def make() -> bytes:
        stream = bytes(range(256)) * 16  # 4096 bytes: as long as a stream outside the mini stream
        sectors = len(stream) // _SECTOR
        chains = [_TABLE, _END]
        for first in (2, 2 + sectors):
            chains += [*range(first + 1, first + sectors), _END]
        table = struct.pack(f"<{len(chains)}I", *chains).ljust(_SECTOR, b"\xff")
        directory = (
            _entry("Root Entry", 5, _END, 0, 1, _FREE)
            + _entry("EncryptionInfo", 2, 2, len(stream), _FREE, 2)
            + _entry("EncryptedPackage", 2, 2 + sectors, len(stream), _FREE, _FREE)
        ).ljust(_SECTOR, b"\0")
        header = struct.pack(
            "<8s16sHHHHH6sIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
            0, 1, 1, 0, 4096, _END, 0, _END, 0,
        ) + struct.pack("<109I", 0, *[_FREE] * 108)  # fmt: skip
        return header + table + directory + stream + stream

    return File(name, make)
