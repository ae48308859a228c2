"""Export: everything in open formats, types kept, nothing a spreadsheet runs, and back again."""

import csv
import os
import shutil
from datetime import date, datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.audit import entries
from data.codebook import lists
from data.export import FORMATS, FolderInUse, export_store
from data.export.tables import sheets
from data.fields import KINDS, TABLE_OF, fields
from data.imports import import_file
from data.store import Store

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")


@pytest.fixture
def store(demo_path, tmp_path):
    return Store.open(shutil.copy(demo_path, tmp_path / "store.duckdb"))


@pytest.fixture
def tricky(store):
    """Settings as texts that are hard to write, beside a missing value and a zero."""
    texts = [*DANGEROUS, "", "a;b", 'say "hi"', "two\nlines", "Сливо поле", "'quoted", "\x0bodd"]
    with store.transaction() as cursor:
        cursor.execute("DELETE FROM strategy_measure")
        for number, text in enumerate(texts):
            cursor.execute(
                "INSERT INTO strategy_measure VALUES ($id, 'd', $number, $text, 'x')",
                {"id": f"{number:02}", "number": None if number else "", "text": text},
            )
    return store, texts


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_every_table_is_written_in_every_format_with_all_its_rows(store, tmp_path):
    with store.cursor() as cursor:
        expected = {s.name: s.count for s in sheets(cursor) if s.is_table}
    assert expected["consultation"] > 100
    for number, name in enumerate(FORMATS):
        done = export_store(store, tmp_path / name, format=name)
        # Each export adds its own line to the log.
        assert done.rows == expected | {"audit_entry": expected["audit_entry"] + number}
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "priemna.xlsx")
    assert set(expected) < set(book.sheetnames)
    for name, count in expected.items():
        if name == "audit_entry":
            continue
        assert pq.read_metadata(tmp_path / "parquet" / f"{name}.parquet").num_rows == count
        assert len(read_csv(tmp_path / "csv" / f"{name}.csv")) == count + 1


def test_parquet_keeps_types_and_missing_values(store, tmp_path):
    export_store(store, tmp_path / "out", format="parquet")
    table = pq.read_table(tmp_path / "out" / "consultation.parquet")
    assert str(table.schema.field("held_on").type) == "date32[day]"
    assert str(table.schema.field("consent_reporting").type) == "bool"
    with store.cursor() as cursor:
        wanted = cursor.execute("SELECT * FROM consultation ORDER BY ALL").fetchall()
    assert [tuple(row.values()) for row in table.to_pylist()] == wanted


def test_csv_keeps_numbers_dates_and_missing_values_apart(store, tmp_path):
    with store.transaction() as cursor:
        cursor.execute("UPDATE survey_response SET design_weight = 1.25 WHERE age_band = 'a26_40'")
    export_store(store, tmp_path / "out", format="csv")
    raw = (tmp_path / "out" / "visit.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(tmp_path / "out" / "visit.csv", sep=";", decimal=",")
    with store.cursor() as cursor:
        wanted = cursor.execute("SELECT * FROM visit ORDER BY ALL").df()
        weights = cursor.execute("SELECT * FROM survey_response ORDER BY ALL").df()["design_weight"]
    assert list(frame["held_on"].dropna()) == [
        f"{day:%Y-%m-%d}" for day in wanted["held_on"].dropna()
    ]
    assert list(frame["cancel_reason"].isna()) == list(wanted["cancel_reason"].isna())
    answers = pd.read_csv(tmp_path / "out" / "survey_response.csv", sep=";", decimal=",")
    assert list(answers["design_weight"]) == list(weights)
    assert len(set(weights)) > 1


def test_xlsx_keeps_dates_numbers_and_truth_as_such(store, tmp_path):
    export_store(store, tmp_path / "out", format="xlsx")
    book = openpyxl.load_workbook(tmp_path / "out" / "priemna.xlsx")
    rows = book["consultation"].iter_rows(values_only=True)
    first = dict(zip(next(rows), next(rows), strict=True))
    assert isinstance(first["held_on"], datetime | date)
    assert isinstance(first["consent_reporting"], bool)
    answers = book["survey_response"].iter_rows(values_only=True)
    answer = dict(zip(next(answers), next(answers), strict=True))
    assert isinstance(answer["design_weight"], float | int)
    assert not isinstance(answer["design_weight"], bool)
    assert isinstance(answer["ekatte"], str)


def test_no_text_is_a_formula_and_no_text_is_lost(tricky, tmp_path):
    store, texts = tricky
    for name in FORMATS:
        export_store(store, tmp_path / name, format=name)
    written = [row[3] for row in read_csv(tmp_path / "csv" / "strategy_measure.csv")[1:]]
    assert written == [f"'{text}" if text.startswith(DANGEROUS_SIGNS) else text for text in texts]
    assert (
        pq.read_table(tmp_path / "parquet" / "strategy_measure.parquet")["text_bg"].to_pylist()
        == texts
    )
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "priemna.xlsx")
    cells = [row[3] for row in book["strategy_measure"].iter_rows(min_row=2)]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert all(cell.quotePrefix for cell in cells[: len(DANGEROUS)])
    assert [cell.value for cell in cells[:3]] == texts[:3]


