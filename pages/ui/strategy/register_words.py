"""Titles of strategy documents in the reader's language."""

from data.store import Store
from data.strategy.register import documents
from data.strategy.seeds import StrategyDocument


def title_of(one: StrategyDocument, language: str) -> str:
    """Title of a document."""
    return one.title_bg if language == "bg" else one.title_en


def titles_of(store: Store, language: str) -> dict[str, str]:
    """Titles of all documents by number."""
    return {one.strategy_document_id: title_of(one, language) for one in documents(store)}
