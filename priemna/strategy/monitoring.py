"""Has anything changed since adoption? A test that lets extreme figures return by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy import stats

from geo.messages import Message

BORROWED = 8.0
"""Answers of the district that the baseline of a municipality borrows (as in evidence.surveys)."""

QUARTERS_NEEDED = 4
ANSWERS_NEEDED = 30
LEVEL = 0.95


class Course(StrEnum):
    """What may be said of the time after adoption."""

    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    NO_CHANGE = "no_change"
    BETTER = "better"
    WORSE = "worse"
    REACHED = "reached"


@dataclass(frozen=True)
class Baseline:
    """The value before, drawn towards the district.

    A figure that made a rule fire was extreme, partly by chance; without drawing it back its own
    return to the middle would pass for success.

    Attributes
    ----------
    share
        Shrunken, 0–1.
    raw
        As recorded.
    weight
        Effective answers behind ``share``: its own and the borrowed ones.
    """

    share: float
    raw: float
    weight: float


@dataclass(frozen=True)
class CourseSince:
    """Verdict with what it rests on.

    Attributes
    ----------
    baseline
        What it is held against: a share drawn to the district, or a count.
    value
        Share or count after adoption; None where there is none.
    low, high
        Limits within which a share would fall in 95 of 100 such periods if nothing had changed.
    n
        Cases since adoption.
    """

    verdict: Course
    baseline: float
    value: float | None
    low: float | None
    high: float | None
    n: int
    why: Message

    @classmethod
    def too_early(cls, passed: int, needed: int, baseline: float) -> "CourseSince":
        """Nothing may be said yet."""
        why = Message(
            "{n} period has passed since the data of the recommendation; needed: {needed}.",
            {"needed": needed},
            plural="{n} periods have passed since the data of the recommendation; needed: "
            "{needed}.",
            n=passed,
        )
        return cls(Course.TOO_EARLY, baseline, None, None, None, 0, why)


def shrunken_baseline(
    part: float, whole: float, district_share: float, *, design_effect: float = 1.0
) -> Baseline:
    """Baseline of a share.

    Parameters
    ----------
    part, whole
        Before adoption; whole above zero.
    district_share
        Share of all other places together, 0–1.
    design_effect
        Effective answers = answers / this.

    Notes
    -----
    (part + 8·district) / (whole + 8), on effective answers.
    """
    n = whole / design_effect
    raw = part / whole
    weight = n + BORROWED
    return Baseline((raw * n + BORROWED * district_share) / weight, raw, weight)


def course(
    baseline: Baseline,
    after: Sequence[tuple[float, float]],
    *,
    better: str,
    target: float | None,
    design_effect: float = 1.0,
    periods_needed: int = QUARTERS_NEEDED,
) -> CourseSince:
    """What may be said of the quarters after adoption.

    Parameters
    ----------
    after
        Part and whole of each whole period since then, oldest first.
    better
        ``higher`` or ``lower``.
    target
        Share aimed at; None where none was set.
    periods_needed
        Periods before which nothing is said: four quarters, one year or one wave.

    Notes
    -----
    If nothing has changed, the answers to come that count are beta-binomial with the shrunken
    baseline as mean and its effective answers as weight; a signal lies outside the 95 % limits.
    The target is reached only where the signal is there too: a lucky quarter is not enough. No
    signal before the periods needed and 30 answers.
    """
    part, whole = sum(p for p, _ in after), sum(w for _, w in after)
    n = int(whole)
    if len(after) < periods_needed:
        return CourseSince.too_early(len(after), periods_needed, baseline.share)
    if whole < ANSWERS_NEEDED:
        why = Message(
            "{n} case since adoption; {needed} are needed.",
            {"needed": ANSWERS_NEEDED},
            plural="{n} cases since adoption; {needed} are needed.",
            n=n,
        )
        return CourseSince(Course.TOO_FEW, baseline.share, None, None, None, n, why)
    low, high = _limits(baseline, whole / design_effect)
    value = part / whole
    up = better == "higher"
    signal_better = value > high if up else value < low
    signal_worse = value < low if up else value > high
    met = target is not None and (value >= target if up else value <= target)
    verdict = (
        Course.REACHED
        if signal_better and met
        else Course.BETTER
        if signal_better
        else Course.WORSE
        if signal_worse
        else Course.NO_CHANGE
    )
    return CourseSince(verdict, baseline.share, value, low, high, n, _SAID[verdict])


_SAID = {
    Course.REACHED: Message("Better than chance explains, and the target is reached."),
    Course.BETTER: Message("Better than chance explains; the target is not reached yet."),
    Course.WORSE: Message("Worse than chance explains."),
    Course.NO_CHANGE: Message(
        "Within what chance alone brings: no change can be claimed, nor excluded."
    ),
}


def _limits(baseline: Baseline, n: float) -> tuple[float, float]:
    """Limits of a share of ``n`` effective answers to come, if nothing has changed."""
    count = max(round(n), 1)
    share = min(max(baseline.share, 1e-6), 1 - 1e-6)
    a, b = share * baseline.weight, (1 - share) * baseline.weight
    tail = (1 - LEVEL) / 2
    low, high = stats.betabinom.ppf([tail, 1 - tail], count, a, b)
    return float(low / count), float(high / count)
