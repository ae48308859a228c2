"""Trends that allow for how much was offered: more visits bring more contacts by themselves.

A count that doubles because the team drove twice as often is no rise. What came is therefore set
against what the earlier quarters would lead one to expect from the visits that were held.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from geo.errors import PriemnaError

Floats = NDArray[np.float64]

QUARTERS_NEEDED = 12
"""Whole quarters below which no rise or fall is spoken of."""

MEAN_NEEDED = 2.0
"""Contacts per quarter below which none is."""

YEAR = 4
LEVEL = 0.95


class UnusableSeries(PriemnaError, ValueError):
    """A series that cannot be compared with itself."""


class Signal(StrEnum):
    """What may be said of the last four quarters against those before."""

    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    AS_EXPECTED = "as_expected"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, eq=False)
class Channel:
    """One way by which people came, quarter by quarter.

    Parameters
    ----------
    counts
        Contacts, shape (quarters,), oldest first.
    offered
        What brought them: visits held, or 1 per quarter for an office that is always open; shape
        (quarters,), zero or more. Contacts in a quarter with nothing offered are refused.
    """

    counts: Floats
    offered: Floats

    def __post_init__(self) -> None:
        for name in ("counts", "offered"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), float))
        if self.counts.shape != self.offered.shape or self.counts.ndim != 1:
            raise UnusableSeries("There must be one count and one number of visits per quarter.")
        both = np.concatenate([self.counts, self.offered])
        if not np.isfinite(both).all() or (both < 0).any():
            raise UnusableSeries("Counts and visits must be zero or more.")
        if (self.counts[self.offered == 0] > 0).any():
            raise UnusableSeries(
                "People came in a quarter in which nothing was offered; a visit is missing from "
                "the records."
            )


@dataclass(frozen=True)
class Expected:
    """What earlier quarters lead one to expect of later ones.

    Parameters
    ----------
    mean
        Contacts.
    low, high
        Limits between which 95 % of such sums would fall if nothing had changed; whole numbers.
    """

    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class RollingYear:
    """Contacts of four quarters, with what was expected of them.

    Parameters
    ----------
    last
        Index of the last of the four quarters.
    count
        Contacts in them.
    expected
        None while there is less than a year before them to expect anything from.
    """

    last: int
    count: int
    expected: Expected | None


def expect(channels: Sequence[Channel], offered: Sequence[ArrayLike]) -> Expected:
    """Predictive limits of the sum over all channels and quarters to come.

    Parameters
    ----------
    channels
        The past; all of the same length.
    offered
        Per channel what is offered in the quarters to come, shape (quarters to come,).

    Raises
    ------
    UnusableSeries
        Where a channel offered nothing in the past but does in the quarters to come.

    Notes
    -----
    Rate per offer ~ Gamma(½ + Σ counts, Σ offered) (Jeffreys); overdispersion φ ≥ 1 by Pearson's
    statistic over channels and quarters; the sum to come is negative binomial with the mean and
    variance that follow. Contacts of one channel are taken as proportional to what it offered.
    """
    means, unknown = [], 0.0
    for channel, ahead in zip(channels, offered, strict=True):
        base, come = float(channel.offered.sum()), float(np.sum(ahead))
        if come and not base:
            raise UnusableSeries("Nothing was offered before, so there is nothing to compare with.")
        if not base:
            continue
        shape = 0.5 + float(channel.counts.sum())
        means.append(shape / base * come)
        unknown += (come / base) ** 2 * shape
    mean = float(sum(means))
    spread = _overdispersion(channels)
    return _limits(mean, spread * (mean + unknown))


def rolling_years(channels: Sequence[Channel]) -> tuple[RollingYear, ...]:
    """Sums of four quarters, each against limits from the quarters before those four.

    Parameters
    ----------
    channels
        All of the same length; oldest quarter first, whole quarters only.
    """
    length = _length(channels)
    return tuple(_rolling_year(channels, last) for last in range(YEAR - 1, length))


def headline(channels: Sequence[Channel]) -> tuple[Signal, RollingYear | None]:
    """Say what may be said of the last four quarters.

    Parameters
    ----------
    channels
        All of the same length; oldest quarter first, whole quarters only.

    Returns
    -------
    tuple
        The signal, and the four quarters it is about; None with less than a year.
    """
    length = _length(channels)
    year = _rolling_year(channels, length - 1) if length >= YEAR else None
    if year is None or length < QUARTERS_NEEDED:
        return Signal.TOO_EARLY, year
    if sum(channel.counts.sum() for channel in channels) / length < MEAN_NEEDED:
        return Signal.TOO_FEW, year
    if year.expected is None:
        return Signal.TOO_EARLY, year
    if year.count > year.expected.high:
        return Signal.HIGHER, year
    return (Signal.LOWER if year.count < year.expected.low else Signal.AS_EXPECTED), year


def _rolling_year(channels: Sequence[Channel], last: int) -> RollingYear:
    start = last - YEAR + 1
    count = int(sum(channel.counts[start : last + 1].sum() for channel in channels))
    before = [Channel(c.counts[:start], c.offered[:start]) for c in channels]
    ahead = [c.offered[start : last + 1] for c in channels]
    known = all(
        past.offered.sum() > 0 or not now.sum() for past, now in zip(before, ahead, strict=True)
    )
    return RollingYear(last, count, expect(before, ahead) if start >= YEAR and known else None)


def _limits(mean: float, variance: float) -> Expected:
    tail = (1 - LEVEL) / 2
    if not mean > 0:
        return Expected(0.0, 0, 0)
    if variance <= mean * (1 + 1e-9):
        low, high = stats.poisson.ppf([tail, 1 - tail], mean)
    else:
        shape = mean**2 / (variance - mean)
        low, high = stats.nbinom.ppf([tail, 1 - tail], shape, shape / (shape + mean))
    return Expected(mean, int(low), int(high))


def _overdispersion(channels: Sequence[Channel]) -> float:
    total, freedom = 0.0, 0
    for channel in channels:
        offered = channel.offered > 0
        if offered.sum() < 2 or not channel.counts.sum():
            continue
        mean = channel.counts.sum() / channel.offered.sum() * channel.offered[offered]
        total += float(((channel.counts[offered] - mean) ** 2 / mean).sum())
        freedom += int(offered.sum()) - 1
    return max(total / freedom, 1.0) if freedom else 1.0


def _length(channels: Sequence[Channel]) -> int:
    lengths = {len(channel.counts) for channel in channels}
    if len(lengths) != 1:
        raise UnusableSeries("All channels must cover the same quarters.")
    return lengths.pop()
