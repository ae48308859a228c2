"""Where do the eight goals of the project stand? Each indicator with its definition beside it."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data.goals import GoalIndicator
from pages.ui import cached, frame
from pages.ui.downloads import download_table
from pages.ui.facts.goals import GoalAnswer, Standing, load_goals
from pages.ui.facts.records import Kind
from pages.ui.goals import GOALS
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.marks import NAMES, Mark
from pages.ui.quality import consent_and_age, draw_quality
from pages.ui.spark import spark_html
from pages.ui.texts import N_, Number, Quarter, Share

# As the files of the indicators say it.
AUTHOR = N_("Priemna; to be confirmed by the coordinator")


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Where do the eight goals of the project stand?"))
    answers = cached.fact(load_goals)
    if not answers:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    for goal, name in GOALS.items():
        st.subheader(_("Goal {n}. {name}", n=goal, name=_(name)), anchor=False)
        own = [answer for answer in answers if answer.indicator.goal == goal]
        for answer in own:
            draw_indicator(answer)
        define([answer.indicator for answer in own])
    st.caption(
        _(
            "The last four whole quarters of the records, beside the four before them once there "
            "are any. Bars are quarters; an open bar has too few people to be shown. An indicator "
            "says what was done or answered, not what caused it."
        )
    )
    download_table(table(answers), "indicators")


def draw_indicator(answer: GoalAnswer) -> None:
    """One indicator: its value in a sentence, and its quarters."""
    indicator = answer.indicator
    words = indicator.words[language()]
    left, right = st.columns([13, 7], gap="medium", vertical_alignment="center")
    with left:
        st.markdown(f"**{words.name}:** {in_words(indicator, answer.now)}. {compared(answer)}")
    with right:
        st.html(
            spark_html(
                [standing.value for _on, standing in answer.quarters],
                alt="; ".join(quarters_in_words(answer)),
            )
        )
    if answer.now.value is not None:
        draw_quality(answer.quality, Kind(indicator.records))


def define(indicators: list[GoalIndicator]) -> None:
    """What exactly the indicators of a goal count, why, and who answers for it."""
    with st.expander(_("What exactly is counted, and why")):
        for indicator in indicators:
            words = indicator.words[language()]
            st.markdown(f"**{words.name}.** {words.definition} {words.why}")
            if indicator.target_source:
                st.caption(_("Where it was promised: {source}", source=indicator.target_source))
            st.caption(
                _(
                    "{direction} Question goal_{code}. Author: {author}. Reviewed on {reviewed}, "
                    "next review {next}.",
                    direction=_("Higher is better.")
                    if indicator.better == "higher"
                    else _("Lower is better."),
                    code=indicator.code,
                    author=_(indicator.author),
                    reviewed=indicator.reviewed_on,
                    next=indicator.next_review_on,
                )
            )


def in_words(indicator: GoalIndicator, standing: Standing) -> str:
    """A value, or what it is instead of one."""
    if standing.value is None:
        return _(NAMES[Mark(standing.empty.value)])
    if indicator.unit == "count":
        return _("{value}", value=Number(standing.value))
    if indicator.unit == "points":
        return _(
            "{value} percentage points, {n} pairs", value=Number(standing.value, 1), n=standing.n
        )
    return _(
        "{value} ({low}–{high}; {n} counted)",
        value=Share(standing.value),
        low=Number(100 * standing.interval.low),
        high=Number(100 * standing.interval.high),
        n=standing.n,
    )


def compared(answer: GoalAnswer) -> str:
    """The target or the year before, where there is one."""
    indicator = answer.indicator
    if indicator.target is not None:
        return _(
            "Since the start {value} of {target} promised by {day}.",
            value=Number(answer.since_start.value or 0),
            target=Number(indicator.target),
            day=indicator.target_by,
        )
    if answer.before is None:
        return ""
    return _("The year before: {value}.", value=in_words(indicator, answer.before))


def quarters_in_words(answer: GoalAnswer) -> Iterable[str]:
    """Each quarter with its value, for those who do not see the bars."""
    for on, standing in answer.quarters:
        yield _(
            "{quarter}: {value}", quarter=Quarter(on), value=in_words(answer.indicator, standing)
        )


def table(answers: tuple[GoalAnswer, ...]) -> pd.DataFrame:
    """All indicators, as shown."""
    return pd.DataFrame(
        {
            _("Goal"): answer.indicator.goal,
            _("Indicator"): answer.indicator.words[language()].name,
            _("Last four quarters"): in_words(answer.indicator, answer.now),
            _("Since the start"): in_words(answer.indicator, answer.since_start),
            _("Definition"): answer.indicator.words[language()].definition,
            _("Confidence"): answer.quality.letter.value,
            **consent_and_age(answer.quality.basis),
        }
        for answer in answers
    )


draw()
