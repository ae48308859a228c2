"""Recommendations in the columns of municipal programmes, wherever their words come from."""

from collections.abc import Mapping, Sequence
from typing import Any

from pages.ui.documents.blocks import Grid
from pages.ui.goals import GOALS
from pages.ui.strategy.saying import say_value
from pages.ui.texts import say, write


def measures_grid(language: str, rows: Sequence[tuple[str, ...]]) -> Grid:
    """The table, one row of `measure_cells` per recommendation."""
    return Grid(
        say(language, "Recommendations in the form of municipal programmes"),
        (
            say(language, "Aim"),
            say(language, "Activity"),
            say(language, "Budget"),
            say(language, "Deadline"),
            say(language, "Expected result"),
            say(language, "Indicator of the measure"),
            say(language, "Lead and partner institution"),
        ),
        tuple(rows),
        (1.5, 2.5, 1.25, 1.1, 1.7, 1.7, 1.6),
    )


def measure_cells(
    language: str, one: Mapping[str, Any], *, number: str, evidence: str = ""
) -> tuple[str, ...]:
    """One recommendation in the columns of municipal programmes.

    Parameters
    ----------
    one
        Its fields by name, as the store or a draft has them.
    number
        It stands before the activity.
    evidence
        Id of its frozen figure, in brackets; empty where there is none.
    """
    missing = say(language, "to be filled in")

    def word(field: str) -> str:
        """Bulgarian names may end in nothing or in ``_bg``."""
        bulgarian = one.get(f"{field}_bg") or one.get(field)
        return ((one.get(f"{field}_en") if language == "en" else None) or bulgarian or "").strip()

    lead, partners = word("lead_institution") or missing, word("partner_institutions")
    return (
        say(language, GOALS[one["goal"]]),
        say(language, "{number}. {text}", number=number, text=word("text") or missing),
        word("budget_source") or missing,
        write(language, one["deadline_on"]) if one["deadline_on"] else missing,
        word("result") or missing,
        say(
            language,
            "{indicator}: from {baseline} to {target} {evidence}",
            indicator=word("indicator") or missing,
            baseline=say_value(language, one["unit"], one["baseline"]),
            target=say_value(language, one["unit"], one["target"]),
            evidence=evidence,
        ).strip(),
        say(language, "{lead}; with: {partners}", lead=lead, partners=partners)
        if partners
        else lead,
    )
