"""The codebook: every code the store may hold, its words in both languages, and its source."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.words import folded

SEEDS = Path(__file__).parent / "seeds"


@dataclass(frozen=True)
class Code:
    """One code of a list; ``also`` are further spellings that an import understands."""

    list_name: str
    code: str
    label_bg: str
    label_en: str
    also: tuple[str, ...]
    source: str

    def label(self, language: str) -> str:
        """Words of the code in the language, ``bg`` or ``en``."""
        return self.label_bg if language == "bg" else self.label_en


@cache
def lists() -> dict[str, tuple[Code, ...]]:
    """All lists by name, each in the order in which it is shown."""
    found: dict[str, list[Code]] = defaultdict(list)
    with (SEEDS / "codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            also = tuple(word for word in row["also"].split("|") if word)
            code = Code(
                row["list"], row["code"], row["label_bg"], row["label_en"], also, row["source"]
            )
            found[code.list_name].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def codes(list_name: str) -> tuple[Code, ...]:
    """Codes of one list, in the order in which they are shown.

    Raises
    ------
    KeyError
        Where there is no list of this name.
    """
    return lists()[list_name]


def label(list_name: str, code: str, language: str) -> str:
    """Words of a code in the language, ``bg`` or ``en``.

    Raises
    ------
    KeyError
        Where the list or the code does not exist.
    """
    return _by_code(list_name)[code].label(language)


def find_code(list_name: str, text: str) -> str | None:
    """Code that a cell means, given as code, label in either language or known spelling."""
    return _by_words(list_name).get(folded(text))


@cache
def _by_code(list_name: str) -> dict[str, Code]:
    return {code.code: code for code in codes(list_name)}


@cache
def _by_words(list_name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    # Codes and labels before further spellings: a spelling never hides what the list itself says.
    for words in (
        lambda code: (code.code, code.label_bg, code.label_en),
        lambda code: code.also,
    ):
        for code in codes(list_name):
            for word in words(code):
                found.setdefault(folded(word), code.code)
    return found
