"""What the columns of the store mean, in both languages, and which code list they use."""

import csv
import re
from dataclasses import dataclass
from functools import cache

from data.codebook import SEEDS
from data.fields import TABLE_OF, fields


@dataclass(frozen=True)
class Meaning:
    """Meaning of a column; ``codes`` names its list in the sheet of codes, empty for none."""

    bg: str
    en: str
    codes: str


def meaning(table: str, column: str, comment: str) -> Meaning:
    """Return what a column means.

    Parameters
    ----------
    comment
        What the schema says of the column, in English; it names the code list.

    Notes
    -----
    The Bulgarian words are those of the templates, else those of ``seeds/columns.csv``, where a
    row without a table speaks for every table.
    """
    ways = (_words().get((table, column)), _headers().get((table, column)))
    bg = next((words for words in ways if words), _words().get(("", column), ""))
    listed = re.search(r"codebook list (\w+)", comment)
    return Meaning(bg, comment, listed[1] if listed else "")


@cache
def _headers() -> dict[tuple[str, str], str]:
    return {
        (field.table or TABLE_OF[kind], field.name): field.label_bg
        for kind in TABLE_OF
        for field in fields(kind)
        if not field.item
    }


@cache
def _words() -> dict[tuple[str, str], str]:
    """Words of `columns.csv` by table and column; without a table, for every table."""
    with (SEEDS / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row["meaning_bg"] for row in csv.DictReader(file)}
