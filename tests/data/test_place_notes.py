"""Places that are written in other ways are understood and said; those of the register are not."""

import pytest

from data.place_notes import how_found


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Нисово", None),
        ("с. Нисово", None),
        ("НИСОВО, общ. Иваново", None),
        ("Nisovo", "Nisovo is Нисово, in another spelling"),
        ("51768", "51768 is the EKATTE code of Нисово"),
        (2587, "2587 is Баниска (02587), its first zero put back"),
        ("Атлантида", None),
    ],
)
def test_the_reason_of_a_place(cell, said):
    found = how_found(cell)
    assert (str(found) if found else None) == said


def test_the_note_names_the_column_and_what_was_understood(tmp_path):
    from datetime import date

    from data.imports import preview_file
    from data.store import Store

    path = tmp_path / "visits.csv"
    path.write_text("Дата;Населено място\n05.03.2024;Nisovo\n06.03.2024;Бяла\n", encoding="utf-8")
    store = Store.create(tmp_path / "s.duckdb")
    seen = preview_file(store, "visits", path, today=date(2024, 4, 30))
    assert "Places understood in column Населено място: " in " ".join(map(str, seen.notes))
