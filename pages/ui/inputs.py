"""One input for each kind of field: what may be answered is offered, what comes back is text."""

from collections.abc import Callable
from datetime import date, time

import streamlit as st

from data.codebook import codes, label
from data.fields import Field
from geo.places import municipalities, municipality, settlement, settlements
from pages.ui.district import place_name
from pages.ui.language import _, language
from pages.ui.texts import N_

DAY_FORMAT = "DD.MM.YYYY"
YES_NO = {"true": N_("Yes"), "false": N_("No")}
"""As the store writes them, which a file may, too."""


def ask_field(field: Field, *, key: str, value: str = "", keep: bool = False) -> str:
    """Draw the input of a field and return what was answered.

    Parameters
    ----------
    field
        It says what kind of answer is expected; its header is the label.
    key
        Key of the widget.
    value
        What stands there at first, as text; what is no possible answer leaves the input empty.
    keep
        Keep the answer of this visitor while other pages are open.

    Returns
    -------
    str
        The answer as a file would hold it (codes, ISO days, ``true``), empty for no answer.
    """
    name = label_of(field)
    if field.type == "codes":
        return _several(field, key, value, name)
    if field.type == "date":
        day = st.date_input(name, _day(value), format=DAY_FORMAT, key=key)
        return day.isoformat() if isinstance(day, date) else ""
    if field.type == "time":
        clock = st.time_input(name, _time(value), key=key)
        return f"{clock:%H:%M}" if clock else ""
    if (offered := answers(field)) is not None:
        options, write = offered
        chosen = st.selectbox(
            name,
            options,
            index=options.index(value) if value in options else None,
            format_func=write,
            placeholder=_("choose"),
            key=key,
            persist_state="session" if keep else None,
        )
        return chosen or ""
    return st.text_input(name, value, key=key, autocomplete="off").strip()


def ask_choice(field: Field, *, key: str, value: str = "", keep: bool = False) -> str:
    """Draw all answers of a field side by side, so that one press or arrow key is enough.

    Parameters
    ----------
    field
        One whose answers are a short list.
    key
        Key of the widget.
    value
        Chosen at first; nothing is where it is empty.
    keep
        Keep the answer of this visitor while other pages are open.
    """
    options, write = answers(field) or ([], str)
    chosen = st.radio(
        label_of(field),
        options,
        index=options.index(value) if value in options else None,
        format_func=write,
        horizontal=True,
        key=key,
        persist_state="session" if keep else None,
    )
    return chosen or ""


def answers(field: Field) -> tuple[list[str], Callable[[str], str]] | None:
    """Answers a field has, in the order shown, and how to say one; None where any text may do."""
    spoken = language()
    match field.type:
        case "code":
            known = [code.code for code in codes(field.codes)]
            return known, lambda code: label(field.codes, code, spoken)
        case "yes_no":
            return list(YES_NO), lambda answer: _(YES_NO[answer])
        case "scale":
            return ["1", "2", "3", "4", "5"], str
        case "place":
            places = sorted(settlements(), key=place_name)
            return [place.ekatte for place in places], place_with_municipality
        case "municipality":
            return [place.code for place in municipalities()], _municipality_name
        case "home":
            known = [place.code for place in municipalities()]
            return known + [code.code for code in codes("home")], _home_name
    return None


def answer_text(field: Field, value: str) -> str:
    """Say an answer as its input shows it; what is no known answer comes back as it is."""
    if not value:
        return ""
    if field.type == "codes":
        known = {code.code for code in codes(field.codes)}
        return ", ".join(
            label(field.codes, one, language()) if one in known else one for one in value.split(";")
        )
    if field.type == "date" and (day := _day(value)):
        return _("{day}", day=day)
    if (offered := answers(field)) is not None and value in offered[0]:
        return offered[1](value)
    return value


def label_of(field: Field) -> str:
    """Header of the field in the reader's language."""
    return field.header(language())


def kind_name(kind: str) -> str:
    """Name of a kind of records."""
    return label("kind", kind, language())


def place_with_municipality(ekatte: str) -> str:
    """Name of a settlement with its municipality, for lists of all 83."""
    place = settlement(ekatte)
    return _(
        "{place} (municipality {municipality})",
        place=place,
        municipality=municipality(place.municipality_code),
    )


def visit_name(ekatte: str, day: date) -> str:
    """Where and when a mobile office is or was held."""
    return _("{place}, {day}", place=settlement(ekatte), day=day)


def _municipality_name(code: str) -> str:
    return place_name(municipality(code))


def _home_name(code: str) -> str:
    known = {one.code for one in codes("home")}
    return label("home", code, language()) if code in known else _municipality_name(code)


def _several(field: Field, key: str, value: str, name: str) -> str:
    options = [code.code for code in codes(field.codes)]
    chosen = st.multiselect(
        name,
        options,
        default=[code for code in value.split(";") if code in options],
        format_func=lambda code: label(field.codes, code, language()),
        placeholder=_("choose one or several"),
        key=key,
    )
    return ";".join(chosen)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text[:5])
    except ValueError:
        return None
