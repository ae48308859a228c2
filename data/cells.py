"""Cells → values: one function per type, each refusing with the rule and what to do."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from geo.errors import PriemnaError

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a reader gives for a cell; CSV has only text."""

EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)
_EMPTY = {"", "-", "–", "—", "n/a", "няма данни"}
_MONTHS = {
    "януари": 1, "февруари": 2, "март": 3, "април": 4, "май": 5, "юни": 6, "юли": 7,
    "август": 8, "септември": 9, "октомври": 10, "ноември": 11, "декември": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_MONTH_BY_START = {name[:3]: number for name, number in _MONTHS.items()}
_YEAR_MARK = re.compile(r"\s*(?:г\.?|год\.?|година)$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(?:понеделник|вторник|сряда|четвъртък|петък|събота|неделя|(?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)day)[,\s]\s*"
)
_CLOCK = r"(?:[t ]\d{1,2}:\d{2}.*)?"
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([./,\-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})" + _CLOCK)
_ISO = re.compile(r"(\d{4})([-.])(\d{1,2})\2(\d{1,2})" + _CLOCK)
_IN_WORDS = re.compile(r"(\d{1,2})[\s-]+([а-яa-z]{3,})\.?[\s-]+(\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}")
_HOUR = re.compile(
    r"(\d{1,2})(?:[:.,](\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(?:ч\.?|часа?|h|z|[+-]\d{2}:\d{2})?",
    re.IGNORECASE,
)
_HOURS = re.compile(r"(?:от\s+)?(.+?)\s*(?:-|–|—|до|to)\s*(.+)", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:км|km|лв|bgn|%|бр|души|човека|жени)\.?$", re.IGNORECASE)
_YES = {"да", "yes", "y", "true", "1", "x", "х", "✓", "✔", "+", "има"}
_NO = {"не", "no", "n", "false", "0", "няма"}


class CellRefused(PriemnaError, ValueError):
    """A cell that breaks a rule."""


def is_empty(cell: Cell) -> bool:
    """Whether nothing was entered: an empty cell, blanks, or a dash for nothing."""
    if not isinstance(cell, str):
        return cell is None
    # Of the words for nothing, those that begin with a letter begin with н or n.
    if cell[:1].isalnum() and cell[0] not in "нНnN":
        return False
    return plain(cell).casefold() in _EMPTY


def plain(text: str) -> str:
    """Text without outer blanks, inner runs of blanks made one, no-break spaces included."""
    return " ".join(text.replace("\ufeff", "").split())


def as_text(cell: Cell) -> str:
    """Cell as a person would read it: 12 and not 12.0, dates as dd.mm.yyyy."""
    if isinstance(cell, bool):
        return "да" if cell else "не"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return "" if cell is None else plain(str(cell))


def as_date(cell: Cell) -> date:
    """Day in a cell, never shifted: a date of Excel, its serial number, or text.

    Text: ``01.03.2024``, ``1.3.24``, ``01.03.2024 г.``, ``1 март 2024 г.``, ``2024-03-01``, the
    day of a time with its zone as it was where it was written.

    Raises
    ------
    CellRefused
        Where it is no day of the calendar, or could be read in two ways, or lies before 2000.
    """
    day = _read_date(cell)
    if day is None:
        raise CellRefused("This is not a date. Write day, month and year: 01.03.2024.")
    if day < EARLIEST:
        raise CellRefused("The date lies before 2000. Check the year.")
    if day > LATEST:
        raise CellRefused("The date lies after 2099. Check the year.")
    return day


def _read_date(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or cell is None or isinstance(cell, time | timedelta):
        return None
    if isinstance(cell, int | float):
        # Excel's serial number of 2000–2063; smaller ones are more likely a year or a mistake.
        return _EXCEL_EPOCH + timedelta(days=int(cell)) if 36526 <= cell < 60000 else None
    text = _WEEKDAY.sub("", _YEAR_MARK.sub("", plain(cell)).casefold())
    if _SERIAL.fullmatch(text):
        return _read_date(int(text))
    if found := _DAY_FIRST.fullmatch(text):
        day, mark, month, year = found.groups()
        if mark == "/" and int(day) <= 12 and int(month) <= 12 and day != month:
            raise CellRefused(
                "With slashes the day and the month can be taken for each other. "
                "Write the date with dots: 01.03.2024."
            )
        return _day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _IN_WORDS.fullmatch(text):
        month = _MONTHS.get(found[2]) or (
            _MONTH_BY_START.get(found[2]) if len(found[2]) == 3 else 0
        )
        return _day(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month or 0, int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def as_time(cell: Cell) -> time:
    """Local time in a cell: a time of Excel, its fraction of a day, whole hours, or text.

    Raises
    ------
    CellRefused
        Where it is no time of the day.
    """
    found: time | None = None
    if isinstance(cell, datetime):
        found = cell.time()
    elif isinstance(cell, time):
        found = cell
    elif isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
        found = time(int(cell.total_seconds()) // 3600, int(cell.total_seconds()) % 3600 // 60)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        if 0 < cell < 1:
            minutes = round(cell * 24 * 60)
            found = time(minutes // 60 % 24, minutes % 60)
        elif float(cell).is_integer() and 0 <= cell <= 23:
            found = time(int(cell))
    elif isinstance(cell, str) and (match := _HOUR.fullmatch(plain(cell))):
        hour, minute = int(match[1]), int(match[2] or 0)
        found = time(hour, minute) if hour <= 23 and minute <= 59 else None
    if found is None:
        raise CellRefused("This is not a time of the day. Write hours and minutes: 10:30.")
    return found.replace(second=0, microsecond=0)


def as_hours(cell: Cell) -> tuple[time, time]:
    """Both times in one cell, opening and closing: ``10:00–13:30``, ``от 10 до 13 ч.``.

    Raises
    ------
    CellRefused
        Where there are not two times in it.
    """
    found = _HOURS.fullmatch(as_text(cell))
    if not found:
        raise CellRefused("Write the opening and the closing time: 10:00–13:30.")
    return as_time(found[1]), as_time(found[2])


def as_number(cell: Cell) -> float:
    """Read a number; text may have a decimal comma, spaces between thousands, or a unit.

    Raises
    ------
    CellRefused
        Where it is no number.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    # Some programs write the sign with which Excel marks text into the cell itself.
    text = _UNIT.sub("", as_text(cell).removeprefix("'")).replace(" ", "")
    if not re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", text):
        raise CellRefused("This is not a number. Write digits only, such as 42 or 42,5.")
    return float(text.replace(",", "."))


def as_whole(cell: Cell) -> int:
    """Whole number of people or things, zero or more.

    Raises
    ------
    CellRefused
        Where it is no number, has a fraction or is below zero.
    """
    number = as_number(cell)
    if not number.is_integer() or number < 0:
        raise CellRefused("This must be a whole number, zero or more.")
    return int(number)


def as_scale(cell: Cell) -> int:
    """Agreement on the scale from 1 to 5.

    Raises
    ------
    CellRefused
        Where it is not one of 1, 2, 3, 4, 5.
    """
    number = as_number(cell)
    if number not in (1, 2, 3, 4, 5):
        raise CellRefused("Agreement is a whole number from 1 to 5.")
    return int(number)


def as_yes_no(cell: Cell) -> bool:
    """Yes or no.

    Raises
    ------
    CellRefused
        Where it is neither.
    """
    text = as_text(cell).casefold().rstrip(".!")
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellRefused("Write yes or no.")


def parts(cell: Cell) -> list[str]:
    """Several values of one cell, put apart by semicolons, commas or lines."""
    text = cell if isinstance(cell, str) else as_text(cell)
    return [bare for part in re.split(r"[;,\n|]", text) if (bare := plain(part))]


PARSERS: dict[str, Callable[[Cell], object]] = {
    "date": as_date,
    "time": as_time,
    "hours": as_hours,
    "number": as_number,
    "whole": as_whole,
    "scale": as_scale,
    "yes_no": as_yes_no,
}
"""Parser of each type that needs nothing but the cell."""
