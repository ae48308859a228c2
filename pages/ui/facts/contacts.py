"""Contact rates of the municipalities, how sure they are, and where it is quieter than access."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from geo.messages import Message
from geo.places import municipalities
from pages.ui.load import load_answer, load_need, load_period
from priemna.evidence.intervals import Interval, garwood
from priemna.evidence.quality import Basis, Confidence, confidence
from priemna.evidence.rates import can_show_raw, raw_rate, smooth_rates
from priemna.evidence.silence import Heard, Listening, listen
from priemna.indicators import THRESHOLD, Empty

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class ContactRate:
    """Contacts of one municipality.

    Parameters
    ----------
    municipality_code
        Which.
    women
        First contacts; None where hidden.
    smoothed, raw
        Per 1 000 women and year; None where hidden, ``raw`` also where it says too little.
    empty
        Why there is no figure, or None.
    women_years
        Women aged 14+ × years of the period.
    confidence, reason
        Letter and the sentence that goes with it.
    """

    municipality_code: str
    women: int | None
    smoothed: Interval | None
    raw: Interval | None
    empty: Empty | None
    women_years: float
    confidence: Confidence
    reason: Message


@dataclass(frozen=True)
class ContactsAnswer:
    """Contact rates of one period.

    Parameters
    ----------
    since, until
        ``[since, until)``.
    rates
        One per municipality, highest rate first, those without a figure last.
    district
        All of them together, per 1 000 women and year.
    women, recorded, unknown_home
        First contacts counted; all that were recorded; those counted of unknown home.
    """

    since: date
    until: date
    rates: tuple[ContactRate, ...]
    district: Interval
    women: int
    recorded: int
    unknown_home: int


def load_contacts(store: Store, *, since: date, until: date) -> ContactsAnswer:
    """Contact rates from ``since`` to the day before ``until``.

    Parameters
    ----------
    store
        The store.
    since, until
        ``[since, until)``, at least one day.
    """
    rows = load_answer(store, "contacts_by_municipality", since=since, until=until)
    by_home = rows.set_index("home")
    places = municipalities()
    years = (until - since).days / 365.25
    exposure = [m.women_14_plus * years for m in places]
    counts = [int(by_home.loc[m.code, "women"]) for m in places]
    smooth = smooth_rates(counts, exposure)
    rates = tuple(
        _rate(m.code, by_home.loc[m.code], interval, m.women_14_plus, years, until)
        for m, interval in zip(places, smooth.rates, strict=True)
    )
    known = by_home.drop(index="unknown")
    return ContactsAnswer(
        since=since,
        until=until,
        rates=tuple(
            sorted(rates, key=lambda r: (r.smoothed is None, -(r.smoothed or _NONE).estimate))
        ),
        district=garwood(int(known["women"].sum()), sum(exposure)).times(1000),
        women=int(rows["women"].sum()),
        recorded=int(rows["recorded"].sum()),
        unknown_home=int(by_home.loc["unknown", "women"]),
    )


def load_silence(store: Store, *, on: date) -> tuple[Listening, ...]:
    """Classify the municipalities by contacts against what access would bring, all records.

    Parameters
    ----------
    store
        The store.
    on
        Day before which everything counts.
    """
    need = load_need(store, on=on)
    period = load_period(store)
    since = min(period[0], need.since) if period else need.since
    rows = load_answer(store, "contacts_by_municipality", since=since, until=on).set_index("home")
    expected: dict[str, float] = {}
    for row in need.rows:
        code = row.settlement.municipality_code
        expected[code] = expected.get(code, 0.0) + row.expected
    return listen(
        [
            Heard(code, int(rows.loc[code, "women"]), mean)
            for code, mean in sorted(expected.items())
        ],
        shape=need.settings.spread_shape,
    )


def last_year(period: tuple[date, date]) -> tuple[date, date]:
    """The last twelve months of the records, or all of them where there are fewer."""
    since, until = period
    return max(since, until - YEAR), until


def _rate(
    code: str, row: pd.Series, smoothed: Interval, women: float, years: float, until: date
) -> ContactRate:
    count = int(row["women"])
    letter, reason = confidence(
        Basis(
            n=count,
            consenting=count,
            recorded=int(row["recorded"]),
            unknown=int(row["unknown_age"]),
            last_on=None if pd.isna(row["last_on"]) else pd.Timestamp(row["last_on"]).date(),
        ),
        until,
    )
    if count < THRESHOLD:
        # Neither the letter nor its reason may tell one to four from each other.
        empty = Empty.HIDDEN if count else Empty.ZERO
        shown = None if count else 0
        return ContactRate(code, shown, None, None, empty, women * years, Confidence.C, _TOO_FEW)
    raw = raw_rate(count, women, years)
    return ContactRate(
        municipality_code=code,
        women=count,
        smoothed=smoothed.times(1000),
        raw=raw if can_show_raw(count, raw) else None,
        empty=None,
        women_years=women * years,
        confidence=letter,
        reason=reason,
    )


_NONE = Interval(0.0, 0.0, 0.0)
_TOO_FEW = Message("Too few records for any statement.")
