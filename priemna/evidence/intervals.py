"""Intervals of counts, rates and shares, each by the method its field expects."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from geo.errors import PriemnaError


class NotACount(PriemnaError, ValueError):
    """A count, denominator or level with which no interval can be said."""


@dataclass(frozen=True)
class Interval:
    """An estimate with its limits, all in the same unit.

    Parameters
    ----------
    estimate
        The figure itself.
    low, high
        Limits of the interval; ``low <= estimate <= high`` up to rounding.
    """

    estimate: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """Distance between the limits."""
        return self.high - self.low

    def times(self, factor: float) -> "Interval":
        """Return the same interval in another unit."""
        return Interval(self.estimate * factor, self.low * factor, self.high * factor)


def garwood(count: float, exposure: float = 1.0, *, level: float = 0.95) -> Interval:
    """Exact interval of a Poisson rate.

    Parameters
    ----------
    count
        Events, zero or more.
    exposure
        What they are divided by, greater than zero.
    level
        Chance that the interval is to cover, between 0 and 1.

    Raises
    ------
    NotACount
        Where one of them is out of range.

    Notes
    -----
    Garwood 1936: half the tail on each side, so it covers at least ``level``.
    """
    _check(count, exposure, level)
    tail = (1 - level) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    high = stats.chi2.ppf(1 - tail, 2 * (count + 1)) / 2
    return Interval(count / exposure, float(low / exposure), float(high / exposure))


def byar(count: float, exposure: float = 1.0, *, level: float = 0.95) -> Interval:
    """Byar's interval of a Poisson rate, as public health bodies print it.

    Parameters
    ----------
    count, exposure, level
        As in `garwood`.

    Raises
    ------
    NotACount
        Where one of them is out of range.

    Notes
    -----
    Breslow and Day 1987, vol. II, p. 69. Good from about ten events; below them the exact interval
    of `garwood` is meant, and the technical guide of Public Health England uses it there.
    """
    _check(count, exposure, level)
    z = stats.norm.ppf((1 + level) / 2)
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Interval(count / exposure, float(max(low, 0.0) / exposure), float(high / exposure))


def jeffreys_rate(count: float, exposure: float = 1.0, *, level: float = 0.95) -> Interval:
    """Interval of a Poisson rate under Jeffreys' prior Gamma(1/2, 0); shorter than `garwood`.

    Parameters
    ----------
    count, exposure, level
        As in `garwood`.

    Raises
    ------
    NotACount
        Where one of them is out of range.
    """
    _check(count, exposure, level)
    tail = (1 - level) / 2
    low = stats.gamma.ppf(tail, count + 0.5) if count else 0.0
    high = stats.gamma.ppf(1 - tail, count + 0.5)
    return Interval(count / exposure, float(low / exposure), float(high / exposure))


def wilson(successes: float, n: float, *, level: float = 0.95) -> Interval:
    """Wilson's score interval of a share.

    Parameters
    ----------
    successes
        Those that count, from 0 to ``n``; need not be whole (effective numbers).
    n
        All of them, greater than zero.
    level
        As in `garwood`.

    Raises
    ------
    NotACount
        Where one of them is out of range.

    Notes
    -----
    Wilson 1927. Never leaves 0–1, and at zero successes still has an upper limit.
    """
    _check(successes, n, level)
    if successes > n:
        raise NotACount("{part} of {whole} is no share.", part=successes, whole=n)
    return wilson_share(successes / n, n, float(stats.norm.ppf((1 + level) / 2)))


def wilson_share(share: float, n: float, quantile: float) -> Interval:
    """Wilson's interval from a share, a number that may be effective, and a quantile.

    Parameters
    ----------
    share
        Between 0 and 1.
    n
        Greater than zero.
    quantile
        Of the normal distribution, or of Student's t for a sample design.
    """
    z2 = quantile * quantile
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = quantile / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and 1 the limit is the share itself; arithmetic alone misses it by a last digit.
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    return Interval(share, float(min(low, share)), float(max(high, share)))


def _check(count: float, exposure: float, level: float) -> None:
    if not count >= 0 or not np.isfinite(count):
        raise NotACount("{count} is not a count of zero or more.", count=count)
    if not exposure > 0 or not np.isfinite(exposure):
        raise NotACount("What is divided by is {value}; it must be above zero.", value=exposure)
    if not 0 < level < 1:
        raise NotACount("The level {level} must lie between 0 and 1.", level=level)
