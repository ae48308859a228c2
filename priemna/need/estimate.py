"""Unmet need per settlement in closed form: what came, set against who could have come."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from scipy import special, stats

from geo.places import Municipality, Settlement
from geo.travel import TravelTimes
from priemna.need.exposure import HeldVisit, exposure
from priemna.need.observations import Contacts, groups_of, share_out
from priemna.need.rows import Columns, SettlementNeed, rows_of
from priemna.need.scores import expected_rate, settlement_scores
from priemna.need.settings import NeedSettings

DRAWS = 4000

NO_ANSWERS: Mapping[str, tuple[int, int]] = {}


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
    knowledge: Mapping[str, tuple[int, int]] = NO_ANSWERS,
    seed: int = 0,
) -> tuple[SettlementNeed, ...]:
    """Estimate unmet need for every settlement, visited or not, with the settings as they are.

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
    knowledge
        Answers of surveys by municipality, see `priemna.need.scores.knowledge_gap`.
    seed
        Of the draws behind ranks and ``p_top10``.

    Returns
    -------
    tuple of SettlementNeed
        Largest need first.

    Notes
    -----
    Gamma–Poisson with fixed exposure: rate_i ~ Gamma(a, a/μ_i), contacts shared out over the
    settlements they may have come from in proportion to what the prior expects of each, so
    rate_i | contacts ~ Gamma(a + y_i, a/μ_i + E_i) and need = rate × stock. A settlement nobody
    could reach keeps its prior: wide, not zero. Contacts shared out are treated as if counted and
    the settings as if known, so intervals are too narrow; `priemna.need.model` mends both.
    """
    women = np.array([s.women_14_plus for s in settlements])
    prior = expected_rate(settlement_scores(settlements, municipalities, knowledge), settings)
    reached = exposure(women, travel, visits, since=since, until=until, settings=settings)
    groups = groups_of(contacts, settlements, reached.channels)
    shape = settings.spread_shape + share_out(groups, prior, women, reached.met)
    per_unit = settings.spread_shape / prior + reached.met.sum(axis=0)
    scale = reached.stock / per_unit
    low, high = (stats.gamma.ppf(q, shape) * scale for q in (0.05, 0.95))
    columns = Columns(
        need=shape * scale,
        low=low,
        high=high,
        rate=shape / per_unit,
        prior_rate=prior,
        log_rate_sd=np.sqrt(special.polygamma(1, shape)),
        stock=reached.stock,
        expected=prior * reached.met.sum(axis=0),
        draws=np.random.default_rng(seed).gamma(shape, scale, size=(DRAWS, len(shape))),
    )
    return rows_of(settlements, visits, until, columns)
