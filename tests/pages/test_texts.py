"""Every sentence has its Bulgarian with the same places, and values are written as people write."""

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po

from geo.messages import Message
from geo.places import municipality
from pages.ui.extract import CATALOGUE, messages
from pages.ui.texts import Number, Quarter, Share, say


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="bg")


def places(text):
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_sentence_of_the_source_has_its_bulgarian(catalogue):
    waiting = []
    for found in messages():
        entry = catalogue.get(found.forms[0])
        strings = (
            (entry.string,)
            if entry and isinstance(entry.string, str)
            else (entry.string if entry else ())
        )
        if not strings or not all(strings) or (entry and entry.fuzzy):
            waiting.append((found.file, found.forms[0]))
    assert waiting == []


def test_no_translation_loses_or_invents_a_place(catalogue):
    wrong = []
    for entry in catalogue:
        if not entry.id:
            continue
        wanted = places("".join(entry.id) if isinstance(entry.id, tuple) else entry.id)
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        wrong += [entry.id for string in strings if not places(string) <= wanted]
        wrong += [entry.id for string in strings if wanted - places(string) - {"n"}]
    assert wrong == []


@pytest.mark.parametrize(
    ("value", "bulgarian", "english"),
    [
        (1234.56, "1\u00a0234,6", "1,234.6"),
        (12345, "12\u00a0345", "12,345"),
        (Number(2.0, 1), "2,0", "2.0"),
        (Share(0.205, 1), "20,5\u00a0%", "20.5%"),
        (date(2024, 3, 5), "05.03.2024 г.", "5 March 2024"),
        (Quarter(date(2023, 5, 1)), "II тр. 2023", "Q2 2023"),
        (municipality("RSE27"), "Русе", "Ruse"),
        (None, "няма данни", "no data"),
        (float("nan"), "няма данни", "no data"),
    ],
)
def test_values_are_written_as_the_language_writes_them(value, bulgarian, english):
    assert say("bg", "{value}", value=value) == bulgarian
    assert say("en", "{value}", value=value) == english


def test_a_message_inside_a_message_is_said_in_the_same_language():
    inside = Message("{n} day", plural="{n} days", n=3)
    assert say("en", "in {when}", when=inside) == "in 3 days"
