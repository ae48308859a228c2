"""Which rules speak on the figures of a quarter, how strongly, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from geo.messages import Message
from priemna.evidence.intervals import Interval
from priemna.sharing.released import State
from priemna.strategy.figures import Figure, Shares, possible_shares
from priemna.strategy.rules import Rule

FALSE_DRAFTS = 0.25
"""Share of a quarter's drafts that may rest on chance: the complement of the certainty asked."""


class Strength(StrEnum):
    """A: sure, from two periods. B: very likely. C: likely. D: an expert's judgement, no rule."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Outcome(StrEnum):
    """What came of a rule at one place."""

    FIRES = "fires"
    HELD_BACK = "held_back"
    NOT_BEYOND = "not_beyond"
    TOO_FEW = "too_few"
    HIDDEN = "hidden"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Assessment:
    """A rule at one place.

    Attributes
    ----------
    interval
        Value with its 95 % limits; of a count all three are equal. None without a value.
    probability
        Chance that the true value lies beyond the threshold; None without a value.
    adjusted_p
        Its complement after Benjamini and Hochberg over the batch; None for counts.
    strength
        None where it does not fire.
    why
        The reason in a sentence.
    """

    rule: Rule
    figure: Figure
    outcome: Outcome
    why: Message
    interval: Interval | None = None
    probability: float | None = None
    adjusted_p: float | None = None
    strength: Strength | None = None


def assess(
    cases: Sequence[tuple[Rule, Figure, Figure | None]],
) -> tuple[Assessment, ...]:
    """Judge a whole batch: all rules at all places of one quarter.

    Parameters
    ----------
    cases
        Rule, its figure, and the same figure of the period of equal length before; None where the
        records do not reach back.

    Notes
    -----
    Share: see `figures.possible_shares`. One minus the chance of being beyond is treated as a
    p-value (Casella and Berger 1987: for one-sided questions the two agree). Benjamini and
    Hochberg 1995 over all shares of the batch; what does not survive is held back. A count is no
    sample: it is beyond its threshold or it is not, and it takes no part in the correction.
    """
    judged = [_alone(rule, figure, earlier) for rule, figure, earlier in cases]
    tested = [i for i, one in enumerate(judged) if _is_tested(one)]
    adjusted = benjamini_hochberg([1 - (judged[i].probability or 0.0) for i in tested])
    for i, p in zip(tested, adjusted, strict=True):
        judged[i] = replace(judged[i], adjusted_p=p)
        if judged[i].outcome is Outcome.FIRES and p > FALSE_DRAFTS:
            judged[i] = replace(
                judged[i],
                outcome=Outcome.HELD_BACK,
                strength=None,
                why=Message(
                    "It would speak alone, but {n} rule was asked at once and this may be chance.",
                    plural="It would speak alone, but {n} rules were asked at once and this may "
                    "be chance.",
                    n=len(tested),
                ),
            )
    return tuple(judged)


def probability_beyond(rule: Rule, figure: Figure) -> float:
    """Chance that the true value lies on the side of the threshold on which the rule fires.

    Parameters
    ----------
    figure
        With a part; for a share with a whole above zero.
    """
    if rule.unit == "count":
        # Rounding that could carry the count over the threshold takes the certainty away.
        part, off = figure.part or 0, figure.widest_error
        beyond = (
            part + off < rule.threshold if rule.fires == "below" else part - off > rule.threshold
        )
        return float(beyond)
    below = _shares(rule, figure).below(rule.threshold)
    return below if rule.fires == "below" else 1 - below


def interval_of(rule: Rule, figure: Figure) -> Interval:
    """Value with its 95 % limits, in the unit of the rule; rounding widens them.

    Parameters
    ----------
    figure
        With a part; for a share with a whole above zero.
    """
    part = float(figure.part or 0)
    if rule.unit == "count":
        off = figure.widest_error
        return Interval(part, max(part - off, 0.0), part + off)
    value = min(part / (figure.whole or 1), 1.0)
    low, high = _shares(rule, figure).limits()
    return Interval(value, min(low, value), max(high, value))


def _shares(rule: Rule, figure: Figure) -> Shares:
    return possible_shares(figure, design_effect=rule.design_effect)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values in the order given.

    Notes
    -----
    Benjamini and Hochberg 1995: p(i)·m/i, made monotone from the largest down.
    """
    p = np.asarray(p_values, float)
    if not len(p):
        return []
    order = np.argsort(p)
    stepped = p[order] * len(p) / np.arange(1, len(p) + 1)
    monotone = np.minimum.accumulate(stepped[::-1])[::-1]
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(monotone, 1.0)
    return [float(value) for value in adjusted]


def _is_tested(one: Assessment) -> bool:
    return one.rule.unit == "share" and one.probability is not None


def _alone(rule: Rule, figure: Figure, earlier: Figure | None) -> Assessment:
    if refused := _refused(rule, figure):
        outcome, why = refused
        return Assessment(rule, figure, outcome, why)
    probability, interval = probability_beyond(rule, figure), interval_of(rule, figure)
    if probability < rule.certainty:
        why = _beyond_or_not(rule, figure, probability)
        return Assessment(rule, figure, Outcome.NOT_BEYOND, why, interval, probability)
    return Assessment(
        rule,
        figure,
        Outcome.FIRES,
        _beyond_or_not(rule, figure, probability),
        interval,
        probability,
        strength=_strength(rule, probability, earlier),
    )


def _beyond_or_not(rule: Rule, figure: Figure, probability: float) -> Message:
    if rule.unit == "count":
        values = {"value": figure.part, "threshold": round(rule.threshold)}
        if rule.fires == "below":
            return Message("The number is {value}; the rule speaks below {threshold}.", values)
        return Message("The number is {value}; the rule speaks above {threshold}.", values)
    return Message(
        "The chance that it lies beyond the threshold is {chance} %; the rule speaks from "
        "{asked} %.",
        {"chance": round(100 * probability), "asked": round(100 * rule.certainty)},
    )


def _refused(rule: Rule, figure: Figure) -> tuple[Outcome, Message] | None:
    if figure.state is State.HIDDEN:
        return Outcome.HIDDEN, Message(
            "Its figures are hidden because they rest on too few people; no recommendation is "
            "drawn from them."
        )
    if figure.part is None or (rule.unit == "share" and not figure.whole):
        return Outcome.NO_DATA, Message("No data was collected there in the period.")
    if rule.unit == "share" and (figure.whole or 0) < rule.minimum:
        return Outcome.TOO_FEW, Message(
            "It rests on {n} case; the rule asks for at least {minimum}.",
            {"minimum": rule.minimum},
            plural="It rests on {n} cases; the rule asks for at least {minimum}.",
            n=int(figure.whole or 0),
        )
    return None


def _strength(rule: Rule, probability: float, earlier: Figure | None) -> Strength:
    twice = (
        earlier is not None
        and _refused(rule, earlier) is None
        and probability_beyond(rule, earlier) >= rule.certainty
    )
    if probability >= 0.95 and twice:
        return Strength.A
    return Strength.B if probability >= 0.90 else Strength.C
