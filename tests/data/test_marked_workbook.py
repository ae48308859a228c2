"""The marked copy: problems where they are, nothing personal, nothing a spreadsheet would run."""

import io
from datetime import date

import openpyxl
import pytest

from data.imports import import_file, marked_workbook, preview_file
from data.store import Store

TODAY = date(2024, 4, 30)


@pytest.fixture
def store(tmp_path):
    return Store.create(tmp_path / "store.duckdb")


def marked(store, path):
    seen = preview_file(store, "visits", path, today=TODAY)
    return openpyxl.load_workbook(io.BytesIO(marked_workbook(path, seen, "bg")))


def coloured(sheet):
    return [
        (cell.row, cell.column)
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.fill.fill_type and not cell.font.bold
    ]


def test_problems_stand_in_their_rows_of_a_workbook_with_titles_and_gaps(store, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Приемни"
    for row in (
        ["Изнесени приемни"], [], ["Дата", "Населено място", "Километри"],
        [date(2024, 3, 5), "Нисово", 40], [], [date(2024, 3, 6), "Атлантида", "много"],
    ):  # fmt: skip
        book.active.append(row)
    path = tmp_path / "visits.xlsx"
    book.save(path)
    sheet = marked(store, path)["Приемни"]
    assert sheet["A1"].value == "Изнесени приемни"
    assert sheet["D3"].value == "Какво да се поправи"
    assert (sheet["A4"].value.date(), sheet["C4"].value) == (date(2024, 3, 5), 40)
    assert sheet["D4"].value is None
    assert coloured(sheet) == [(6, 2), (6, 3)]
    assert len(sheet["D6"].value.splitlines()) == 2


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_text_of_the_copy_is_a_formula(store, tmp_path, sign):
    path = tmp_path / "visits.csv"
    said = sign + "cmd|' /C calc'!A0"
    path.write_text(f"Дата;Населено място;Екип\n05.03.2024;{said};{said}\n", "utf-8")
    sheet = marked(store, path).active
    for cell in (sheet["B2"], sheet["C2"]):
        assert cell.value == said
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_nothing_personal_is_copied(store, tmp_path):
    secrets = ("7523169263", "Мария Иванова", "0888123456", "maria@example.org")
    path = tmp_path / "visits.csv"
    path.write_text(
        "Списък на Мария Иванова\nДата;Населено място;Екип;Име;Разни\n"
        + "".join(f"05.03.2024;Нисово;{text};{text};{text}\n" for text in secrets),
        "utf-8",
    )
    book = marked(store, path)
    copied = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert "Нисово" in copied
    assert not [text for text in secrets if any(text in cell for cell in copied)]


def test_the_copy_put_right_is_taken_without_its_notes(store, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Дата;Населено място\n05.03.2024;Нисово\n06.03.2024;Атлантида\n", "utf-8")
    import_file(store, "visits", path, today=TODAY, keep_good=True)
    book = marked(store, path)
    book.active["B3"] = "Бяла"
    copy = tmp_path / "visits.xlsx"
    book.save(copy)
    report = import_file(store, "visits", copy, today=TODAY)
    assert (report.new, report.same, report.problems) == (1, 1, ())
    assert not [note for note in report.notes if "Какво да се поправи" in str(note)]
