"""Files that are broken or meant to do harm: one clear sentence, bounded memory, and life goes on.

One process reads them all, one after the other, and says how much memory it and its helpers had
at most.
"""

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import xlwt

from data.formats import FileRefused, bounds, read_sheets
from data.formats.archive import Archive
from tests.data.workbooks import (
    ods,
    ods_parts,
    ods_row,
    ods_text,
    text_cell,
    xlsx,
    xlsx_parts,
    xlsx_row,
    zipped,
)

ROOT = Path(__file__).parents[2]
READ = """
import json, sys
from pathlib import Path
from data.formats import FileRefused, read_sheets
for line in sys.stdin:
    try:
        said = str(sum(len(sheet.rows) for sheet in read_sheets(Path(line[:-1])))) + " rows"
    except FileRefused as refused:
        said = str(refused)
    status = Path("/proc/self/status")
    peak = helper = 0
    if status.exists():
        import resource
        text = status.read_text()
        peak = int(text.partition("VmHWM:")[2].split()[0]) // 1000
        helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
    print(json.dumps([said, peak, helper]))
"""
# Peaks of the reader and of its helper in MB, for any of these files.
READER_MB = 300
HELPER_MB = 400
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">'
    for before, after in zip("bcdefgh", "cdefghi", strict=True)
)
LAUGHS += "]>"
SEEDED = random.Random(1)
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def outcomes(paths):
    """What is said of each file, and the most memory so far in MB of the reader and its helpers."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input="".join(f"{path}\n" for path in paths),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        timeout=600,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def far_apart():
    cells = text_cell("A1", "а"), text_cell("XFD1048576", "б")
    return xlsx(f'<row r="1">{cells[0]}</row><row r="1048576">{cells[1]}</row>')


def far_down():
    wide = "".join(text_cell(f"{letter}1", "а") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return xlsx(f'<row r="1">{wide}</row><row r="1048576">{text_cell("A1048576", "б")}</row>')


def hidden_from_the_search():
    """References that the search of the marks does not see, but the library does."""
    return xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r = "1048576"><c r = "XFD1048576"><v>2</v></c></row>'
    )


def swollen(member, megabytes, parts):
    """A workbook with a member of spaces, which pack a thousand times."""
    return zipped({**parts, member: b" " * (megabytes * 1_000_000)})


def lying(parts, member):
    """A workbook that promises its swollen member to be small."""
    content = bytearray(swollen(member, 60, parts))
    size = (60_000_000).to_bytes(4, "little")
    return bytes(content.replace(size, (1000).to_bytes(4, "little")))


def long_cell(characters):
    return xlsx(xlsx_row(1, "х" * characters, "б"))


def locked(parts):
    """The same archive with every member marked as encrypted."""
    content = bytearray(zipped(parts))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    return bytes(content)


def many_merged():
    rows = "".join(xlsx_row(n, *"абвгдежзик") for n in range(1, 2_000))
    refs = '<mergeCell ref="A1:J2000"/>' * 5_000
    return xlsx(rows, after=f"<mergeCells>{refs}</mergeCells>")


def old_workbook(protect=False):
    book = xlwt.Workbook()
    book.add_sheet("а").write(0, 0, "текст")
    out = io.BytesIO()
    book.save(out)
    content = out.getvalue()
    # FILEPASS (0x2F) right after the first record: what follows is said to be encrypted.
    start = content.find(b"\x09\x08\x10\x00")
    if protect:
        place = start + 4 + 16
        content = content[:place] + b"\x2f\x00\x36\x00" + b"\1\0\1\0\1\0" + content[place + 10 :]
    return content


WIDE_ODS = ods_row(ods_text("х", 'table:number-columns-repeated="16384"'))
DEEP_ODS = ods_row(
    ods_text("х", 'table:number-columns-repeated="900"'),
    more='table:number-rows-repeated="1000000"',
)
FILES = {
    "two cells far apart": (far_apart, "beyond column 1000"),
    "two cells far below each other": (far_down, "spread over more than 25 million"),
    "cells far apart in odd XML": (hidden_from_the_search, "too much memory or time"),
    "a million columns of text": (lambda: b"a;" * 1_000_000 + b"b\n", "Line 1 of"),
    "two thousand columns": (lambda: b"a;" * 2_000 + b"b\n", "beyond column 1000"),
    "one long line": (lambda: b"a" * 100_000_000, "Line 1 of"),
    "one long line in UTF-16": (lambda: b"\xff\xfe" + b"a\0" * 50_000_000, "Line 1 of"),
    "zeros": (lambda: b"\0" * 10_000_000, "is not text"),
    "a zero late in the text": (lambda: b"a;b\n" * 50_000 + b"\0;c\n", "is not text"),
    "random bytes": (lambda: SEEDED.randbytes(100_000), "is not text"),
    "a bomb of spaces": (
        lambda: swollen("xl/worksheets/sheet1.xml", 60, xlsx_parts("")), "swells"
    ),
    "a bomb of strings": (
        lambda: swollen("xl/sharedStrings.xml", 60, xlsx_parts(xlsx_row(1, "а"))), "swells"
    ),
    "a bomb in ODS": (lambda: swollen("content.xml", 60, ods_parts("")), "swells"),
    "a bomb that lies": (
        lambda: lying(xlsx_parts(xlsx_row(1, "а")), "xl/sharedStrings.xml"), "is damaged"
    ),
    "an archive in an archive": (lambda: zipped({"inner.zip": zipped({"a": b"1"})}), "an archive"),
    "a zipped workbook": (lambda: zipped({"a.xlsx": xlsx(xlsx_row(1, "а"))}), "an archive"),
    "paths that climb": (lambda: zipped({"../../etc/passwd": b"1", "/a": b"2"}), "an archive"),
    "a gzip file": (lambda: b"\x1f\x8b\x08\x00abc", "an archive"),
    "an empty archive": (lambda: zipped({}), "is damaged"),
    "ten thousand members": (
        lambda: zipped({f"{n}.xml": b"" for n in range(10_000)}), "swells"
    ),
    "a thousand sheets": (lambda: xlsx(*["<row/>"] * 1_000), "more than 100 sheets"),
    "a thousand sheets in ODS": (lambda: ods(*[""] * 1_000), "more than 100 sheets"),
    "a cell of 10 MB": (lambda: long_cell(4_000_000), "Row 1 of"),
    "a cell of 200 000 characters": (lambda: long_cell(200_000), "Row 1 of"),
    "a cell of 10 MB in ODS": (lambda: ods(ods_row("х" * 5_000_000)), "Row 1 of"),
    "a cell of 10 MB in text": (
        lambda: b'a;b\n1;"' + b"x\n" * 5_000_000 + b'"\n', "In row 2 of"
    ),
    "a cell of 200 000 characters in text": (lambda: b"a;b\n1;" + b"x" * 200_000, "Row 2 of"),
    "entities in XLSX": (
        lambda: zipped({
            **xlsx_parts(""),
            "xl/worksheets/sheet1.xml": f"<?xml version='1.0'?>{LAUGHS}<worksheet><sheetData>"
            "<row><c t='inlineStr'><is><t>&i;</t></is></c></row></sheetData></worksheet>",
        }),
        "is damaged",
    ),
    "entities in ODS": (lambda: ods(ods_row("<table:table-cell/>"), head=LAUGHS), "swells"),
    "a million repeated columns in ODS": (lambda: ods(WIDE_ODS), "beyond column 1000"),
    "a million repeated rows in ODS": (lambda: ods(DEEP_ODS), "more than 25 million"),
    "blanks without end in ODS": (
        lambda: ods(ods_row('<table:table-cell><text:p><text:s text:c="999999999"/>а</text:p>'
                            "</table:table-cell>")),
        "Row 1 of",
    ),
    "merged cells over each other": (many_merged, "swells"),
    "missing parts": (lambda: zipped({"[Content_Types].xml": b"<Types/>"}), "is damaged"),
    "a missing sheet": (
        lambda: zipped({k: v for k, v in xlsx_parts("").items() if "sheet1" not in k}),
        "is damaged",
    ),
    "a protected XLSX": (
        lambda: OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"), "a password"
    ),
    "a protected XLS": (lambda: old_workbook(protect=True), "a password"),
    "a protected ODS": (
        lambda: ods(ods_row("а"), manifest="<encryption-data/>"), "a password"
    ),
    "a locked archive": (lambda: locked(xlsx_parts(xlsx_row(1, "а"))), "a password"),
    "a Word document": (
        lambda: zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "neither"
    ),
    "an old Word document": (
        lambda: OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le"), "neither"
    ),
    "a text document of LibreOffice": (
        lambda: zipped({
            "mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"
        }),
        "neither",
    ),
    "a web page": (lambda: b"\xef\xbb\xbf\n<html><body><table><tr><td>1", "a web page"),
    "a web page in UTF-16": (lambda: "<table><tr><td>1".encode("utf-16"), "a web page"),
    "the XML of Excel 2003": (
        lambda: b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "a web page"
    ),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj\n", "neither"),
    "JSON": (lambda: b'[{"a": 1}]', "neither"),
    "nothing": (lambda: b"", "is empty"),
    "only blanks": (lambda: b" \r\n \r\n", "is empty"),
    "only delimiters": (lambda: b";;;\n;-;\n", "has no entries"),
    "a workbook without entries": (lambda: xlsx(""), "has no entries"),
}  # fmt: skip


@pytest.fixture(scope="module")
def said_of(tmp_path_factory):
    """Outcome of each file by its name; a good file is read at the end."""
    folder = tmp_path_factory.mktemp("hostile")
    makers = {**FILES, "a good file": (lambda: b"a;b\n1;2\n", "2 rows")}
    paths = [folder / f"{number}.xlsx" for number in range(len(makers))]
    for path, (make, _) in zip(paths, makers.values(), strict=True):
        path.write_bytes(make())
    return dict(zip(makers, outcomes(paths), strict=True))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_one_sentence_in_bounded_memory(said_of, name):
    said, reader_mb, helper_mb = said_of[name]
    assert FILES[name][1] in said
    assert "\n" not in said
    assert reader_mb < READER_MB
    assert helper_mb < HELPER_MB


def test_after_all_of_them_the_same_process_reads_a_good_file(said_of):
    assert said_of["a good file"][0] == "2 rows"


def test_files_beyond_their_size_are_refused_before_they_are_read(tmp_path):
    text, workbook = tmp_path / "text", tmp_path / "workbook"
    for path, start, size in (
        (text, b"a;b\n", 200_000_000),
        (workbook, xlsx(xlsx_row(1, "а")), 60_000_000),
    ):
        with path.open("wb") as file:
            file.write(start)
            file.truncate(size)
    (of_text, reader_mb, _), (of_workbook, _, _) = outcomes([text, workbook])
    assert "is larger than 150 MB" in of_text
    assert "is larger than 50 MB" in of_workbook
    assert reader_mb < 100


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_workbook_cut_off_at_any_byte_is_said_to_be_damaged(tmp_path, kind):
    content = {
        "xlsx": xlsx(xlsx_row(1, "Дата", "Място")),
        "ods": ods(ods_row("Дата", "Място")),
        "xls": old_workbook(),
    }[kind]
    path = tmp_path / "file"
    for length in SEEDED.sample(range(8, len(content) - 1), 6):
        path.write_bytes(content[:length])
        try:
            sheets = read_sheets(path)
        except FileRefused as refused:
            assert "file is damaged" in str(refused)
        else:
            # What is cut off an old workbook can be the padding at its end.
            assert kind == "xls"
            assert sheets[0].rows[0].cells == ["текст"]


def test_text_cut_off_at_any_byte_is_read_or_refused(tmp_path):
    content = 'Дата;Място\n05.03.2024;"с. Нисово"\n06.03.2024;"гр. Бяла"\n'.encode()
    path = tmp_path / "file"
    for length in range(1, len(content)):
        path.write_bytes(content[:length])
        try:
            [sheet] = read_sheets(path)
        except FileRefused as refused:
            assert "cut off" in str(refused) or "quotation mark" in str(refused)
        else:
            # A first line cut in its first letters can pass for another character set.
            whole = content[:length].decode(errors="replace")
            assert len(sheet.rows) == whole.count("\n") + (not whole.endswith("\n"))


@pytest.mark.parametrize("what", ["folder", "pipe", "device", "nothing", "loop", "dead link"])
def test_what_is_no_file_neither_hangs_nor_breaks(tmp_path, what):
    path = tmp_path / "file"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")
    elif what == "loop":
        path.symlink_to(path)
    elif what == "dead link":
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileRefused, match=r"is a folder or a device|There is no file"):
        read_sheets(path)


def test_a_link_to_a_file_is_that_file(tmp_path):
    (tmp_path / "file.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "file.csv")
    assert len(read_sheets(tmp_path / "link")[0].rows) == 2


def test_a_file_that_may_not_be_read_is_said_so(tmp_path, monkeypatch):
    path = tmp_path / "file.csv"
    path.write_text("a;b\n", encoding="utf-8")

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileRefused, match="cannot be opened"):
        read_sheets(path)


def test_a_workbook_that_never_ends_is_stopped(tmp_path, monkeypatch):
    path = tmp_path / "file.xlsx"
    path.write_bytes(xlsx(xlsx_row(1, "а")))
    monkeypatch.setattr(bounds, "SECONDS", 0)
    with pytest.raises(FileRefused, match="too much memory or time"):
        read_sheets(path)


@pytest.mark.parametrize(
    ("bound", "least", "content", "expected"),
    [
        ("UNPACKED_BYTES", 500, xlsx(xlsx_row(1, "а")), "swells"),
        ("ROWS", 3, b"1;2\n" * 4, "beyond row 3"),
        ("CELLS", 7, b"1;2\n" * 4, "are spread over"),
    ],
)
def test_a_bound_holds_at_its_edge(tmp_path, monkeypatch, bound, least, content, expected):
    path = tmp_path / "file"
    path.write_bytes(content)
    monkeypatch.setattr(bounds, bound, least)
    with pytest.raises(FileRefused, match=expected):
        Archive(path) if content.startswith(b"PK") else read_sheets(path)


def test_as_many_rows_and_cells_as_the_bounds_allow_are_read(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"1;2\n" * 4)
    monkeypatch.setattr(bounds, "ROWS", 4)
    monkeypatch.setattr(bounds, "CELLS", 9)
    assert len(read_sheets(path)[0].rows) == 4
