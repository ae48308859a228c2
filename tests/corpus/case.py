"""What a case of the corpus is: one messy file, and what a coordinator would want of it."""

import re
from dataclasses import dataclass
from datetime import date

from tests.corpus.write import File, table

TODAY = date(2024, 4, 30)

# What a reason must speak of, whatever its words are. Keys are used in the cases.
REASONS = {
    "cell_error": r"error|formula",
    "code": r"in the list|not (known|understood)|unknown|choose|one of|yes or no",
    "column_missing": r"column|header",
    "column_twice": r"twice|two columns|both|more than one|the same as",
    "consent": r"consent",
    "date": r"date|day",
    "empty": r"no rows|no entries|empty|nothing",
    "formula": r"formula|no value|never computed",
    "future": r"future",
    "hours": r"hour|time|ends before",
    "kind": r"kind|looks like|columns of|another",
    "missing": r"missing|fill|empty|needed|enter",
    "municipality": r"municipality",
    "number": r"number|between|whole|negative|zero|counts",
    "outside": r"district|outside",
    "password": r"password|encrypted|protected",
    "percent": r"per cent|percent|%|fraction|between",
    "person": (
        r"person|people|name|ЕГН|phone|e-mail|address|free text|coordinates|identif|"
        r"birth|words|identity|position"
    ),
    "place": r"settlement|place|village",
    "sheets": r"sheet",
    "quotation": r"quotation mark",
    "twice": r"already|twice|same|again|repeated",
    "unreadable": r"\bread\b|damaged|broken|neither|not text|not a|save it",
    "visit": r"visit|mobile office",
}


@dataclass(frozen=True)
class Case:
    """One messy file with its expected outcome.

    Attributes
    ----------
    title
        What is messy, in a few words.
    kind
        What the coordinator says the file holds.
    file
        The file.
    taken
        Text table of stored columns; ``-`` is empty. Every stored row of the kind, in any order.
        None where the case does not look at them.
    rejected
        Row, column and reason of each row that must not enter the store; the others do.
    refused
        Reason where the file as a whole must be refused and nothing stored.
    refused_column
        Column the refusal names, where it must name one.
    before
        Kinds and files taken before, without any problem.
    chosen
        What the person said about columns.
    secrets
        Texts that no problem, note or error may repeat.
    counts
        New, changed and same rows, where the case is about them.
    says
        Texts that the problems or notes must contain.
    """

    title: str
    kind: str
    file: File
    taken: str | None = None
    rejected: tuple[tuple[int, str | None, str], ...] = ()
    refused: str | None = None
    refused_column: str | None = None
    before: tuple[tuple[str, File], ...] = ()
    chosen: dict[str, str] | None = None
    secrets: tuple[str, ...] = ()
    counts: tuple[int, int, int] | None = None
    says: tuple[str, ...] = ()

    def expected(self) -> tuple[list[str], list[tuple[str | None, ...]]]:
        """Stored columns to look at, and the rows they must hold, sorted."""
        if self.taken is None:
            return [], []
        columns, *rows = table(self.taken)
        return columns, sorted(
            (tuple(None if cell == "-" else cell for cell in row) for row in rows), key=str
        )


def speaks_of(reason: str, sentence: str) -> bool:
    """Whether a sentence gives a reason."""
    return re.search(REASONS[reason], sentence, re.IGNORECASE) is not None
