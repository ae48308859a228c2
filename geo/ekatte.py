"""EKATTE codes of settlements: their check digit, and reading them where zeros were lost."""

import re

INVENTED = re.compile(r"X[0-9A-Z]{4}")
"""Codes of places that do not exist: a letter first, so that none can ever be real."""

_WEIGHTS = (1, 2, 3, 4)
_WEIGHTS_WHEN_TEN = (3, 4, 5, 6)


def check_digit(first_four: str) -> str:
    """Fifth digit that belongs to the first four digits of an EKATTE code.

    Notes
    -----
    Remainder by 11 of the digits weighted 1, 2, 3, 4; where that is 10, weighted 3, 4, 5, 6;
    where that is 10 again, 0.
    """
    digits = [int(digit) for digit in first_four]
    remainder = sum(d * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11
    if remainder == 10:
        remainder = sum(d * w for d, w in zip(digits, _WEIGHTS_WHEN_TEN, strict=True)) % 11
    return str(remainder % 10)


def is_ekatte(code: str) -> bool:
    """Whether the text is five digits of which the last is the right check digit."""
    return bool(re.fullmatch(r"[0-9]{5}", code)) and check_digit(code[:4]) == code[4]


def read_ekatte(value: object) -> str | None:
    """EKATTE code in a cell, five digits, or one of an invented place; None where there is none.

    Spreadsheets and typed columns turn ``02587`` into 2587 or 2587.0: the zeros are put back, and
    the check digit says whether that made a real code.
    """
    text = re.sub(r"\.0+$", "", str(value).strip())
    code = text.zfill(5) if re.fullmatch(r"[0-9]{3,5}", text) else text
    return code if is_ekatte(code) or INVENTED.fullmatch(code) else None
