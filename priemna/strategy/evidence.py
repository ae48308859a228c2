"""What is frozen with a recommendation: a released figure, how it came about, how it moved."""

from collections.abc import Mapping
from typing import Any

from geo.messages import Message
from priemna.sharing.released import Release
from priemna.strategy.firing import Assessment

MOVED = 0.005
"""Change of a share below which the same percentage is printed, so nothing is said."""


def evidence_of(found: Assessment, release: Release) -> dict[str, Any]:
    """Content of the evidence of a rule that fired, plain values that JSON can hold.

    Raises
    ------
    ValueError
        Where the assessment has no value.
    """
    if found.interval is None:
        raise ValueError("an assessment without a value is no evidence")
    rule, figure = found.rule, found.figure
    return {
        "rule": rule.code,
        "rule_sha256": rule.sha256,
        "part_table": rule.source.part,
        "whole_table": rule.source.whole,
        "keys": dict(rule.source.keys),
        "period_dimension": rule.source.period,
        "periods": list(figure.periods),
        "municipality_code": figure.municipality_code,
        "unit": rule.unit,
        "part": figure.part,
        "whole": figure.whole,
        "value": found.interval.estimate,
        "low": found.interval.low,
        "high": found.interval.high,
        "rounded_to": figure.base,
        "design_effect": rule.design_effect,
        "fires": rule.fires,
        "threshold": rule.threshold,
        "probability": found.probability,
        "adjusted_p": found.adjusted_p,
        "release": {
            "audience": release.audience,
            "number": release.number,
            "sha256": release.sha256,
            "published_on": release.published_on.isoformat(),
        },
        "data_version": release.data_version,
    }


def is_released(content: Mapping[str, Any]) -> bool:
    """Whether the figure comes from a release."""
    release = content.get("release")
    return isinstance(release, Mapping) and bool(release.get("sha256"))


def movement(frozen: Mapping[str, Any], now: Assessment | None) -> Message | None:
    """What happened to the data behind a recommendation since it was frozen.

    Parameters
    ----------
    frozen
        Content of the evidence.
    now
        The same rule at the same place on the latest release; None where the rule or the place is
        no longer there.

    Returns
    -------
    Message or None
        None where the same figure would be printed.
    """
    if now is None:
        return Message("The rule behind this recommendation is no longer there.")
    if now.interval is None:
        return Message("The data behind this recommendation can no longer be shown.")
    before, after = float(frozen["value"]), now.interval.estimate
    if frozen["unit"] == "share":
        if abs(after - before) < MOVED:
            return None
        return Message(
            "The data behind this recommendation changed from {before} % to {after} %.",
            {"before": round(100 * before), "after": round(100 * after)},
        )
    if before == after:
        return None
    return Message(
        "The data behind this recommendation changed from {before} to {after}.",
        {"before": round(before), "after": round(after)},
    )
