"""A plan as a workbook for the office: visits with their reasons, tours, rules not kept."""

import io
from collections.abc import Sequence
from datetime import date, time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geo.messages import Message
from geo.places import municipality, settlement
from pages.ui.field_pack.page import FOR_THE_TEAM
from pages.ui.texts import say, say_error, write
from priemna.planning.plan import Tour

_FORMATS = {date: "DD.MM.YYYY", time: "HH:MM", float: "0.0"}


def plan_workbook(tours: Sequence[Tour], rules_not_kept: Sequence[Message], language: str) -> bytes:
    """Workbook with a sheet of visits, one of tours and, where there are any, rules not kept.

    Parameters
    ----------
    tours
        In the order to be written.
    rules_not_kept
        Sentences of the plan.
    language
        ``"bg"`` or ``"en"``.
    """
    book = Workbook()
    visits = book.active
    visits.title = say(language, "Visits")
    _write(
        visits,
        language,
        {
            say(language, "Day"): 12,
            say(language, "Team"): 8,
            say(language, "Settlement"): 20,
            say(language, "Municipality"): 18,
            say(language, "EKATTE"): 10,
            say(language, "Arrives"): 10,
            say(language, "Departs"): 10,
            say(language, "Why"): 90,
        },
        [
            (
                tour.on,
                tour.team,
                write(language, settlement(stop.ekatte)),
                write(language, municipality(stop.municipality_code)),
                stop.ekatte,
                stop.arrive,
                stop.depart,
                say_error(language, stop.why),
            )
            for tour in tours
            for stop in tour.stops
        ],
    )
    _write(
        book.create_sheet(say(language, "Tours")),
        language,
        {
            say(language, "Day"): 12,
            say(language, "Team"): 8,
            say(language, "Kilometres"): 12,
            say(language, "Minutes of driving"): 12,
            say(language, "Hours, driving included"): 12,
            say(language, "Back at"): 10,
            say(language, "Stops"): 60,
        },
        [
            (
                tour.on,
                tour.team,
                round(tour.km, 1),
                tour.drive_minutes,
                round(tour.hours, 2),
                tour.returns,
                ", ".join(write(language, settlement(stop.ekatte)) for stop in tour.stops),
            )
            for tour in tours
        ],
    )
    if rules_not_kept:
        _write(
            book.create_sheet(say(language, "Not kept")),
            language,
            {say(language, "Rule that could not be kept"): 110},
            [(say_error(language, rule),) for rule in rules_not_kept],
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(
    sheet: Worksheet, language: str, heads: dict[str, int], rows: Sequence[Sequence[object]]
) -> None:
    """Write heads with their widths in characters, then rows; ready to be printed."""
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    for column, width in enumerate(heads.values(), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = _FORMATS.get(type(cell.value), cell.number_format)
            if cell.row == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = say(language, FOR_THE_TEAM)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
