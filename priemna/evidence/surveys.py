"""What a survey may say: shares with rules for few answers, the knowledge score, small areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from priemna.evidence.intervals import Interval
from priemna.evidence.samples import Share

SHARE_FROM = 30
"""Effective answers from which a share is printed as a percentage."""

WIDEST_SHARE = 0.30
"""Width of the 95 % interval above which it is not."""

COUNT_FROM = 10
"""Answers from which „12 от 18“ is said; below, nothing is."""

BORROWED_ANSWERS = 8
"""Answers of the district that a municipality borrows."""

KNOWLEDGE_ITEMS = (
    "physical", "sexual", "psychological", "economic", "coercive_restriction",
    "protection_order", "where_to_apply", "free_legal_aid", "hotline", "centre", "mobile_office",
)  # fmt: skip
"""Items of the knowledge score; codes of the codebook list „knowledge“."""


class Shown(StrEnum):
    """How a share may be shown."""

    SHARE = "share"
    COUNT = "count"
    NOTHING = "nothing"


@dataclass(frozen=True)
class SmallArea:
    """A share of one municipality, drawn towards the district.

    Parameters
    ----------
    share
        Between 0 and 1.
    n
        Answers of its own; the rest of its weight is borrowed.
    borrowed
        Share of the figure that comes from the district, between 0 and 1.
    """

    share: float
    n: int
    borrowed: float


def how_to_show(share: Share) -> Shown:
    """Whether a share is said as a percentage, as a count out of so many, or not at all."""
    if share.n < COUNT_FROM:
        return Shown.NOTHING
    if share.effective_n >= SHARE_FROM and share.interval().width <= WIDEST_SHARE:
        return Shown.SHARE
    return Shown.COUNT


def knowledge_score(answers: Mapping[str, str]) -> float | None:
    """Score of one woman's knowledge, 0–100.

    Parameters
    ----------
    answers
        Item → ``right``, ``wrong`` or ``dont_know``; items that were not asked are absent.

    Returns
    -------
    float or None
        Percentage of right answers among the items asked; None where fewer than half of the
        eleven items were asked. Not knowing counts like a wrong answer: she cannot act on it.
    """
    asked = [answers[item] for item in KNOWLEDGE_ITEMS if item in answers]
    if 2 * len(asked) < len(KNOWLEDGE_ITEMS):
        return None
    return 100 * asked.count("right") / len(asked)


def small_areas(rows: Sequence[tuple[str, int, int]]) -> dict[str, SmallArea]:
    """Shares of municipalities, each leaning on the district as far as it has few answers.

    Parameters
    ----------
    rows
        Municipality code, answers and those of them that count; answers may be zero.

    Returns
    -------
    dict
        By code; empty where nobody was asked anywhere.

    Notes
    -----
    (yes + 8 · district share) / (n + 8). Eight municipalities are too few to learn how much they
    differ (Fay–Herriot), so the weight is fixed and said.
    """
    asked = sum(n for _, n, _ in rows)
    if not asked:
        return {}
    district = sum(yes for *_, yes in rows) / asked
    return {
        code: SmallArea(
            share=(yes + BORROWED_ANSWERS * district) / (n + BORROWED_ANSWERS),
            n=n,
            borrowed=BORROWED_ANSWERS / (n + BORROWED_ANSWERS),
        )
        for code, n, yes in rows
    }


def has_changed(gap: Interval) -> bool:
    """Whether the interval of a difference leaves out „no change“."""
    return gap.low > 0 or gap.high < 0
