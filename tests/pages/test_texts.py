"""Sentences come out in the reader's language, values as that language writes them."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest

from geo.errors import PriemnaError
from geo.messages import Message
from pages.ui.texts import Month, Number, Quarter, Share, say, say_error, write

DAY = dt.date(2024, 3, 5)


@pytest.mark.parametrize(
    ("value", "bulgarian", "english"),
    [
        (1234.5, "1\u00a0234,5", "1,234.5"),
        (0.04, "0,0", "0.0"),
        (-3.25, "\u22123,2", "\u22123.2"),
        (1234567, "1\u00a0234\u00a0567", "1,234,567"),
        (np.int64(12), "12", "12"),
        (np.float32(0.5), "0,5", "0.5"),
        (Number(1234.56, 2), "1\u00a0234,56", "1,234.56"),
        (Number(7.6), "8", "8"),
        (Share(0.1234, 1), "12,3\u00a0%", "12.3%"),
        (Share(1), "100\u00a0%", "100%"),
        (DAY, "05.03.2024 г.", "5 March 2024"),
        (dt.datetime(2024, 3, 5, 9, 7), "05.03.2024 г., 09:07", "5 March 2024, 09:07"),  # noqa: DTZ001
        (dt.time(9, 7), "09:07", "09:07"),
        (Month(DAY), "март 2024 г.", "March 2024"),
        (Quarter(DAY), "I тр. 2024", "Q1 2024"),
        (Quarter(dt.date(2024, 12, 31)), "IV тр. 2024", "Q4 2024"),
        (True, "да", "yes"),
        (["Русе", "Бяла", "Ценово"], "Русе, Бяла и Ценово", "Русе, Бяла, and Ценово"),
        ("Русе", "Русе", "Русе"),
        (PriemnaError("never visited"), "непосетено", "never visited"),
    ],
)
def test_each_kind_of_value_is_written_as_the_language_does(value, bulgarian, english):
    assert write("bg", value) == bulgarian
    assert write("en", value) == english


@pytest.mark.parametrize("missing", [None, math.nan, np.nan, pd.NaT, pd.NA, Share(math.nan)])
def test_what_is_missing_is_never_written_as_zero(missing):
    assert write("bg", missing) == "няма данни"
    assert write("en", missing) == "no data"


@pytest.mark.parametrize(
    ("n", "bulgarian", "english"),
    [
        (1, "Обиколки от 05.03.2024 г., 1 седмица", "Tours from 5 March 2024, 1 week"),
        (4, "Обиколки от 05.03.2024 г., 4 седмици", "Tours from 5 March 2024, 4 weeks"),
    ],
)
def test_the_count_decides_between_the_forms(n, bulgarian, english):
    forms = ("Tours from {since}, {n} week", "Tours from {since}, {n} weeks")
    assert say("bg", forms[0], plural=forms[1], n=n, since=DAY) == bulgarian
    assert say("en", forms[0], plural=forms[1], n=n, since=DAY) == english


def test_a_plural_without_a_count_is_refused():
    with pytest.raises(TypeError, match="needs the count"):
        say("en", "{n} week", plural="{n} weeks")


def test_an_error_is_said_with_its_values_in_the_language():
    error = PriemnaError("There is no file {name}. Check the path.", name="май.xlsx")
    assert say_error("bg", error) == "Няма файл май.xlsx. Проверете пътя."
    assert say_error("en", error) == "There is no file май.xlsx. Check the path."


def test_a_message_inside_a_message_is_said_in_the_same_language():
    assert say("bg", "{value}", value=PriemnaError("no data")) == "няма данни"


def test_a_value_may_be_called_like_a_parameter():
    assert say("en", "row {row}, column {column}: {message}", row=1, column="a", message="x") == (
        "row 1, column a: x"
    )


def test_braces_in_a_value_stay_text():
    assert say("en", "{value}", value="{0.__class__}") == "{0.__class__}"


def test_an_unknown_language_is_refused():
    with pytest.raises(LookupError, match="No such language: de"):
        say("de", "no data")


def test_a_count_among_the_values_of_a_reason_is_said_once():
    reason = Message("{n} rows were left out.", {"n": 3})
    assert say_error("en", reason) == "3 rows were left out."
