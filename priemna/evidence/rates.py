"""Contact rates: raw with an exact interval, smoothed towards the district, and when to show which.

A contact rate says how many women came. It is no measure of need: who was never visited could not
come. The page that shows it says so.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special, stats

from priemna.evidence.intervals import Interval, NotACount, garwood

Floats = NDArray[np.float64]

SHOWN_FROM = 10
"""Contacts below which a raw rate is not shown."""

WIDEST = 1.6
"""Width of the interval over the rate above which a raw rate is not shown."""

_SHAPE_MIDDLE = np.log(4.0)
_SHAPE_SPREAD = 1.0


@dataclass(frozen=True)
class SmoothedRates:
    """Rates of several areas, each drawn towards the common one as far as its numbers are small.

    Parameters
    ----------
    rates
        One per area, in the unit of count over exposure; low and high are quantiles.
    mean
        Rate towards which each area is drawn: one per area, all equal without covariates.
    shape
        Of the gamma distribution of true rates; smaller means that the areas differ more.
    coefficients
        Of the log-linear mean, intercept first.
    """

    rates: tuple[Interval, ...]
    mean: Floats
    shape: float
    coefficients: Floats


def raw_rate(count: int, women: float, years: float, *, level: float = 0.95) -> Interval:
    """Contacts per 1 000 women and year with their exact (Garwood) interval.

    Parameters
    ----------
    count
        First contacts.
    women
        Women aged 14 and over.
    years
        Length of the period.
    level
        Of the interval.

    Raises
    ------
    NotACount
        Where a count or denominator is out of range.
    """
    return garwood(count, women * years, level=level).times(1000)


def can_show_raw(count: int, rate: Interval) -> bool:
    """Whether a raw rate rests on enough contacts and is known well enough to be printed."""
    return count >= SHOWN_FROM and rate.width <= WIDEST * rate.estimate


def smooth_rates(
    counts: ArrayLike,
    exposure: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    level: float = 0.9,
    shape_prior: bool = True,
) -> SmoothedRates:
    """Gamma–Poisson rates with the common rate and the spread learnt from all areas.

    Parameters
    ----------
    counts
        Events, shape (areas,), zero or more.
    exposure
        Women-years or expected events, shape (areas,), above zero.
    covariates
        Shape (areas, columns) without an intercept, or None.
    level
        Of the intervals.
    shape_prior
        log shape ~ N(log 4, 1). Without it equal counts drive the shape to infinity; leave it on
        outside comparisons with other programs.

    Raises
    ------
    NotACount
        Where counts or exposures are out of range or of different shapes.

    Notes
    -----
    rate_i ~ Gamma(shape, shape/mean_i), count_i ~ Poisson(rate_i · exposure_i); shape and mean by
    the mode of the negative-binomial likelihood (Clayton and Kaldor 1987), intervals given them.
    """
    y, e = _counts_and_exposure(counts, exposure)
    if not 0 < level < 1:
        raise NotACount("The level {level} must lie between 0 and 1.", level=level)
    columns = [np.ones(len(y))]
    if covariates is not None:
        more = np.asarray(covariates, float)
        if more.shape[:1] != y.shape or not np.isfinite(more).all():
            raise NotACount("Each area needs its own covariates, all of them numbers.")
        columns += list(more.reshape(len(y), -1).T)
    x = np.column_stack(columns)

    def loss(parameters: Floats) -> float:
        shape, mean = np.exp(parameters[0]), np.exp(x @ parameters[1:]) * e
        fit = special.gammaln(y + shape) - special.gammaln(shape)
        fit += shape * np.log(shape / (shape + mean)) + special.xlogy(y, mean / (shape + mean))
        prior = ((parameters[0] - _SHAPE_MIDDLE) / _SHAPE_SPREAD) ** 2 / 2 if shape_prior else 0.0
        return float(-fit.sum() + prior)

    start = np.zeros(1 + x.shape[1])
    start[0] = _SHAPE_MIDDLE
    start[1] = np.log((y.sum() + 0.5) / e.sum())
    # The mode is found twice, the second time from the first: the simplex is robust, not exact.
    rough = optimize.minimize(loss, start, method="Nelder-Mead", options={"maxiter": 4000})
    best = optimize.minimize(loss, rough.x, method="BFGS", options={"gtol": 1e-7})
    found = best.x if best.fun <= rough.fun else rough.x
    shape, mean = float(np.exp(found[0])), np.exp(x @ found[1:])
    return SmoothedRates(_posterior(y, e, shape, mean, level), mean, shape, found[1:])


def smooth_by_moments(
    counts: ArrayLike, expected: ArrayLike, *, rounds: int = 1000, tolerance: float = 1e-10
) -> tuple[float, float]:
    """Shape and rate parameter of the gamma distribution of relative risks, by moments.

    Parameters
    ----------
    counts, expected
        Observed and expected events, shape (areas,).
    rounds, tolerance
        When to stop.

    Returns
    -------
    tuple of float
        Shape ν and rate α of Gamma(ν, α); smoothed risk_i = (count_i + ν) / (expected_i + α). Both
        infinite where the areas do not differ: every area then has the common risk.

    Raises
    ------
    NotACount
        Where counts or expectations are out of range or of different shapes, or there are fewer
        than two areas.

    Notes
    -----
    The iteration of Clayton and Kaldor 1987, §2.2; kept to compare with other programs.
    """
    y, e = _counts_and_exposure(counts, expected)
    n = len(y)
    if n < 2:
        raise NotACount("One area cannot show how areas differ.")
    risk = y / e
    middle, spread = risk.mean(), risk.var(ddof=1)
    if not spread > 0:
        return float("inf"), float("inf")
    shape, rate = middle**2 / spread, middle / spread
    for _ in range(rounds):
        risk = (y + shape) / (e + rate)
        middle = risk.mean()
        spread = ((1 + rate / e) * (risk - middle) ** 2).sum() / (n - 1)
        before, rate, shape = rate, middle / spread, middle**2 / spread
        if abs(rate - before) < tolerance:
            break
    return float(shape), float(rate)


def smooth_globally(counts: ArrayLike, population: ArrayLike) -> Floats:
    """Rates drawn to the overall rate by Marshall's moment estimator.

    Parameters
    ----------
    counts, population
        Events and people at risk, shape (areas,).

    Returns
    -------
    array
        Smoothed rates, shape (areas,).

    Raises
    ------
    NotACount
        Where counts or populations are out of range or of different shapes.

    Notes
    -----
    Marshall 1991, global form. Where the areas differ less than chance alone would make them, all
    get the overall rate.
    """
    y, n = _counts_and_exposure(counts, population)
    raw, overall = y / n, y.sum() / n.sum()
    if not overall:
        return raw
    spread = (n * (raw - overall) ** 2).sum() / n.sum() - overall / n.mean()
    spread = max(float(spread), 0.0)
    weight = spread / (spread + overall / n)
    return np.asarray(weight * raw + (1 - weight) * overall, dtype=float)


def _posterior(
    y: Floats, e: Floats, shape: float, mean: Floats, level: float
) -> tuple[Interval, ...]:
    top, per = shape + y, shape / mean + e
    low, high = (stats.gamma.ppf(q, top) / per for q in ((1 - level) / 2, (1 + level) / 2))
    return tuple(
        Interval(float(a), float(b), float(c)) for a, b, c in zip(top / per, low, high, strict=True)
    )


def _counts_and_exposure(counts: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    y, e = np.asarray(counts, float), np.asarray(exposure, float)
    if y.ndim != 1 or y.shape != e.shape or not len(y):
        raise NotACount(
            "There are {counts} counts and {exposures} denominators; there must be one of each "
            "per area.",
            counts=y.size,
            exposures=e.size,
        )
    if not (np.isfinite(y).all() and (y >= 0).all() and np.isfinite(e).all() and (e > 0).all()):
        raise NotACount("Counts must be zero or more, and what they are divided by above zero.")
    return y, e
