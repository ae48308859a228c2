"""Small leaves rounded to 0 or base so that published sums stay close, and frozen over releases."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from priemna.privacy.cubes import Bools, Ints, LeafCube, ReleasedCube
from priemna.privacy.dimensions import Dimension, Margin, margin_rows, shape_of
from priemna.privacy.errors import UnusableRelease

Floats = NDArray[np.float64]
TABU_TENURE = 12
EXTRA_FLIPS = 400


def round_leaves(
    cube: LeafCube,
    *,
    base: int,
    key: bytes,
    margins: Sequence[Margin] | None = None,
    previous: ReleasedCube | None = None,
) -> ReleasedCube:
    """Round the small leaves of a cube and carry over what an earlier release showed.

    Parameters
    ----------
    cube
        True numbers of persons.
    base
        Base and threshold in one: leaves of 1 to base − 1 show 0 or base, larger ones their number.
    key
        Secret of at least 16 bytes. The same key and codes start from the same draws, so that a
        release built twice is the same and one built with another key is not.
    margins
        Tables that will be published; their errors are kept small. None: all of the cube.
    previous
        The release before, with the same dimension names; codes may have been added.

    Returns
    -------
    ReleasedCube
        Zeros stay zeros in leaves not shown before. A leaf shown before keeps its figure until
        more than `base` persons lie above it, and is never shown lower: then no difference of two
        releases is 1 … base either.

    Raises
    ------
    UnusableRelease
        If the base is below 2, the key short, or `previous` does not fit.

    Notes
    -----
    Small count rounding (Langsrud and Heldal 2018, "An algorithm for small count rounding of
    tabular data"), with a start of unbiased random rounding and a one-flip tabu search (Glover
    1989) on the weighted squares of the errors, weight 1/√(1 + true number). What intervals do not
    show: somebody who knows the method and has an opinion of the numbers learns from a shown 0
    that there were probably few. ``benchmarks/release.py`` measures how much.
    """
    if base < 2 or len(key) < 16:
        raise UnusableRelease(
            "Rounding needs a base of 2 or more and a secret key of 16 bytes or more."
        )
    before = _carried_over(cube.dimensions, base, previous)
    is_new = before < 0
    moved = ~is_new & (cube.counts > before + base)
    shown = np.where(is_new | moved, cube.counts, before)
    small = np.flatnonzero(is_new & (cube.counts > 0) & (cube.counts < base))
    if small.size:
        search = _Search.of(cube, small, shown, base, margins or cube.margins)
        start = _draws(cube.dimensions, small, key) * base < cube.counts.flat[small]
        shown.flat[small] = np.where(search.settle(start), base, 0)
    return ReleasedCube(
        cube.dimensions,
        shown,
        base,
        carried=~is_new & ~moved,
        no_data=cube.no_data,
        not_applicable=cube.not_applicable,
    )


def _carried_over(
    dimensions: tuple[Dimension, ...], base: int, previous: ReleasedCube | None
) -> Ints:
    """Figure of each leaf in the release before, −1 where it had none."""
    before = np.full(shape_of(dimensions), -1, dtype=np.int64)
    if previous is None:
        return before
    names = [d.name for d in dimensions]
    if names != [d.name for d in previous.dimensions] or base != previous.base:
        raise UnusableRelease(
            "The release before has other dimensions or another base; a new series needs a "
            "decision of its own."
        )
    places = []
    for now, then in zip(dimensions, previous.dimensions, strict=True):
        gone = set(then.leaves) - set(now.leaves)
        if gone:
            raise UnusableRelease(
                "The dimension {dimension} lost codes that were published before: {codes}.",
                dimension=now.name,
                codes=", ".join(sorted(gone)),
            )
        places.append([now.leaves.index(code) for code in then.leaves])
    before[np.ix_(*places)] = previous.shown
    return before


def _draws(dimensions: tuple[Dimension, ...], leaves: NDArray[np.intp], key: bytes) -> Floats:
    """Uniform number in [0, 1) of each leaf, from the key and the codes of the leaf alone."""
    every = list(product(*(d.leaves for d in dimensions)))
    digests = (
        hmac.digest(key, "\x1f".join(every[leaf]).encode(), hashlib.sha256) for leaf in leaves
    )
    return np.array([int.from_bytes(digest[:6], "big") / 2.0**48 for digest in digests])


@dataclass(frozen=True)
class _Search:
    """Errors of the published sums as the small leaves go up or down."""

    of_leaf: sparse.csr_array
    of_cell: sparse.csr_array
    weights: Floats
    errors: Floats
    true: Floats
    base: int

    @classmethod
    def of(
        cls,
        cube: LeafCube,
        small: NDArray[np.intp],
        shown: Ints,
        base: int,
        margins: Sequence[Margin],
    ) -> "_Search":
        """Errors with all small leaves down; those of carried leaves are there to be balanced."""
        rows = sparse.vstack([margin_rows(cube.dimensions, m) for m in margins], format="csr")
        drift = np.where(np.isin(np.arange(shown.size), small), 0, (shown - cube.counts).ravel())
        true = rows @ cube.counts.ravel()
        kept = rows[:, small].astype(np.float64)
        touched = np.flatnonzero(np.diff(kept.indptr))
        kept = kept[touched]
        return cls(
            of_leaf=sparse.csr_array(kept.T),
            of_cell=sparse.csr_array(kept),
            weights=1 / np.sqrt(1.0 + true[touched]),
            errors=((rows @ drift)[touched] - kept @ cube.counts.flat[small]).astype(np.float64),
            true=cube.counts.flat[small].astype(np.float64),
            base=base,
        )

    def settle(self, up: Bools) -> Bools:
        """Flip one leaf at a time, the best that was not flipped lately; return the best found."""
        up = up.copy()
        errors = self.errors + self.base * (self.of_cell @ up.astype(np.float64))
        pull = self.of_leaf @ (self.weights * errors)
        stiffness = self.base**2 * (self.of_leaf @ self.weights)
        free_at = np.zeros(up.size, dtype=np.int64)
        gain, best_gain, best = 0.0, 0.0, up.copy()
        flip = since_best = 0
        while since_best < EXTRA_FLIPS:
            flip += 1
            step = np.where(up, -self.base, self.base)
            change = 2 * step * pull + stiffness
            # A leaf flipped lately may go back only where that is better than anything before.
            barred = (free_at > flip) & (gain + change >= best_gain)
            change[barred] = np.inf
            leaf = int(np.argmin(change))
            if not np.isfinite(change[leaf]):
                break
            gain += float(change[leaf])
            cells = self.of_leaf.indices[self.of_leaf.indptr[leaf] : self.of_leaf.indptr[leaf + 1]]
            moved = np.zeros(self.weights.size)
            moved[cells] = self.weights[cells] * step[leaf]
            pull += self.of_leaf @ moved
            up[leaf] = not up[leaf]
            free_at[leaf] = flip + TABU_TENURE
            since_best += 1
            if gain < best_gain - 1e-9:
                best_gain, best, since_best = gain, up.copy(), 0
        return best
