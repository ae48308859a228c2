"""What is believed before any contact is counted: the settings, each with its doubt."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from priemna.need.exposure import Access, Floats
from priemna.need.settings import NeedSettings

FARTHEST = 6.0
"""No assumption is tried further from its setting than this many of its doubts."""

# Doubt: one standard deviation of the logarithm of each assumption (of the log odds for chances,
# of the weight itself for weights). About two of them should cover what a careful person would
# still find possible: the level 1.8–14 per 1 000, a decay of visits of 7–22 minutes.
DOUBT_OF_LEVEL = 0.5
DOUBT_OF_CHANCES = {"centre_reach": 0.4, "visit_reach": 0.4, "monthly_loss": 0.25}
DOUBT_OF_DECAYS = {"centre_decay_minutes": 0.3, "visit_decay_minutes": 0.3}
DOUBT_OF_SPREAD = 0.3
DOUBT_OF_WEIGHT = 0.15


@dataclass(frozen=True, eq=False)
class Assumptions:
    """Many draws of everything that is assumed.

    Parameters
    ----------
    access
        How women come to help.
    expected
        Expected rate of each settlement, shape (draws, settlements).
    spread
        Gamma shape of the spread between settlements, shape (draws, 1).
    """

    access: Access
    expected: Floats
    spread: Floats


class Beliefs:
    """Independent normal beliefs; a point counts doubts from the settings, 0 being the settings.

    Parameters
    ----------
    settings
        The first guess.
    scores
        What raises the expected need, shape (settlements, 2): vulnerability and knowledge gap.
    """

    def __init__(self, settings: NeedSettings, scores: Floats) -> None:
        self._scores = scores
        chances = [special.logit(getattr(settings, name)) for name in DOUBT_OF_CHANCES]
        decays = [np.log(getattr(settings, name)) for name in DOUBT_OF_DECAYS]
        self._guess = np.array(
            [
                np.log(settings.level_per_1000 / 1000),
                *chances,
                *decays,
                np.log(settings.spread_shape),
                settings.vulnerability_weight,
                settings.knowledge_weight,
            ]
        )
        self._doubt = np.array(
            [
                DOUBT_OF_LEVEL,
                *DOUBT_OF_CHANCES.values(),
                *DOUBT_OF_DECAYS.values(),
                DOUBT_OF_SPREAD,
                DOUBT_OF_WEIGHT,
                DOUBT_OF_WEIGHT,
            ]
        )
        self.size = len(self._guess)

    def assumptions(self, points: Floats) -> Assumptions:
        """The assumptions at some points.

        Parameters
        ----------
        points
            Doubts from the settings, shape (draws, `size`).
        """
        values = self._guess + self._doubt * np.clip(points, -FARTHEST, FARTHEST)
        level, *rest = values.T
        chances = dict(zip(DOUBT_OF_CHANCES, special.expit(rest[:3]), strict=True))
        decays = dict(zip(DOUBT_OF_DECAYS, np.exp(rest[3:5]), strict=True))
        return Assumptions(
            access=Access(**chances, **decays),
            expected=np.exp(level[:, None] + values[:, 7:] @ self._scores.T),
            spread=np.exp(rest[5])[:, None],
        )

    def log_density(self, points: Floats) -> Floats:
        """Logarithm of the density at some points, but for a constant; shape (draws,)."""
        density: Floats = -0.5 * (points**2).sum(axis=1)
        return density
