"""What do women know, whom would they ask? And at which step are they lost."""

import pandas as pd
import streamlit as st

from data.codebook import label
from pages.ui import cached, frame
from pages.ui.address import keep
from pages.ui.collapse import say_collapsed
from pages.ui.downloads import download_table
from pages.ui.facts.records import Kind
from pages.ui.facts.surveys import (
    Asked,
    SurveyAnswer,
    load_survey,
)
from pages.ui.guard import guard
from pages.ui.knowledge_map import draw_knowledge_map
from pages.ui.language import _, language
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.quality import draw_quality
from pages.ui.survey_steps import draw_steps
from pages.ui.texts import N_, Number, Share
from priemna.evidence.surveys import COUNT_FROM, Shown, has_changed, how_to_show

ALL = "all"
LISTS = {
    "knowledge": (N_("What they know"), N_("Knows")),
    "help_from": (N_("Whom they would ask for help"), N_("Would ask")),
    "barrier": (N_("What keeps them from seeking help"), N_("Barrier")),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What do women know, whom would they ask, and where are they lost?"))
    every = cached.fact(load_survey)
    if not every.n:
        frame.say_empty(_("No answers of women who agreed to be counted are recorded yet."))
        return
    waves = [ALL, *(name for name, *_rest in every.waves)]
    wave = st.segmented_control(
        _("Wave of the survey"),
        waves,
        format_func=lambda name: _("All waves") if name == ALL else wave_words(name),
        required=True,
        key=keep("wave", ALL, options=waves),
    )
    answer = every if wave == ALL else cached.fact(load_survey, wave=wave)
    st.markdown(sentence(answer))
    draw_quality(answer.quality, Kind.SURVEY)
    say_collapsed()
    shown = []
    for codes, rows in {
        "knowledge": answer.knowledge,
        "help_from": answer.help_from,
        "barrier": answer.barriers,
    }.items():
        title, head = LISTS[codes]
        st.subheader(_(title), anchor=False)
        shown.append(draw_list(rows, codes, _(head), several=len(every.waves) > 1))
    draw_steps()
    draw_knowledge_map()
    limits(every)
    download_table(pd.concat(shown, ignore_index=True), f"survey_{wave}")


def sentence(answer: SurveyAnswer) -> str:
    """The survey in two sentences."""
    words = [
        _(
            "**{n} women** in {villages} settlements agreed to be counted.",
            n=answer.n,
            villages=answer.villages,
        )
    ]
    if answer.score:
        limits = answer.score.interval()
        words.append(
            _(
                "On average they answer {score} of 100 points of knowledge right ({low}–{high}).",
                score=Number(answer.score.value),
                low=Number(limits.low),
                high=Number(limits.high),
            )
        )
    return " ".join(words)


def draw_list(rows: tuple[Asked, ...], codes: str, head: str, *, several: bool) -> pd.DataFrame:
    """The shares as dots and intervals; what is shown, as a table."""
    words = {row.code: in_words(row) for row in rows}
    st.html(
        interval_list_html(
            [
                IntervalRow(
                    rank=_("{n}", n=row.share.n),
                    label=label(codes, row.code, language()),
                    value=row.share.value,
                    low=row.share.interval().low,
                    high=row.share.interval().high,
                    written=words[row.code] + (change_in_words(row) if several else ""),
                    is_hollow=how_to_show(row.share) is not Shown.SHARE,
                )
                for row in rows
                if how_to_show(row.share) is not Shown.NOTHING
            ],
            (_("Asked"), head, _("Share"), _("Value and 95 % interval")),
            counted=True,
        )
    )
    return pd.DataFrame(
        {
            _("List"): _(LISTS[codes][0]),
            _("Item"): label(codes, row.code, language()),
            _("Asked"): row.share.n if row.share.n >= COUNT_FROM else None,
            _("Share"): words[row.code],
        }
        for row in rows
    )


def in_words(row: Asked) -> str:
    """A share as a percentage, as a count out of so many, or that there are too few answers."""
    how = how_to_show(row.share)
    if how is Shown.NOTHING:
        return _("too few answers")
    if how is Shown.COUNT:
        return _("{part} of {all}", part=round(row.share.value * row.share.n), all=row.share.n)
    limits = row.share.interval()
    return _(
        "{share} ({low}–{high})",
        share=Share(row.share.value),
        low=Number(100 * limits.low),
        high=Number(100 * limits.high),
    )


def change_in_words(row: Asked) -> str:
    """What changed from the first wave to the last, where the interval leaves out no change."""
    if row.change is None or not has_changed(row.change):
        return ""
    points = Number(abs(100 * row.change.estimate))
    if row.change.estimate > 0:
        return _("; {points} points more than in the first wave", points=points)
    return _("; {points} points fewer than in the first wave", points=points)


def wave_words(name: str) -> str:
    """Name of a wave as people write a span of years."""
    return name.replace("-", "\N{EN DASH}")


def limits(answer: SurveyAnswer) -> None:
    """Say what the shares stand on."""
    for name, asked, agreed, since, until in answer.waves:
        st.caption(
            _(
                "Wave {wave}, {since} to {until}: {agreed} of {asked} women agreed to be counted.",
                wave=wave_words(name),
                agreed=agreed,
                asked=asked,
                since=since,
                until=until,
            )
        )
    st.caption(
        _(
            "Women of one village answer alike: intervals take villages as the sample. Rings: too "
            "few answers for a percentage. The women were not drawn by lot; the shares speak of "
            "those who were reached."
        )
    )


draw()
