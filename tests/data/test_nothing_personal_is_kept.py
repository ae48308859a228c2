"""What could lead to a person is nowhere after an import: not stored, said, marked or logged."""

import io
import logging
import zipfile
from datetime import date

import openpyxl
import pytest

from data.imports import (
    correct_row,
    import_file,
    marked_workbook,
    preview_file,
    quarantined,
)
from data.store import Store

TODAY = date(2024, 4, 30)
# Invented; each marker with what of it must be found nowhere.
MARKERS = {
    "Зорница Кърпачева": ("Зорница", "ЗОРНИЦА", "зорница", "Кърпачева", "кърпачева", "КЪРПАЧЕВА"),
    "7512319269": ("7512319269",),
    "0899 417 263": ("0899 417 263", "0899417263", "899417263"),
    "zornitsa.k@example.org": ("zornitsa",),
    "ул. „Плиска“ 77, вх. Г": ("Плиска", "плиска"),
    "43.812345, 25.954321": ("43.812345", "25.954321"),
}
PARTS = tuple(part for parts in MARKERS.values() for part in parts)
HEAD = {
    "Номер на посещението": "П-{n}",
    "Дата": "0{n}.03.2024",
    "Населено място": "Нисово",
    "Състояние": "проведена",
    "Екип": "А",
    "Домакин": "читалище",
    "Километри": "31,5",
    "Начален час": "10:00",
}


def rows_with(column=None):
    """A row for each marker, which stands in one column, and a last row without any."""
    header = list(HEAD) + ([column] if column and column not in HEAD else [])
    rows = [header]
    for n, marker in enumerate([*MARKERS, ""], start=1):
        cells = {name: value.format(n=n) for name, value in HEAD.items()}
        if column:
            cells[column] = marker or cells.get(column, "")
        rows.append([cells.get(name, "") for name in header])
    return rows


def known(column):
    return {"rows": rows_with(column)}


def under_header(header):
    return {"rows": [[*row, header if n == 0 else "7"] for n, row in enumerate(rows_with())]}


def around(above=(), below=(), title="Лист1", more=()):
    return {"rows": [*above, *rows_with(), *below], "title": title, "more": more}


# Where the markers stand: what the workbook holds, and what the person said about its columns.
PLACES = {
    **{f"known column {column}": (known(column), None) for column in HEAD},
    "column of names": (known("Име"), None),
    "column of remarks": (known("Забележка"), None),
    "unknown column": (known("Гориво"), None),
    "column without a header": (known(" "), None),
    "column left out by hand": (known("Име"), {"Име": ""}),
    "known column left out by hand": (known("Екип"), {"Екип": ""}),
    "unknown column taken for the team": (
        {"rows": [[*row[:4], *row[5:]] for row in rows_with("Кола")]},
        {"Кола": "team"},
    ),
    **{f"header {marker}": (under_header(marker), None) for marker in MARKERS},
    "title above the table": (around(above=[[" · ".join(MARKERS)], []]), None),
    "signature below the table": (
        around(below=[[], *[[f"Изготвил: {marker}"] for marker in MARKERS]]),
        None,
    ),
    "row of a total": (around(below=[["Общо", *MARKERS]]), None),
    "name of a sheet": (around(title="Зорница Кърпачева"), None),
    "second sheet": (around(more=[list(MARKERS), list(MARKERS)]), None),
    "a story as team": (
        {"rows": [[*row[:4], "Зорница Кърпачева каза, че мъжът ѝ чака на ул. „Плиска“", *row[5:]]
                  if n == 1 else row for n, row in enumerate(rows_with())]},
        None,
    ),
}  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return Store.create(tmp_path / "store.duckdb")


def workbook(folder, rows, title="Лист1", more=()):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    if more:
        other = book.create_sheet("Други")
        for row in more:
            other.append(list(row))
    path = folder / "файл.xlsx"
    book.save(path)
    return path


def found(text):
    return sorted({part for part in PARTS if part in text})


def in_store(store):
    """Every value of every table, and the bytes of the file and of its journal."""
    with store.cursor() as cursor:
        names = cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        tables = [cursor.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names]  # noqa: S608
    files = [path.read_bytes() for path in store.path.parent.glob(f"{store.path.name}*")]
    return str(tables) + "".join(content.decode("utf-8", "ignore") for content in files)


def in_workbook(content):
    """All parts of a workbook, as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return " ".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())


def told(result):
    """All that a report or a preview holds, and its sentences."""
    sentences = [str(one) for one in (*result.problems, *result.notes)]
    sentences += [str(column.reason) for column in getattr(result, "columns", ())]
    return " ".join([repr(result), *sentences])


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_a_person_is_found_after_an_import(place, store, tmp_path, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    content, chosen = PLACES[place]
    path = workbook(tmp_path, **content)
    said = {"today": TODAY, "chosen": chosen}
    with store.cursor():  # held open, for opening is what takes the time
        preview = preview_file(store, "visits", path, **said)
        refused = import_file(store, "visits", path, **said)
        tried = import_file(store, "visits", path, **said, keep_good=True, dry_run=True)
        kept = import_file(store, "visits", path, **said, keep_good=True)
        waiting = quarantined(store)

    assert not found(told(preview))
    assert not found(told(refused))
    assert not found(told(tried))
    assert not found(told(kept))
    assert not found(repr(waiting))
    for language in ("bg", "en"):
        assert not found(in_workbook(marked_workbook(path, preview, language)))
    assert not found(in_store(store))
    assert not found(caplog.text)
    assert not found("".join(capsys.readouterr()))


def test_the_search_finds_what_is_there(store, tmp_path):
    store_text = in_store(store)
    assert not found(store_text)
    path = workbook(tmp_path, rows_with())
    assert import_file(store, "visits", path, today=TODAY).accepted
    assert "П-7" in in_store(store)
    assert found(in_workbook(workbook(tmp_path, rows_with("Екип")).read_bytes()))


def test_a_correction_that_names_a_person_is_not_kept(store, tmp_path):
    rows = rows_with()
    rows[1][2] = "Нисава"
    kept = import_file(store, "visits", workbook(tmp_path, rows), today=TODAY, keep_good=True)
    assert kept.rejected == 1
    for marker in MARKERS:
        (waiting,) = quarantined(store)
        report = correct_row(
            store, waiting.id, {**waiting.values, "ekatte": "Нисово", "team": marker}, today=TODAY
        )
        assert report.problems
        assert not found(told(report))
        assert not found(repr(quarantined(store)) + in_store(store))


@pytest.mark.parametrize("name", ["файл.csv", "файл.xlsx", "файл.xls", "файл.ods"])
def test_a_broken_file_does_not_give_away_what_is_in_it(name, store, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    path = tmp_path / name
    path.write_bytes(b"\x00\x01\x98" + " ".join(MARKERS).encode() + b"\xff\xfe\x00")
    report = import_file(store, "visits", path, today=TODAY, keep_good=True)
    assert report.problems
    assert not found(told(report) + caplog.text + in_store(store))
