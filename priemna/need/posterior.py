"""Draws of rates and waiting women, given what was counted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize

from priemna.need.exposure import Floats
from priemna.need.likelihood import Fit, Likelihood

DRAWS = 600
LEAST_EFFECTIVE = 60.0
"""Fewer effective draws than this do not carry an interval."""

TAIL_DEGREES = 6
"""Degrees of freedom of the proposal: its tails are heavier than those of the posterior."""

WIDENED = 1.1
"""The proposal is this much wider than the curvature at the mode tells."""

SWEEPS = 4
"""Turns of drawing who came from where and then the rates; they start close to the truth."""

GRADIENT_STEP = 1e-3
CURVATURE_STEP = 0.05
LEAST_CURVATURE = 0.25
"""Of the log density per squared doubt; the prior alone has 1."""


@dataclass(frozen=True, eq=False)
class Draws:
    """Equally likely draws from the posterior.

    Parameters
    ----------
    rate
        Women in need per woman aged 14+ and year, shape (draws, settlements).
    mean_rate
        Mean of the rate given the rest of each draw: averages over it vary less by chance.
    stock
        Women-years that wait, per unit rate, shape (draws, settlements).
    expected
        Rate expected from level, vulnerability and knowledge alone, same shape.
    reached
        Women expected to have come so far from that rate, same shape.
    points
        Assumptions in doubts from the settings, shape (draws, `Beliefs.size`).
    effective
        Effective size of the weighted draws from which these were taken.
    """

    rate: Floats
    mean_rate: Floats
    stock: Floats
    expected: Floats
    reached: Floats
    points: Floats
    effective: float


def draw_posterior(likelihood: Likelihood, *, seed: int, count: int = DRAWS) -> Draws:
    """Draw assumptions by importance around their mode, then the rates given each of them.

    Parameters
    ----------
    likelihood
        What was counted and what is believed.
    seed
        Of all chance.
    count
        How many draws.

    Notes
    -----
    Assumptions come from a multivariate t around the mode, weighted by density over proposal and
    resampled systematically (Kitagawa 1996). Rates start at the mode given the assumptions; then
    women of each group are shared out at random in proportion to exposure × rate (multinomial) and
    rates drawn anew from their gamma, in turns (data augmentation; Tanner and Wong 1987). Where
    each group is one settlement the first draw is exact already.
    """
    rng = np.random.default_rng(seed)
    mode, axes, start = _mode(likelihood)
    size = len(mode)
    normal = rng.standard_normal((count, size))
    tails = normal / np.sqrt(rng.chisquare(TAIL_DEGREES, (count, 1)) / TAIL_DEGREES)
    points = mode + WIDENED * tails @ axes.T
    fit = likelihood.evaluate(points, start)
    log_weights = fit.log_density + (TAIL_DEGREES + size) / 2 * np.log1p(
        (tails**2).sum(axis=1) / TAIL_DEGREES
    )
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    rungs = (np.arange(count) + rng.random()) / count
    taken = np.minimum(np.searchsorted(np.cumsum(weights), rungs), count - 1)
    fit = fit.take(taken)
    rate, shape = _rates(likelihood, fit, rng)
    return Draws(
        rate=rate,
        mean_rate=shape / fit.per_unit,
        stock=fit.stock,
        expected=fit.expected,
        reached=fit.expected * fit.total,
        points=points[taken],
        effective=float(1 / (weights**2).sum()),
    )


def _mode(likelihood: Likelihood) -> tuple[Floats, Floats, Floats]:
    """Most probable assumptions, the axes of the curvature there, rate/expected there."""
    size = likelihood.beliefs.size
    one = np.eye(size)

    def downhill(point: Floats) -> tuple[float, Floats]:
        around = np.vstack([point, point + GRADIENT_STEP * one, point - GRADIENT_STEP * one])
        value, *sides = -likelihood.evaluate(around).log_density
        gradient = (np.array(sides[:size]) - np.array(sides[size:])) / (2 * GRADIENT_STEP)
        return float(value), gradient

    found = optimize.minimize(
        downhill, np.zeros(size), jac=True, method="BFGS", options={"gtol": 0.02, "maxiter": 40}
    )
    mode: Floats = found.x
    fit = likelihood.evaluate(mode[None])
    values, vectors = np.linalg.eigh(_curvature(likelihood, mode))
    return (
        mode,
        vectors / np.sqrt(np.maximum(values, LEAST_CURVATURE)),
        fit.rate[0] / fit.expected[0],
    )


def _curvature(likelihood: Likelihood, mode: Floats) -> Floats:
    """Second derivatives of minus the log density, by differences; shape (size, size)."""
    size = len(mode)
    steps = CURVATURE_STEP * np.eye(size)
    pairs = [(i, j) for i in range(size) for j in range(i + 1)]
    corners = np.array(
        [
            mode + first * steps[i] + second * steps[j]
            for i, j in pairs
            for first, second in ((1, 1), (1, -1), (-1, -1), (-1, 1))
        ]
    )
    values = likelihood.evaluate(corners).log_density.reshape(-1, 4) @ [1, -1, 1, -1]
    curvature = np.zeros((size, size))
    for (i, j), value in zip(pairs, values, strict=True):
        curvature[i, j] = curvature[j, i] = -value / (4 * CURVATURE_STEP**2)
    return curvature


def _rates(likelihood: Likelihood, fit: Fit, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Rates given the assumptions of each draw, and the shapes of their gamma; (draws, places)."""
    shares, _came = likelihood.shares(fit.reached, fit.rate)
    shape = fit.spread + likelihood.by_settlement(shares * likelihood.women[likelihood.group])
    rate: Floats = rng.gamma(shape) / fit.per_unit
    if len(likelihood.member) == len(likelihood.women):
        return rate, shape
    for _ in range(SWEEPS):
        shares, _came = likelihood.shares(fit.reached, rate)
        shape = fit.spread + likelihood.by_settlement(_allot(likelihood, shares, rng))
        rate = rng.gamma(shape) / fit.per_unit
    return rate, shape


def _allot(likelihood: Likelihood, shares: Floats, rng: np.random.Generator) -> Floats:
    """Women of each group shared out at random over its settlements, shape (draws, cells)."""
    allotted = np.empty_like(shares)
    bounds: npt.NDArray[np.intp] = likelihood.starts
    for women, first, end in zip(likelihood.women, bounds[:-1], bounds[1:], strict=True):
        allotted[:, first:end] = rng.multinomial(women, shares[:, first:end])
    return allotted
