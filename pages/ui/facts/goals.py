"""The indicators of the eight goals: where each one stands now and stood a year before."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from data.goals import GoalIndicator, goal_indicators
from data.store import Store
from pages.ui.facts.records import Kind, load_quality
from pages.ui.load import load_answer, load_period
from priemna.evidence.intervals import Interval, wilson
from priemna.evidence.quality import Quality, quality
from priemna.indicators import THRESHOLD, Empty

YEAR = 4
GRACE = pd.Timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """Value of an indicator over four quarters, or the reason why there is none.

    Parameters
    ----------
    value
        In the unit of the indicator; for counts their sum.
    interval
        95 % of a share; None otherwise.
    n
        What a share or mean rests on; None for counts and where hidden.
    empty
        Why there is no value.
    """

    value: float | None
    interval: Interval | None = None
    n: int | None = None
    empty: Empty | None = None


@dataclass(frozen=True)
class GoalAnswer:
    """One indicator with its history.

    Parameters
    ----------
    indicator
        Its definition.
    now, before
        The last four whole quarters of the records, and the four before them; ``before`` is None
        where the records do not reach back.
    since_start
        All quarters together: what a target is measured by.
    quarters
        First day and standing of each quarter of the records, oldest first.
    quality
        Of the records of the last four whole quarters.
    """

    indicator: GoalIndicator
    now: Standing
    before: Standing | None
    since_start: Standing
    quarters: tuple[tuple[date, Standing], ...]
    quality: Quality


def load_goals(store: Store) -> tuple[GoalAnswer, ...]:
    """Load every indicator of the eight goals, by goal."""
    period = load_period(store)
    if period is None:
        return ()
    last_day = pd.Timestamp(period[1]) - pd.Timedelta(days=1)
    quarters = pd.period_range(pd.Timestamp(period[0]), last_day, freq="Q").to_timestamp()
    # A week of grace: nobody works on the last days of a year.
    is_whole = last_day + GRACE >= quarters[-1] + pd.offsets.QuarterEnd(startingMonth=3)
    whole = quarters[: len(quarters) - (0 if is_whole else 1)]
    last_year = whole[-YEAR:]
    since = (last_year if len(last_year) else quarters)[0].date()
    ended = (last_year if len(last_year) else quarters)[-1] + pd.offsets.QuarterBegin(
        startingMonth=1
    )
    until = min(ended.date(), period[1])
    known = load_quality(store, since=since, until=until)
    return tuple(
        _answer(store, indicator, quarters, known, until, is_whole=bool(is_whole))
        for indicator in goal_indicators()
    )


def _answer(
    store: Store,
    indicator: GoalIndicator,
    quarters: pd.DatetimeIndex,
    known: dict[Kind, Quality],
    until: date,
    *,
    is_whole: bool,
) -> GoalAnswer:
    rows = load_answer(store, f"goal_{indicator.code}").set_index("quarter_on")
    rows = rows.astype(float).reindex(quarters).fillna(0.0)
    whole = rows[: len(rows) - (0 if is_whole else 1)]
    return GoalAnswer(
        indicator=indicator,
        now=_standing(indicator, whole.iloc[-YEAR:]),
        before=_standing(indicator, whole.iloc[-2 * YEAR : -YEAR])
        if len(whole) >= 2 * YEAR
        else None,
        since_start=_standing(indicator, rows),
        quarters=tuple((day.date(), _standing(indicator, rows.loc[[day]])) for day in quarters),
        quality=_quality(indicator, known[Kind(indicator.records)], until),
    )


def _quality(indicator: GoalIndicator, of_records: Quality, until: date) -> Quality:
    """A share of visits rests on their number; their count does not."""
    if indicator.unit == "count":
        return of_records
    return quality(replace(of_records.basis, is_whole_count=False), until)


def _standing(indicator: GoalIndicator, rows: pd.DataFrame) -> Standing:
    part, whole = float(rows["part"].sum()), float(rows["whole"].sum())
    if indicator.unit == "count":
        return Standing(part, empty=None if part else Empty.ZERO)
    if not whole:
        return Standing(None, empty=Empty.NO_DATA)
    if whole < indicator.minimum or (indicator.about_people and 0 < part < THRESHOLD):
        return Standing(None, empty=Empty.HIDDEN)
    if indicator.unit == "share":
        return Standing(part / whole, wilson(part, whole), int(whole))
    return Standing(part / whole, None, int(whole))
