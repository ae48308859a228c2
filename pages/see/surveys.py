"""What do women know, whom would they ask? And at which step are they lost."""

import pandas as pd
import streamlit as st

from data.codebook import label
from geo.places import municipality
from pages.ui import cached, frame
from pages.ui.address import keep
from pages.ui.collapse import say_collapsed
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.records import Kind
from pages.ui.facts.surveys import (
    Asked,
    KnowledgeByPlace,
    SurveyAnswer,
    load_knowledge_by_place,
    load_stages,
    load_survey,
)
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.legend import LegendEntry
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.maps import choose_place, render_map
from pages.ui.marks import NAMES, Mark
from pages.ui.municipality_map import Painted, municipality_map, municipality_names
from pages.ui.quality import draw_quality
from pages.ui.tables import frame_html, table_html
from pages.ui.texts import N_, Number, Share
from priemna.evidence.stages import Stage, Step
from priemna.evidence.surveys import BORROWED_ANSWERS, COUNT_FROM, Shown, has_changed, how_to_show

ALL = "all"
LISTS = {
    "knowledge": (N_("What they know"), N_("Knows")),
    "help_from": (N_("Whom they would ask for help"), N_("Would ask")),
    "barrier": (N_("What keeps them from seeking help"), N_("Barrier")),
}
STEPS = {
    Step.KNOWS: N_("know where to apply"),
    Step.WOULD_SEEK: N_("would turn to somebody outside family and friends"),
    Step.CAME: N_("came, per 1,000 women and year"),
    Step.AGREED: N_("agreed to a service offered"),
    Step.RECEIVED: N_("received what they agreed to"),
}
# Two by two, dark where both are bad; the lightness alone tells them apart in grey.
CORNERS = {
    (True, True): (N_("far, and fewer know than in the district"), "#54304a"),
    (True, False): (N_("far, as many or more know"), "#7fa6a8"),
    (False, True): (N_("near, and fewer know than in the district"), "#c493b3"),
    (False, False): (N_("near, as many or more know"), "#ebe6dc"),
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
        format_func=lambda name: _("All waves") if name == ALL else name,
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
    steps()
    knowledge_map()
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


def steps() -> None:
    """The way from knowing to receiving, by group of municipalities."""
    st.subheader(_("From knowing to receiving"), anchor=False)
    groups = cached.fact(load_stages)
    rows = [
        [
            _(name),
            *(
                stage_in_words(next(stage for stage in stages if stage.step is step))
                for _group, stages in groups
            ),
        ]
        for step, name in STEPS.items()
    ]
    heads = [_("Step"), *(_(group.name) for group, _stages in groups)]
    st.html(table_html(heads, rows, name=_("From knowing to receiving")))
    st.caption(
        " ".join(
            [
                *(
                    _(
                        "{group}: {places}.",
                        group=_(group.name),
                        places=[place_name(municipality(code)) for code in group.codes],
                    )
                    for group, _stages in groups[1:]
                ),
                _(
                    "Each step rests on other people (asked, living there, consulted): compare the "
                    "columns, never multiply the rows. In brackets the 95 % interval and how many "
                    "it rests on."
                ),
            ]
        )
    )
    download_table(pd.DataFrame(rows, columns=heads), "survey_steps")


def stage_in_words(stage: Stage) -> str:
    """A stage with its interval, or that there are too few."""
    if stage.interval is None:
        return _("too few answers")
    value, low, high = stage.interval.estimate, stage.interval.low, stage.interval.high
    if stage.per_1000:
        return _(
            "{share} ({low}–{high}), {n} women",
            share=Number(value, 1),
            low=Number(low, 1),
            high=Number(high, 1),
            n=stage.n,
        )
    return _(
        "{share} ({low}–{high}) of {n}",
        share=Share(value),
        low=Number(100 * low),
        high=Number(100 * high),
        n=stage.n,
    )


@st.fragment
def knowledge_map() -> None:
    """Knowledge of where to apply and distance to the centre on one map."""
    st.subheader(_("Where distance and not knowing meet"), anchor=False)
    places = cached.fact(load_knowledge_by_place)
    by_place = pd.DataFrame(
        {
            _("Municipality"): place_name(municipality(place.municipality_code)),
            _("Know where to apply"): _("{share}", share=Share(place.knows.share))
            if place.knows
            else _(NAMES[Mark(place.empty.value)]),
            _("Asked"): _("{n}", n=place.knows.n) if place.knows else "",
            _("Minutes to the centre"): _("{n}", n=Number(place.minutes)),
        }
        for place in sorted(places, key=lambda place: -place.minutes)
    )
    left, right = st.columns([11, 9], gap="medium")
    with left:
        render_map(
            municipality_map(
                _("Knowing where to apply, and distance to the centre in Ruse"),
                {place.municipality_code: painted(place) for place in places},
                cached.shapes(),
                legend=tuple(LegendEntry(_(words), fill) for words, fill in CORNERS.values()),
                legend_title=_("compared with the district; far is above the middle distance"),
            ),
            "knowledge_map",
        )
        choose_place(_("Municipality"), municipality_names(), "knowledge_map")
    with right:
        st.html(frame_html(by_place, name=_("Where distance and not knowing meet")))
    st.caption(
        _(
            "Few were asked in each municipality: its share leans on the district by {n} answers, "
            "and differences are hints, not findings.",
            n=BORROWED_ANSWERS,
        )
    )
    download_table(by_place, "survey_places")


def painted(place: KnowledgeByPlace) -> Painted:
    """One municipality in the colour of its corner."""
    if place.knows is None:
        mark = Mark(place.empty.value)
        return Painted(_(NAMES[mark]), mark=mark)
    words, fill = CORNERS[place.is_far, place.knows_less]
    return Painted(
        _(
            "{words}: {share} know where to apply, {minutes} minutes to the centre",
            words=_(words),
            share=Share(place.knows.share),
            minutes=Number(place.minutes),
        ),
        fill,
    )


def limits(answer: SurveyAnswer) -> None:
    """Say what the shares stand on."""
    for name, asked, agreed, since, until in answer.waves:
        st.caption(
            _(
                "Wave {wave}, {since} to {until}: {agreed} of {asked} women agreed to be counted.",
                wave=name,
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
