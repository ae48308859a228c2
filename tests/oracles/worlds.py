"""Whole numbers that follow some rules, and between which ends sums of them can lie.

Each world that is met answers for all sums at once, so few questions are asked: all open ones
together as long as that closes some, then one by one.
"""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

MANY, SECONDS = 10_000, 20


class Worlds:
    """Unknown numbers by name, 0 to `MANY`, names ending in "yes" 0 or 1, and rules on sums."""

    def __init__(self):
        self.at, self.rules = {}, []

    def say(self, terms, low, high):
        """Rule: `low` ≤ sum of factor × number ≤ `high`, terms as (name, factor)."""
        found = [(self.at.setdefault(name, len(self.at)), factor) for name, factor in terms]
        self.rules.append((found, low, high))

    def narrow(self, sums, required, threshold):
        """Sums, lists of names, with fewer than `required` ends or within 1 … threshold − 1.

        As {place in the list: (least, most)}, or None where no numbers follow the rules. What no
        world opens within `SECONDS` counts as narrow.
        """
        size, wide = len(self.at), len(sums)
        entries = [(i, j, f) for i, (terms, _, _) in enumerate(self.rules) for j, f in terms]
        rows, columns, factors = zip(*entries, strict=True)
        matrix = sparse.csr_array((factors, (rows, columns)), shape=(len(self.rules), size))
        given = {
            "constraints": LinearConstraint(
                matrix, *zip(*[r[1:] for r in self.rules], strict=True)
            ),
            "bounds": Bounds(0, [1 if name[-1] == "yes" else MANY for name in self.at]),
            "integrality": np.ones(size),
            "options": {"time_limit": SECONDS},
        }
        pick = np.zeros((wide, size))
        for i, names in enumerate(sums):
            pick[i, [self.at[name] for name in names]] = 1
        least, most = np.full(wide, np.inf), np.full(wide, -np.inf)
        told, left, together = {}, np.arange(wide), True
        while left.size:
            asked = left if together else left[:1]
            for side in (1, -1):
                world = milp(-side * pick[asked].sum(axis=0), **given)
                if world.status == 2:
                    return None
                if world.x is not None:
                    values = np.rint(pick @ np.rint(world.x))
                    least, most = np.minimum(least, values), np.maximum(most, values)
            few = (most - least + 1 < required) | ((least >= 1) & (most < threshold))
            still = left[few[left]]
            if not together and few[left[0]]:
                told[int(left[0])] = (least[left[0]], most[left[0]])
                still = still[1:]
            together = together and still.size < left.size
            left = still
        return told
