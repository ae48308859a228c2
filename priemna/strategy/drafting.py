"""What a rule that fired becomes: the fields of a draft, from the words of the rule."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from priemna.strategy.firing import Assessment


def draft_of(
    found: Assessment,
    places: Mapping[str, str],
    *,
    strategy_document_id: str | None,
    today: date,
) -> dict[str, Any]:
    """Fields of the draft by name.

    Parameters
    ----------
    found
        A rule that fired.
    places
        Name of the municipality by language; not used where the rule speaks of the district.
    strategy_document_id
        Document it is best carried into; None where there is none.
    today
        The deadline counts from it.

    Raises
    ------
    ValueError
        Where the assessment has no value.
    """
    if found.interval is None:
        raise ValueError("an assessment without a value becomes no draft")
    rule = found.rule
    bg, en = (
        {
            name: getattr(rule.words[language], name).format(place=places.get(language, ""))
            for name in ("activity", "result", "indicator", "lead", "partners", "budget")
        }
        for language in ("bg", "en")
    )
    return {
        "text_bg": bg["activity"],
        "text_en": en["activity"],
        "result_bg": bg["result"],
        "result_en": en["result"],
        "indicator": bg["indicator"],
        "indicator_en": en["indicator"],
        "lead_institution": bg["lead"],
        "lead_institution_en": en["lead"],
        "partner_institutions": bg["partners"],
        "partner_institutions_en": en["partners"],
        "budget_source": bg["budget"],
        "budget_source_en": en["budget"],
        "goal": rule.goal,
        "theme": rule.theme,
        "level": rule.level,
        "municipality_code": found.figure.municipality_code,
        "strategy_document_id": strategy_document_id,
        "deadline_on": months_later(today, rule.months),
        "unit": rule.unit,
        "better": rule.better,
        "baseline": found.interval.estimate,
        "target": rule.target,
        "rule": rule.code,
        "rule_sha256": rule.sha256,
        "strength": found.strength.value if found.strength else None,
        "probability": found.probability,
        "adjusted_p": found.adjusted_p,
    }


def months_later(day: date, months: int) -> date:
    """Last day of the month so many months after; deadlines end with a month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
