"""Rules read from their files, and judged on the latest release."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.strategy.seeds import RULES, rule_texts
from geo.errors import PriemnaError
from geo.places import municipalities
from priemna.sharing.released import Release
from priemna.strategy.figures import figure_of
from priemna.strategy.firing import Assessment, assess
from priemna.strategy.rules import Rule, read_rule


class TableMissing(PriemnaError, LookupError):
    """A table that a rule reads is in no release."""


@dataclass(frozen=True)
class Batch:
    """All rules at all their places on one release."""

    release: Release
    assessments: tuple[Assessment, ...]

    def find(self, rule: str, municipality_code: str | None) -> Assessment | None:
        """Assessment of a rule at a place."""
        return next(
            (
                one
                for one in self.assessments
                if one.rule.code == rule and one.figure.municipality_code == municipality_code
            ),
            None,
        )


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Read all rules of a folder; those that come with the program where none is given.

    Raises
    ------
    RuleWrong
        The first rule that cannot be used.
    NoRules
        Where there is none.
    """
    return tuple(
        read_rule(code, text, sha256=digest)
        for code, (text, digest) in rule_texts(folder or RULES).items()
    )


def judge(release: Release, rules: Sequence[Rule]) -> Batch:
    """Judge the rules at all places at once.

    Raises
    ------
    TableMissing
        Where the release lacks a table that a rule reads.
    """
    cases = []
    for rule in rules:
        for name in (rule.source.part, rule.source.whole):
            if name and name not in release.tables:
                raise TableMissing(
                    "Rule {rule} reads the table {table}, which the sharing protocol does not "
                    "release.",
                    rule=rule.code,
                    table=name,
                )
        codes = [m.code for m in municipalities()] if rule.scope == "municipality" else [None]
        for code in codes:
            figure = figure_of(rule.source, release, code)
            if figure is not None:
                cases.append((rule, figure, figure_of(rule.source, release, code, back=1)))
    return Batch(release, assess(cases))
