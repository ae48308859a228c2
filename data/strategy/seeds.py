"""What comes with the program: the register of documents and the texts of the rules."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from data.codebook import SEEDS
from geo.errors import PriemnaError

RULES = SEEDS / "rules"


class NoRules(PriemnaError, FileNotFoundError):
    """A folder without rule files."""


@dataclass(frozen=True)
class StrategyDocument:
    """A strategy, programme, plan or law; fields are the columns of ``strategy_document``.

    ``from_store`` tells a document that somebody entered or changed from one of the register that
    comes with the program.
    """

    strategy_document_id: str
    title_bg: str
    title_en: str
    level: str
    institution_bg: str
    institution_en: str
    certainty: str
    municipality_code: str | None = None
    valid_from_year: int | None = None
    valid_to_year: int | None = None
    act: str | None = None
    review_on: date | None = None
    url: str | None = None
    certainty_note_bg: str | None = None
    certainty_note_en: str | None = None
    from_store: bool = False


@cache
def seed_documents() -> tuple[StrategyDocument, ...]:
    """Documents of the reviewed register, in the order of the file."""
    text = (SEEDS / "strategy_documents.toml").read_text(encoding="utf-8")
    return tuple(StrategyDocument(**values) for values in tomllib.loads(text)["document"])


def rule_texts(folder: Path = RULES) -> Mapping[str, tuple[str, str]]:
    """Text and SHA-256 of each rule file, by its name without the ending.

    Raises
    ------
    NoRules
        Where the folder holds none.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise NoRules("There is no rule file (*.toml) in {folder}.", folder=str(folder))
    texts = {}
    for file in files:
        content = file.read_bytes()
        texts[file.stem] = (content.decode("utf-8", "replace"), sha256(content).hexdigest())
    return texts
