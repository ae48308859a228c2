"""The register of strategy documents: what comes with the program, under what people entered."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from duckdb import ConstraintException, DuckDBPyConnection

from data.audit import record
from data.store import Store
from data.strategy.seeds import StrategyDocument, seed_documents
from geo.errors import PriemnaError
from geo.messages import Message
from geo.places import municipalities

FIELDS = tuple(f.name for f in fields(StrategyDocument) if f.name != "from_store")
NEEDED = {
    "title_bg": Message("title in Bulgarian"),
    "title_en": Message("title in English"),
    "level": Message("level"),
    "institution_bg": Message("institution in Bulgarian"),
    "institution_en": Message("institution in English"),
    "certainty": Message("how sure we are"),
}


class DocumentWrong(PriemnaError, ValueError):
    """Values that are no strategy document."""


class DocumentUnknown(PriemnaError, LookupError):
    """A number that no document of the register has."""


@dataclass(frozen=True)
class EnteredWindow:
    """A window that somebody entered; columns of ``strategy_window``."""

    strategy_document_id: str
    kind: str
    opens_on: date | None
    closes_on: date


@dataclass(frozen=True)
class Measure:
    """A measure of a document; columns of ``strategy_measure``."""

    strategy_measure_id: str
    strategy_document_id: str
    number: str | None
    text_bg: str
    text_en: str


def documents(store: Store) -> tuple[StrategyDocument, ...]:
    """All documents: those that were changed or entered as they stand in the store."""
    with store.cursor() as cursor:
        rows = cursor.execute(_SELECT + " ORDER BY strategy_document_id").fetchall()
    kept = {row[0]: replace(StrategyDocument(*row), from_store=True) for row in rows}
    seeds = {seed.strategy_document_id: seed for seed in seed_documents()}
    return tuple((seeds | kept).values())


def document(store: Store, document_id: str) -> StrategyDocument:
    """One document.

    Raises
    ------
    DocumentUnknown
        Where there is none of that number.
    """
    found = next((d for d in documents(store) if d.strategy_document_id == document_id), None)
    if found is None:
        raise DocumentUnknown("There is no document {number} in the register.", number=document_id)
    return found


def save_document(
    store: Store, document_id: str | None, values: Mapping[str, Any], *, who: str = ""
) -> str:
    """Change a document, or enter a new one where no number is given.

    Parameters
    ----------
    values
        By name of the field; the others stay as they are.

    Returns
    -------
    str
        Its number.

    Raises
    ------
    DocumentUnknown, DocumentWrong
        Where there is no such document, or the values are none.
    """
    if unknown := set(values) - set(FIELDS):
        raise DocumentWrong("A document has no field “{field}”.", field=", ".join(sorted(unknown)))
    known = documents(store)
    if document_id is None:
        numbers = [int(d.strategy_document_id[1:]) for d in known]
        base = StrategyDocument(f"D{max(numbers, default=0) + 1:02d}", "", "", "", "", "", "")
    else:
        base = document(store, document_id)
    changed = replace(
        base, **{name: value for name, value in values.items() if name != "strategy_document_id"}
    )
    expect_whole(changed)
    with store.transaction() as cursor:
        put(cursor, changed)
        record(
            cursor,
            who=who,
            action="changed" if document_id else "entered",
            subject=f"strategy_document {changed.strategy_document_id}",
            detail=", ".join(sorted(values))[:500],
        )
    return changed.strategy_document_id


def expect_whole(one: StrategyDocument) -> None:
    """Refuse a document that lacks what every document has, or contradicts itself.

    Raises
    ------
    DocumentWrong
        It names the field.
    """
    for name, words in NEEDED.items():
        if not getattr(one, name):
            raise DocumentWrong("The document lacks: {field}.", field=words)
    codes = [m.code for m in municipalities()]
    if (one.level == "municipal") != (one.municipality_code in codes):
        raise DocumentWrong(
            "A municipal document names its municipality, and no other document names one."
        )
    first, last = one.valid_from_year, one.valid_to_year
    for year in (first, last):
        if year is not None and not 1990 <= year <= 2100:
            raise DocumentWrong("{year} is no year of a document.", year=str(year))
    if first is not None and last is not None and last < first:
        raise DocumentWrong("The document ends before it begins ({first}–{last}).",
                            first=str(first), last=str(last))  # fmt: skip


def put(cursor: DuckDBPyConnection, one: StrategyDocument) -> None:
    """Write a document over what the store holds of it."""
    cursor.execute(
        "DELETE FROM strategy_document WHERE strategy_document_id = $id",
        {"id": one.strategy_document_id},
    )
    cursor.execute(_INSERT, {name: getattr(one, name) for name in FIELDS})


def keep_named(cursor: DuckDBPyConnection, document_id: str | None) -> None:
    """Write a document of the register into the store because a recommendation names it.

    Raises
    ------
    DocumentUnknown
        Where neither the store nor the register has it.
    """
    if document_id is None:
        return
    there = cursor.execute(
        "SELECT 1 FROM strategy_document WHERE strategy_document_id = $id", {"id": document_id}
    ).fetchone()
    if there:
        return
    seed = next((s for s in seed_documents() if s.strategy_document_id == document_id), None)
    if seed is None:
        raise DocumentUnknown("There is no document {number} in the register.", number=document_id)
    put(cursor, seed)


def windows(store: Store) -> tuple[EnteredWindow, ...]:
    """Windows that people entered, the one that closes first in front."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT strategy_document_id, kind, opens_on, closes_on FROM strategy_window "
            "ORDER BY closes_on, strategy_document_id, kind"
        ).fetchall()
    return tuple(EnteredWindow(*row) for row in rows)


