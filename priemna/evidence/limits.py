"""Limits within which chance alone moves a figure: control charts and funnels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from priemna.evidence.intervals import NotACount

Floats = NDArray[np.float64]

WARN, ALARM = 0.95, 0.998
"""Levels of the two pairs of lines of a funnel."""


@dataclass(frozen=True)
class Limits:
    """A centre line with limits.

    Parameters
    ----------
    centre
        In the unit of the figure.
    low, high
        Shape (points,); never below zero.
    """

    centre: float
    low: Floats
    high: Floats


def c_chart(counts: ArrayLike, *, sigmas: float = 3.0) -> Limits:
    """Limits of counts from equal chances, such as contacts per equal quarter.

    Parameters
    ----------
    counts
        Shape (points,), zero or more.
    sigmas
        Distance of the limits in standard deviations.

    Raises
    ------
    NotACount
        Where there is no count, or one below zero.

    Notes
    -----
    Shewhart's c chart (Montgomery 2013, §7.3.1): mean ± 3·√mean.
    """
    y = np.asarray(counts, float)
    return u_chart(y, np.ones(y.shape), sigmas=sigmas)


def u_chart(counts: ArrayLike, sizes: ArrayLike, *, sigmas: float = 3.0) -> Limits:
    """Limits of counts per unit where the units differ, such as contacts per visit.

    Parameters
    ----------
    counts, sizes
        Shape (points,); counts zero or more, sizes above zero.
    sigmas
        Distance of the limits in standard deviations.

    Raises
    ------
    NotACount
        Where shapes differ or a number is out of range.

    Notes
    -----
    Montgomery 2013, §7.3.2: u ± 3·√(u/n).
    """
    y, n = np.asarray(counts, float), np.asarray(sizes, float)
    if y.shape != n.shape or not y.size or not (_are_counts(y) and (n > 0).all()):
        raise NotACount("Counts must be zero or more, and what they are divided by above zero.")
    centre = float(y.sum() / n.sum())
    half = sigmas * np.sqrt(centre / n)
    return Limits(centre, np.maximum(centre - half, 0.0), centre + half)


def rate_funnel(rate: float, exposure: ArrayLike, *, level: float = WARN) -> Limits:
    """Lines at which the exact interval of an area's own rate would just touch the common rate.

    Parameters
    ----------
    rate
        Common rate, above zero.
    exposure
        Women-years of each area, shape (areas,), above zero.
    level
        Of the interval, and so about the share of areas between the lines if all have that rate.

    Raises
    ------
    NotACount
        Where the rate, an exposure or the level is out of range.

    Notes
    -----
    The intervals of Garwood 1936 turned round, with counts between whole numbers, so that the lines
    are smooth and say the same as the intervals; the funnels of Public Health England are the same.
    """
    e = np.asarray(exposure, float)
    if not (0 < rate < np.inf and (e > 0).all() and np.isfinite(e).all() and 0 < level < 1):
        raise NotACount("Counts must be zero or more, and what they are divided by above zero.")
    mean, tail = rate * e, (1 - level) / 2
    low = np.where(np.exp(-mean) < tail, special.pdtrik(tail, mean), 0.0)
    high = np.where(np.exp(-mean) < 1 - tail, special.pdtrik(1 - tail, mean), 0.0) + 1
    return Limits(rate, low / e, high / e)


def share_funnel(share: float, n: ArrayLike, *, level: float = WARN) -> Limits:
    """Lines between which shares fall if all areas have the same true share.

    Parameters
    ----------
    share
        Common share, strictly between 0 and 1.
    n
        Answers of each area, shape (areas,), at least one.
    level
        Share of areas between the lines.

    Raises
    ------
    NotACount
        Where the share, a number of answers or the level is out of range.

    Notes
    -----
    share ± z·√(share·(1 − share)/n) within 0 to 1, as Public Health England draws it (Spiegelhalter
    2005, §2); with few answers the lines are rough.
    """
    number = np.asarray(n, float)
    if not (0 < share < 1 and (number >= 1).all() and 0 < level < 1):
        raise NotACount("{part} of {whole} is no share.", part=share, whole=n)
    half = stats.norm.ppf((1 + level) / 2) * np.sqrt(share * (1 - share) / number)
    return Limits(share, np.maximum(share - half, 0.0), np.minimum(share + half, 1.0))


def _are_counts(values: Floats) -> bool:
    return bool(np.isfinite(values).all() and (values >= 0).all())