DANGEROUS_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def test_an_empty_text_is_not_a_missing_value(tricky, tmp_path):
    export_store(tricky[0], tmp_path / "out", format="csv")
    lines = (tmp_path / "out" / "strategy_measure.csv").read_text("utf-8-sig").splitlines()
    assert lines[1] == '"00";"d";"";"\'=1+1";"x"'
    assert lines[2] == '"01";"d";;"\'+1";"x"'


@pytest.mark.parametrize("name", FORMATS)
def test_everyone_is_told_that_it_is_not_for_publication(store, tmp_path, name):
    export_store(store, tmp_path / "out", format=name)
    assert (
        (tmp_path / "out" / "README.txt").read_text("utf-8-sig").startswith("НЕ Е ЗА ПУБЛИКУВАНЕ")
    )
    if name == "xlsx":
        book = openpyxl.load_workbook(tmp_path / "out" / "priemna.xlsx")
        assert next(book[book.sheetnames[0]].values)[0] == "НЕ Е ЗА ПУБЛИКУВАНЕ"


@pytest.mark.skipif(os.name != "posix", reason="rights of the owner alone are a matter of POSIX")
def test_only_its_owner_may_open_the_folder(store, tmp_path):
    export_store(store, tmp_path / "out", format="csv")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_the_dictionary_explains_every_column_in_both_languages_and_names_its_codes(store):
    with store.cursor() as cursor:
        every = {sheet.name: sheet for sheet in sheets(cursor)}
        rows = [
            dict(zip([name for name, _ in every["dictionary"].columns], row, strict=True))
            for row in every["dictionary"].rows()
        ]
    explained = {(row["table"], row["column"]) for row in rows}
    assert explained == {
        (sheet.name, column)
        for sheet in every.values()
        if sheet.is_table
        for column, _ in sheet.columns
    }
    silent = [r for r in rows if not r["meaning_bg"] or not r["meaning_en"]]
    assert silent == [], "Add the columns to data/seeds/columns.csv."
    listed = {row["codes"] for row in rows} - {""}
    assert listed <= set(lists())
    assert "gbv_type" in listed


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_exported_records_can_be_imported_into_an_empty_store(store, tmp_path, name):
    export_store(store, tmp_path / "out", format=name)
    new = Store.create(tmp_path / "new.duckdb")
    if name == "xlsx":
        book = openpyxl.load_workbook(tmp_path / "out" / "priemna.xlsx")
    for kind in ("visits", *sorted(set(KINDS) - {"visits"})):
        file = tmp_path / "out" / f"import_{kind}.{name}"
        if name == "xlsx":
            alone = openpyxl.Workbook()
            for row in book[f"import_{kind}"].values:
                alone.active.append(row)
            alone.save(file)
        report = import_file(new, kind, file, today=date(2027, 1, 1))
        assert [str(problem) for problem in report.problems] == []
        children = {field.table for field in fields(kind) if field.table}
        for table in (TABLE_OF[kind], *sorted(children)):
            assert rows_of(new, table) == rows_of(store, table), table


def rows_of(store, table):
    """All rows but for what an import writes itself and what no template has."""
    left_out = {"source_key", "content_hash", "import_batch_id", "public_source"}
    with store.cursor() as cursor:
        rows = cursor.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()  # noqa: S608
        names = [about[0] for about in cursor.description]
    kept = [n for n, name in enumerate(names) if name not in left_out]
    return [tuple(row[n] for n in kept) for row in rows]


def test_what_is_in_the_folder_already_is_left_alone(store, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FolderInUse, match="already"):
        export_store(store, tmp_path / "out", format="csv")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_no_half_folder(store, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setitem(__import__("data.export").export._WRITERS, "csv", fail)
    with pytest.raises(OSError, match="disk full"):
        export_store(store, tmp_path / "out", format="csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store.duckdb"]


def test_the_log_tells_who_exported_how_many_rows(store, tmp_path):
    done = export_store(store, tmp_path / "out", format="csv", who="elena")
    line = entries(store, n=1)[0]
    assert (line.who, line.action, line.subject) == ("elena", "exported", "csv")
    assert f"consultations {done.rows['consultation']}" in line.detail


def test_a_text_too_long_for_a_cell_lies_beside_the_workbook(store, tmp_path):
    with store.transaction() as cursor:
        cursor.execute(
            "INSERT INTO strategy_measure VALUES ('m', 'd', NULL, repeat('я', 40000), 'x')"
        )
    export_store(store, tmp_path / "out", format="xlsx")
    assert len(read_csv(tmp_path / "out" / "strategy_measure.csv")[1][3]) == 40000
    book = openpyxl.load_workbook(tmp_path / "out" / "priemna.xlsx")
    assert "strategy_measure.csv" in next(book["strategy_measure"].values)[0]
