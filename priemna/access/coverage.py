"""How many women have help within so many minutes, and from which place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LIMITS_MINUTES = (15, 30, 45)
"""Limits of the bands: a quarter, a half and three quarters of an hour by car."""

_NOISE_DIGITS = 3


@dataclass(frozen=True, eq=False)
class Nearest:
    """The nearest site of each settlement.

    Parameters
    ----------
    minutes
        Whole minutes of the drive there, shape (settlements,); -1 where there is no site at all.
    site
        Position of the site among the settlements; -1 where there is none. Of two that are
        equally near, the one with the smaller position.
    """

    minutes: Whole
    site: Whole


@dataclass(frozen=True)
class Catchment:
    """Settlements whose nearest site is the same.

    Parameters
    ----------
    site
        Position of the site.
    members
        Positions of the settlements, the site among them as a rule.
    women
        Women aged 14 and over who live there.
    farthest_minutes
        Longest drive of a member.
    """

    site: int
    members: tuple[int, ...]
    women: float
    farthest_minutes: int


def whole_minutes(minutes: Floats) -> Whole:
    """Minutes as they are shown and judged: whole, rounded up, as tours count them.

    Three digits are kept before rounding up, so that 30 minutes computed as 30.0000001 stay 30.
    """
    rounded: Whole = np.ceil(np.round(minutes, _NOISE_DIGITS)).astype(np.int64)
    return rounded


def nearest(minutes: Floats, sites: Sequence[int]) -> Nearest:
    """Find the nearest site of each settlement.

    Parameters
    ----------
    minutes
        Square matrix of drives, row = from.
    sites
        Positions of the settlements that are sites.
    """
    ordered = sorted(set(sites))
    if not ordered:
        nowhere = np.full(len(minutes), -1, dtype=np.int64)
        return Nearest(nowhere, nowhere.copy())
    to_sites = whole_minutes(minutes[:, ordered])
    best = to_sites.argmin(axis=1)
    return Nearest(to_sites[np.arange(len(minutes)), best], np.array(ordered)[best])


def band(minutes: int, limits: Sequence[int] = LIMITS_MINUTES) -> int:
    """Band of a drive: 0 for at most the first limit, len(limits) for more than the last.

    Notes
    -----
    Bands are half-open below: limit k−1 < minutes ≤ limit k, because „within 30 minutes“ takes in
    thirty. The minutes are whole and are the ones shown, so that no place shown with 30 minutes
    lies beyond thirty. No site at all (−1) is the last band.
    """
    if minutes < 0:
        return len(limits)
    return int(np.searchsorted(np.asarray(limits), minutes, side="left"))


def women_within(
    women: Floats, near: Nearest, limits: Sequence[int] = LIMITS_MINUTES
) -> tuple[float, ...]:
    """Women whose nearest site lies within each limit; the limits include each other."""
    return tuple(
        float(women[(near.minutes >= 0) & (near.minutes <= limit)].sum()) for limit in limits
    )


def catchments(women: Floats, near: Nearest) -> tuple[Catchment, ...]:
    """Settlements by their nearest site, the catchment with the most women first."""
    found = []
    for site in np.unique(near.site[near.site >= 0]):
        members = np.flatnonzero(near.site == site)
        found.append(
            Catchment(
                int(site),
                tuple(map(int, members)),
                float(women[members].sum()),
                int(near.minutes[members].max()),
            )
        )
    return tuple(sorted(found, key=lambda c: (-c.women, c.site)))
