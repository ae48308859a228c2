"""One row per settlement: what is estimated, how sure it is and what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geo.places import Settlement
from priemna.need.exposure import Floats, HeldVisit

TOP = 10

TINY = 1e-12


@dataclass(frozen=True)
class NeedParts:
    """What a need is made of, each as log factor against the usual settlement of the district.

    The four add up to the logarithm of the need less that of the usual settlement (the geometric
    mean), so a factor of 2 and one of ½ outweigh each other.

    Parameters
    ----------
    women
        Women aged 14+.
    vulnerability
        Need expected from poverty, schooling and what women know of their rights.
    under_served
        Years' worth of need that waits: long where few could come.
    own_data
        What contacts and silence here and nearby say beyond that.
    """

    women: float
    vulnerability: float
    under_served: float
    own_data: float


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
    rank_low, rank_high
        Limits of the 90 % interval of the rank.
    p_top10
        Chance that it belongs to the ten settlements with the largest need.
    visited
        A mobile office has been held here.
    last_visit_on
        Day of the last one, ``None`` where there was none.
    rate
        Women in need per woman aged 14+ and year, posterior mean.
    prior_rate
        The same as level, vulnerability and knowledge alone would have it.
    log_rate_sd
        Standard deviation of the logarithm of the rate: how little is known.
    stock
        Women-years of need that wait (per unit rate).
    expected
        Women expected to have come so far at ``prior_rate``.
    parts
        What the need is made of.
    """

    settlement: Settlement
    need: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    p_top10: float
    visited: bool
    last_visit_on: date | None
    rate: float
    prior_rate: float
    log_rate_sd: float
    stock: float
    expected: float
    parts: NeedParts


@dataclass(frozen=True, eq=False)
class Columns:
    """The figures of all settlements; each of shape (settlements,), named as in `SettlementNeed`.

    ``draws`` are draws of the need, shape (draws, settlements).
    """

    need: Floats
    low: Floats
    high: Floats
    rate: Floats
    prior_rate: Floats
    log_rate_sd: Floats
    stock: Floats
    expected: Floats
    draws: Floats


def rows_of(
    settlements: Sequence[Settlement], visits: Sequence[HeldVisit], until: date, columns: Columns
) -> tuple[SettlementNeed, ...]:
    """The figures as rows, largest need first.

    Parameters
    ----------
    settlements
        In the order of the columns.
    visits
        Mobile offices held; those from ``until`` on do not count.
    until
        Day of the estimate.
    columns
        The figures.
    """
    last_visits: dict[str, date] = {}
    for visit in sorted((v for v in visits if v.on < until), key=lambda v: v.on):
        last_visits[visit.ekatte] = visit.on
    ranks = _ranks(columns.need[None])[0]
    drawn = _ranks(columns.draws)
    rank_low, rank_high = np.quantile(drawn, (0.05, 0.95), axis=0, method="nearest")
    chance_of_top = (drawn <= TOP).mean(axis=0)
    parts = _parts(np.array([s.women_14_plus for s in settlements]), columns)
    rows = [
        SettlementNeed(
            settlement=settlement,
            need=float(columns.need[i]),
            low=float(columns.low[i]),
            high=float(columns.high[i]),
            rank=int(ranks[i]),
            rank_low=int(rank_low[i]),
            rank_high=int(rank_high[i]),
            p_top10=float(chance_of_top[i]),
            visited=settlement.ekatte in last_visits,
            last_visit_on=last_visits.get(settlement.ekatte),
            rate=float(columns.rate[i]),
            prior_rate=float(columns.prior_rate[i]),
            log_rate_sd=float(columns.log_rate_sd[i]),
            stock=float(columns.stock[i]),
            expected=float(columns.expected[i]),
            parts=NeedParts(*(float(x) for x in parts[:, i])),
        )
        for i, settlement in enumerate(settlements)
    ]
    return tuple(sorted(rows, key=lambda row: row.rank))


def _ranks(values: Floats) -> Floats:
    """Rank of each value in its row, 1 the largest; ties in their order."""
    ranks = np.empty(values.shape)
    order = np.argsort(-values, axis=1, kind="stable")
    np.put_along_axis(ranks, order, np.arange(1.0, values.shape[1] + 1)[None], axis=1)
    return ranks


def _parts(women: Floats, columns: Columns) -> Floats:
    """Log factors of the need against the geometric mean, shape (4, settlements)."""
    factors = np.array([women, columns.prior_rate, columns.stock, columns.need])
    women, prior, stock, need = np.log(np.maximum(factors, TINY))
    parts = np.array([women, prior, stock - women, need - prior - stock])
    centred: Floats = parts - parts.mean(axis=1, keepdims=True)
    return centred
