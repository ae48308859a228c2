"""Design-based means, totals and shares of a sample of clusters, with honest intervals.

Women are asked village by village, and women of one village resemble each other: an interval that
takes them for independent is too short. The variance is therefore taken between clusters.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from geo.errors import PriemnaError
from priemna.evidence.intervals import Interval, wilson_share

Floats = NDArray[np.float64]


class UnusableSample(PriemnaError, ValueError):
    """Answers and design that do not fit together."""


@dataclass(frozen=True, eq=False)
class Sample:
    """How the answers were drawn; every array has shape (answers,), lists are taken as arrays.

    Parameters
    ----------
    weights
        Inverse of the chance to be asked, above zero.
    clusters
        Label of the village (or class, or training group) asked as a whole; labels count within
        their stratum. None: every answer is its own cluster.
    strata
        Label of the stratum, or None for a single one.
    population_clusters
        Clusters there are in the stratum, for the finite population correction, or None for none;
        one number stands for all. It is right where everybody of a cluster was asked, or with
        ``population_answers``; alone it makes an interval of a part of each cluster too short.
    population_answers
        People there are in the cluster of each answer, where only a part of them was asked. It
        counts with ``population_clusters`` only: without, clusters are taken as drawn anew.
    """

    weights: Floats
    clusters: NDArray[np.str_] | None = None
    strata: NDArray[np.str_] | None = None
    population_clusters: Floats | None = None
    population_answers: Floats | None = None

    def __post_init__(self) -> None:
        set_ = object.__setattr__
        set_(self, "weights", np.asarray(self.weights, float))
        for name in ("clusters", "strata"):
            if getattr(self, name) is not None:
                set_(self, name, np.asarray(getattr(self, name)).astype(np.str_))
        for name in ("population_clusters", "population_answers"):
            there = getattr(self, name)
            if there is not None:
                each = np.asarray(there, float)
                set_(self, name, each if each.ndim else np.full(self.weights.shape, each))


@dataclass(frozen=True)
class Estimate:
    """A mean or total of a sample.

    Parameters
    ----------
    value
        The estimate.
    standard_error
        From the differences between clusters; ``nan`` where one cluster is all there is.
    n
        Answers it rests on.
    degrees_of_freedom
        Clusters less strata.
    """

    value: float
    standard_error: float
    n: int
    degrees_of_freedom: int

    def interval(self, level: float = 0.95) -> Interval:
        """Limits by Student's t at the degrees of freedom of the design; ``nan`` without any."""
        if self.degrees_of_freedom < 1:
            return Interval(self.value, float("nan"), float("nan"))
        t = stats.t.ppf((1 + level) / 2, self.degrees_of_freedom)
        half = float(t * self.standard_error)
        return Interval(self.value, self.value - half, self.value + half)


@dataclass(frozen=True)
class Share(Estimate):
    """A share of answers, between 0 and 1, with what its design is worth.

    Parameters
    ----------
    effective_n
        Independent answers that would tell as much.
    """

    effective_n: float = 0.0

    def interval(self, level: float = 0.95) -> Interval:
        """Wilson's limits at the effective number of answers (Korn and Graubard 1998)."""
        if self.degrees_of_freedom < 1 or not self.effective_n > 0:
            return Interval(self.value, 0.0, 1.0)
        t = float(stats.t.ppf((1 + level) / 2, self.degrees_of_freedom))
        return wilson_share(self.value, _adjusted_n(self, level), t)


def total(values: ArrayLike, sample: Sample) -> Estimate:
    """Weighted total of the population.

    Parameters
    ----------
    values
        Shape (answers,), in any unit.
    sample
        How they were drawn.

    Raises
    ------
    UnusableSample
        Where shapes differ, there is no answer, a weight is not above zero, or more clusters were
        drawn than there are.
    """
    y = _checked(values, sample)
    variance, freedom = _between_clusters(y * sample.weights, sample)
    return Estimate(float((y * sample.weights).sum()), float(np.sqrt(variance)), len(y), freedom)


def mean(values: ArrayLike, sample: Sample) -> Estimate:
    """Weighted mean of the population, a ratio of two totals.

    Parameters
    ----------
    values
        Shape (answers,), in any unit.
    sample
        How they were drawn.

    Raises
    ------
    UnusableSample
        As in `total`.

    Notes
    -----
    Taylor linearisation with ultimate clusters (Särndal, Swensson and Wretman 1992, §5.6); equals
    ``svymean`` of R's survey package.
    """
    y = _checked(values, sample)
    weight = sample.weights.sum()
    middle = float((y * sample.weights).sum() / weight)
    variance, freedom = _between_clusters((y - middle) * sample.weights / weight, sample)
    return Estimate(middle, float(np.sqrt(variance)), len(y), freedom)


def share(answers: ArrayLike, sample: Sample) -> Share:
    """Share of answers that count.

    Parameters
    ----------
    answers
        True or 1 where the answer counts, shape (answers,).
    sample
        How they were drawn.

    Raises
    ------
    UnusableSample
        As in `total`, and where a value is neither 0 nor 1.
    """
    y = _checked(answers, sample)
    if not np.isin(y, (0.0, 1.0)).all():
        raise UnusableSample("Shares are of answers that count or do not: 1 or 0.")
    found = mean(y, sample)
    p, se = found.value, found.standard_error
    if 0 < p < 1:
        # Chance can make clusters look more alike than single answers would be; not believed.
        effective = min(p * (1 - p) / se**2, float(found.n)) if se > 0 else float(found.n)
    else:
        effective = float(found.n) / _assumed_design_effect(sample)
    return Share(p, se, found.n, found.degrees_of_freedom, effective)


