"""One cell of an ODS file → its value."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from data.cells import Cell
from data.formats.sheets import NOT_CALCULATED

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_NUMBERS = {"float", "percentage", "currency"}
_DURATION = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def cell_value(about: dict[str, str], text: str) -> Cell:
    """Value of a cell, None where it is empty.

    Parameters
    ----------
    about
        Attributes of the element, with their namespaces.
    text
        What the cell shows. It counts where the type is text, missing or an error, or where the
        value does not fit the type.
    """
    kind = about.get(OFFICE + "value-type")
    if about.get(CALC + "value-type") == "error":
        return text or NOT_CALCULATED
    if kind is None:
        return text or (NOT_CALCULATED if TABLE + "formula" in about else None)
    if kind == "string":
        return text or about.get(OFFICE + "string-value") or None
    try:
        return _typed(kind, about)
    except (ValueError, KeyError, OverflowError):
        return text or None


def _typed(kind: str, about: dict[str, str]) -> Cell:
    if kind in _NUMBERS:
        number = float(about[OFFICE + "value"])
        if not isfinite(number):
            raise ValueError(number)
        return number
    if kind == "date":
        written = about[OFFICE + "date-value"].removesuffix("Z")
        return _moment(written) if "T" in written else date.fromisoformat(written)
    if kind == "boolean":
        return about[OFFICE + "boolean-value"] == "true"
    if kind == "time" and (found := _DURATION.fullmatch(about[OFFICE + "time-value"])):
        hours, minutes, seconds = map(int, found.groups())
        if hours < 24:
            return time(hours, minutes, seconds)
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    raise ValueError(kind)


def _moment(written: str) -> datetime:
    """Moment to the second; a fraction just below midnight must not move a day."""
    whole, _, fraction = written.partition(".")
    moment = datetime.fromisoformat(whole)
    return moment + timedelta(seconds=1) if fraction[:1] >= "5" else moment
