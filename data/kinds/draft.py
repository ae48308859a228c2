"""Rows on their way into the store: checked cell by cell, not yet against each other."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from data.cells import as_text
from data.checks import CheckedRows
from data.fields import fields
from data.headers import Table
from data.personal import personal_text
from data.placenames import municipality_of, name_of
from data.problems import Note, Problem
from geo.places import district, municipality


@dataclass(frozen=True)
class KnownVisit:
    """A visit that is in the store already."""

    visit_id: str
    ekatte: str
    on: date
    status: str

    @property
    def was_held(self) -> bool:
        """Whether people could come to it."""
        return self.status in ("held", "reported")


@dataclass(frozen=True)
class KnownVisits:
    """Visits of the store, found by number or by place and day."""

    visits: tuple[KnownVisit, ...]

    @cached_property
    def by_id(self) -> dict[str, KnownVisit]:
        """Visit of each number."""
        return {visit.visit_id: visit for visit in self.visits}

    @cached_property
    def by_place_and_day(self) -> dict[tuple[str, date], list[KnownVisit]]:
        """Visits to a settlement on a day."""
        found: dict[tuple[str, date], list[KnownVisit]] = defaultdict(list)
        for visit in self.visits:
            found[visit.ekatte, visit.on].append(visit)
        return dict(found)


@dataclass
class Draft:
    """Rows of one file with what was found wrong or worth saying so far.

    ``natural_keys`` holds, for kinds that have one, what makes a row the same row when it comes
    again with other details; empty where only its whole content can.
    """

    table: Table
    rows: CheckedRows
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    natural_keys: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows.numbers)

    def dates(self, name: str) -> list[date | None]:
        """Values of a date field."""
        return [value if isinstance(value, date) else None for value in self.rows.of(name)]

    def texts(self, name: str) -> list[str | None]:
        """Values of a field of text or codes."""
        return [value if isinstance(value, str) else None for value in self.rows.of(name)]

    def put(self, name: str, values: list[object]) -> None:
        """Set the values of a field."""
        self.rows.values[name] = values

    def take(self, name: str) -> list[object]:
        """Values of a field of the file that is not one of the store; the field is gone then."""
        values = self.rows.of(name)
        self.rows.values.pop(name, None)
        return values

    def refuse(
        self, index: int, name: str, message: str, /, *, silent: bool = False, **values: object
    ) -> None:
        """Add a problem with the value a row has in a field.

        The value is not repeated where it looks like a person, or where ``silent`` asks for that.
        """
        column = next(
            (one for one in self.table.columns if one.field and one.field.name == name), None
        )
        if column is None:
            labels = {one.name: one.header(self.table.language) for one in fields(self.table.kind)}
            header, text = labels.get(name), None
        else:
            header = column.header
            text = as_text(self.table.rows[index].cells[column.position]) or None
            silent = silent or (text is not None and personal_text(text) is not None)
        self.problems.append(
            Problem(self.rows.numbers[index], header, None if silent else text, message, values)
        )

    def refuse_future(self, name: str, today: date) -> None:
        """Refuse days after today in a field."""
        for index, day in enumerate(self.dates(name)):
            if day and day > today:
                self.refuse(
                    index,
                    name,
                    "The date lies in the future. Only what has happened is entered here.",
                )

    def refuse_other_municipality(self, place: str, municipality_code: str) -> None:
        """Refuse rows whose settlement does not lie in the municipality given beside it."""
        pairs = zip(self.texts(place), self.texts(municipality_code), strict=True)
        for index, (ekatte, code) in enumerate(pairs):
            if ekatte and code and municipality_of(ekatte) != code:
                self.refuse(
                    index,
                    municipality_code,
                    "{name} in {district} district lies in municipality {own}, not in the one "
                    "written. Put the place or the municipality right.",
                    district=district().name_bg,
                    name=name_of(ekatte),
                    own=municipality(municipality_of(ekatte)).name_bg,
                )

    def refuse_outside(self, name: str, low: float, high: float) -> None:
        """Refuse numbers outside a range, ends included."""
        for index, value in enumerate(self.rows.of(name)):
            if isinstance(value, int | float) and not low <= value <= high:
                self.refuse(
                    index,
                    name,
                    "The number must lie between {low} and {high}.",
                    low=low,
                    high=high,
                )

    def refuse_ethnicity_without_consent(self) -> None:
        """Refuse ethnicity where the person did not consent to its being kept."""
        pairs = zip(self.rows.of("ethnicity_self"), self.rows.of("consent_ethnicity"), strict=True)
        for index, (ethnicity, consent) in enumerate(pairs):
            if ethnicity and not consent:
                self.refuse(
                    index,
                    "ethnicity_self",
                    "Ethnicity is kept only with the person's own consent to it. Enter the "
                    "consent, or leave the cell empty.",
                    silent=True,
                )
