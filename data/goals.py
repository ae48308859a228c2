"""The indicators of the eight goals: one reviewed file each, with why it is there and by whom."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.codebook import SEEDS

UNITS = ("count", "share", "points")


@dataclass(frozen=True)
class Wording:
    """What an indicator is called, what exactly it counts, and why it matters."""

    name: str
    definition: str
    why: str


@dataclass(frozen=True)
class GoalIndicator:
    """One indicator of one goal.

    Attributes
    ----------
    code
        Name of its file; its question is ``goal_<code>`` of `queries`.
    goal
        Specific goal of the project, 1–8.
    unit
        ``count``; ``share`` (0–1); ``points`` (percentage points).
    records
        Kind of records it is made of, as in the question ``record_quality``.
    better
        ``higher`` or ``lower``.
    minimum
        Answers, pairs or visits of a share or mean below which none is said.
    about_people
        Small counts are hidden.
    author, reviewed_on, next_review_on
        Who answers for the definition, and from when to when it holds.
    target, target_by, target_source
        What was promised, by when and where that stands; None where nothing was.
    """

    code: str
    goal: int
    unit: str
    records: str
    better: str
    minimum: int
    about_people: bool
    author: str
    reviewed_on: date
    next_review_on: date
    words: dict[str, Wording]
    target: float | None = None
    target_by: date | None = None
    target_source: str | None = None


@cache
def goal_indicators() -> tuple[GoalIndicator, ...]:
    """All indicators, by goal and then by name of their file."""
    found = []
    for path in sorted((SEEDS / "goals").glob("*.toml")):
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        words = {language: Wording(**values.pop(language)) for language in ("bg", "en")}
        found.append(GoalIndicator(code=path.stem, words=words, **values))
    return tuple(sorted(found, key=lambda indicator: (indicator.goal, indicator.code)))
