"""What was counted: groups of women who came, and the settlements they may have come from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.places import Settlement
from priemna.need.exposure import CENTRE, Floats

UNKNOWN_HOME = "unknown"

ANY_CHANNEL = -1
"""Index of all channels together, where it was not counted how women came."""


@dataclass(frozen=True)
class Contacts:
    """Women who came for the first time, grouped as finely as the records allow.

    Parameters
    ----------
    channel
        EKATTE of the settlement when they came to a mobile office, ``"centre"`` otherwise.
    home
        Code of their home municipality, or ``"unknown"``. The settlement is never recorded.
    women
        How many.
    """

    channel: str
    home: str
    women: int


@dataclass(frozen=True, eq=False)
class Group:
    """Women counted together.

    Parameters
    ----------
    women
        How many.
    channel
        Position of the channel they came through, or `ANY_CHANNEL`.
    members
        Positions of the settlements they may have come from, ascending.
    """

    women: int
    channel: int
    members: npt.NDArray[np.intp]


def groups_of(
    contacts: Sequence[Contacts], settlements: Sequence[Settlement], channels: Sequence[str]
) -> tuple[Group, ...]:
    """Contacts as groups, empty ones left out: that nobody came is told by the exposure.

    Parameters
    ----------
    contacts
        Women who came, by channel and home.
    settlements
        All settlements.
    channels
        The channels in the order of the exposure, ``"centre"`` first.

    Returns
    -------
    tuple of Group
        In the order of channel and home.

    Notes
    -----
    A contact at a place without a recorded visit says that the records are incomplete; it counts
    as one through the centre, the best guess left. One from an unknown or foreign home may have
    come from anywhere.
    """
    homes = np.array([s.municipality_code for s in settlements])
    rows = {channel: i for i, channel in enumerate(channels)}
    women: dict[tuple[int, str], int] = {}
    for contact in contacts:
        home = contact.home if contact.home in homes else UNKNOWN_HOME
        key = (rows.get(contact.channel, rows[CENTRE]), home)
        women[key] = women.get(key, 0) + contact.women
    everywhere = np.arange(len(homes))
    return tuple(
        Group(n, channel, everywhere if home == UNKNOWN_HOME else np.flatnonzero(homes == home))
        for (channel, home), n in sorted(women.items())
        if n > 0
    )


def share_out(groups: Sequence[Group], prior: Floats, women: Floats, met: Floats) -> Floats:
    """Divide each group over its settlements in proportion to what the prior expects of each.

    Parameters
    ----------
    groups
        What was counted.
    prior
        Expected rate, shape (settlements,).
    women
        Women aged 14+, shape (settlements,).
    met
        Exposure, shape (channels, settlements).

    Returns
    -------
    ndarray
        Women per settlement, shape (settlements,); they add up to the women of all groups.
    """
    shared = np.zeros(len(women))
    for group in groups:
        reached = met.sum(axis=0) if group.channel == ANY_CHANNEL else met[group.channel]
        weights = (prior * reached)[group.members]
        if not weights.sum() > 0:
            weights = (prior * women)[group.members]
        shared[group.members] += group.women * weights / weights.sum()
    return shared
