"""From counts to what may be shown of them: women by the cube, other people by fixed offsets."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from priemna.privacy.cubes import ReleasedCube
from priemna.sharing.compose import Leaf, Leaves
from priemna.sharing.cube import shown_leaves
from priemna.sharing.rounding import rounded

SHARED_OFFSET = {"survey_asked": ("survey", 2), "survey_right": ("survey", 2)}
"""What is rounded by the same offset, and how many first codes name it: the asked of one place and
wave, whatever the item, so that right answers never outnumber answers."""


OTHERS = ("survey_asked", "survey_right", "participants")
"""People who are counted beside the women of the cube."""

Figures = Mapping[str, Mapping[Leaf, int]]
"""What a release showed of others, by what is counted; all cells, also those that show 0."""


def may_be_shown(
    counted: Mapping[str, Leaves],
    women: ReleasedCube,
    *,
    base: int,
    key: bytes,
    before: Figures | None = None,
) -> dict[str, Leaves]:
    """Protect everything that was counted.

    Parameters
    ----------
    counted
        By what is counted; ``women`` is replaced by what the cube shows.
    base
        Base of the rounding.
    key
        Secret key of the installation.
    before
        What the release before showed of others than the women of the cube.

    Notes
    -----
    Visits and events are work of the team, publicly held, and stay exact.
    """
    found = dict(counted)
    found["women"] = replace(counted["women"], counts=shown_leaves(women))
    for of in OTHERS:
        what, first = SHARED_OFFSET.get(of, (of, len(counted[of].dimensions)))
        shown = rounded(
            counted[of].counts, base, key, what, first=first, before=(before or {}).get(of)
        )
        if of == "survey_right":
            # What was asked may wait where right answers have moved on.
            asked = found["survey_asked"].counts
            shown = {leaf: min(n, asked.get(leaf, 0)) for leaf, n in shown.items()}
        found[of] = replace(counted[of], counts=shown)
    return found


def figures_of(parts: Mapping[str, Leaves]) -> dict[str, dict[Leaf, int]]:
    """What a release shows of others: every cell, for the next release to carry on."""
    return {
        of: {
            leaf: parts[of].counts.get(leaf, 0)
            for leaf in product(*(parts[of].codes[name] for name in parts[of].dimensions))
        }
        for of in OTHERS
    }
