"""Unmet need per settlement in closed form: what came, set against who could have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import special, stats

from geo.places import Municipality, Settlement
from geo.travel import TravelTimes
from priemna.need.exposure import CENTRE, Exposure, Floats, HeldVisit, exposure
from priemna.need.settings import NeedSettings

UNKNOWN_HOME = "unknown"
TOP = 10
DRAWS = 4000


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


@dataclass(frozen=True)
class SettlementNeed:
    """The estimate for one settlement.

    Parameters
    ----------
    settlement
        The place.
    need
        Women expected to come if reached (posterior mean).
    low, high
        Limits of the 90 % interval of ``need``.
    rank
        1 is the largest need of all settlements, the centre's city included.
    p_top10
        Chance that it belongs to the ten settlements with the largest need.
    visited
        A mobile office has been held here.
    last_visit_on
        Day of the last one, ``None`` where there was none.
    rate
        Women in need per woman aged 14+ and year, posterior mean.
    prior_rate
        The same before any contact was counted.
    log_rate_sd
        Standard deviation of the logarithm of the rate: how little is known.
    stock
        Women-years of need that wait (per unit rate).
    expected, attributed
        Women expected under the prior to have come so far, and those who came, shared out.
    """

    settlement: Settlement
    need: float
    low: float
    high: float
    rank: int
    p_top10: float
    visited: bool
    last_visit_on: date | None
    rate: float
    prior_rate: float
    log_rate_sd: float
    stock: float
    expected: float
    attributed: float


def vulnerability(municipalities: Sequence[Municipality]) -> dict[str, float]:
    """Score each municipality by unemployment and low schooling, never by ethnicity.

    Parameters
    ----------
    municipalities
        The municipalities to compare, with their facts of census 2021.

    Returns
    -------
    dict
        Code → mean of the two z-scores, about −1.5 to 1.5; 0 is the average municipality.
    """
    facts = np.array([[m.unemployment_share, m.low_education_share] for m in municipalities])
    scores = (facts - facts.mean(axis=0)) / facts.std(axis=0)
    return {m.code: float(z) for m, z in zip(municipalities, scores.mean(axis=1), strict=True)}


def estimate_need(
    settlements: Sequence[Settlement],
    municipalities: Sequence[Municipality],
    travel: TravelTimes,
    visits: Sequence[HeldVisit],
    contacts: Sequence[Contacts],
    *,
    since: date,
    until: date,
    settings: NeedSettings,
    seed: int = 0,
) -> tuple[SettlementNeed, ...]:
    """Estimate unmet need for every settlement, visited or not.

    Parameters
    ----------
    settlements
        All settlements, in the order of ``travel.ekattes``.
    municipalities
        Their municipalities.
    travel
        Travel times between the settlements.
    visits
        Mobile offices held.
    contacts
        Women who came for the first time between ``since`` and ``until``.
    since, until
        First day of recording, and the day after the last one that counts.
    settings
        The assumptions.
    seed
        Of the draws behind ``p_top10``.

    Returns
    -------
    tuple of SettlementNeed
        Largest need first.

    Notes
    -----
    Gamma–Poisson with fixed exposure: rate_i ~ Gamma(a, a/μ_i), contacts shared out over the
    settlements they may have come from in proportion to what the prior expects of each, so
    rate_i | contacts ~ Gamma(a + y_i, a/μ_i + E_i) and need = rate × stock. A settlement nobody
    could reach keeps its prior: wide, not zero. Contacts shared out are treated as if counted, so
    intervals of neighbours that share a visit are somewhat too narrow.
    """
    women = np.array([s.women_14_plus for s in settlements])
    scores = vulnerability(municipalities)
    prior = (settings.level_per_1000 / 1000) * np.exp(
        settings.vulnerability_weight * np.array([scores[s.municipality_code] for s in settlements])
    )
    reached = exposure(women, travel, visits, since=since, until=until, settings=settings)
    attributed = _share_out(contacts, settlements, prior, women, reached)
    shape = settings.spread_shape + attributed
    per_unit = settings.spread_shape / prior + reached.met.sum(axis=0)
    need = shape / per_unit * reached.stock
    low, high = (stats.gamma.ppf(q, shape) / per_unit * reached.stock for q in (0.05, 0.95))
    ranks = np.empty(len(need), dtype=int)
    ranks[np.argsort(-need, kind="stable")] = np.arange(1, len(need) + 1)
    chance_of_top = _chance_of_top(shape, reached.stock / per_unit, seed)
    last_visits: dict[str, date] = {}
    for visit in sorted((v for v in visits if v.on < until), key=lambda v: v.on):
        last_visits[visit.ekatte] = visit.on
    rows = [
        SettlementNeed(
            settlement=settlement,
            need=float(need[i]),
            low=float(low[i]),
            high=float(high[i]),
            rank=int(ranks[i]),
            p_top10=float(chance_of_top[i]),
            visited=settlement.ekatte in last_visits,
            last_visit_on=last_visits.get(settlement.ekatte),
            rate=float(shape[i] / per_unit[i]),
            prior_rate=float(prior[i]),
            log_rate_sd=float(np.sqrt(special.polygamma(1, shape[i]))),
            stock=float(reached.stock[i]),
            expected=float(prior[i] * reached.met[:, i].sum()),
            attributed=float(attributed[i]),
        )
        for i, settlement in enumerate(settlements)
    ]
    return tuple(sorted(rows, key=lambda row: row.rank))


def _share_out(
    contacts: Sequence[Contacts],
    settlements: Sequence[Settlement],
    prior: Floats,
    women: Floats,
    reached: Exposure,
) -> Floats:
    """Divide each group of contacts over the settlements it may have come from."""
    homes = np.array([s.municipality_code for s in settlements])
    rows = {channel: i for i, channel in enumerate(reached.channels)}
    shared = np.zeros(len(settlements))
    for group in contacts:
        possible = np.ones(len(homes), bool) if group.home == UNKNOWN_HOME else homes == group.home
        # A contact at a place without a recorded visit says the records are incomplete; who could
        # have come through the centre is then the best guess left.
        weights = prior * reached.met[rows.get(group.channel, rows[CENTRE])] * possible
        if not weights.sum() > 0:
            weights = prior * women * possible
        shared += group.women * weights / weights.sum()
    return shared


def _chance_of_top(shape: Floats, scale: Floats, seed: int) -> Floats:
    """Share of draws in which each settlement is among the ``TOP`` largest."""
    draws = np.random.default_rng(seed).gamma(shape, scale, size=(DRAWS, len(shape)))
    top = min(TOP, len(shape))
    largest = np.argpartition(-draws, top - 1, axis=1)[:, :top]
    return np.bincount(largest.ravel(), minlength=len(shape)) / DRAWS
