"""Figures of the periods that came after a recommendation was frozen, for its monitoring."""

from collections.abc import Mapping
from typing import Any

from geo.messages import Message
from priemna.sharing.released import Release
from priemna.strategy.figures import complete_periods, figure_at
from priemna.strategy.monitoring import Course, CourseSince, course, shrunken_baseline
from priemna.strategy.rules import Source

PERIODS_NEEDED = {"quarter": 4, "year": 1, "wave": 1}
"""Periods after adoption without which nothing is said, by the dimension of time."""


def course_since(
    frozen: Mapping[str, Any], release: Release, *, target: float | None, better: str
) -> CourseSince:
    """What may be said of the time after the period on which the recommendation rests.

    Parameters
    ----------
    frozen
        Content of the evidence.
    release
        The latest one.
    target, better
        Of the recommendation.

    Notes
    -----
    A share is tested against a baseline drawn to the district (see `monitoring`), on released
    numbers; a count is compared as it is, for nothing was sampled.
    """
    source = Source(
        frozen["part_table"],
        frozen["whole_table"],
        frozen["period_dimension"],
        1,
        dict(frozen["keys"]),
    )
    codes = [code for code in complete_periods(source, release) if code > max(frozen["periods"])]
    after = [figure_at(source, release, frozen["municipality_code"], (code,)) for code in codes]
    known = [(f.part, f.whole) for f in after if f.part is not None]
    needed = PERIODS_NEEDED[source.period]
    if frozen["unit"] == "count":
        return _counted(frozen, [part for part, _ in known], needed, target, better)
    district = figure_at(source, release, None, tuple(frozen["periods"]))
    common = district.part / district.whole if district.part and district.whole else None
    baseline = shrunken_baseline(
        float(frozen["part"]),
        float(frozen["whole"]),
        float(frozen["value"]) if common is None else common,
        design_effect=float(frozen["design_effect"]),
    )
    return course(
        baseline,
        [(float(part), float(whole or 0)) for part, whole in known],
        better=better,
        target=target,
        design_effect=float(frozen["design_effect"]),
        periods_needed=needed,
    )


def _counted(
    frozen: Mapping[str, Any], after: list[int], needed: int, target: float | None, better: str
) -> CourseSince:
    before = float(frozen["value"])
    if len(after) < needed:
        return CourseSince.too_early(len(after), needed, before)
    now = float(sum(after[-needed:]))
    up = better == "higher"
    met = target is not None and (now >= target if up else now <= target)
    moved = now > before if up else now < before
    verdict = (
        Course.REACHED
        if met
        else Course.BETTER
        if moved
        else Course.NO_CHANGE
        if now == before
        else Course.WORSE
    )
    why = Message(
        "Counted, not sampled: {now} after {before}.", {"now": round(now), "before": round(before)}
    )
    return CourseSince(verdict, before, now, None, None, round(now), why)
