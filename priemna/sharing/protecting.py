"""From counts to what may be shown of them: women by the cube, other people by fixed offsets."""

from collections.abc import Mapping
from dataclasses import replace

from priemna.privacy.cubes import ReleasedCube
from priemna.sharing.compose import Leaves
from priemna.sharing.cube import shown_leaves
from priemna.sharing.rounding import rounded

SHARED_OFFSET = {"survey_asked": ("survey", 2), "survey_right": ("survey", 2)}
"""What is rounded by the same offset, and how many first codes name it: the asked of one place and
wave, whatever the item, so that right answers never outnumber answers."""


def may_be_shown(
    counted: Mapping[str, Leaves], women: ReleasedCube, *, base: int, key: bytes
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

    Notes
    -----
    Visits and events are work of the team, publicly held, and stay exact.
    """
    found = dict(counted)
    found["women"] = replace(counted["women"], counts=shown_leaves(women))
    for of in ("survey_asked", "survey_right", "participants"):
        what, first = SHARED_OFFSET.get(of, (of, len(counted[of].dimensions)))
        found[of] = replace(
            counted[of], counts=rounded(counted[of].counts, base, key, what, first=first)
        )
    return found
