"""What a file of each kind may hold: its columns, their types, headers and places in the store."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from data.codebook import SEEDS, codes, label
from data.words import folded
from geo.errors import PriemnaError

KINDS = ("consultations", "surveys", "events", "visits")


class UnknownKind(PriemnaError, ValueError):
    """A kind of file that nobody imports."""


TABLE_OF = {
    "consultations": "consultation",
    "surveys": "survey_response",
    "events": "event",
    "visits": "visit",
}
"""Table that holds the rows of a kind."""


ITEM_COLUMNS = {
    "consultation_service": ("service", "outcome"),
    "survey_knowledge": ("item", "answer"),
    "survey_attitude": ("item", "agreement"),
    "event_profession": ("profession", "participants"),
    "event_participants": ("sex", "age_band", "participants"),
}
"""Columns of the child tables that hold one row per item: what the item is, then its value."""


@dataclass(frozen=True)
class Field:
    """One column of a file.

    Attributes
    ----------
    type
        id, text, date, time, hours, number, whole, yes_no, code, codes, place, municipality, home.
    codes
        List of the codebook for code and codes.
    needed
        The file must have the column and every row a value.
    or_else
        Names of columns that will do instead of a needed one.
    default
        Value where the cell is empty; None keeps it empty.
    table
        Child table of the values; empty where the row of the kind itself holds them.
    item
        For a column that stands for one item of a child table, the code of the item.
    """

    kind: str
    name: str
    type: str
    codes: str
    needed: bool
    or_else: tuple[str, ...]
    default: str | None
    table: str
    label_bg: str
    label_en: str
    also: tuple[str, ...]
    item: tuple[str, ...] = ()

    def header(self, language: str) -> str:
        """Header of the column in a template, ``bg`` or ``en``."""
        return self.label_bg if language == "bg" else self.label_en


def expect_kind(kind: str) -> None:
    """Refuse a kind that is none of `KINDS`.

    Raises
    ------
    UnknownKind
        It names those there are.
    """
    if kind not in KINDS:
        raise UnknownKind(
            "{kind} is not a kind of file that can be imported. The kinds are {kinds}.",
            kind=kind,
            kinds=", ".join(KINDS),
        )


@cache
def fields(kind: str) -> tuple[Field, ...]:
    """Columns a file of this kind may have, in the order of the template."""
    with (SEEDS / "fields.csv").open(encoding="utf-8", newline="") as file:
        plain = tuple(
            Field(
                kind=kind,
                name=row["name"],
                type=row["type"],
                codes=row["codes"],
                needed=bool(row["needed"]),
                or_else=tuple(row["needed"].split()[1:]),
                default=row["default"] or None,
                table=row["table"],
                label_bg=row["label_bg"],
                label_en=row["label_en"],
                also=tuple(word for word in row["also"].split("|") if word),
            )
            for row in csv.DictReader(file)
            if row["kind"] == kind
        )
    return plain + _item_fields(kind)


@dataclass(frozen=True)
class Headers:
    """Folded headers of a kind: a field's ``own`` name and headers, and what people ``also`` say.

    A further spelling never hides what is another field's own.
    """

    own: Mapping[str, Field]
    also: Mapping[str, Field]

    def all(self) -> Iterator[tuple[str, Field]]:
        """Every header with its field."""
        yield from self.own.items()
        yield from self.also.items()


@cache
def headers_of(kind: str) -> Headers:
    """Headers by which the columns of a kind are known."""
    own: dict[str, Field] = {}
    also: dict[str, Field] = {}
    for field in fields(kind):
        for word in (field.name, field.label_bg, field.label_en):
            own.setdefault(folded(word), field)
            own.setdefault(folded(word.split("(")[0]), field)
    for field in fields(kind):
        for word in field.also:
            if folded(word) not in own:
                also.setdefault(folded(word), field)
    return Headers(own, also)


def _item_fields(kind: str) -> tuple[Field, ...]:
    """Columns that stand for one item each: services, knowledge, attitudes, counts of people."""
    if kind == "consultations":
        one = _pattern(kind, "code", "service_outcome", "consultation_service")
        return _one_per_code(one, "service", "service", "Услуга: {}", "Service: {}")
    if kind == "surveys":
        knows = _pattern(kind, "code", "knowledge_answer", "survey_knowledge")
        thinks = _pattern(kind, "scale", "", "survey_attitude")
        return _one_per_code(
            knows, "knowledge", "knowledge", "Знание: {}", "Knowledge: {}"
        ) + _one_per_code(thinks, "attitude", "attitude", "Нагласа (1–5): {}", "Attitude (1–5): {}")
    if kind == "events":
        count = _pattern(kind, "whole", "", "event_profession")
        people = _pattern(kind, "whole", "", "event_participants")
        by_sex_and_age = tuple(
            replace(
                people,
                name=f"participants_{sex}_{band.code}",
                label_bg=f"{label('sex', sex, 'bg')}, {band.label_bg}",
                label_en=f"{label('sex', sex, 'en')}, {band.label_en}",
                item=(sex, band.code),
            )
            for sex in ("female", "male")
            for band in codes("age_band")
        )
        return (
            _one_per_code(count, "profession", "profession", "Брой: {}", "Number: {}")
            + by_sex_and_age
        )
    return ()


def _pattern(kind: str, type_: str, list_name: str, table: str) -> Field:
    return Field(kind, "", type_, list_name, False, (), None, table, "", "", ())


def _one_per_code(
    pattern: Field, list_name: str, prefix: str, header_bg: str, header_en: str
) -> tuple[Field, ...]:
    return tuple(
        replace(
            pattern,
            name=f"{prefix}_{code.code}",
            label_bg=header_bg.format(code.label_bg),
            label_en=header_en.format(code.label_en),
            also=(code.label_bg, code.label_en, code.label_bg.split(" и ")[0]),
            item=(code.code,),
        )
        for code in codes(list_name)
    )
