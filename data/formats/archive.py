"""ZIP archives of workbooks, opened so that none can swell beyond the bounds."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from data.formats import bounds

_CHUNK = 1 << 20
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What `zipfile` raises for archives that are not whole; RuntimeError for one with a password."""


class Archive:
    """The members of a ZIP file, read in pieces and counted while they are read.

    Raises
    ------
    FileRefused
        Where it is damaged, or promises to unpack to more than `bounds` allow.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
            members = self._zip.infolist()
        except DAMAGE as error:
            raise bounds.damaged(self.name) from error
        packed, unpacked = path.stat().st_size, sum(member.file_size for member in members)
        bomb = unpacked > bounds.RATIO_FROM_BYTES and unpacked > bounds.RATIO * packed
        if unpacked > bounds.UNPACKED_BYTES or bomb or len(members) > bounds.MEMBERS:
            raise bounds.swells(self.name)
        if any(member.flag_bits & 1 for member in members):
            raise bounds.protected(self.name)
        self.members = [member.filename for member in members]

    def pieces(self, member: str) -> Iterator[bytes]:
        """Content of a member, a megabyte at a time.

        Notes
        -----
        `zipfile` stops at the size that the archive promises and then compares the checksum, so a
        member that promises too little is found to be damaged and never unpacked in full.

        Raises
        ------
        FileRefused
            Where there is no such member or it is damaged.
        """
        try:
            with self._zip.open(member) as file:
                while piece := file.read(_CHUNK):
                    yield piece
        except DAMAGE as error:
            raise bounds.damaged(self.name) from error

    def whole(self, member: str) -> bytes:
        """Content of a member that is small in any ordinary workbook, at most 20 MB."""
        content = bytearray()
        for piece in self.pieces(member):
            content += piece
            if len(content) > bounds.RATIO_FROM_BYTES:
                raise bounds.swells(self.name)
        return bytes(content)
