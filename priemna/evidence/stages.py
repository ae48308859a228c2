"""From knowing to receiving: at which stage women are lost, by group of municipalities."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from priemna.evidence.intervals import Interval, garwood, wilson
from priemna.evidence.samples import Share
from priemna.evidence.surveys import COUNT_FROM, Shown, how_to_show


class Step(StrEnum):
    """The five stages, in their order."""

    KNOWS = "knows"
    WOULD_SEEK = "would_seek"
    CAME = "came"
    AGREED = "agreed"
    RECEIVED = "received"


@dataclass(frozen=True)
class Stage:
    """One stage of one group.

    Parameters
    ----------
    step
        Which.
    interval
        Share of 0–1, for ``CAME`` contacts per 1 000 women and year; None where too little is
        known to show it.
    n
        Answers, contacts or referrals it rests on; None where even that would show too few people.
    per_1000
        The unit is contacts per 1 000 women and year, not a share.
    """

    step: Step
    interval: Interval | None
    n: int | None
    per_1000: bool = False


@dataclass(frozen=True)
class Referrals:
    """Services of consenting persons of a group.

    Parameters
    ----------
    offered
        Services offered: referred, provided, declined or unavailable.
    agreed
        Those not declined.
    received
        Those provided.
    """

    offered: int
    agreed: int
    received: int


def stages(
    knows: Share | None,
    would_seek: Share | None,
    came: int,
    women_years: float,
    referrals: Referrals,
) -> tuple[Stage, ...]:
    """The five stages of one group of municipalities.

    Parameters
    ----------
    knows, would_seek
        Shares of a survey; None where nobody was asked.
    came
        First contacts of women of these municipalities.
    women_years
        Women aged 14 and over × years of recording.
    referrals
        What became of the services offered to them.

    Notes
    -----
    The stages have different people under them (asked, living there, consulted), so they are set
    side by side and never multiplied.
    """
    return (
        _asked(Step.KNOWS, knows),
        _asked(Step.WOULD_SEEK, would_seek),
        Stage(Step.CAME, garwood(came, women_years).times(1000), came, per_1000=True)
        if came >= COUNT_FROM
        else Stage(Step.CAME, None, None, per_1000=True),
        _part(Step.AGREED, referrals.agreed, referrals.offered),
        _part(Step.RECEIVED, referrals.received, referrals.agreed),
    )


def narrowest(groups: Mapping[str, tuple[Stage, ...]], step: Step) -> str | None:
    """Group with the lowest figure at a stage, if its interval lies wholly below all others.

    Parameters
    ----------
    groups
        Stages by name of the group.
    step
        Which stage.
    """
    known = {
        name: stage.interval
        for name, all_stages in groups.items()
        for stage in all_stages
        if stage.step is step and stage.interval is not None
    }
    if len(known) < 2:
        return None
    lowest = min(known, key=lambda name: known[name].estimate)
    others = [interval.low for name, interval in known.items() if name != lowest]
    return lowest if known[lowest].high < min(others) else None


def _asked(step: Step, share: Share | None) -> Stage:
    if share is None or how_to_show(share) is Shown.NOTHING:
        return Stage(step, None, None)
    return Stage(step, share.interval(), share.n)


def _part(step: Step, part: int, whole: int) -> Stage:
    if whole < COUNT_FROM:
        return Stage(step, None, None)
    return Stage(step, wilson(part, whole), whole)
