"""Where fewer came than access would explain: go and listen. Never a map of safe places."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy import stats

from priemna.evidence.intervals import NotACount

EXPECTED_NEEDED = 2.0
"""Expected contacts below which silence says nothing at all."""

SELDOM = 0.10
"""Chance of so few contacts below which a place counts as quieter than its access."""


class Silence(StrEnum):
    """What silence may mean; none of them means that nothing happens there."""

    NOT_REACHED = "not_reached"
    QUIETER = "quieter"
    AS_ACCESS = "as_access"


@dataclass(frozen=True)
class Heard:
    """Contacts of one area, and what access alone would bring.

    Parameters
    ----------
    code
        Municipality code, or EKATTE of a settlement with mobile offices.
    came
        First contacts.
    expected
        Contacts that the prior rate and the exposure would bring, in the same unit.
    """

    code: str
    came: int
    expected: float


@dataclass(frozen=True)
class Listening:
    """The class of one area.

    Parameters
    ----------
    code
        As in `Heard`.
    silence
        Its class.
    expected
        Contacts expected once all areas together are set to what really came.
    chance
        Of so few contacts or fewer, if only access decided; 1 where nothing was expected.
    """

    code: str
    silence: Silence
    expected: float
    chance: float


def listen(rows: Sequence[Heard], *, shape: float) -> tuple[Listening, ...]:
    """Class of each area, in the order given.

    Parameters
    ----------
    rows
        All areas of the district; their sum sets the level.
    shape
        Of the gamma spread of true rates between areas, above zero; smaller allows more
        difference before a place counts as quieter.

    Raises
    ------
    NotACount
        Where a number is missing or below zero, or the shape is not above zero.

    Notes
    -----
    came ~ negative binomial with mean expected × Σ came / Σ expected. With eight areas one in ten
    would be called quieter by chance alone where ``chance`` is below 0.1: a reason to go there,
    not a finding.
    """
    numbers = [shape, *(number for row in rows for number in (row.came, row.expected))]
    if not all(math.isfinite(number) and number >= 0 for number in numbers) or not shape:
        raise NotACount("Counts must be zero or more, and what they are divided by above zero.")
    level = sum(row.came for row in rows) / max(sum(row.expected for row in rows), 1e-12)
    found = []
    for row in rows:
        mean = row.expected * level
        chance = (
            float(stats.nbinom.cdf(row.came, shape, shape / (shape + mean))) if mean > 0 else 1.0
        )
        if mean < EXPECTED_NEEDED:
            silence = Silence.NOT_REACHED
        else:
            silence = Silence.QUIETER if chance < SELDOM else Silence.AS_ACCESS
        found.append(Listening(row.code, silence, mean, chance))
    return tuple(found)
