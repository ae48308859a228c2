"""Where further fixed points would help most, with proof of how good the choice is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from priemna.access.bound import Bounded, bound_choice
from priemna.access.coverage import Floats, whole_minutes
from priemna.access.exact import choose_exactly
from priemna.access.swap import improve_by_swaps, start_greedily, value_of

MOST_ENTRIES = 60_000
"""Pairs of settlement and place that matter, up to which a programme closes the gap in time."""

PROVEN = 1e-6
"""Gap, as a share, below which a choice counts as proven."""


@dataclass(frozen=True)
class Choice:
    """Chosen places and what they are worth.

    Parameters
    ----------
    sites
        Positions of the chosen settlements, rising.
    value
        What was to be made small: women × minutes of all drives, or women left uncovered.
    bound
        No choice of as many places can be below it.
    before
        The value without the chosen places; infinite where nothing is there yet.
    """

    sites: tuple[int, ...]
    value: float
    bound: float
    before: float

    @property
    def gap(self) -> float:
        """How far the value is from the bound, as a share of the value; 0 is proven best."""
        return max(0.0, self.value - self.bound) / self.value if self.value > 0 else 0.0


def nearest_median(
    women: Floats, minutes: Floats, count: int, *, existing: Sequence[int] = ()
) -> Choice:
    """Choose places so that women drive the fewest minutes altogether (p-median, Hakimi 1964).

    Parameters
    ----------
    women
        Weight of each settlement.
    minutes
        Square matrix of drives, row = from.
    count
        How many places to choose beside those that exist.
    existing
        Positions of fixed points that stay.

    Returns
    -------
    Choice
        ``value`` in women × minutes.
    """
    return _choose(women[:, None] * minutes, count, existing)


def widest_cover(
    women: Floats,
    minutes: Floats,
    count: int,
    *,
    within: int,
    existing: Sequence[int] = (),
) -> Choice:
    """Choose places so that the most women have one within a limit (Church and ReVelle 1974).

    Parameters are those of `nearest_median`; ``within`` is the limit in whole minutes.

    Returns
    -------
    Choice
        ``value`` is the number of women left uncovered.

    Notes
    -----
    The covering problem is the median problem with a cost of 0 within the limit and 1 beyond it
    (Church and ReVelle 1976), so both are solved and proven by the same code.
    """
    costs = women[:, None] * (whole_minutes(minutes) > within)
    return _choose(costs.astype(float), count, existing)


def _choose(costs: Floats, count: int, existing: Sequence[int]) -> Choice:
    base = costs[:, list(existing)].min(axis=1) if existing else None
    before = float(base.sum()) if base is not None else float("inf")
    count = min(count, costs.shape[1] - len(set(existing)))
    if count <= 0:
        return Choice((), before, before, before)
    sites = start_greedily(costs, count, base, barred=existing)
    if count == 1:
        # The best single place was looked for among all of them.
        value = value_of(costs, sites, base)
        return Choice(tuple(sites), value, value, before)
    sites = improve_by_swaps(costs, sites, base, barred=existing)
    bounded = bound_choice(costs, count, base, start=sites, barred=existing)
    sites, bound = _prove(costs, count, base, bounded)
    return Choice(tuple(sorted(sites)), value_of(costs, sites, base), bound, before)


def _prove(
    costs: Floats, count: int, base: Floats | None, bounded: Bounded
) -> tuple[list[int], float]:
    """Close what gap is left by a programme over the places that may still be better."""
    certain, possible = list(bounded.certain), list(bounded.possible)
    known = value_of(costs, bounded.sites, base)
    if known - bounded.bound <= PROVEN * known:
        return bounded.sites, bounded.bound
    rest = base
    if certain:
        served = costs[:, certain].min(axis=1)
        rest = served if base is None else np.minimum(base, served)
    left = costs[:, possible]
    most = left.max(axis=1) if rest is None else rest
    if (left < most[:, None]).sum() > MOST_ENTRIES:
        return bounded.sites, bounded.bound
    found, bound = choose_exactly(left, count - len(certain), rest)
    sites = [*certain, *(possible[place] for place in found)]
    # Nothing outside these places can be better than the choice known before.
    if value_of(costs, sites, base) > known:
        sites = bounded.sites
    return sites, max(bounded.bound, min(bound, known))
