"""The tally: what is asked about each contact and each visit, in the columns of the templates."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.codebook import codes, label
from data.fields import Field, fields
from geo.places import municipalities, municipality, settlement, settlements
from pages.ui.field_pack.pack import Pack, Stop
from pages.ui.texts import NO, YES, say, write

ASKED = ("contact_type", "age_band", "sex", "home", "gbv_type", "language", "consent_reporting")
"""Asked about each contact: what the store must have, and the language. Nothing is free text."""


@dataclass(frozen=True)
class Question:
    """One column with the words of its answers."""

    name: str
    header: str
    answers: tuple[str, ...]
    needed: bool


def questions(language: str) -> tuple[Question, ...]:
    """What is asked about each contact."""
    known = {field.name: field for field in fields("consultations")}
    return tuple(
        Question(
            name,
            known[name].header(language),
            answers_of(known[name], language),
            known[name].needed,
        )
        for name in ASKED
    )


def answers_of(field: Field, language: str) -> tuple[str, ...]:
    """Answers to a field as the import reads them, in the reader's language."""
    if field.type == "yes_no":
        return say(language, YES), say(language, NO)
    listed = tuple(code.label(language) for code in codes(field.codes or field.name))
    if field.type == "home":
        return (*(write(language, place) for place in municipalities()), *listed)
    return listed


def header(kind: str, name: str, language: str) -> str:
    """Header of a field in the template."""
    return next(one.header(language) for one in fields(kind) if one.name == name)


def visit_row(stop: Stop, language: str) -> dict[str, str]:
    """What the store has of a visit, in the columns and words of the template."""
    by_name = {field.name: field for field in fields("visits")}
    row = {"visit_id": stop.visit.visit_id} | dict(stop.values)
    return {
        by_name[name].header(language): _in_words(by_name[name], text, language)
        for name, text in row.items()
    }


def contact_row(pack: Pack, stop: Stop, language: str) -> dict[str, str]:
    """What is the same for each contact of a stop, in the columns of the template."""
    fixed: Mapping[str, str] = {
        "held_on": f"{pack.on:%d.%m.%Y}",
        "mode": label("mode", "mobile", language),
        "service_ekatte": _place(stop.visit.ekatte, language),
        "visit_id": stop.visit.visit_id,
    }
    return {header("consultations", name, language): text for name, text in fixed.items()}


def _in_words(field: Field, text: str, language: str) -> str:
    match field.type:
        case "code":
            return label(field.codes, text, language)
        case "codes":
            return "; ".join(label(field.codes, code, language) for code in text.split(";"))
        case "place":
            return _place(text, language)
        case "number" if language == "bg":
            return text.replace(".", ",")
        case _:
            return text


def _place(ekatte: str, language: str) -> str:
    """Name of a settlement; two of one name go by their codes."""
    name = write(language, settlement(ekatte))
    alone = sum(write(language, place) == name for place in settlements()) == 1
    return name if alone else ekatte


def home_first(stop: Stop, answers: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Municipalities with that of the stop in front, where most women come from."""
    own = write(language, municipality(stop.place.municipality_code))
    return own, *(answer for answer in answers if answer != own)
