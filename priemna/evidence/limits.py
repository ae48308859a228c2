"""Limits within which chance alone moves a figure: control charts and funnels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

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
    if y.shape != n.shape or not y.size or (y < 0).any() or not (n > 0).all():
        raise NotACount("Counts must be zero or more, and what they are divided by above zero.")
    centre = float(y.sum() / n.sum())
    half = sigmas * np.sqrt(centre / n)
    return Limits(centre, np.maximum(centre - half, 0.0), centre + half)


def rate_funnel(rate: float, exposure: ArrayLike, *, level: float = WARN) -> Limits:
    """Lines between which the rates of areas fall if all of them have the same true rate.

    Parameters
    ----------
    rate
        Common rate, above zero.
    exposure
        Women-years of each area, shape (areas,), above zero.
    level
        Share of areas between the lines.

    Raises
    ------
    NotACount
        Where the rate or an exposure is not above zero.

    Notes
    -----
    Quantiles of the Poisson distribution, interpolated between whole counts (Spiegelhalter 2005,
    appendix A.1.1), so that the lines are smooth.
    """
    e = np.asarray(exposure, float)
    if not rate > 0 or not (e > 0).all():
        raise NotACount("Counts must be zero or more, and what they are divided by above zero.")
    mean = rate * e
    low, high = (_between(q, stats.poisson, (mean,)) / e for q in _tails(level))
    return Limits(rate, low, high)


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
        Where the share or a number of answers is out of range.

    Notes
    -----
    As `rate_funnel`, with the binomial distribution.
    """
    number = np.asarray(n, float)
    if not 0 < share < 1 or not (number >= 1).all():
        raise NotACount("{part} of {whole} is no share.", part=share, whole=n)
    low, high = (
        _between(q, stats.binom, (number, np.full(number.shape, share))) / number
        for q in _tails(level)
    )
    return Limits(share, low, np.minimum(high, 1.0))


def _tails(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2


def _between(q: float, law: stats.rv_discrete, parameters: tuple[Floats, ...]) -> Floats:
    """Quantile between whole numbers, as far as the chance of the last one is used up."""
    whole = law.ppf(q, *parameters)
    at, below = law.cdf(whole, *parameters), law.cdf(whole - 1, *parameters)
    smooth: Floats = np.maximum(whole - (at - q) / np.maximum(at - below, 1e-300), 0.0)
    return smooth
