"""What raises the expected need of a municipality: poverty, low schooling, rights unknown."""

from collections.abc import Mapping, Sequence

import numpy as np

from geo.places import Municipality, Settlement
from priemna.need.exposure import Floats
from priemna.need.settings import NeedSettings

PRIOR_ANSWERS = 8
"""Answers at the share of the district that are added to those of each municipality."""

POINTS = 0.1
"""The knowledge gap is counted in tens of percentage points."""


def vulnerability(municipalities: Sequence[Municipality]) -> dict[str, float]:
    """Score each municipality by unemployment and low schooling, never by ethnicity.

    Parameters
    ----------
    municipalities
        The municipalities to compare, with their facts of census 2021.

    Returns
    -------
    dict
        Code → mean of the two z-scores, about −1.5 to 1.5; 0 is the average municipality, and
        all are 0 where they do not differ.
    """
    facts = np.array([[m.unemployment_share, m.low_education_share] for m in municipalities])
    spread = facts.std(axis=0)
    scores = (facts - facts.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return {m.code: float(z) for m, z in zip(municipalities, scores.mean(axis=1), strict=True)}


def knowledge_gap(
    answers: Mapping[str, tuple[int, int]], municipalities: Sequence[Municipality]
) -> dict[str, float]:
    """By how much fewer women of each municipality know where to apply than of the district.

    Parameters
    ----------
    answers
        Code → women asked, and those of them who know; municipalities may be missing.
    municipalities
        The municipalities to compare.

    Returns
    -------
    dict
        Code → gap in tens of percentage points, 0 where nobody was asked.

    Notes
    -----
    Shares are shrunk to that of the district, (know + 8·share)/(asked + 8): eight municipalities
    are too few for a Fay–Herriot model.
    """
    asked_in_all = sum(asked for asked, _ in answers.values())
    if not asked_in_all:
        return {m.code: 0.0 for m in municipalities}
    share = sum(know for _, know in answers.values()) / asked_in_all
    gaps = {}
    for place in municipalities:
        asked, know = answers.get(place.code, (0, 0))
        shrunk = (know + PRIOR_ANSWERS * share) / (asked + PRIOR_ANSWERS)
        gaps[place.code] = (share - shrunk) / POINTS
    return gaps


def settlement_scores(
    settlements: Sequence[Settlement],
    municipalities: Sequence[Municipality],
    answers: Mapping[str, tuple[int, int]],
) -> Floats:
    """Vulnerability and knowledge gap of each settlement's municipality, shape (settlements, 2)."""
    poor, gap = vulnerability(municipalities), knowledge_gap(answers, municipalities)
    return np.array([[poor[s.municipality_code], gap[s.municipality_code]] for s in settlements])


def expected_rate(scores: Floats, settings: NeedSettings) -> Floats:
    """Women in need per woman aged 14+ and year before any contact is counted.

    Parameters
    ----------
    scores
        Shape (settlements, 2), see `settlement_scores`.
    settings
        Level and weights.

    Returns
    -------
    ndarray
        Shape (settlements,).
    """
    weights = np.array([settings.vulnerability_weight, settings.knowledge_weight])
    rate: Floats = settings.level_per_1000 / 1000 * np.exp(scores @ weights)
    return rate
