"""Municipalities grouped by how far they lie from the fixed centre: the groups of every funnel."""

from dataclasses import dataclass

import numpy as np

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import TravelTimes
from pages.ui.texts import N_


@dataclass(frozen=True)
class Group:
    """Some municipalities that are looked at together.

    Parameters
    ----------
    name
        Message.
    codes
        Their codes.
    """

    name: str
    codes: tuple[str, ...]


def minutes_to_centre(travel: TravelTimes) -> dict[str, float]:
    """Mean minutes from each municipality to the fixed centre, over its women.

    Parameters
    ----------
    travel
        Travel times between all settlements.
    """
    column = travel.minutes[:, travel.ekattes.index(CENTRE_EKATTE)]
    minutes = dict(zip(travel.ekattes, column, strict=True))
    return {
        m.code: float(
            np.average(
                [minutes[s.ekatte] for s in settlements() if s.municipality_code == m.code],
                weights=[s.women_14_plus for s in settlements() if s.municipality_code == m.code],
            )
        )
        for m in municipalities()
    }


def groups_by_distance(travel: TravelTimes) -> tuple[Group, ...]:
    """The municipality of the centre, the nearer half of the others, and the farther half.

    Parameters
    ----------
    travel
        Travel times between all settlements.
    """
    minutes = minutes_to_centre(travel)
    centre = next(s.municipality_code for s in settlements() if s.ekatte == CENTRE_EKATTE)
    others = sorted((code for code in minutes if code != centre), key=lambda code: minutes[code])
    half = (len(others) + 1) // 2
    return (
        Group(N_("Municipality of the centre"), (centre,)),
        Group(N_("Nearer to the centre"), tuple(others[:half])),
        Group(N_("Farther from the centre"), tuple(others[half:])),
    )
