"""Contacts over time against the visits held, by district and municipality; and around events."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.store import Store
from geo.places import municipalities, settlement
from pages.ui.load import load_answer, load_period
from priemna.evidence.before_after import DAYS, BeforeAfter, Window, compare, windows
from priemna.evidence.trends import (
    YEAR,
    Channel,
    Expected,
    RollingYear,
    Signal,
    expect,
    headline,
    rolling_years,
)

AWARENESS = ("community_meeting", "focus_group", "school_session")
"""Events after which women might come; trainings of professionals work in other ways. A
municipality with another event of the same type in these days is not compared with."""

Days = dict[str, np.ndarray]
_NEVER = np.array([], dtype="datetime64[D]")


@dataclass(frozen=True)
class TrendAnswer:
    """First contacts of one area by quarter, whole quarters only.

    Parameters
    ----------
    code
        Municipality code; empty for the district.
    quarters
        First day of each, oldest first.
    counts, visits
        Contacts and mobile offices, shape (quarters,).
    limits
        What all other quarters lead one to expect of each quarter; None with fewer than four
        others.
    years
        Sums of four quarters with what was expected.
    signal
        What may be said of the last year.
    """

    code: str
    quarters: tuple[date, ...]
    counts: tuple[int, ...]
    visits: tuple[int, ...]
    limits: tuple[Expected | None, ...]
    years: tuple[RollingYear, ...]
    signal: Signal


@dataclass(frozen=True)
class EventEffect:
    """An event and whether contacts moved after it.

    Parameters
    ----------
    event_type, on, municipality_code
        The event.
    effect
        The answer.
    before, after
        Contacts of its municipality in the 90 days before and after.
    """

    event_type: str
    on: date
    municipality_code: str
    effect: BeforeAfter
    before: int
    after: int


def load_trends(store: Store) -> tuple[TrendAnswer, ...]:
    """Load the district, then each municipality."""
    rows = load_answer(store, "contacts_by_quarter")
    rows = rows[rows["complete"]]
    if rows.empty:
        return ()
    return (
        _trend("", rows),
        *(_trend(m.code, rows[rows["home"] == m.code]) for m in municipalities()),
    )


def load_event_effects(store: Store) -> tuple[EventEffect, ...]:
    """Load what followed each event for the public, newest first."""
    period = load_period(store)
    if period is None:
        return ()
    events = load_answer(store, "event_days")
    events = events[events["event_type"].isin(AWARENESS)].reset_index(drop=True)
    visits = load_answer(store, "held_visits", until=period[1])
    visits["municipality_code"] = [settlement(e).municipality_code for e in visits["ekatte"]]
    came = _days(load_answer(store, "contact_days"), "home", "women")
    held = _days(visits, "municipality_code")
    of_type = {
        kind: _days(events[events["event_type"] == kind], "municipality_code") for kind in AWARENESS
    }
    found = []
    for event in events.itertuples():
        on, own = event.held_on.date(), event.municipality_code
        same = of_type[event.event_type]
        rows = {m.code: _window(m.code, on, came, held, same) for m in municipalities()}
        effect = compare(own, on, list(rows.values()), since=period[0], until=period[1])
        found.append(
            EventEffect(event.event_type, on, own, effect, rows[own].before, rows[own].after)
        )
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def _trend(code: str, rows: pd.DataFrame) -> TrendAnswer:
    sums = rows.groupby("quarter_on")[["at_visits", "elsewhere", "visits"]].sum()
    visits = sums["visits"].to_numpy(np.float64)
    at_visits = sums["at_visits"].to_numpy(np.float64)
    if code:
        # Women also come to offices in the next municipality, so only time is a fair offer here.
        channels = [Channel(at_visits + sums["elsewhere"].to_numpy(np.float64), np.ones(len(sums)))]
    else:
        stray = (visits == 0) & (at_visits > 0)
        channels = [
            Channel(at_visits, np.where(stray, 1.0, visits)),
            Channel(sums["elsewhere"].to_numpy(np.float64), np.ones(len(sums))),
        ]
    signal, _ = headline(channels)
    return TrendAnswer(
        code=code,
        quarters=tuple(pd.Timestamp(day).date() for day in sums.index),
        counts=tuple(int(n) for n in sums["at_visits"] + sums["elsewhere"]),
        visits=tuple(int(n) for n in visits),
        limits=tuple(_expected(channels, i) for i in range(len(sums))),
        years=rolling_years(channels),
        signal=signal,
    )


def _expected(channels: list[Channel], quarter: int) -> Expected | None:
    """Limits of one quarter from all others, so that it does not excuse itself."""
    others = [
        Channel(np.delete(c.counts, quarter), np.delete(c.offered, quarter)) for c in channels
    ]
    if len(others[0].counts) < YEAR or any(not c.offered.sum() for c in others):
        return None
    return expect(others, [c.offered[quarter] for c in channels])


def _days(rows: pd.DataFrame, place: str, weight: str | None = None) -> Days:
    """Days by municipality, each as often as people came."""
    times = rows[weight] if weight else pd.Series(1, index=rows.index)
    days = rows["held_on"].to_numpy("datetime64[D]")
    where = rows[place].to_numpy()
    return {code: np.repeat(days, times * (where == code)) for code in set(where)}


def _window(code: str, on: date, came: Days, held: Days, events: Days) -> Window:
    (before_on, _), (_, until) = windows(on)

    def count(days: Days, since: date, end: date) -> int:
        own = days.get(code, _NEVER)
        return int(((own >= np.datetime64(since)) & (own < np.datetime64(end))).sum())

    return Window(
        municipality_code=code,
        before=count(came, before_on, on),
        after=count(came, on, until),
        visits_before=count(held, before_on, on),
        visits_after=count(held, on, until),
        had_event=count(events, on - timedelta(DAYS), on + timedelta(DAYS)) > 0,
    )
