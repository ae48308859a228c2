"""Headers as people write them, and the field each is taken for, with the reason."""

import pytest

from data.formats import FileRefused, Row, Sheet
from data.headers import check_columns, find_table
from data.matching import source_signature, suggest


def only(kind, header, **more):
    (match,) = suggest(kind, [header], **more)
    return match.field, match.how


@pytest.mark.parametrize(
    ("kind", "header", "field", "how"),
    [
        ("visits", "Дата", "on", "exact"),
        ("visits", "settlement", "ekatte", "exact"),
        ("visits", "село", "ekatte", "known"),
        ("visits", "Насeлено място", "ekatte", "exact"),
        ("visits", "Населенo  мясt", "ekatte", "similar"),
        ("consultations", "Възрастова груп", "age_band", "similar"),
        ("consultations", "Погода", None, "unknown"),
        ("consultations", "", None, "unknown"),
    ],
)
def test_a_header_is_taken_for_the_field_it_means(kind, header, field, how):
    assert only(kind, header) == (field, how)


def test_what_people_chose_goes_before_everything():
    assert only("visits", "Дата", chosen={"Дата": ""}) == (None, "saved")
    assert only("visits", "Къде", chosen={"Къде": "ekatte"}) == ("ekatte", "saved")


def test_a_chosen_field_that_does_not_exist_is_refused():
    with pytest.raises(FileRefused, match="which no file of this kind has"):
        suggest("visits", ["Къде"], {"Къде": "shoe_size"})


def test_the_signature_knows_the_same_headers_in_any_order():
    assert source_signature(["Дата", "Село"]) == source_signature(["село ", "ДАТА", ""])
    assert source_signature(["Дата", "Село"]) != source_signature(["Дата", "Град"])


def test_a_column_left_out_is_neither_looked_at_nor_kept():
    sheet = Sheet("s", [Row(1, ["Дата", "Село", "Име"]), Row(2, ["1.3.2024", "Нисово", "X Y"])])
    table = find_table("visits", "f.csv", (sheet,), {"Име": ""})
    assert table.columns[2].left_out
    assert check_columns(table) == ([], [])
