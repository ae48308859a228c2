"""Say an English sentence in the reader's language, values written as that language writes them.

English sentences are the keys (gettext msgids). The Bulgarian catalogue is kept as a ``.po`` file
only and compiled in memory once, so a corrected sentence needs no build step. Nothing here knows
Streamlit: the command speaks through the same functions.
"""

import datetime as dt
import gettext
import io
import math
import numbers
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages import mofile, pofile
from babel.numbers import format_decimal

LANGUAGES = {"bg": "Български", "en": "English"}
DEFAULT_LANGUAGE = "bg"
CATALOGUES = Path(__file__).parent / "locale"

_DAY = {"bg": "dd.MM.y 'г.'", "en": "d MMMM y"}
_MONTH = {"bg": "LLLL y 'г.'", "en": "LLLL y"}
_QUARTER = {"bg": "{roman} тр. {year}", "en": "Q{number} {year}"}
# pandas writes its missing values as classes of their own, one of them a kind of datetime.
_MISSING = ("NaTType", "NAType")
_PERCENT = {"bg": "\u00a0%", "en": "%"}
_ROMAN = ("I", "II", "III", "IV")


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for the catalogue where it is written but not yet said (tables, constants)."""
    return message


NO_DATA = N_("no data")
YES, NO = N_("yes"), N_("no")
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
"""Names of the days, Monday first."""


@dataclass(frozen=True)
class Number:
    """A number with a stated count of digits after the decimal sign."""

    value: float
    digits: int = 0


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1, written as a percentage."""

    value: float
    digits: int = 0


@dataclass(frozen=True)
class Month:
    """The month a day lies in, written as „март 2024 г.“ or "March 2024"."""

    day: dt.date


@dataclass(frozen=True)
class Quarter:
    """The quarter a day lies in, written as „I тр. 2023“ or "Q1 2023"."""

    day: dt.date


def say(
    language: str,
    message: str,
    /,
    plural: str | None = None,
    n: int | None = None,
    **values: object,
) -> str:
    """Say the message in the language, its named places filled in as that language writes values.

    Parameters
    ----------
    language
        ``"bg"`` or ``"en"``.
    message
        English sentence with ``{named}`` places; the singular where `plural` is given.
    plural, n
        English plural and the count that decides between the forms; ``{n}`` is filled with it.
    **values
        Per type: int grouped; float with one digit; :class:`Number`, :class:`Share`,
        :class:`Month`, :class:`Quarter`; date and datetime; bool as yes or no; None and NaN as
        "no data", never as zero; a list or tuple joined with "and"; :class:`Message` and errors
        with ``message`` and ``values`` said in the same language; text as it is; a place by
        its name. A year is text:
        ``str(2024)``.

    Raises
    ------
    KeyError
        If a named place has no value.
    """
    translations = _translations(language)
    if plural is None:
        sentence = translations.gettext(message) if message else ""
    else:
        if n is None:
            raise TypeError("A plural needs the count n that decides between its forms.")
        sentence = translations.ngettext(message, plural, n)
    if n is not None:
        values.setdefault("n", n)
    if not values:
        return sentence.replace("{{", "{").replace("}}", "}")
    said = sentence.format(**{name: write(language, value) for name, value in values.items()})
    # A date ends in „г.“; at the end of a sentence one full stop does for both.
    return said.replace("г..", "г.") if language == "bg" else said


def say_error(language: str, error: object) -> str:
    """Say what an error, a problem or a reason tells people: message, values, plural and n."""
    values: dict[str, object] = dict(getattr(error, "values", None) or {})
    plural, n = getattr(error, "plural", None), values.pop("n", getattr(error, "n", None))
    return say(language, error.message, plural=plural, n=n, **values)  # type: ignore[attr-defined]


def write(language: str, value: object) -> str:
    """Write one value as the language writes it; the rules are those of :func:`say`."""
    if value is None or type(value).__name__ in _MISSING:
        return say(language, NO_DATA)
    match value:
        case str():
            return value
        case bool():
            return say(language, YES if value else NO)
        case Number():
            return _number(language, value.value, value.digits)
        case Share():
            return _number(language, value.value * 100, value.digits, unit=_PERCENT[language])
        case Month():
            return format_date(value.day, _MONTH[language], locale=language)
        case Quarter():
            number = (value.day.month + 2) // 3
            return _QUARTER[language].format(
                roman=_ROMAN[number - 1], number=number, year=value.day.year
            )
        case dt.datetime():
            return f"{format_date(value, _DAY[language], locale=language)}, {value:%H:%M}"
        case dt.date():
            return format_date(value, _DAY[language], locale=language)
        case dt.time():
            return f"{value:%H:%M}"
        case list() | tuple():
            return format_list([write(language, item) for item in value], locale=language)
        case numbers.Integral():
            return _number(language, int(value), 0)
        case numbers.Real():
            return _number(language, float(value), 1)
    if hasattr(value, "name_bg"):
        return str(value.name_bg if language == "bg" else value.name_en)
    if hasattr(value, "message"):
        return say_error(language, value)
    return str(value)


def _number(language: str, value: float, digits: int, unit: str = "") -> str:
    if math.isnan(value):
        return say(language, NO_DATA)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    # What rounds to zero has no sign.
    written = format_decimal(round(value, digits) + 0.0, pattern, locale=language)
    # A hyphen is read as a dash and breaks lines; the minus sign does neither.
    return written.replace("-", "\u2212") + unit


@lru_cache
def _translations(language: str) -> gettext.NullTranslations:
    if language not in LANGUAGES:
        raise LookupError(f"No such language: {language}; there are {', '.join(LANGUAGES)}.")
    if language == "en":
        return gettext.NullTranslations()
    path = CATALOGUES / language / "LC_MESSAGES" / "priemna.po"
    with path.open("rb") as file:
        catalogue = pofile.read_po(file, locale=language)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
