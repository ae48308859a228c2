"""Unmet need per settlement by the whole model: assumptions doubted, home settlements not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

import numpy as np

from geo.places import Municipality, Settlement
from geo.travel import TravelTimes
from priemna.need.beliefs import Beliefs
from priemna.need.estimate import NO_ANSWERS, estimate_need
from priemna.need.exposure import Access, Calendar, Floats, HeldVisit
from priemna.need.likelihood import Likelihood
from priemna.need.observations import Contacts, groups_of
from priemna.need.posterior import LEAST_EFFECTIVE, Draws, draw_posterior
from priemna.need.rows import Columns, SettlementNeed, rows_of
from priemna.need.scores import settlement_scores
from priemna.need.settings import RANGES, NeedSettings


class Method(StrEnum):
    """How an estimate came about."""

    MODEL = "model"
    CLOSED_FORM = "closed_form"


@dataclass(frozen=True)
class NeedEstimate:
    """Need of all settlements, and how it was found.

    Parameters
    ----------
    rows
        Largest need first.
    method
        The model, or the closed form where too few draws carried the model.
    effective_draws
        Effective size of the weighted draws.
    fitted
        The settings with what the contacts taught about access; what visits are worth is
        reckoned with them.
    """

    rows: tuple[SettlementNeed, ...]
    method: Method
    effective_draws: float
    fitted: NeedSettings


def estimate_need_by_model(
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
    least_effective: float = LEAST_EFFECTIVE,
) -> NeedEstimate:
    """Estimate unmet need for every settlement, visited or not.

    Parameters
    ----------
    settlements, municipalities, travel, visits, contacts, since, until, knowledge, seed
        As in `priemna.need.estimate.estimate_need`.
    settings
        First guess of the assumptions; each is doubted and learnt about.
    least_effective
        With fewer effective draws the closed form answers.

    Returns
    -------
    NeedEstimate
        With the same rows for the same input, always.

    Notes
    -----
    See `priemna.need.likelihood` and `priemna.need.posterior`. ``prior_rate`` and ``expected`` are
    means over the draws: what is expected of the place once the level is learnt from all others.
    """
    women = np.array([s.women_14_plus for s in settlements])
    calendar = Calendar(women, travel, visits, since=since, until=until)
    groups = groups_of(contacts, settlements, calendar.channels)
    beliefs = Beliefs(settings, settlement_scores(settlements, municipalities, knowledge))
    draws = draw_posterior(Likelihood(calendar, groups, beliefs), seed=seed)
    if not draws.effective >= least_effective:
        rows = estimate_need(
            settlements,
            municipalities,
            travel,
            visits,
            contacts,
            since=since,
            until=until,
            settings=settings,
            knowledge=knowledge,
            seed=seed,
        )
        return NeedEstimate(rows, Method.CLOSED_FORM, draws.effective, settings)
    return NeedEstimate(
        rows=rows_of(settlements, visits, until, columns_of(draws)),
        method=Method.MODEL,
        effective_draws=draws.effective,
        fitted=fitted(settings, beliefs.assumptions(draws.points).access),
    )


def columns_of(draws: Draws) -> Columns:
    """The figures of each settlement, summed up over the draws."""
    need: Floats = draws.rate * draws.stock
    low, high = np.quantile(need, (0.05, 0.95), axis=0)
    return Columns(
        need=(draws.mean_rate * draws.stock).mean(axis=0),
        low=low,
        high=high,
        rate=draws.mean_rate.mean(axis=0),
        prior_rate=draws.expected.mean(axis=0),
        log_rate_sd=np.log(draws.rate).std(axis=0),
        stock=draws.stock.mean(axis=0),
        expected=draws.reached.mean(axis=0),
        draws=need,
    )


def fitted(settings: NeedSettings, access: Access) -> NeedSettings:
    """The settings with the mean of what the draws say about access, within its ranges."""
    means = {field.name: float(getattr(access, field.name).mean()) for field in fields(access)}
    return replace(
        settings, **{name: float(np.clip(x, *RANGES[name])) for name, x in means.items()}
    )
