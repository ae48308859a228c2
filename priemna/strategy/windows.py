"""When strategies can be changed: windows of documents, and which recommendations fit them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from priemna.strategy.workflow import Status

LAST_YEAR_MONTHS = 12
"""A successor is taken to be prepared in the last year of a document; said as an assumption."""


class Kind(StrEnum):
    """What a window is; codes of the list ``window_kind``."""

    REVIEW = "review"
    DISCUSSION = "discussion"
    EXPIRY = "expiry"
    PREPARATION = "preparation"


class Standing(StrEnum):
    """Where a window lies seen from a day."""

    OPEN = "open"
    AHEAD = "ahead"
    PAST = "past"


@dataclass(frozen=True)
class Document:
    """What of a strategy document decides its windows.

    Attributes
    ----------
    valid_from_year, valid_to_year
        None where they are not known.
    review_on
        Next day on which proposals are taken; None where it is not known.
    """

    strategy_document_id: str
    level: str
    municipality_code: str | None
    valid_from_year: int | None
    valid_to_year: int | None
    review_on: date | None
    certainty: str


@dataclass(frozen=True)
class Window:
    """A time in which a document takes proposals.

    Attributes
    ----------
    opens_on
        None where it is not known: then it counts as open until it closes.
    closes_on
        Last day.
    assumed
        Derived from the term of the document, not announced by anyone.
    """

    strategy_document_id: str
    kind: Kind
    opens_on: date | None
    closes_on: date
    assumed: bool

    def standing(self, today: date) -> Standing:
        """Where it lies on that day; the last day is open."""
        if today > self.closes_on:
            return Standing.PAST
        if self.opens_on is not None and today < self.opens_on:
            return Standing.AHEAD
        return Standing.OPEN

    def days_left(self, today: date) -> int:
        """Days until the last one; below zero where it is past."""
        return (self.closes_on - today).days


def windows_of(document: Document, announced: Iterable[Window] = ()) -> tuple[Window, ...]:
    """All windows of a document, the one that closes first in front.

    Parameters
    ----------
    announced
        Windows that somebody entered.

    Returns
    -------
    tuple
        Empty for a document without dates: what is missing is said, not guessed.
    """
    found = [w for w in announced if w.strategy_document_id == document.strategy_document_id]
    if document.review_on is not None:
        found.append(
            Window(
                document.strategy_document_id, Kind.REVIEW, None, document.review_on, assumed=False
            )
        )
    if document.valid_to_year is not None:
        end = date(document.valid_to_year, 12, 31)
        found.append(Window(document.strategy_document_id, Kind.EXPIRY, end, end, assumed=False))
        found.append(
            Window(
                document.strategy_document_id,
                Kind.PREPARATION,
                date(document.valid_to_year, 1, 1),
                end,
                assumed=True,
            )
        )
    return tuple(sorted(found, key=lambda w: (w.closes_on, w.kind)))


def missing(document: Document) -> tuple[str, ...]:
    """Names of what is not known of a document and decides when it can be changed."""
    return tuple(
        name
        for name in ("valid_from_year", "valid_to_year", "review_on")
        if getattr(document, name) is None
    )


@dataclass(frozen=True)
class Fit:
    """An open recommendation and a window through which it could go."""

    recommendation_id: str
    window: Window
    named: bool


def fits(
    recommendations: Sequence[Mapping[str, object]],
    documents: Sequence[Document],
    windows: Sequence[Window],
    today: date,
    *,
    within_days: int,
) -> tuple[Fit, ...]:
    """Which recommendation not handed over yet fits a window that closes soon.

    Parameters
    ----------
    recommendations
        With ``recommendation_id``, ``status``, ``level``, ``municipality_code`` and
        ``strategy_document_id``.
    within_days
        Windows that close later, or are past, are left out.

    Returns
    -------
    tuple
        Those that name the document first, then by days left. A recommendation that names another
        document fits none but that; one without a document fits those of its level and place.
    """
    by_id = {document.strategy_document_id: document for document in documents}
    found = []
    for window in windows:
        if window.kind is Kind.EXPIRY or not 0 <= window.days_left(today) <= within_days:
            continue
        document = by_id.get(window.strategy_document_id)
        if document is None:
            continue
        for one in recommendations:
            if one["status"] not in (Status.DRAFT, Status.PROPOSED):
                continue
            named = one.get("strategy_document_id") == document.strategy_document_id
            free = not one.get("strategy_document_id") and (
                one["level"] == document.level
                and one.get("municipality_code") == document.municipality_code
            )
            if named or free:
                found.append(Fit(str(one["recommendation_id"]), window, named))
    return tuple(
        sorted(found, key=lambda f: (not f.named, f.window.closes_on, f.recommendation_id))
    )


def best_document(
    documents: Sequence[Document], level: str, municipality_code: str | None, today: date
) -> str | None:
    """Document a new draft is best carried into, or None where no one is in force or expected.

    Parameters
    ----------
    level, municipality_code
        Of the recommendation.

    Returns
    -------
    str or None
        Of the documents of that level and place the one whose window closes next; else one in
        force without dates; a document whose term is over takes nothing.
    """
    here = [
        d
        for d in documents
        if d.level == level
        and d.municipality_code == municipality_code
        and (d.valid_to_year is None or d.valid_to_year >= today.year)
    ]
    if not here:
        return None

    def order(document: Document) -> tuple[bool, date, str]:
        ahead = [w.closes_on for w in windows_of(document) if w.days_left(today) >= 0]
        return (not ahead, min(ahead, default=date.max), document.strategy_document_id)

    return min(here, key=order).strategy_document_id
