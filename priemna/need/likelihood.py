"""How well assumptions agree with what was counted, the rates of the settlements averaged out."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from priemna.need.beliefs import Beliefs
from priemna.need.exposure import Calendar, Floats
from priemna.need.observations import Group

STEPS = 10
"""Turns of sharing out and estimating; the log density then moves by less than 0.02."""

MATRIX_CELLS = 1_000_000
"""Numbers in the matrices held at once, so that many settlements do not fill the memory."""

LEAST = 1e-9
"""Floor of the exposure per woman: who came had some way to come, however far."""


@dataclass(frozen=True, eq=False)
class Fit:
    """The rates that agree best with each draw of the assumptions.

    Parameters
    ----------
    log_density
        Log of prior × likelihood but for a constant, shape (draws,).
    stock
        Women-years that wait, shape (draws, settlements).
    expected
        Expected rate before anything was counted, shape (draws, settlements).
    spread
        Gamma shape of the spread, shape (draws, 1).
    total
        Exposure through all channels, shape (draws, settlements).
    per_unit
        Gamma rate of the posterior, spread/expected + total, shape (draws, settlements).
    rate
        Mode of the rates on the log scale, shape (draws, settlements).
    reached
        Exposure of each cell (a group and one of its settlements), shape (draws, cells).
    """

    log_density: Floats
    stock: Floats
    expected: Floats
    spread: Floats
    total: Floats
    per_unit: Floats
    rate: Floats
    reached: Floats

    def take(self, rows: npt.NDArray[np.intp]) -> "Fit":
        """Some of the draws, in this order."""
        return Fit(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


class Likelihood:
    """Poisson counts of groups whose settlements have gamma rates.

    Parameters
    ----------
    calendar
        The visits of the period.
    groups
        What was counted, at least one woman in each.
    beliefs
        What is believed before.

    Notes
    -----
    y_k ~ Poisson(Σ_i E_ki·θ_i) and θ_i ~ Gamma(a, a/μ_i). Over sums of settlements θ does not
    integrate out in closed form. Its mode on the log scale solves θ_i = (a + z_i)/(a/μ_i + E_i),
    z the counts shared out in proportion to E_ki·θ_i (the EM algorithm; Dempster, Laird and Rubin
    1977), and with w_k the shares of group k the curvature there is a·I + Σ_k y_k·w_k·w_kᵀ.
    Laplace's approximation is divided by the same approximation of the prior, whose integral is
    known, so that most of its error cancels (Tierney and Kadane 1986).
    """

    def __init__(self, calendar: Calendar, groups: Sequence[Group], beliefs: Beliefs) -> None:
        self.calendar, self.beliefs = calendar, beliefs
        sizes = np.array([len(group.members) for group in groups], dtype=np.intp)
        self.women = np.array([group.women for group in groups], dtype=np.int64)
        self.starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self.group = np.repeat(np.arange(len(groups)), sizes)
        channels = np.array([group.channel for group in groups], dtype=np.intp)
        self.channel = np.repeat(channels, sizes)
        self.member = np.array([i for group in groups for i in group.members], dtype=np.intp)
        self._by_member = np.argsort(self.member, kind="stable")
        self._members, self._first = np.unique(self.member[self._by_member], return_index=True)
        self._least = LEAST * np.maximum(calendar.women, 1.0)[self.member]

    def evaluate(self, points: Floats, start: Floats | None = None) -> Fit:
        """Fit the rates at some points of the beliefs.

        Parameters
        ----------
        points
            Shape (draws, `Beliefs.size`).
        start
            First guess of rate/expected, shape (settlements,); 1 where none is given.
        """
        assumed = self.beliefs.assumptions(points)
        spread, expected = assumed.spread, assumed.expected
        stock, met = self.calendar.follow(assumed.access)
        total = met.sum(axis=1)
        with_any = np.concatenate([met, total[:, None]], axis=1)  # ANY_CHANNEL is the last
        reached = np.maximum(with_any[:, self.channel, self.member], self._least)
        per_unit = spread / expected + total
        rate = expected if start is None else expected * start
        for _ in range(STEPS):
            shares, _came = self.shares(reached, rate)
            rate = (spread + self.by_settlement(shares * self.women[self.group])) / per_unit
        shares, came = self.shares(reached, rate)
        ratio = rate / expected
        log_density = (
            self.beliefs.log_density(points)
            + np.log(came) @ self.women
            - (total * rate).sum(axis=1)
            + (spread * (np.log(ratio) + 1 - ratio)).sum(axis=1)
            - 0.5 * self._log_curvature(shares, spread)
        )
        return Fit(log_density, stock, expected, spread, total, per_unit, rate, reached)

    def shares(self, reached: Floats, rate: Floats) -> tuple[Floats, Floats]:
        """Share of each cell in its group, and women expected of each group.

        Returns
        -------
        shares : ndarray
            Shape (draws, cells), 1 in sum over each group.
        came : ndarray
            Shape (draws, groups).
        """
        parts = reached * rate[:, self.member]
        if not len(self.women):
            return parts, np.zeros((len(parts), 0))
        came = np.add.reduceat(parts, self.starts[:-1], axis=1)
        return parts / came[:, self.group], came

    def by_settlement(self, cells: Floats) -> Floats:
        """Sum of the cells of each settlement, shape (draws, settlements)."""
        sums = np.zeros((len(cells), len(self.calendar.women)))
        if len(self.member):
            sums[:, self._members] = np.add.reduceat(cells[:, self._by_member], self._first, axis=1)
        return sums

    def _log_curvature(self, shares: Floats, spread: Floats) -> Floats:
        """Log determinant of I + Σ y·w·wᵀ/a, shape (draws,)."""
        weights = shares * np.sqrt(self.women[self.group] / spread)
        if len(self.member) == len(self.women):  # each group one settlement: diagonal
            diagonal: Floats = np.log1p(self.by_settlement(weights**2)).sum(axis=1)
            return diagonal
        size = len(self.calendar.women)
        determinants = np.empty(len(shares))
        at_once = max(1, MATRIX_CELLS // size**2)
        for first in range(0, len(shares), at_once):
            some = weights[first : first + at_once]
            rows = np.zeros((len(some), len(self.women), size))
            rows[:, self.group, self.member] = some
            determinants[first : first + at_once] = np.linalg.slogdet(
                np.eye(size) + np.swapaxes(rows, 1, 2) @ rows
            ).logabsdet
        return determinants
