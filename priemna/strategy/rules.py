"""Rules that turn a released figure into a draft: read from reviewed text, or refused."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from string import Formatter
from typing import Any

from geo.errors import PriemnaError
from geo.messages import Message

SCOPES = ("municipality", "district")
LEVELS = ("national", "regional", "municipal")
UNITS = ("share", "count")
SIDES = ("below", "above")
DIRECTIONS = ("higher", "lower")
THEMES = (
    "access", "transport", "knowledge", "training", "children", "coordination", "funding",
)  # fmt: skip

PLACES_OF_FIGURE = frozenset({"place", "value", "low", "high", "n", "period"})
PLACES_OF_WORDS = frozenset({"place"})


TABLES: Mapping[str, frozenset[str]] = {
    "survey_right": frozenset({"municipality", "wave", "item"}),
    "survey_asked": frozenset({"municipality", "wave", "item"}),
    "visits_by_municipality_quarter": frozenset({"municipality", "quarter"}),
    "events_by_municipality_year": frozenset({"municipality", "year", "event_type"}),
}
"""Tables of the sharing protocol that a rule may read → their dimensions.

Tables of women are not among them: their margins add up so many rounded numbers that no share of
them is known well.
"""


class RuleWrong(PriemnaError, ValueError):
    """A rule file that cannot be used; it names the file, the entry and what would be right."""


@dataclass(frozen=True)
class RuleWords:
    """What a rule says in one language.

    Attributes
    ----------
    name
        What the rule watches.
    figure
        Whole sentence that states the figure; its places are {place} {value} {low} {high} {n}
        {period}.
    activity, result, indicator
        What is recommended, what it is to bring and what will show it; {place} may stand in them.
    lead, partners, budget
        Who is asked to act, with whom, and paid from.
    why
        Why the figure matters.
    """

    name: str
    figure: str
    activity: str
    result: str
    indicator: str
    lead: str
    partners: str
    budget: str
    why: str


@dataclass(frozen=True)
class Source:
    """Where in a release the figure of a rule stands.

    Attributes
    ----------
    part, whole
        Released tables; ``whole`` is empty for a count.
    period
        Dimension of time.
    periods
        How many of its last complete codes are added up; 0 takes all that is recorded.
    keys
        Codes of further dimensions.
    """

    part: str
    whole: str
    period: str
    periods: int
    keys: dict[str, str]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    code
        Name of its file.
    goal
        Specific goal of the project, 1–8.
    theme, level
        Codes of the codebook lists ``theme`` and ``strategy_level``.
    source
        Where its figure stands in a release.
    scope
        ``municipality``: asked of each; ``district``: of all together.
    unit
        ``share``: part of whole, 0–1; ``count``: of things, not of people.
    fires, threshold
        The draft is made where the value lies ``below`` or ``above`` the threshold.
    minimum
        Smallest whole (answers, cases) on which a share may speak; not used for a count.
    certainty
        Chance that the true value lies beyond the threshold from which it speaks, 0.5–1.
    design_effect
        By how much answers of one village resemble each other: effective answers = answers / this.
    better, target
        Direction that is better, and the value aimed at.
    months
        Time given to reach it.
    author, reviewed_on, next_review_on
        Who answers for the rule, and from when to when it holds.
    words
        By language.
    sha256
        Of the text of the file; given by who reads it.
    """

    code: str
    goal: int
    theme: str
    level: str
    source: Source
    scope: str
    unit: str
    fires: str
    threshold: float
    minimum: int
    certainty: float
    design_effect: float
    better: str
    target: float
    months: int
    author: str
    reviewed_on: date
    next_review_on: date
    words: dict[str, RuleWords]
    sha256: str = ""


