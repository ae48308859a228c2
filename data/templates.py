"""Empty workbooks to fill in: a header row, drop-down lists, the codes and what to write."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.codebook import codes
from data.fields import Field, expect_kind, fields

ROWS = 2000
"""Rows under the header that offer drop-down lists."""

# A workbook is a document, not a screen: its few words stay here in both languages.
SHEETS = {
    "visits": ("Посещения", "Visits"),
    "consultations": ("Консултации", "Consultations"),
    "surveys": ("Анкети", "Surveys"),
    "events": ("Събития", "Events"),
    "codes": ("Кодове", "Codes"),
    "how": ("Указания", "Instructions"),
}
WORDS = {
    "column": ("Колона", "Column"),
    "needed": ("Задължителна", "Required"),
    "yes": ("да", "yes"),
    "write": ("Какво се пише", "What to write"),
    "list": ("Списък", "List"),
    "code": ("Код", "Code"),
    "label": ("Значение", "Meaning"),
}
TYPES = {
    "id": (
        "Ваш номер, същият и при следващо внасяне",
        "A number of your own, kept at the next import",
    ),
    "text": ("Кратко означение, никога имена на хора", "A short code, never names of people"),
    "date": ("Дата, например 05.03.2024", "A date, for example 05.03.2024"),
    "time": ("Час, например 10:30", "A time, for example 10:30"),
    "hours": ("Часове, например 10:00–13:00", "Hours, for example 10:00–13:00"),
    "number": ("Число, например 12,5", "A number, for example 12.5"),
    "whole": ("Цяло число", "A whole number"),
    "scale": ("Число от 1 до 5", "A number from 1 to 5"),
    "yes_no": ("да или не", "yes or no"),
    "code": ("Едно значение от списъка", "One value of the list"),
    "codes": ("Значения от списъка, разделени с ;", "Values of the list, separated by ;"),
    "place": (
        "Населено място или код по ЕКАТТЕ, например с. Нисово",
        "A settlement or its EKATTE code, for example Nisovo",
    ),
    "municipality": ("Община, например Иваново", "A municipality, for example Ivanovo"),
    "home": (
        "Община, „друга област“ или „неизвестно“",
        "A municipality, other district or unknown",
    ),
}


def template_xlsx(kind: str, language: str) -> bytes:
    """Workbook to fill in for one kind of file.

    Parameters
    ----------
    kind
        One of `data.fields.KINDS`.
    language
        ``"bg"`` or ``"en"``; the import understands both.

    Returns
    -------
    bytes
        XLSX: an empty sheet with the headers, then the codes, then what to write where.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    """
    expect_kind(kind)
    book = Workbook()
    sheet = book.active
    sheet.title = _say(SHEETS[kind], language)
    _head(sheet, [field.header(language) for field in fields(kind)])
    listed = _write_codes(book.create_sheet(_say(SHEETS["codes"], language)), kind, language)
    for column, field in enumerate(fields(kind), start=1):
        if field.type == "code" and field.codes in listed:
            choice = DataValidation("list", listed[field.codes], allow_blank=True)
            letter = get_column_letter(column)
            choice.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(choice)
    _write_instructions(book.create_sheet(_say(SHEETS["how"], language)), kind, language)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _say(words: tuple[str, str], language: str) -> str:
    return words[0] if language == "bg" else words[1]


def _head(sheet: Worksheet, headers: list[str]) -> None:
    sheet.append(headers)
    for column, header in enumerate(headers, start=1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E3EEEC")
        sheet.column_dimensions[get_column_letter(column)].width = max(14, len(header) + 3)
    sheet.freeze_panes = "A2"


def _write_codes(sheet: Worksheet, kind: str, language: str) -> dict[str, str]:
    """Write every list that the kind uses; returns where a drop-down finds each."""
    _head(sheet, [_say(WORDS[name], language) for name in ("list", "code", "label")])
    ranges = {}
    for name in dict.fromkeys(field.codes for field in fields(kind) if _has_list(field)):
        first = sheet.max_row + 1
        for code in codes(name):
            sheet.append([name, code.code, code.label(language)])
        ranges[name] = f"'{sheet.title}'!$C${first}:$C${sheet.max_row}"
    return ranges


def _has_list(field: Field) -> bool:
    return field.type in ("code", "codes") and bool(field.codes)


def _write_instructions(sheet: Worksheet, kind: str, language: str) -> None:
    _head(sheet, [_say(WORDS[name], language) for name in ("column", "needed", "write", "list")])
    for field in fields(kind):
        needed = _say(WORDS["yes"], language) if field.needed else ""
        listed = field.codes if _has_list(field) else ""
        sheet.append([field.header(language), needed, _say(TYPES[field.type], language), listed])
    sheet.column_dimensions["C"].width = 70
