"""Releases in time: what two of them tell together about the persons that came or went between."""

import numpy as np
from numpy.typing import NDArray

from priemna.privacy.cubes import Ints, ReleasedCube
from priemna.privacy.errors import UnusableRelease
from priemna.privacy.knowledge import leaf_limits


def where_it_stood(before: ReleasedCube, now: ReleasedCube) -> tuple[NDArray[np.intp], ...]:
    """Return the index that picks the leaves of an earlier release out of a later one.

    Raises
    ------
    UnusableRelease
        If a dimension or a code of the earlier release is gone.
    """
    if [d.name for d in before.dimensions] != [d.name for d in now.dimensions]:
        raise UnusableRelease("Releases with different dimensions are no series.")
    places = []
    for then, later in zip(before.dimensions, now.dimensions, strict=True):
        gone = set(then.leaves) - set(later.leaves)
        if gone:
            raise UnusableRelease(
                "The dimension {dimension} lost codes that were published before: {codes}.",
                dimension=later.name,
                codes=", ".join(sorted(gone)),
            )
        at = {code: place for place, code in enumerate(later.leaves)}
        places.append(np.array([at[code] for code in then.leaves], dtype=np.intp))
    return np.ix_(*places)


def between_releases(before: ReleasedCube, now: ReleasedCube) -> tuple[Ints, Ints]:
    """Return smallest and largest number of persons that came to each leaf of `before` by `now`.

    Persons who left count below zero. The attacker knows the rule of both releases; she does not
    know whether a leaf that shows the same is the same.
    """
    place = where_it_stood(before, now)
    now_low, now_high = (end[place] for end in leaf_limits(now))
    then_low, then_high = leaf_limits(before)
    return now_low - then_high, now_high - then_low
