"""What an import would do, row by row, without doing it."""

from dataclasses import dataclass

from data.codebook import label
from data.fields import Field, fields
from data.imports.taking import Taken
from data.imports.versions import Version
from data.matching import ColumnMatch
from data.problems import Note, Problem
from data.records import values_of
from geo.places import settlement

MOST_EXPLAINED = 1000
"""Changed rows of which a preview says what changes; the others are counted."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that a changed row would replace; None where there is nothing.

    ``before`` and ``after`` are stored texts: codes, ISO dates, ``true``, several joined by ``;``.
    """

    field: Field
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What would become of one row: ``fate`` is new, changed, same or rejected."""

    row: int
    fate: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A dry run; nothing in the store was changed.

    Attributes
    ----------
    columns
        What each column was taken for, and why.
    rows
        One per row; empty where the file would be refused as a whole.
    signature
        Mark of the source, under which a matching of columns is saved; empty where none was found.
    """

    kind: str
    source_name: str
    columns: tuple[ColumnMatch, ...]
    rows: tuple[RowOutcome, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    signature: str

    @property
    def rows_read(self) -> int:
        """Rows of the file."""
        return len(self.rows)

    @property
    def new(self) -> int:
        """Rows that would be added."""
        return self._count("new")

    @property
    def changed(self) -> int:
        """Rows that would replace an earlier version."""
        return self._count("changed")

    @property
    def same(self) -> int:
        """Rows that are in the store already."""
        return self._count("same")

    @property
    def rejected(self) -> int:
        """Rows with a problem."""
        return self._count("rejected")

    @property
    def file_refused(self) -> bool:
        """Whether nothing of the file can be taken until the file as a whole is put right."""
        return not self.rows

    def _count(self, fate: str) -> int:
        return sum(row.fate == fate for row in self.rows)


def outcomes(taken: Taken) -> tuple[RowOutcome, ...]:
    """What became of each row, and what the changed ones change."""
    if taken.records is None or not taken.fates:
        return ()
    kind = taken.draft.table.kind
    explained = list(taken.earlier)[:MOST_EXPLAINED]
    after = values_of(kind, taken.records, explained)
    changes = {
        position: changes_between(kind, taken.earlier[position], after[position])
        for position in explained
    }
    return tuple(
        RowOutcome(number, fate, changes.get(position, ()))
        for position, (number, fate) in enumerate(
            zip(taken.draft.rows.numbers, taken.fates, strict=True)
        )
    )


def changes_between(kind: str, before: Version, after: dict[str, str]) -> tuple[FieldChange, ...]:
    """Fields in which a row would differ from the version in the store."""
    return tuple(
        FieldChange(field, before.values.get(field.name), after.get(field.name))
        for field in fields(kind)
        if before.values.get(field.name) != after.get(field.name)
    )


def words_of(field: Field, text: str | None, language: str) -> str:
    """Stored text of a field as people read it: labels for codes, names for places."""
    if text is None:
        return ""
    if field.type in ("code", "codes"):
        return "; ".join(label(field.codes, code, language) for code in text.split(";"))
    if field.type == "place":
        place = settlement(text)
        return place.name_bg if language == "bg" else place.name_en
    return text
