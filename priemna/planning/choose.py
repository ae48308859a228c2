"""Which settlements are worth a visit: a ranked list of candidates with what each would add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geo.places import CENTRE_EKATTE
from priemna.need.rows import SettlementNeed
from priemna.need.value import Reach, information

VISITS_PER_INFORMATION_SLOT = 5


@dataclass(frozen=True)
class Candidate:
    """A settlement that a plan may visit.

    Parameters
    ----------
    ekatte
        The settlement.
    gain
        Women whom the visit adds to those reached by the candidates before it.
    first_of_municipality
        Chosen so that its municipality gets a visit at all.
    to_learn
        Chosen for the information slot: a large need of which little is known.
    """

    ekatte: str
    gain: float
    first_of_municipality: bool = False
    to_learn: bool = False


def candidates(
    needs: Sequence[SettlementNeed],
    reach: Reach,
    *,
    count: int,
    every_municipality: bool,
    within_reach: Sequence[str],
    already: Sequence[str],
    on: date,
) -> tuple[Candidate, ...]:
    """Pick settlements one by one, each for what it adds to those before.

    Parameters
    ----------
    needs
        Estimates for all settlements.
    reach
        What visits reach.
    count
        How many candidates to return at most.
    every_municipality
        First pick the best settlement of each municipality.
    within_reach
        Settlements that a team can visit within one day.
    already
        Settlements with a visit already arranged in the period; what they reach is not counted
        again and their municipality has its visit.
    on
        First day of the plan.

    Returns
    -------
    tuple of Candidate
        In the order in which they were picked. Of every five, the last is the place unvisited for
        twelve months from which most would be learnt.
    """
    homes = {row.settlement.ekatte: row.settlement.municipality_code for row in needs}
    open_places = [e for e in within_reach if e != CENTRE_EKATTE and e not in already]
    lessons = information(needs, on)
    position = {ekatte: i for i, ekatte in enumerate(reach.ekattes)}
    picked: list[Candidate] = []
    while open_places and len(picked) < count:
        gains = reach.gains([*already, *(c.ekatte for c in picked)])
        served = {homes[e] for e in [*already, *(c.ekatte for c in picked)]}
        unserved = [e for e in open_places if homes[e] not in served] if every_municipality else []
        slot = len(picked) % VISITS_PER_INFORMATION_SLOT == VISITS_PER_INFORMATION_SLOT - 1
        to_learn = [e for e in open_places if e in lessons] if slot and not unserved else []
        if to_learn:
            best = max(to_learn, key=lambda e: lessons[e])
        else:
            pool = unserved or open_places
            best = pool[int(np.argmax([gains[position[e]] for e in pool]))]
        open_places.remove(best)
        picked.append(Candidate(best, float(gains[position[best]]), bool(unserved), bool(to_learn)))
    return tuple(picked)
