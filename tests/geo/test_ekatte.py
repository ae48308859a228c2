"""EKATTE codes carry a check digit, and lose zeros in spreadsheets."""

import pytest

from geo.ekatte import check_digit, is_ekatte, read_ekatte
from geo.places import neighbours, settlements


@pytest.mark.parametrize("place", [*settlements(), *neighbours()], ids=lambda p: p.ekatte)
def test_the_check_digit_of_every_known_place_is_right(place):
    assert check_digit(place.ekatte[:4]) == place.ekatte[4]


@pytest.mark.parametrize(
    ("four", "digit"),
    [
        ("6342", "7"),  # 6 + 6 + 12 + 8 = 32, remainder 10; then 18 + 12 + 20 + 12 = 62, 7
        ("0258", "7"),  # 0 + 4 + 15 + 32 = 51, remainder 7
        ("0000", "0"),
    ],
)
def test_check_digits_worked_by_hand(four, digit):
    assert check_digit(four) == digit


def test_the_check_digit_notices_most_single_mistakes():
    wrong = {"63427"[:i] + d + "63427"[i + 1 :] for i in range(5) for d in "0123456789"}
    assert len(wrong) == 46
    passed = {code for code in wrong if is_ekatte(code)}
    assert passed == {"63427", "33427", "67427", "63327", "63447"}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("63427", "63427"),
        (" 63427 ", "63427"),
        (63427, "63427"),
        (63427.0, "63427"),
        (2587, "02587"),
        ("2587", "02587"),
        ("02587", "02587"),
        (2587.0, "02587"),
        ("63428", None),
        (63427.5, None),
        (-63427, None),
        ("RSE27", None),
        ("", None),
        (None, None),
        (float("nan"), None),
        ("٦٣٤٢٧", None),
        ("063427", None),
    ],
)
def test_codes_are_read_whatever_the_cell_made_of_them(cell, code):
    assert read_ekatte(cell) == code