def difference(one: Share, other: Share, *, level: float = 0.95) -> Interval:
    """Difference of two independent shares, one less the other.

    Notes
    -----
    Newcombe's square-and-add of the two Wilson intervals (1998, method 10): limits that neither
    leave −1 to 1 nor vanish where a share is 0 or 1.
    """
    a, b = one.interval(level), other.interval(level)
    gap = one.value - other.value
    low = gap - np.hypot(one.value - a.low, b.high - other.value)
    high = gap + np.hypot(a.high - one.value, other.value - b.low)
    return Interval(gap, float(max(low, -1.0)), float(min(high, 1.0)))


def design_wilson(
    p: float, standard_error: float, n: int, degrees_of_freedom: int, level: float = 0.95
) -> Interval:
    """Wilson's interval of a share whose standard error a design has given.

    Parameters
    ----------
    p
        Share, strictly between 0 and 1.
    standard_error
        Above zero.
    n
        Answers.
    degrees_of_freedom
        Of the design.
    level
        Of the interval.
    """
    found = Share(p, standard_error, n, degrees_of_freedom, p * (1 - p) / standard_error**2)
    return found.interval(level)


def _adjusted_n(found: Share, level: float) -> float:
    """Effective number corrected for the few clusters from which it was learnt."""
    few, many = (
        stats.t.ppf((1 + level) / 2, df) for df in (found.degrees_of_freedom, max(found.n - 1, 1))
    )
    return float(found.effective_n * (many / few) ** 2)


def _between_clusters(scores: Floats, sample: Sample) -> tuple[float, int]:
    """Variance of a sum of scores between ultimate clusters, and its degrees of freedom."""
    n = len(scores)
    strata = sample.strata if sample.strata is not None else np.zeros(n, dtype="<U1")
    clusters = sample.clusters if sample.clusters is not None else np.arange(n).astype(np.str_)
    variance, freedom = 0.0, 0
    for stratum in np.unique(strata):
        inside = strata == stratum
        _, where = np.unique(clusters[inside], return_inverse=True)
        sums = np.bincount(where, weights=scores[inside])
        drawn = len(sums)
        freedom += drawn - 1
        if drawn < 2:
            # One cluster tells nothing of how clusters differ: the variance is unknown.
            return float("nan"), 0
        part = 0.0
        if sample.population_clusters is not None:
            part = _part_drawn(drawn, float(sample.population_clusters[inside][0]))
            if sample.population_answers is not None:
                there = sample.population_answers[inside]
                variance += part * _within_clusters(scores[inside], where, there)
        spread = float(((sums - sums.mean()) ** 2).sum())
        variance += (1 - part) * drawn / (drawn - 1) * spread
    return variance, freedom if np.isfinite(variance) else 0


def _part_drawn(drawn: int, there: float) -> float:
    if not there >= drawn:
        raise UnusableSample(
            "{drawn} clusters were drawn, but the stratum is said to have {there}.",
            drawn=drawn,
            there=there,
        )
    return drawn / there


def _within_clusters(scores: Floats, where: NDArray[np.intp], there: Floats) -> float:
    """Variance of the second stage: what another part of the same clusters would have said."""
    asked, first = np.bincount(where), np.unique(where, return_index=True)[1]
    parts = asked / there[first]
    if not (parts <= 1).all():
        raise UnusableSample("More people were asked in a cluster than it is said to have.")
    if ((asked < 2) & (parts < 1)).any():
        # One answer tells nothing of how answers of a cluster differ.
        return float("nan")
    means = np.bincount(where, weights=scores) / asked
    spread = np.bincount(where, weights=(scores - means[where]) ** 2)
    return float(((1 - parts) * asked / np.maximum(asked - 1, 1) * spread).sum())


def _assumed_design_effect(sample: Sample) -> float:
    """Design effect where nobody or everybody says yes, and differences tell nothing.

    Weights cost what Kish 1965 says; answers of a village are taken to be alike by INTRACLASS.
    """
    weights = sample.weights
    effect = float(len(weights) * (weights**2).sum() / weights.sum() ** 2)
    if sample.clusters is not None:
        _, sizes = np.unique(sample.clusters, return_counts=True)
        effect *= float(1 + (sizes.mean() - 1) * INTRACLASS)
    return effect


INTRACLASS = 0.1
"""Assumed likeness of answers of one village, for shares of 0 or 1, where no sample can tell."""


def _checked(values: ArrayLike, sample: Sample) -> Floats:
    y = np.asarray(values, float)
    shapes = {y.shape, sample.weights.shape}
    others = (sample.clusters, sample.strata, sample.population_clusters)
    for other in (*others, sample.population_answers):
        if other is not None:
            shapes.add(other.shape)
    if len(shapes) > 1 or y.ndim != 1 or not len(y):
        raise UnusableSample("There must be one value, weight and label for each answer.")
    weights = sample.weights
    if not (np.isfinite(y).all() and np.isfinite(weights).all() and (weights > 0).all()):
        raise UnusableSample("Values must be numbers and weights above zero.")
    return y
