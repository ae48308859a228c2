"""Recommendations in the store: drafted, changed, moved step by step; every write with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from data.audit import record
from data.codebook import label
from data.store import Store
from data.strategy.frozen import freeze, freeze_version
from data.strategy.register import keep_named
from geo.errors import PriemnaError


class RecommendationUnknown(PriemnaError, LookupError):
    """A number that no recommendation has."""


class RecommendationMoved(PriemnaError, RuntimeError):
    """Somebody else moved or changed the recommendation in the meantime."""


@dataclass(frozen=True)
class Recommendation:
    """One recommendation; fields are the columns of its table, explained there."""

    recommendation_id: str
    text_bg: str
    text_en: str
    goal: int
    theme: str
    level: str
    status: str
    drafted_on: date
    version: int = 1
    municipality_code: str | None = None
    strategy_document_id: str | None = None
    strategy_measure_id: str | None = None
    lead_institution: str | None = None
    lead_institution_en: str | None = None
    partner_institutions: str | None = None
    partner_institutions_en: str | None = None
    deadline_on: date | None = None
    budget_source: str | None = None
    budget_source_en: str | None = None
    indicator: str | None = None
    indicator_en: str | None = None
    baseline: float | None = None
    target: float | None = None
    unit: str | None = None
    better: str | None = None
    result_bg: str | None = None
    result_en: str | None = None
    verification: str | None = None
    rule: str | None = None
    rule_sha256: str | None = None
    strength: str | None = None
    probability: float | None = None
    adjusted_p: float | None = None
    adopted_on: date | None = None
    reached: float | None = None


@dataclass(frozen=True)
class Step:
    """One step of a recommendation; ``role`` is a code, ``reason_code`` that of a rejection."""

    changed_at: datetime
    status: str
    version: int
    role: str
    reason_code: str | None


FIELDS = tuple(f.name for f in fields(Recommendation))
FIXED = frozenset({"recommendation_id", "status", "version", "drafted_on", "adopted_on", "reached"})
"""What no form changes."""


def recommendations(store: Store) -> tuple[Recommendation, ...]:
    """All of them, in the order of their numbers."""
    with store.cursor() as cursor:
        rows = cursor.execute(_SELECT + _IN_ORDER).fetchall()
    return tuple(Recommendation(*row) for row in rows)


def recommendation(store: Store, recommendation_id: str) -> Recommendation:
    """One of them.

    Raises
    ------
    RecommendationUnknown
        Where there is none of that number.
    """
    with store.cursor() as cursor:
        return _read(cursor, recommendation_id)


def histories(store: Store) -> dict[str, tuple[Step, ...]]:
    """Steps of every recommendation by its number, oldest first."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT recommendation_id, changed_at, status, version, role, reason_code "
            "FROM recommendation_history ORDER BY changed_at, rowid"
        ).fetchall()
    found: dict[str, tuple[Step, ...]] = {}
    for number, *step in rows:
        found[number] = (*found.get(number, ()), Step(*step))
    return found


def draft(
    store: Store,
    drafts: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]],
    *,
    role: str,
    at: datetime,
    who: str = "",
) -> tuple[str, ...]:
    """Keep new drafts with their frozen evidence, all or none, and return their numbers.

    Parameters
    ----------
    drafts
        Fields of each by name, and the contents to freeze; none for the judgement of an expert.
    at
        Now, UTC.
    """
    numbers = []
    with store.transaction() as cursor:
        row = cursor.execute(
            "SELECT coalesce(max(substr(recommendation_id, 2)::INTEGER), 0) FROM recommendation"
        ).fetchone()
        for number, (values, evidence) in enumerate(drafts, start=(row[0] if row else 0) + 1):
            made = Recommendation(
                recommendation_id=f"R{number}", status="draft", drafted_on=at.date(), **values
            )
            keep_named(cursor, made.strategy_document_id)
            cursor.execute(_INSERT, asdict(made))
            for content in evidence:
                freeze(cursor, made.recommendation_id, content, at=at, who=who)
            _note(cursor, made, role, at, None)
            subject = f"recommendation {made.recommendation_id}"
            record(cursor, who=who, action="entered", subject=subject)
            numbers.append(made.recommendation_id)
    return tuple(numbers)


def change(
    store: Store,
    before: Recommendation,
    values: Mapping[str, Any],
    *,
    who: str = "",
) -> None:
    """Change fields of a recommendation that was not handed over.

    Parameters
    ----------
    before
        As the person saw it.

    Raises
    ------
    RecommendationMoved
        Where it is no longer as the person saw it.
    KeyError
        Where a field is none that a form changes.
    """
    if wrong := set(values) & FIXED or set(values) - set(FIELDS):
        raise KeyError(f"no form changes {', '.join(sorted(wrong))}")
    after = replace(before, **values)
    with store.transaction() as cursor:
        _expect_unmoved(cursor, before)
        _write(cursor, after)
        names = sorted(name for name in values if getattr(before, name) != getattr(after, name))
        record(
            cursor,
            who=who,
            action="changed",
            subject=f"recommendation {before.recommendation_id}",
            detail=", ".join(names)[:500],
        )


