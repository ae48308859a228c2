"""Character set of a text file, found from its bytes."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from data.formats.sheets import FileRefused

_CHUNK = 1 << 20
_MARKS = (
    # UTF-32 begins with the mark of UTF-16, so it is asked first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# High bytes of Latin and Cyrillic letters, of dashes and quotation marks, and of №.
_HIGH_BYTES = bytes((0x00, 0x04, 0x20, 0x21))
# Control characters that stand in text: tab, the line ends, page, and the end mark of DOS.
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a"))


def charset_of(path: Path, head: bytes) -> str:
    """Python's name of the character set; the whole file is read through once to be sure.

    UTF-8, UTF-16 and UTF-32 with their mark; without one UTF-16 by its zero bytes, UTF-8 where
    every byte fits, and otherwise Windows-1251, in which Bulgarian Excel writes CSV.

    Raises
    ------
    FileRefused
        Where it is no text, or UTF-8 or UTF-16 that is cut off or damaged.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            _expect(path, encoding)
            return encoding
    if wide := _unmarked_utf16(head):
        _expect(path, wide)
        return wide
    if len(head.translate(None, _CONTROL)) < 0.99 * len(head) or 0 in head:
        raise _no_text(path.name)
    broken = _first_broken(path, "utf-8")
    if broken is None:
        return "utf-8"
    line, chunk = broken
    replaced = chunk.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    if sum(letter > "\x7f" for letter in replaced) - bad > 4 * bad:
        raise _cut(path.name, line)
    if _first_broken(path, "cp1251") is not None:
        raise _no_text(path.name)
    return "cp1251"


def _unmarked_utf16(head: bytes) -> str | None:
    if 0 not in head:
        return None
    even, odd = head[0::2], head[1::2]
    high_even = len(even) - len(even.translate(None, _HIGH_BYTES))
    high_odd = len(odd) - len(odd.translate(None, _HIGH_BYTES))
    if high_odd > 0.9 * len(odd) and high_even < 0.5 * len(even):
        return "utf-16-le"
    if high_even > 0.9 * len(even) and high_odd < 0.5 * len(odd):
        return "utf-16-be"
    return None


def _expect(path: Path, encoding: str) -> None:
    if broken := _first_broken(path, encoding):
        raise _cut(path.name, broken[0])


def _first_broken(path: Path, encoding: str) -> tuple[int, bytes] | None:
    """Line of the first byte that does not fit, and the bytes around it; None where all fit."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk, last in _chunks(path):
        try:
            text = decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n"), chunk
        if "\0" in text:
            raise _no_text(path.name)
        line += text.count("\n")
    return None


def _chunks(path: Path) -> Iterator[tuple[bytes, bool]]:
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        while True:
            following = file.read(_CHUNK)
            yield chunk, not following
            if not following:
                return
            chunk = following


def _no_text(name: str) -> FileRefused:
    return FileRefused(
        "{name} is not text. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx).", name=name
    )


def _cut(name: str, line: int) -> FileRefused:
    return FileRefused(
        "The text of {name} is damaged or cut off in line {line}. Save or download the file again.",
        name=name,
        line=line,
    )
