"""Need as others reckon it, and as Priemna does, from the records of an invented truth."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import optimize, special

from priemna.need.beliefs import Beliefs
from priemna.need.exposure import Access, Calendar, HeldVisit
from priemna.need.likelihood import Likelihood
from priemna.need.model import fitted
from priemna.need.observations import ANY_CHANNEL, Group, share_out
from priemna.need.posterior import draw_posterior
from priemna.need.scores import expected_rate
from priemna.need.settings import NeedSettings
from simulation.truths import CITY, HOME, MINUTES, PLACES, TRAVEL, VILLAGES, VULNERABILITY, WOMEN

SETTINGS = NeedSettings()
SCORES = np.column_stack([VULNERABILITY, np.zeros(len(PLACES))])
CLOSED_FORM_DRAWS = 600


@dataclass
class Estimate:
    """A score per settlement; draws of the need where the estimator has them."""

    score: np.ndarray
    draws: np.ndarray | None = None
    log_rate_sd: np.ndarray | None = None
    settings: NeedSettings = SETTINGS
    effective: float = np.nan


def women_only(_truth):
    """Women aged 14+."""
    return Estimate(WOMEN)


def raw_counts(truth):
    """Women who came; ties by women who live there."""
    return Estimate(truth.counts() + 1e-6 * WOMEN)


def raw_rate(truth):
    """Women who came per woman aged 14+."""
    return Estimate(truth.counts() / WOMEN)


def empirical_bayes_rate(truth):
    """Rate smoothed by a gamma fitted to all villages (Clayton and Kaldor 1987)."""
    came, women = truth.counts(), WOMEN
    inside = VILLAGES

    def downhill(x):
        shape, per_unit = np.exp(x[0]), np.exp(x[0] - x[1])
        y, w = came[inside], women[inside]
        return (
            -(
                special.gammaln(shape + y)
                - special.gammaln(shape)
                + shape * np.log(per_unit / (per_unit + w))
                + y * np.log(w / (per_unit + w))
            ).sum()
            + 0.5 * (x[0] - np.log(4)) ** 2
        )

    start = [np.log(4), np.log((came[inside].sum() + 0.5) / women[inside].sum())]
    shape, mean = np.exp(optimize.minimize(downhill, start, method="Nelder-Mead").x)
    return Estimate((shape + came) / (shape / mean + women))


def composite_index(truth):
    """Sum of z-scores: women, vulnerability, minutes to the centre, months since a visit."""
    columns = (WOMEN, VULNERABILITY, MINUTES[:, CITY], truth.months_since_visit())
    scores = [(c - c[VILLAGES].mean()) / c[VILLAGES].std() for c in columns]
    return Estimate(np.sum(scores, axis=0))


def women_times_months(truth):
    """Women aged 14+ × months since the last visit."""
    return Estimate(WOMEN * truth.months_since_visit())


def closed_form(truth, scheme):
    """The closed form with the settings as they are."""
    calendar = calendar_of(truth)
    stock, met = (of_one[0] for of_one in calendar.follow(Access.of(SETTINGS)))
    prior = expected_rate(SCORES, SETTINGS)
    shape = SETTINGS.spread_shape + share_out(groups(truth, calendar, scheme), prior, WOMEN, met)
    scale = stock / (SETTINGS.spread_shape / prior + met.sum(axis=0))
    rng = np.random.default_rng(0)
    return Estimate(
        shape * scale,
        rng.gamma(shape, scale, size=(CLOSED_FORM_DRAWS, len(shape))),
        np.sqrt(special.polygamma(1, shape)),
    )


def model(truth, scheme):
    """The model."""
    calendar = calendar_of(truth)
    beliefs = Beliefs(SETTINGS, SCORES)
    likelihood = Likelihood(calendar, groups(truth, calendar, scheme), beliefs)
    drawn = draw_posterior(likelihood, seed=0)
    need = drawn.rate * drawn.stock
    access = beliefs.assumptions(drawn.points).access
    return Estimate(
        (drawn.mean_rate * drawn.stock).mean(axis=0),
        need,
        np.log(drawn.rate).std(axis=0),
        fitted(SETTINGS, access),
        drawn.effective,
    )


def calendar_of(truth):
    """The recorded visits."""
    days = [HeldVisit(TRAVEL.ekattes[site], _first(month)) for month, site in truth.visits]
    return Calendar(WOMEN, TRAVEL, days, since=_first(0), until=_first(truth.month))


def groups(truth, calendar, scheme):
    """What is counted: per home settlement, or per channel and home municipality."""
    rows = {"centre": 0} | {
        TRAVEL.ekattes.index(e): i for i, e in enumerate(calendar.channels) if i
    }
    women = {}
    for (channel, place), n in truth.came.items():
        key = (ANY_CHANNEL, place) if scheme == "settlement" else (rows[channel], HOME[place])
        women[key] = women.get(key, 0) + n
    return [
        Group(n, channel, np.array([h]) if scheme == "settlement" else np.flatnonzero(h == HOME))
        for (channel, h), n in sorted(women.items())
    ]


def _first(month):
    return date(2022 + month // 12, 1 + month % 12, 1)
