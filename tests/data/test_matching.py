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


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        ("visits", "3. Дата", "on"),
        ("visits", "Дата*:", "on"),
        ("visits", "Населено\nмясто", "ekatte"),
        ("visits", "НАСЕЛЕНО   МЯСТО", "ekatte"),
        ("visits", "Километри [км]", "distance_km"),
        ("visits", "Разходи (лева)", "cost_bgn"),
        ("visits", "Дaтa", "on"),  # Latin a
        ("visits", "Naseleno myasto", "ekatte"),
        ("visits", "Settlment", "ekatte"),
        ("consultations", "Начин на консултирне", "mode"),
        ("consultations", "Пол", "sex"),
        ("consultations", "Пол на извършителя", "perpetrator_sex"),
        ("consultations", "Пол на извършитля", "perpetrator_sex"),
        ("consultations", "Услуга: Правна помощ", "service_legal"),
        ("consultations", "Услуги / Правна помощ", "service_legal"),
        ("consultations", "services/legal", "service_legal"),
        ("consultations", "Извършител / Пол", "perpetrator_sex"),
        ("consultations", "Данни за лицето / Пол", "sex"),
        ("consultations", "Дете / Пол", None),
        ("consultations", "Съгласие / отчитане", "consent_reporting"),
        ("events", "Жени / 18–25", "participants_female_a18_25"),
        ("events", "Преди / Брой", "pre_n"),
        ("events", "Тестове пред", None),  # as near to „след“ as to „преди“
        ("visits", "Дело", None),  # not „Село“
        ("visits", "Бюро", None),
        ("consultations", "Име на клиентката", None),
        ("consultations", "Възраст на децата", None),
        ("consultations", "Номер", None),
    ],
)
def test_headers_as_people_write_them(kind, header, field):
    assert only(kind, header)[0] == field


def test_two_columns_are_never_taken_for_one_field_by_similarity():
    matches = suggest("consultations", ["Възрастова груп", "Възрастова групa1", "Възрастова гупа"])
    assert [match.field for match in matches] == [None, None, None]
    assert "Several columns" in matches[0].reason.message
    matches = suggest("consultations", ["Възрастова група", "Възрастова груп"])
    assert [match.field for match in matches] == ["age_band", None]


def table_of(kind, *rows, chosen=None):
    sheet = Sheet("s", [Row(number, list(cells)) for number, cells in enumerate(rows, start=1)])
    return find_table(kind, "f.xlsx", (sheet,), chosen)


def known(table):
    return {column.header: column.field.name for column in table.columns if column.field}


def test_a_slip_is_used_and_told():
    table = table_of("visits", ["Датa", "Населено мясо"], ["1.3.2024", "Нисово"])
    assert known(table) == {"Датa": "on", "Населено мясо": "ekatte"}
    _, notes = check_columns(table)
    assert [note.values["column"] for note in notes] == ["Населено мясо"]


def test_a_group_above_the_headers_is_read_with_them():
    table = table_of(
        "consultations",
        ["Консултации 2024", None, None, None, None],
        ["Дата", "Начин", "Услуги", None, "Извършител"],
        [None, None, "Правна помощ", "Здравна помощ", "Пол"],
        ["1.3.2024", "по телефона", "насочена", None, "мъж"],
    )
    assert known(table) == {
        "Дата": "held_on",
        "Начин": "mode",
        "Услуги / Правна помощ": "service_legal",
        "Услуги / Здравна помощ": "service_health",
        "Извършител / Пол": "perpetrator_sex",
    }
    assert (table.header_row, [row.number for row in table.rows]) == (3, [4])


def test_a_title_above_the_headers_is_no_group():
    table = table_of("visits", ["Посещения", "Посещения"], ["Дата", "Село"], ["1.3.2024", "Нисово"])
    assert known(table) == {"Дата": "on", "Село": "ekatte"}
    assert table.header_row == 2


def test_headers_repeated_on_each_page_totals_and_page_numbers_are_left_out_and_told():
    table = table_of(
        "visits",
        ["Дата", "Село", "Км"],
        ["1.3.2024", "Нисово", 10],
        ["Общо за март:", None, 10],
        ["Дата", "Село", "Км"],
        ["5.4.2024", "Бяла", 20],
        ["Страница 2 от 2", None, None],
        [None, None, 30],
    )
    assert [row.number for row in table.rows] == [2, 5]
    assert [(str(note), note.values["rows"]) for note in table.notes] == [
        ("Totals were left out: rows 3, 7.", "3, 7"),
        ("The header stands again in rows 4: left out.", "4"),
        ("Page numbers were left out: rows 6.", "6"),
    ]


def test_a_row_without_date_that_is_no_sum_stays_to_be_put_right():
    table = table_of("visits", ["Дата", "Село", "Км"], ["1.3.2024", "Нисово", 10], [None, None, 99])
    assert [row.number for row in table.rows] == [2, 3]


def test_the_majority_of_headers_decides_the_language():
    english = table_of(
        "consultations", ["Date", "Mode", "Kinds by ЗЗДН art. 2", "Step under ЗЗДН", "Sex"], ["x"]
    )
    assert english.language == "en"
