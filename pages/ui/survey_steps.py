"""From knowing to receiving: five figures side by side for each group of municipalities."""

import pandas as pd
import streamlit as st

from geo.places import municipality
from pages.ui import cached
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.surveys import load_stages
from pages.ui.language import _
from pages.ui.tables import table_html
from pages.ui.texts import N_, Number, Share
from priemna.evidence.stages import Stage, Step

STEPS = {
    Step.KNOWS: N_("know where to apply"),
    Step.WOULD_SEEK: N_("would turn to somebody outside family and friends"),
    Step.CAME: N_("came, per 1,000 women and year"),
    Step.AGREED: N_("agreed to a service offered"),
    Step.RECEIVED: N_("received what they agreed to"),
}


def draw_steps() -> None:
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
