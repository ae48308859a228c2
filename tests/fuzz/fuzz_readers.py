"""Broken files without end for the readers: ``python tests/fuzz/fuzz_readers.py --seconds 600``.

Small good files of each format are damaged at random: bytes, members of archives, XML, text. What
must hold for each: sheets come back or `FileRefused`, nothing else, within time and memory. Files
are read by a worker of the same bounds as the helper of the readers; where one ends the worker,
the readers themselves must turn that into one sentence.
"""

import argparse
import contextlib
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import xlwt

from data.formats import FileRefused, bounds, read_sheets
from data.formats.helper import bound_memory
from data.formats.workbook import read_workbook
from tests.data.workbooks import ods_parts, ods_row, ods_text, xlsx_parts, xlsx_row, zipped

ROOT = Path(__file__).parents[2]
SECONDS_PER_FILE = 30
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", bytes.fromhex("D0CF11E0A1B11AE1"))
_EXTREMES = (b"0", b"-1", b"1", b"65536", b"1048576", b"4294967295", b"99999999999999999999",
             b"1e999", b"NaN", b"XFD1048576", b"A0", b"", b"&i;", b"A1:XFD1048576")  # fmt: skip
_TEXT_BITS = (b'"', b'""', b";", b",", b"\t", b"\r", b"\n", b"\r\n", b"\0", b"\xff", b"\xd0",
              b"\x98", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=|\n", b'"\n"', b"=1+1")  # fmt: skip


@dataclass
class Found:
    """What became of the files: how often each fate, and where a rule was broken."""

    files: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest_seconds: float = 0.0
    most_memory_mb: int = 0


def fuzz(seed: int, *, files: int | None = None, seconds: float = 0, keep: Path) -> Found:
    """Damage and read files until `files` are tried or, without that, `seconds` have passed.

    Parameters
    ----------
    keep
        Folder in which each file that broke a rule stays.
    """
    chance = random.Random(seed)
    good = list(good_files())
    found = Found()
    end = time.monotonic() + seconds
    with contextlib.closing(_Worker()) as worker:
        while found.files < files if files is not None else time.monotonic() < end:
            kind, content = chance.choice(good)
            damaged = damage(chance, kind, content)
            path = keep / f"{seed}-{found.files}.{kind}"
            path.write_bytes(damaged)
            started = time.monotonic()
            fate, memory_mb = worker.read(path)
            found.slowest_seconds = max(found.slowest_seconds, time.monotonic() - started)
            found.most_memory_mb = max(found.most_memory_mb, memory_mb)
            found.files += 1
            found.fates[fate.splitlines()[0]] += 1
            if fate.startswith("error"):
                found.broken.append(f"{path}: {fate}")
            else:
                path.unlink()
    return found


def good_files() -> Iterator[tuple[str, bytes]]:
    """Small files that can be read, each with its kind."""
    rows = [["Дата", "Място", "Жени"], ["05.03.2024", "с. Нисово", "3"], ["06.03.2024", "Бяла", ""]]
    sheet = "".join(xlsx_row(n, *row) for n, row in enumerate(rows, start=1))
    sheet += (
        '<row r="5" hidden="1"><c r="A5" s="1"><v>45351</v></c><c r="B5" t="e"><v>#REF!</v></c>'
        '<c r="C5"><f>1+1</f></c><c r="D5" t="b"><v>1</v></c></row>'
    )
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    yield "xlsx", zipped(xlsx_parts(sheet, sheet, before='<dimension ref="A1:D5"/>', after=merged))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    yield "xlsx", out.getvalue()
    number = '<table:table-cell office:value-type="float" office:value="1.5"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2024-02-29"/>'
    clock = '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>'
    wide = ods_text("а", 'table:number-columns-repeated="3" table:number-rows-spanned="2"')
    table = "".join(ods_row(*row) for row in rows) + ods_row(number, day, clock, wide)
    table += ods_row("<table:covered-table-cell/>", more='table:number-rows-repeated="4"')
    yield "ods", zipped(ods_parts(table, table))
    old = xlwt.Workbook()
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            (old.get_sheet(0) if y + x else old.add_sheet("Лист")).write(y, x, cell)
    old.get_sheet(0).row(4).set_cell_error(1, "#REF!")
    out = io.BytesIO()
    old.save(out)
    yield "xls", out.getvalue()
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    for charset in ("utf-8", "cp1251", "utf-16", "utf-16-le"):
        yield "csv", text.encode(charset)


def damage(chance: random.Random, kind: str, content: bytes) -> bytes:
    """The file with one to eight things done to it, or now and then nothing but chance."""
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(1, 3000))
    inside = kind in ("xlsx", "ods") and chance.random() < 0.75
    if inside:
        return _damaged_archive(chance, content)
    ways = [_flip, _cut, _repeat, _overwrite] + ([_insert_text] * 6 if kind == "csv" else [])
    for _ in range(chance.randint(1, 8)):
        content = chance.choice(ways)(chance, content)
    return content


