"""A strategy document in the reader's language, and as far as it decides windows; no store here."""

from collections.abc import Iterable

from data.strategy.seeds import StrategyDocument
from priemna.strategy.windows import Document


def title_of(one: StrategyDocument, language: str) -> str:
    """Title of a document."""
    return one.title_bg if language == "bg" else one.title_en


def titles_of(documents: Iterable[StrategyDocument], language: str) -> dict[str, str]:
    """Titles of documents by number."""
    return {one.strategy_document_id: title_of(one, language) for one in documents}


def document_of(one: StrategyDocument) -> Document:
    """A document as far as it decides windows."""
    return Document(
        one.strategy_document_id,
        one.level,
        one.municipality_code,
        one.valid_from_year,
        one.valid_to_year,
        one.review_on,
        one.certainty,
    )
