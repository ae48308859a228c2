"""How does the work move over time? And does what came fit what was offered."""

import pandas as pd
import streamlit as st

from pages.ui import cached, frame
from pages.ui.charts import quarterly_series, show_chart
from pages.ui.collapse import say_collapsed
from pages.ui.contact_years import draw_by_municipality
from pages.ui.downloads import download_table
from pages.ui.event_effects import draw_events
from pages.ui.facts.records import Kind, load_quality
from pages.ui.facts.trends import TrendAnswer, load_trends
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.quality import draw_quality
from pages.ui.texts import N_, Number, Quarter
from priemna.evidence.quality import Quality
from priemna.evidence.trends import MEAN_NEEDED, QUARTERS_NEEDED, Signal
from priemna.indicators import THRESHOLD, hide_small

SERIES = {
    "consultations": (N_("Consultations"), Kind.CONSULTATIONS),
    "visits": (N_("Mobile offices held"), Kind.VISITS),
    "events": (N_("Events"), Kind.EVENTS),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("How does the work move, and does what came fit what was offered?"))
    quarters = cached.answer("quarters")
    if quarters.empty:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    trends = cached.fact(load_trends)
    period = cached.period()
    since = quarters["quarter_on"].min().date()
    known = cached.fact(load_quality, since=since, until=period[1]) if period else {}
    st.subheader(_("First contacts of women"), anchor=False)
    say_collapsed()
    if trends:
        first_contacts(trends[0], known)
    shown = quarters.assign(
        consultations=[hide_small(count) for count in quarters["consultations"]]
    )
    for code, (name, kind) in SERIES.items():
        st.subheader(_(name), anchor=False)
        series = shown[["quarter_on", code]].rename(columns={code: "value"})
        series["value"] = series["value"].astype(float)
        show_chart(
            quarterly_series(series, unit=_("per quarter")),
            key=f"trend_{code}",
            alt=spoken(series),
        )
        say_quality(known, kind)
    draw_by_municipality(trends[1:])
    draw_events()
    say_limits(quarters)
    download_table(table(shown), "quarters")


def say_quality(known: dict[Kind, Quality], kind: Kind) -> None:
    """What a series rests on, where anything is recorded that tells the day to judge it from."""
    if kind in known:
        draw_quality(known[kind], kind)


def first_contacts(trend: TrendAnswer, known: dict[Kind, Quality]) -> None:
    """The district by quarter, with the limits between which it was to be expected."""
    st.markdown(headline(trend))
    rows = pd.DataFrame(
        {
            "quarter_on": pd.Timestamp(on),
            "value": float("nan") if hide_small(count) is None else float(count),
            "low": limits.low if limits else float("nan"),
            "high": limits.high if limits else float("nan"),
        }
        for on, count, limits in zip(trend.quarters, trend.counts, trend.limits, strict=True)
    )
    show_chart(
        quarterly_series(rows, unit=_("women")), key="trend_first_contacts", alt=spoken(rows)
    )
    if any(trend.limits):
        st.caption(
            _(
                "Lines: where 95 % of quarters would lie if need had not changed, given the visits "
                "held in each. One quarter outside them is no trend."
            )
        )
    say_quality(known, Kind.FIRST_CONTACTS)
    rows.insert(0, "quarter", [_("{quarter}", quarter=Quarter(on)) for on in trend.quarters])
    download_table(
        rows.drop(columns="quarter_on").rename(
            columns={
                "quarter": _("Quarter"),
                "value": _("Women"),
                "low": _("expected from"),
                "high": _("expected to"),
            }
        ),
        "first_contacts",
    )


def headline(trend: TrendAnswer) -> str:
    """What may be said of the last four quarters of the district."""
    if not trend.years:
        return _("There are too few whole quarters to compare.")
    year = trend.years[-1]
    came = _(
        "**{count} women** came for the first time in the four quarters to {quarter}.",
        count=year.count,
        quarter=Quarter(trend.quarters[year.last]),
    )
    if trend.signal is Signal.TOO_EARLY:
        said = _(
            "{n} whole quarter is recorded; from {needed} on a rise or fall can be told from "
            "chance.",
            plural="{n} whole quarters are recorded; from {needed} on a rise or fall can be told "
            "from chance.",
            n=len(trend.quarters),
            needed=QUARTERS_NEEDED,
        )
    elif trend.signal is Signal.TOO_FEW:
        said = _(
            "With fewer than {mean} in a quarter no rise or fall can be told from chance.",
            mean=Number(MEAN_NEEDED),
        )
    else:
        said = _(
            "From the visits held and the quarters before, {low} to {high} were to be expected: "
            "{signal}.",
            low=year.expected.low,
            high=year.expected.high,
            signal=_(SIGNALS[trend.signal]),
        )
    return f"{came} {said}"


SIGNALS = {
    Signal.AS_EXPECTED: N_("as expected"),
    Signal.HIGHER: N_("**more than expected**"),
    Signal.LOWER: N_("**fewer than expected**"),
}


def spoken(series: pd.DataFrame) -> str:
    """The series in words, for those who do not see it."""
    return "; ".join(
        _("{quarter}: {value}", quarter=Quarter(row.quarter_on.date()), value=row.value)
        for row in series.itertuples()
    )


def say_limits(quarters: pd.DataFrame) -> None:
    """Say what is left out, hidden and not to be concluded."""
    for quarter in quarters[~quarters["complete"]]["quarter_on"]:
        st.caption(
            _("The records cover only a part of {quarter}.", quarter=Quarter(quarter.date()))
        )
    st.caption(
        _(
            "Quarters with {low} to {high} consultations are left open. More visits bring more "
            "contacts even where the need has not changed.",
            low=1,
            high=THRESHOLD - 1,
        )
    )


def table(quarters: pd.DataFrame) -> pd.DataFrame:
    """The quarters, as shown."""
    hidden = _("hidden: too few")
    return pd.DataFrame(
        {
            _("Quarter"): _("{quarter}", quarter=Quarter(row.quarter_on.date())),
            _("Consultations"): hidden if pd.isna(row.consultations) else int(row.consultations),
            _("Mobile offices held"): row.visits,
            _("Events"): row.events,
        }
        for row in quarters.itertuples()
    )


draw()
