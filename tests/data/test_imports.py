"""Files as coordinators keep them: taken whole, or refused with row, column and advice."""

from datetime import date

import openpyxl
import pytest

from data.imports import import_file

TODAY = date(2024, 4, 30)


def visits(store):
    with store.cursor() as cursor:
        return cursor.execute(
            "SELECT ekatte, coalesce(held_on, planned_on)::VARCHAR, status FROM visit ORDER BY ALL"
        ).fetchall()


def bring_in(store, tmp_path, text, kind="visits", encoding="utf-8"):
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(encoding))
    return import_file(store, kind, path, today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_encodings_and_delimiters_are_found(store, tmp_path, encoding, sign):
    text = f"Дата{sign}Населено място\n05.03.2024{sign}с. Нисово\n"
    report = bring_in(store, tmp_path, text, encoding=encoding)
    assert report.problems == ()
    assert visits(store) == [("51768", "2024-03-05", "held")]


@pytest.mark.parametrize(
    ("written", "ekatte"),
    [
        ("с. Нисово", "51768"),
        ("Нисово, общ. Иваново", "51768"),
        ("51768", "51768"),
        ("Nisovo", "51768"),
        ("гр. Бяла", "07603"),
        ("Сливо поле", "67444"),
        ("гр. Сеново", "66229"),
        ("2587", "02587"),
    ],
)
def test_places_are_understood_as_people_write_them(store, tmp_path, written, ekatte):
    report = bring_in(store, tmp_path, f"Дата;Населено място\n05.03.2024;{written}\n")
    assert report.problems == ()
    assert visits(store)[0][0] == ekatte


@pytest.mark.parametrize(
    ("written", "on"),
    [("05.03.2024", "2024-03-05"), ("5.3.2024 г.", "2024-03-05"), ("2024-03-05", "2024-03-05")],
)
def test_dates_are_read_without_shifting_a_day(store, tmp_path, written, on):
    assert bring_in(store, tmp_path, f"Дата;Населено място\n{written};Нисово\n").accepted
    assert visits(store)[0][1] == on


def test_real_excel_dates_under_a_title_row_keep_their_day(store, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Изнесени приемни 2024"])
    book.active.append(["Дата", "Населено място", "Състояние"])
    book.active.append([date(2024, 3, 31), "Нисово", "проведена"])
    book.active.append([date(2024, 5, 9), "Бяла", "планирана"])
    path = tmp_path / "visits.xlsx"
    book.save(path)
    assert import_file(store, "visits", path, today=TODAY).accepted
    assert visits(store) == [
        ("07603", "2024-05-09", "planned"),
        ("51768", "2024-03-31", "held"),
    ]


def test_one_bad_row_refuses_the_whole_file(store, tmp_path):
    text = "Дата;Населено място\n05.03.2024;Нисово\n31.02.2024;Бяла\n06.03.2024;Атлантида\n"
    before = store.version()
    report = bring_in(store, tmp_path, text)
    assert [(p.row, p.column) for p in report.problems] == [(3, "Дата"), (4, "Населено място")]
    assert visits(store) == []
    assert store.version() == before


def test_a_visit_held_in_the_future_is_refused(store, tmp_path):
    text = "Дата;Населено място;Състояние\n01.05.2024;Нисово;проведена\n"
    assert not bring_in(store, tmp_path, text).accepted


def test_the_same_file_again_changes_nothing(store, tmp_path):
    text = "Дата;Населено място\n05.03.2024;Нисово\n"
    bring_in(store, tmp_path, text)
    before = store.version()
    report = bring_in(store, tmp_path, text)
    assert (report.new, report.changed, report.same) == (0, 0, 1)
    assert store.version() == before


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Име", "Мария Иванова"),
        ("ЕГН", "7523169263"),
        ("Телефон", "0888123456"),
        ("Бележка", "maria@example.org"),
    ],
)
def test_people_are_refused_and_never_echoed(store, tmp_path, header, cell):
    text = f"Дата;Населено място;{header}\n05.03.2024;Нисово;{cell}\n"
    report = bring_in(store, tmp_path, text)
    assert not report.accepted
    assert cell not in "".join(f"{p} {p.value} {p.values}" for p in report.problems)
    assert visits(store) == []


def test_a_missing_column_is_named(store, tmp_path):
    report = bring_in(store, tmp_path, "Дата;Часове\n05.03.2024;3\n")
    assert "Населено място" in {p.column for p in report.problems}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken"])
def test_a_broken_file_is_one_problem(store, tmp_path, content):
    path = tmp_path / "visits.xlsx"
    path.write_bytes(content)
    report = import_file(store, "visits", path, today=TODAY)
    assert len(report.problems) == 1


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#ДЕЛ/0!", "Err:502"])
def test_an_error_in_a_cell_is_no_value_and_not_empty(store, tmp_path, error):
    report = bring_in(store, tmp_path, f"Дата;Населено място;Екип\n05.03.2024;Нисово;{error}\n")
    assert [(p.row, p.value) for p in report.problems] == [(2, error)]
    assert "shows an error" in str(report.problems[0])


def test_hidden_rows_are_taken_and_said(store, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Дата", "Населено място"])
    book.active.append([date(2024, 3, 5), "Нисово"])
    book.active.row_dimensions[2].hidden = True
    path = tmp_path / "visits.xlsx"
    book.save(path)
    report = import_file(store, "visits", path, today=TODAY)
    assert report.new == 1
    assert any("hidden rows" in str(note) for note in report.notes)
