"""Every message of the source has its Bulgarian sentence, with the same places."""

from string import Formatter

import pytest
from babel.messages.pofile import read_po

from pages.ui.extract import CATALOGUE, messages


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return {message.id: message for message in read_po(file, locale="bg") if message.id}


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def key(found):
    return found.forms if len(found.forms) == 2 else found.forms[0]


def test_the_source_holds_messages_of_every_layer():
    assert {found.file.split("/")[0] for found in messages()} >= {"geo", "data", "priemna", "pages"}


def test_no_message_of_the_source_lacks_its_bulgarian_sentence(catalogue):
    wanted = {key(found): found.file for found in messages()}
    missing = {
        file: text
        for text, file in wanted.items()
        if text not in catalogue
        or catalogue[text].fuzzy
        or not all(
            (catalogue[text].string,) if isinstance(text, str) else (catalogue[text].string or "",)
        )
    }
    assert not missing, "Add the messages with python -m pages.ui.extract, then write Bulgarian."


def test_no_sentence_is_kept_that_nobody_says(catalogue):
    assert set(catalogue) - {key(found) for found in messages()} == set()


def test_both_forms_of_a_plural_are_there(catalogue):
    plurals = [message for text, message in catalogue.items() if isinstance(text, tuple)]
    assert plurals
    assert [m.id for m in plurals if len(m.string) != 2 or not all(m.string)] == []


def test_a_sentence_and_its_translation_have_the_same_places(catalogue):
    different = [
        text
        for text, message in catalogue.items()
        for form in (message.string if isinstance(message.string, tuple) else (message.string,))
        if places(form) != places(" ".join(text) if isinstance(text, tuple) else text)
    ]
    assert different == []


def test_a_message_put_together_from_parts_is_found_out(tmp_path):
    for folder in ("geo", "data", "priemna", "pages"):
        (tmp_path / folder).mkdir()
    (tmp_path / "app.py").write_text("_(f'{n} visits')")
    with pytest.raises(ValueError, match=r"app\.py:1: a message is one literal"):
        messages(tmp_path)


def test_messages_are_found_in_markers_plurals_errors_and_problems(tmp_path):
    for folder in ("geo", "data", "priemna", "pages"):
        (tmp_path / folder).mkdir()
    (tmp_path / "app.py").write_text(
        """
class Base(PriemnaError): ...
class Derived(Base, ValueError): ...
_("in a marker")
say(language, "in a call", plural="in calls", n=2)
ngettext("one", "several", 3)
raise Derived("in an error of ours", file=1)
raise ValueError("in an error of Python")
RowProblem(3, "held_on", "x", "in a problem", {})
gettext(variable)
"""
    )
    assert [found.forms for found in messages(tmp_path)] == [
        ("in a marker",),
        ("in a call", "in calls"),
        ("one", "several"),
        ("in an error of ours",),
        ("in a problem",),
    ]