def read_rule(code: str, text: str, *, sha256: str = "") -> Rule:
    """Return the rule of a file.

    Parameters
    ----------
    code
        Name of the file without its ending.
    text
        Its content, TOML.
    sha256
        Of the file.

    Raises
    ------
    RuleWrong
        Where the text is no TOML, an entry is missing, unknown, of the wrong kind or out of range,
        or a sentence has a place that nothing fills.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleWrong(
            "Rule {rule} cannot be read: {reason}. Compare it with another rule file.",
            rule=code,
            reason=str(error),
        ) from error
    words = {
        language: _words(code, language, values.pop(language, None)) for language in _LANGUAGES
    }
    _expect_entries(code, values, _ENTRIES)
    values["source"] = _source(code, values["source"])
    rule = Rule(code=code, words=words, sha256=sha256, **values)
    _expect_kinds(rule)
    _expect_choices(rule)
    _expect_ranges(rule)
    return rule


_LANGUAGES = ("bg", "en")
_ENTRIES = tuple(
    field.name for field in fields(Rule) if field.name not in ("code", "words", "sha256")
)
_WORDS = tuple(field.name for field in fields(RuleWords))
_SOURCE = tuple(field.name for field in fields(Source))


def _source(code: str, values: Any) -> Source:
    if not isinstance(values, dict):
        raise RuleWrong(
            "Rule {rule} has no part [{part}] that says where its figure stands; add it.",
            rule=code,
            part="source",
        )
    _expect_entries(f"{code} [source]", values, _SOURCE)
    for name in ("part", "whole"):
        if values[name] not in TABLES and not (name == "whole" and values[name] == ""):
            raise RuleWrong(
                "Rule {rule}: “{entry}” is {value}; it must be one of {allowed}.",
                rule=code,
                entry=f"source.{name}",
                value=repr(values[name]),
                allowed=", ".join(sorted(TABLES)),
            )
    keys = values["keys"]
    for name in (values["period"], *(keys if isinstance(keys, dict) else "?")):
        if name not in TABLES[values["part"]]:
            raise RuleWrong(
                "Rule {rule}: the table {table} is not broken down by “{name}”. It is by "
                "{allowed}.",
                rule=code,
                table=values["part"],
                name=str(name),
                allowed=", ".join(sorted(TABLES[values["part"]])),
            )
    if type(values["periods"]) is not int or not 0 <= values["periods"] <= 40:
        raise RuleWrong(
            "Rule {rule}: “{entry}” is {value}; it must be a whole number from 0 (all) to 40.",
            rule=code,
            entry="source.periods",
            value=repr(values["periods"]),
        )
    return Source(**values)


def _words(code: str, language: str, values: Any) -> RuleWords:
    if not isinstance(values, dict):
        raise RuleWrong(
            "Rule {rule} has no part [{part}] with its sentences in that language; add it.",
            rule=code,
            part=language,
        )
    _expect_entries(f"{code} [{language}]", values, _WORDS)
    for name, sentence in values.items():
        if not isinstance(sentence, str) or not sentence.strip():
            raise RuleWrong(
                "Rule {rule}: “{entry}” must be a sentence.", rule=code, entry=f"{language}.{name}"
            )
        allowed = PLACES_OF_FIGURE if name == "figure" else PLACES_OF_WORDS
        try:
            places = {place for _, place, _, _ in Formatter().parse(sentence) if place is not None}
        except ValueError:
            places = {sentence}
        if not places <= allowed:
            raise RuleWrong(
                "Rule {rule}: “{entry}” has a place {place} that nothing fills. Allowed are "
                "{allowed}.",
                rule=code,
                entry=f"{language}.{name}",
                place="{" + sorted(places - allowed)[0] + "}",
                allowed=" ".join("{" + place + "}" for place in sorted(allowed)),
            )
    return RuleWords(**values)


def _expect_entries(code: str, values: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name not in values:
            raise RuleWrong("Rule {rule} lacks the entry “{entry}”; add it.", rule=code, entry=name)
    for name in values:
        if name not in names:
            raise RuleWrong(
                "Rule {rule} has an entry “{entry}” that means nothing here. Known are {known}.",
                rule=code,
                entry=name,
                known=", ".join(names),
            )


_KINDS = {str: Message("text"), date: Message("a day")}


def _expect_kinds(rule: Rule) -> None:
    kinds: dict[str, tuple[type, ...]] = {
        "source": (Source,),
        **dict.fromkeys(("goal", "minimum", "months"), (int,)),
        **dict.fromkeys(("threshold", "certainty", "design_effect", "target"), (int, float)),
        **dict.fromkeys(("reviewed_on", "next_review_on"), (date,)),
    }
    for name in _ENTRIES:
        value = getattr(rule, name)
        wanted = kinds.get(name, (str,))
        if isinstance(value, bool) or not isinstance(value, wanted):
            raise RuleWrong(
                "Rule {rule}: “{entry}” is {value}; it must be {kind}.",
                rule=rule.code,
                entry=name,
                value=repr(value),
                kind=_KINDS.get(wanted[0], Message("a number")),
            )


def _expect_choices(rule: Rule) -> None:
    for name, allowed in (
        ("scope", SCOPES),
        ("level", LEVELS),
        ("unit", UNITS),
        ("fires", SIDES),
        ("better", DIRECTIONS),
        ("theme", THEMES),
    ):
        if getattr(rule, name) not in allowed:
            raise RuleWrong(
                "Rule {rule}: “{entry}” is {value}; it must be one of {allowed}.",
                rule=rule.code,
                entry=name,
                value=repr(getattr(rule, name)),
                allowed=", ".join(allowed),
            )
    if (rule.unit == "share") != bool(rule.source.whole):
        raise RuleWrong(
            "Rule {rule}: a share needs a whole to divide by, and a count has none.", rule=rule.code
        )
    if (rule.level == "municipal") != (rule.scope == "municipality"):
        raise RuleWrong(
            "Rule {rule}: a municipal document needs the scope municipality, and only it.",
            rule=rule.code,
        )


def _expect_ranges(rule: Rule) -> None:
    top = 1.0 if rule.unit == "share" else 1e6
    for name, low, high in (
        ("goal", 1, 8),
        ("minimum", 1, 100_000),
        ("certainty", 0.5, 0.999),
        ("design_effect", 1, 20),
        ("months", 1, 120),
        ("threshold", 0, top),
        ("target", 0, top),
    ):
        value = getattr(rule, name)
        if not low <= value <= high:
            raise RuleWrong(
                "Rule {rule}: “{entry}” is {value}; it must lie between {low} and {high}. Shares "
                "are written from 0 to 1.",
                rule=rule.code,
                entry=name,
                value=repr(value),
                low=repr(low),
                high=repr(high),
            )
    if (rule.fires == "below") != (rule.better == "higher"):
        raise RuleWrong(
            "Rule {rule} fires {fires} its threshold although {better} is better; one of the two "
            "is the wrong way round.",
            rule=rule.code,
            fires=rule.fires,
            better=rule.better,
        )
    beyond = (
        rule.target > rule.threshold if rule.better == "higher" else (rule.target < rule.threshold)
    )
    if not beyond and rule.target != rule.threshold:
        raise RuleWrong(
            "Rule {rule}: the target {target} is worse than the threshold {threshold}.",
            rule=rule.code,
            target=repr(rule.target),
            threshold=repr(rule.threshold),
        )
    if rule.next_review_on <= rule.reviewed_on:
        raise RuleWrong(
            "Rule {rule}: the next review must come after the last one.", rule=rule.code
        )