def move(
    store: Store,
    before: Recommendation,
    to: str,
    *,
    role: str,
    at: datetime,
    who: str = "",
    reason_code: str | None = None,
    reached: float | None = None,
    verification: str | None = None,
    adopted_on: date | None = None,
) -> Recommendation:
    """Take a step that `priemna.strategy.workflow` allows; what is submitted is frozen.

    Parameters
    ----------
    before
        As the person saw it.
    reason_code
        Of the list ``rejection_reason``.
    reached
        Value at the end, in the unit of the indicator.
    verification
        Where the value can be checked.
    adopted_on
        Day of the decision; today where it is not given.

    Raises
    ------
    RecommendationMoved
        Where it is no longer as the person saw it.
    KeyError
        Where the reason is not in the codebook.
    """
    if reason_code is not None:
        label("rejection_reason", reason_code, "en")
    after = replace(before, status=to)
    if to in ("accepted", "partly"):
        after = replace(after, adopted_on=adopted_on or at.date())
    if reached is not None:
        after = replace(after, reached=reached)
    if verification:
        after = replace(after, verification=verification)
    with store.transaction() as cursor:
        _expect_unmoved(cursor, before)
        _write(cursor, after)
        _note(cursor, after, role, at, reason_code)
        if to == "submitted":
            freeze_version(
                cursor,
                after.recommendation_id,
                after.version,
                {
                    **{name: _plain(value) for name, value in asdict(after).items()},
                    "evidence": [
                        row[0]
                        for row in cursor.execute(
                            "SELECT evidence_id || ' ' || sha256 FROM evidence "
                            "WHERE recommendation_id = $id ORDER BY frozen_at, evidence_id",
                            {"id": after.recommendation_id},
                        ).fetchall()
                    ],
                },
                at=at,
                who=who,
            )
        record(
            cursor,
            who=who,
            action="changed",
            subject=f"recommendation {after.recommendation_id}",
            detail=f"{before.status} > {to}, version {after.version}, role {role}",
        )
    return after


def new_version(
    store: Store,
    before: Recommendation,
    evidence: Sequence[Mapping[str, Any]],
    *,
    role: str,
    at: datetime,
    who: str = "",
) -> Recommendation:
    """Begin a new version of what was handed over: a draft again, the old text stays frozen.

    Parameters
    ----------
    evidence
        Figures of today to freeze beside the earlier ones; may be empty.

    Raises
    ------
    RecommendationMoved
        Where it is no longer as the person saw it.
    """
    after = replace(
        before, status="draft", version=before.version + 1, adopted_on=None, reached=None
    )
    with store.transaction() as cursor:
        _expect_unmoved(cursor, before)
        _write(cursor, after)
        for content in evidence:
            freeze(cursor, after.recommendation_id, content, at=at, who=who)
        _note(cursor, after, role, at, None)
        record(
            cursor,
            who=who,
            action="changed",
            subject=f"recommendation {after.recommendation_id}",
            detail=f"version {after.version} begun",
        )
    return after


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _read(cursor: DuckDBPyConnection, recommendation_id: str) -> Recommendation:
    row = cursor.execute(
        _SELECT + " WHERE recommendation_id = $id", {"id": recommendation_id}
    ).fetchone()
    if row is None:
        raise RecommendationUnknown(
            "There is no recommendation {number}. `priemna recommendations list` shows all.",
            number=recommendation_id,
        )
    return Recommendation(*row)


def _expect_unmoved(cursor: DuckDBPyConnection, before: Recommendation) -> None:
    if _read(cursor, before.recommendation_id) != before:
        raise RecommendationMoved(
            "Recommendation {number} was changed in the meantime. Look at it again.",
            number=before.recommendation_id,
        )


def _write(cursor: DuckDBPyConnection, after: Recommendation) -> None:
    keep_named(cursor, after.strategy_document_id)
    cursor.execute(
        "DELETE FROM recommendation WHERE recommendation_id = $id", {"id": after.recommendation_id}
    )
    cursor.execute(_INSERT, asdict(after))


def _note(
    cursor: DuckDBPyConnection,
    one: Recommendation,
    role: str,
    at: datetime,
    reason_code: str | None,
) -> None:
    cursor.execute(
        "INSERT INTO recommendation_history "
        "(recommendation_id, changed_at, status, role, reason_code, version) "
        "VALUES ($id, $at, $status, $role, $reason, $version)",
        {
            "id": one.recommendation_id,
            "at": at,
            "status": one.status,
            "role": role,
            "reason": reason_code,
            "version": one.version,
        },
    )


_SELECT = (
    "SELECT recommendation_id, text_bg, text_en, goal, theme, level, status, drafted_on, "
    "version, municipality_code, strategy_document_id, strategy_measure_id, lead_institution, "
    "lead_institution_en, partner_institutions, partner_institutions_en, deadline_on, "
    "budget_source, budget_source_en, indicator, indicator_en, baseline, target, unit, "
    "better, result_bg, result_en, verification, rule, rule_sha256, strength, probability, "
    "adjusted_p, adopted_on, reached FROM recommendation"
)
_IN_ORDER = " ORDER BY substr(recommendation_id, 2)::INTEGER"
_INSERT = (
    "INSERT INTO recommendation (recommendation_id, text_bg, text_en, goal, theme, level, "
    "status, drafted_on, version, municipality_code, strategy_document_id, "
    "strategy_measure_id, lead_institution, lead_institution_en, partner_institutions, "
    "partner_institutions_en, deadline_on, budget_source, budget_source_en, indicator, "
    "indicator_en, baseline, target, unit, better, result_bg, result_en, verification, rule, "
    "rule_sha256, strength, probability, adjusted_p, adopted_on, reached) VALUES "
    "($recommendation_id, $text_bg, $text_en, $goal, $theme, $level, $status, $drafted_on, "
    "$version, $municipality_code, $strategy_document_id, $strategy_measure_id, "
    "$lead_institution, $lead_institution_en, $partner_institutions, "
    "$partner_institutions_en, $deadline_on, $budget_source, $budget_source_en, $indicator, "
    "$indicator_en, $baseline, $target, $unit, $better, $result_bg, $result_en, "
    "$verification, $rule, $rule_sha256, $strength, $probability, $adjusted_p, $adopted_on, "
    "$reached)"
)