def _damaged_archive(chance: random.Random, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    ways: list[Callable[[random.Random, bytes], bytes]] = [
        _flip, _cut, _repeat, _extreme_value, _extreme_value, _extreme_value, _repeat_element,
        _drop_element, _rename,
    ]  # fmt: skip
    for _ in range(chance.randint(1, 8)):
        if not parts or chance.random() < 0.05:
            parts[f"xl/worksheets/sheet{chance.randint(1, 9)}.xml"] = chance.randbytes(50)
        name = chance.choice(list(parts))
        if chance.random() < 0.05:
            del parts[name]
        else:
            parts[name] = chance.choice(ways)(chance, parts[name])
    again = zipped(parts)
    return _flip(chance, again) if chance.random() < 0.1 else again


def _flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content or b"\0")
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    start = chance.randint(0, len(content))
    piece = content[start : start + chance.randint(1, 200)]
    return content[:start] + piece * chance.choice((2, 3, 200)) + content[start:]


def _overwrite(chance: random.Random, content: bytes) -> bytes:
    """Put an extreme number where a size or a place may stand."""
    start = chance.randint(0, len(content))
    value = chance.choice(
        (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\xfe\xff\xff\xff")
    )
    return content[:start] + value + content[start + 4 :]


def _insert_text(chance: random.Random, content: bytes) -> bytes:
    start = chance.randint(0, len(content))
    return (
        content[:start]
        + chance.choice(_TEXT_BITS) * chance.choice((1, 1, 2, 5000))
        + content[start:]
    )


def _extreme_value(chance: random.Random, content: bytes) -> bytes:
    places = list(re.finditer(rb'="([^"]*)"|>([^<>]+)<', content))
    if not places:
        return content
    place = chance.choice(places)
    start, stop = place.span(1) if place[1] is not None else place.span(2)
    return content[:start] + chance.choice(_EXTREMES) + content[stop:]


def _element(chance: random.Random, content: bytes) -> tuple[int, int]:
    places = list(re.finditer(rb"<[^<>]+>", content))
    return chance.choice(places).span() if places else (0, 0)


def _repeat_element(chance: random.Random, content: bytes) -> bytes:
    start, stop = _element(chance, content)
    return content[:stop] + content[start:stop] * chance.choice((1, 2, 500)) + content[stop:]


def _drop_element(chance: random.Random, content: bytes) -> bytes:
    start, stop = _element(chance, content)
    return content[:start] + content[stop:]


def _rename(chance: random.Random, content: bytes) -> bytes:
    names = sorted(set(re.findall(rb"[<\s/]([\w:-]{1,40})", content)))
    if not names:
        return content
    return content.replace(chance.choice(names), chance.choice(names), chance.choice((1, -1)))


class _Worker:
    """A process that reads one file after the other, begun anew where a file ends it."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def read(self, path: Path) -> tuple[str, int]:
        """Fate of a file in a few words, and the most memory of the worker so far in MB."""
        started = time.monotonic()
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self.close()
            self._begin()
            return self._fate_of_a_killer(path), 0
        fate, memory_mb = json.loads(answer)
        if time.monotonic() - started > SECONDS_PER_FILE:
            fate = "error: slow"
        return fate, memory_mb

    @staticmethod
    def _fate_of_a_killer(path: Path) -> str:
        try:
            read_sheets(path)
        except FileRefused as refused:
            return f"ended the helper: {refused.message}"
        return "error: ended the worker and was read all the same"

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def work() -> None:
    """Read the files named on standard input, one a line, and answer with the fate of each."""
    bound_memory(bounds.MEMORY_BYTES)
    for line in sys.stdin:
        sys.stdout.write(json.dumps([_fate(Path(line.rstrip("\n"))), _memory_mb()]) + "\n")
        sys.stdout.flush()


def _fate(path: Path) -> str:
    try:
        is_workbook = path.read_bytes().startswith(_WORKBOOKS)
        sheets = tuple(read_workbook(path)) if is_workbook else read_sheets(path)
        return "read" if any(sheet.rows for sheet in sheets) else "read, no rows"
    except FileRefused as refused:
        return f"refused: {refused.message}"
    except MemoryError:
        return "ended the helper: no memory"
    except BaseException:
        return "error: " + traceback.format_exc()


def _memory_mb() -> int:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM")), 0)


def main() -> int:
    """Run as asked on the command line; 1 where a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for files that break a rule")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work()
        return 0
    keep = options.keep or Path(tempfile.mkdtemp(prefix="fuzz_readers_"))
    keep.mkdir(parents=True, exist_ok=True)
    found = fuzz(options.seed, seconds=options.seconds, keep=keep)
    for fate, times in found.fates.most_common():
        sys.stdout.write(f"{times:8d}  {fate}\n")
    sys.stdout.write(
        f"{found.files} files in {options.seconds:.0f} s, seed {options.seed}: "
        f"{len(found.broken)} broke a rule; slowest {found.slowest_seconds:.1f} s, "
        f"most memory {found.most_memory_mb} MB\n"
    )
    for text in found.broken[:20]:
        sys.stdout.write(text + "\n")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
