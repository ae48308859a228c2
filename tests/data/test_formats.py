"""Files as people keep them → sheets: every cell as the file shows it, in the row it shows."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest
import xlwt

from data.formats import FileRefused, read_sheets
from data.formats.sheets import NOT_CALCULATED
from tests.data.workbooks import ods, ods_row, ods_text, text_cell, xlsx, xlsx_row

# Cells have no time zone: they are what somebody wrote.
MIDNIGHT = datetime(2024, 2, 29)  # noqa: DTZ001
TABLE = [["Дата", "Място"], ["05.03.2024", "с. Нисово"]]


@pytest.fixture
def read(tmp_path):
    """Writes bytes under a name and reads the sheets."""

    def write_and_read(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_sheets(path)

    return write_and_read


@pytest.fixture
def read_rows(read):
    """Rows of the only sheet, by their numbers."""

    def rows(content, name="file"):
        [sheet] = read(content, name)
        return {row.number: row.cells for row in sheet.rows}

    return rows


def csv_rows(read_rows, text):
    return list(read_rows(text.encode()).values())


# Text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_charset_delimiter_and_line_ends_are_found(read_rows, encoding, delimiter, line_end):
    text = line_end.join(delimiter.join(row) for row in TABLE) + line_end
    assert list(read_rows(text.encode(encoding)).values()) == TABLE


def test_big_endian_utf_16_with_its_mark(read_rows):
    content = "\ufeff".encode("utf-16-be") + "Дата;Място\n1;2\n".encode("utf-16-be")
    assert read_rows(content)[1] == ["Дата", "Място"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Място;Км;Лв\nНисово;12,5;3,40\nБяла;1,5;2,5\nДве могили;7,1;8,2\n", 3),
        ("Км;Лв\n1,5;2,5\n3,5;4,5\n6,5;7,5\n", 2),
        ("Отчет, март, Русе\n\nКм\tЛв\tМясто\n1,5\t2,5\tа, б, в\n", 3),
        ("Дата,Отговори\n05.03.2024,а; б; в\n06.03.2024,а; в; г\n", 2),
        ('"Дата","Място"\n"05.03.2024","Русе, център"\n', 2),
    ],
)
def test_commas_in_numbers_and_in_text_do_not_cut_cells(read_rows, text, rows):
    assert len(csv_rows(read_rows, text)[-1]) == rows


def test_a_column_alone_is_a_table(read_rows):
    assert csv_rows(read_rows, "Дата\n05.03.2024\n") == [["Дата"], ["05.03.2024"]]


def test_the_separator_line_of_excel_is_no_row_and_decides(read_rows):
    assert read_rows(b"sep=|\r\na|b,c;d\r\n1|2,3;4\r\n") == {1: ["a", "b,c;d"], 2: ["1", "2,3;4"]}


def test_rows_keep_the_number_that_excel_shows(read_rows):
    text = 'a;b\n\n"ред 1\nред 2";2\n-;\n5;6\n'
    assert read_rows(text.encode()) == {1: ["a", "b"], 3: ["ред 1\nред 2", "2"], 5: ["5", "6"]}


def test_trailing_delimiters_beyond_the_last_column_do_no_harm(read_rows):
    rows = csv_rows(read_rows, f"a;b{';' * 5000}\n1;2{';' * 5000}\n")
    assert [[cell for cell in row if cell] for row in rows] == [["a", "b"], ["1", "2"]]


def test_a_lone_quotation_mark_inside_a_cell_is_text(read_rows):
    assert csv_rows(read_rows, 'a;b\nклуб "Надежда";2\n')[1] == ['клуб "Надежда"', "2"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a;b\n1;"започнато\n2;3\n4;5\n', 2),
        ('a;b;c\n1;"цял ред;3\n4;5;6\n7;8";9\n', 2),
        ('a;b;c\n1;2;3\n4;"цял ред;6\n7;8";9\n', 3),
        ("a;b\n1;" + '"' + "дълго\n" * 40_000, 2),
    ],
)
def test_a_quotation_mark_left_open_swallows_no_rows(read, text, row):
    with pytest.raises(FileRefused, match=f"In row {row} of file a quotation mark"):
        read(text.encode())


def test_text_cut_in_the_middle_of_a_letter_is_said_with_its_line(read):
    with pytest.raises(FileRefused, match="cut off in line 2"):
        read("Дата;Място\n05.03.2024;Нисово".encode()[:-1])


def test_one_broken_byte_does_not_turn_utf_8_into_another_charset(read):
    lines = ["Дата;Място".encode(), "05.03.2024;Нисово".encode(), "06.03.2024;Б".encode() + b"\xff"]
    with pytest.raises(FileRefused, match="cut off in line 3"):
        read(b"\n".join(lines))


# What a file is


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.xlsx", "a.ods", "a.txt", "a", "a.pdf"])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_the_content_says_what_a_file_is_and_not_its_ending(read_rows, name, kind):
    content = {
        "xlsx": xlsx(xlsx_row(1, *TABLE[0]) + xlsx_row(2, *TABLE[1])),
        "xls": xls(TABLE),
        "ods": ods(ods_row(*TABLE[0]) + ods_row(*TABLE[1])),
        "csv": "\n".join(";".join(row) for row in TABLE).encode(),
    }[kind]
    assert list(read_rows(content, name).values()) == TABLE


def xls(rows, change=None):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell is not None:
                style = xlwt.easyxf(num_format_str="DD.MM.YYYY") if isinstance(cell, date) else None
                sheet.write(y, x, cell, *([style] if style else []))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# XLSX


def test_values_of_a_workbook_keep_their_type(read_rows):
    row = (
        '<row r="7"><c r="B7"><v>1.5</v></c><c r="C7" t="b"><v>1</v></c>'
        '<c r="D7" s="1"><v>45351</v></c><c r="E7"><f>1+1</f><v>2</v></c>'
        '<c r="F7" t="str"><f>T("x")</f><v>x</v></c><c r="G7" t="d"><v>2024-02-29</v></c>'
        f"{text_cell('H7', '12')}</row>"
    )
    assert read_rows(xlsx(row)) == {
        7: [None, 1.5, True, date(2024, 2, 29), 2.0, "x", date(2024, 2, 29), "12"]
    }


def test_errors_are_shown_and_a_formula_without_a_result_is_not_empty(read_rows):
    row = (
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" s="1" t="e"><f>X</f><v>#N/A</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1"><f t="shared" si="0"/><v></v></c>'
        '<c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><v>1</v></c></row>'
    )
    assert read_rows(xlsx(row)) == {1: ["#REF!", "#N/A", NOT_CALCULATED, NOT_CALCULATED, "", 1.0]}


def test_a_workbook_that_no_one_has_calculated_says_so(read_rows):
    book = openpyxl.Workbook()
    book.active.append(["Дата", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    assert read_rows(out.getvalue()) == {1: ["Дата", NOT_CALCULATED]}


def test_dates_of_the_year_1904_do_not_shift(read_rows):
    row = '<row r="1"><c r="A1" s="1"><v>43889</v></c></row>'
    old = xlsx(row, workbook='<workbookPr date1904="1"/>')
    assert read_rows(old) == {1: [date(2024, 2, 29)]}


def test_a_fraction_just_below_midnight_is_the_next_day(read_rows):
    row = '<row r="1"><c r="A1" s="1"><v>45350.9999999942</v></c></row>'
    [[cell]] = read_rows(xlsx(row)).values()
    assert cell in (date(2024, 2, 29), MIDNIGHT)


def test_a_merged_date_stands_in_every_row_it_covers(read):
    rows = [
        xlsx_row(1, "Дата", "Място", "Жени"),
        xlsx_row(2, "05.03.2024", "Нисово", "3"),
        f'<row r="3">{text_cell("B3", "Бяла")}{text_cell("C3", "4")}</row>',
        '<row r="4"><c r="A4"/></row>',
    ]
    merged = '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'
    [sheet] = read(xlsx("".join(rows), after=merged))
    assert [row.cells for row in sheet.rows[1:]] == [
        ["05.03.2024", "Нисово", "3"],
        ["05.03.2024", "Бяла", "4"],
    ]
    assert sheet.merged == ((2, 0, 4, 0),)


def test_a_merged_header_is_repeated_and_a_merged_title_is_not(read_rows):
    rows = [
        f'<row r="1">{text_cell("A1", "Приемни")}</row>',
        f'<row r="2">{text_cell("A2", "Дата")}{text_cell("B2", "Жени")}</row>',
        f'<row r="3">{text_cell("B3", "до 25")}{text_cell("C3", "над 25")}</row>',
        xlsx_row(4, "05.03.2024", "1", "2"),
    ]
    refs = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:C1", "A2:A3", "B2:C2"))
    found = read_rows(xlsx("".join(rows), after=f"<mergeCells>{refs}</mergeCells>"))
    assert [cell or "" for cell in found[1]] == ["Приемни", "", ""]
    assert found[2] == ["Дата", "Жени", "Жени"]
    assert found[3] == ["Дата", "до 25", "над 25"]


def test_hidden_sheets_are_left_out_and_hidden_rows_are_read_and_noted(read):
    hidden = f'<row r="2" hidden="1">{text_cell("A2", "скрит")}</row>'
    content = xlsx(
        xlsx_row(1, "а") + hidden, xlsx_row(1, "б"), xlsx_row(1, "в"),
        state={2: "hidden", 3: "veryHidden"},
    )  # fmt: skip
    [sheet] = read(content)
    assert [row.cells for row in sheet.rows] == [["а"], ["скрит"]]
    assert "hidden rows" in str(sheet.notes[0])


def test_formatted_cells_far_away_without_a_value_are_no_entries(read_rows):
    far = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    assert list(read_rows(xlsx(xlsx_row(1, "а", "б") + far))) == [1]


def test_links_to_other_files_are_not_followed(read_rows):
    row = '<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>7</v></c></row>'
    assert read_rows(xlsx(row, workbook="<externalReferences/>")) == {1: [7.0]}


def test_a_large_workbook_keeps_every_row(read):
    rows = "".join(xlsx_row(n, f"място {n}", "x" * 50) for n in range(1, 20_001))
    [sheet] = read(xlsx(rows))
    assert [row.number for row in sheet.rows] == list(range(1, 20_001))
    assert sheet.rows[-1].cells == ["място 20000", "x" * 50]


# XLS


def test_values_and_merged_cells_of_an_old_workbook(read):
    rows = [["Дата", "Място"], [date(2024, 2, 29), "Нисово"], [None, "Бяла"], [1.5, True]]
    content = xls(rows, lambda sheet: sheet.merge(1, 2, 0, 0))
    [sheet] = read(content)
    assert [row.cells for row in sheet.rows] == [
        ["Дата", "Място"],
        [date(2024, 2, 29), "Нисово"],
        [date(2024, 2, 29), "Бяла"],
        [1.5, True],
    ]
    assert sheet.merged == ((2, 0, 3, 0),)


@pytest.mark.parametrize("rows", [0, 3000])
def test_errors_of_an_old_workbook_are_shown(read_rows, rows):
    def error(sheet):
        sheet.row(1).set_cell_error(1, "#REF!")
        for number in range(rows):
            sheet.write(2 + number, 0, f"ред {number}")

    assert read_rows(xls([["а", "б"], ["в"]], error))[2] == ["в", "#REF!"]


# ODS


def test_values_of_an_open_document_keep_their_type(read_rows):
    def cell(kind, attribute, value):
        return (
            f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
            "<text:p>показано</text:p></table:table-cell>"
        )

    row = ods_row(
        cell("float", "value", "1.5"),
        cell("percentage", "value", "0.5"),
        cell("date", "date-value", "2024-02-29"),
        cell("date", "date-value", "2024-02-28T23:59:59.9999999"),
        cell("time", "time-value", "PT10H30M00S"),
        cell("boolean", "boolean-value", "true"),
        cell("float", "value", "много"),
        "<table:table-cell><text:p>без вид</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=1+1"/>',
        '<table:table-cell office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
        '<table:table-cell office:value-type="string"><office:annotation><text:p>бележка</text:p>'
        '</office:annotation><text:p>а<text:s text:c="2"/>б</text:p><text:p>в</text:p>'
        "</table:table-cell>",
    )
    assert read_rows(ods(row)) == {
        1: [
            1.5, 0.5, date(2024, 2, 29), MIDNIGHT, time(10, 30), True, "показано",
            "без вид", NOT_CALCULATED, "#DIV/0!", "а  б\nв",
        ]
    }  # fmt: skip


def test_repeated_and_merged_cells_of_an_open_document(read):
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell '
    empty += 'table:number-columns-repeated="1024"/></table:table-row>'
    merged = ods_text("05.03.2024", 'table:number-rows-spanned="2"')
    twice = ods_text("2", 'table:number-columns-repeated="2"')
    table = (
        ods_row("Дата", "Място", "А", "Б")
        + empty
        + ods_row(merged, "Нисово", twice)
        + ods_row("<table:covered-table-cell/>", "Бяла", "3", "4")
        + ods_row("06.03.2024", "Русе", "5", more='table:number-rows-repeated="2"')
        + empty.replace('"3"', '"1048000"')
    )
    [sheet] = read(ods(table))
    assert {row.number: row.cells for row in sheet.rows} == {
        1: ["Дата", "Място", "А", "Б"],
        5: ["05.03.2024", "Нисово", "2", "2"],
        6: ["05.03.2024", "Бяла", "3", "4"],
        7: ["06.03.2024", "Русе", "5"],
        8: ["06.03.2024", "Русе", "5"],
    }
    assert sheet.merged == ((5, 0, 6, 0),)


def test_hidden_sheets_of_an_open_document_are_left_out_and_hidden_rows_noted(read):
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
    content = ods(
        ods_row("а", more='table:visibility="filter"'),
        ods_row("б"),
        styles=style + "</style:style>",
    )
    [sheet] = read(content)
    assert sheet.name == "Лист1"
    assert "hidden rows" in str(sheet.notes[0])
