"""A workbook of any kind → its visible sheets; runs in the process of `helper`."""

from collections.abc import Iterator
from pathlib import Path

from data.formats import bounds
from data.formats.archive import Archive
from data.formats.excel import read_xls, read_xlsx
from data.formats.ods import read_ods
from data.formats.sheets import Sheet

_ZIP = b"PK"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED = "EncryptedPackage"
_OTHER_DOCUMENTS = ("WordDocument", "PowerPoint Document")


def read_workbook(path: Path) -> Iterator[Sheet]:
    """Visible sheets of an XLSX, XLSM, XLS or ODS file, told apart by content.

    Macros are never run and links never followed: only what the file itself holds is read.

    Raises
    ------
    FileRefused
        Where it is none of these, damaged, protected, or beyond the bounds.
    """
    with path.open("rb") as file:
        is_zip = file.read(2) == _ZIP
    return _read_zip(path) if is_zip else _read_ole(path)


def _read_zip(path: Path) -> Iterator[Sheet]:
    archive = Archive(path)
    names = set(archive.members)
    if "content.xml" in names:
        kind = archive.whole("mimetype").decode("ascii", "replace") if "mimetype" in names else _ODS
        if not kind.strip().startswith(_ODS):
            raise bounds.no_table(path.name)
        return read_ods(archive)
    if "[Content_Types].xml" not in names:
        raise bounds.archive(path.name) if names else bounds.damaged(path.name)
    if any(name.startswith(("word/", "ppt/")) or name == "xl/workbook.bin" for name in names):
        raise bounds.no_table(path.name)
    return read_xlsx(archive, path)


def _read_ole(path: Path) -> Iterator[Sheet]:
    content = path.read_bytes()
    if _ENCRYPTED.encode("utf-16-le") in content:
        raise bounds.protected(path.name)
    if any(stream.encode("utf-16-le") in content for stream in _OTHER_DOCUMENTS):
        raise bounds.no_table(path.name)
    return read_xls(path.name, content)