def add_window(store: Store, window: EnteredWindow, *, who: str = "") -> None:
    """Enter a time in which a document takes proposals.

    Raises
    ------
    DocumentUnknown, DocumentWrong
        Where there is no such document, or the window closes before it opens.
    """
    document(store, window.strategy_document_id)
    try:
        with store.transaction() as cursor:
            keep_named(cursor, window.strategy_document_id)
            cursor.execute(
                "INSERT INTO strategy_window VALUES ($document, $kind, $opens, $closes)",
                {
                    "document": window.strategy_document_id,
                    "kind": window.kind,
                    "opens": window.opens_on,
                    "closes": window.closes_on,
                },
            )
            record(
                cursor,
                who=who,
                action="entered",
                subject=f"strategy_window {window.strategy_document_id}",
                detail=f"{window.kind} {window.opens_on} {window.closes_on}",
            )
    except ConstraintException as error:
        raise DocumentWrong("The time for proposals ends before it begins.") from error


def measures(store: Store, document_id: str) -> tuple[Measure, ...]:
    """Measures of a document that were entered."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT strategy_measure_id, strategy_document_id, number, text_bg, text_en "
            "FROM strategy_measure WHERE strategy_document_id = $id ORDER BY strategy_measure_id",
            {"id": document_id},
        ).fetchall()
    return tuple(Measure(*row) for row in rows)


def add_measure(
    store: Store, document_id: str, number: str, text_bg: str, text_en: str, *, who: str = ""
) -> str:
    """Enter a measure of a document and return its number.

    Raises
    ------
    DocumentUnknown, DocumentWrong
        Where there is no such document, or the measure has no text.
    """
    document(store, document_id)
    if not text_bg.strip() or not text_en.strip():
        raise DocumentWrong("A measure needs its text in both languages.")
    with store.transaction() as cursor:
        keep_named(cursor, document_id)
        row = cursor.execute(
            "SELECT count(*) FROM strategy_measure WHERE strategy_document_id = $id",
            {"id": document_id},
        ).fetchone()
        measure_id = f"{document_id}-M{(row[0] if row else 0) + 1}"
        cursor.execute(
            "INSERT INTO strategy_measure VALUES ($id, $document, $number, $bg, $en)",
            {
                "id": measure_id,
                "document": document_id,
                "number": number.strip() or None,
                "bg": text_bg.strip(),
                "en": text_en.strip(),
            },
        )
        record(cursor, who=who, action="entered", subject=f"strategy_measure {measure_id}")
    return measure_id


_SELECT = (
    "SELECT strategy_document_id, title_bg, title_en, level, institution_bg, institution_en, "
    "certainty, municipality_code, valid_from_year, valid_to_year, act, review_on, url, "
    "certainty_note_bg, certainty_note_en FROM strategy_document"
)
_INSERT = (
    "INSERT INTO strategy_document (strategy_document_id, title_bg, title_en, level, "
    "institution_bg, institution_en, certainty, municipality_code, valid_from_year, "
    "valid_to_year, act, review_on, url, certainty_note_bg, certainty_note_en) VALUES ("
    "$strategy_document_id, $title_bg, $title_en, $level, $institution_bg, $institution_en, "
    "$certainty, $municipality_code, $valid_from_year, $valid_to_year, $act, $review_on, $url, "
    "$certainty_note_bg, $certainty_note_en)"
)
