"""The list of recommendations, and what about them asks for attention."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.codebook import codes, label
from geo.places import municipalities
from pages.ui.language import _, language, say_reason
from pages.ui.strategy.carried import Carried
from pages.ui.strategy.saying import place_name, say_value
from pages.ui.tables import counts_html, table_html
from pages.ui.texts import write
from priemna.strategy.workflow import ADOPTED, Status

DISTRICT = "district"


def draw_counts(carried: Sequence[Carried]) -> None:
    """How many are where, and how many wait for somebody."""
    statuses = [one.recommendation.status for one in carried]
    overdue = sum(one.days_overdue > 0 for one in carried)
    moved = sum(one.movement is not None for one in carried)
    adopted = sum(status in ADOPTED for status in statuses)
    st.html(
        counts_html(
            (
                (_("drafts"), str(statuses.count(Status.DRAFT)), False),
                (_("waiting to be submitted"), str(statuses.count(Status.PROPOSED)), False),
                (_("submitted, no answer yet"), str(statuses.count(Status.SUBMITTED)), False),
                (_("adopted or further"), str(adopted), False),
                (_("overdue"), str(overdue), overdue > 0),
                (_("their data moved"), str(moved), moved > 0),
            )
        )
    )


def choose(carried: Sequence[Carried]) -> list[Carried]:
    """Draw the filters and return what they leave."""
    left, right = st.columns(2)
    with left:
        status = st.selectbox(
            _("How far"),
            [code.code for code in codes("recommendation_status")],
            index=None,
            format_func=lambda code: label("recommendation_status", code, language()),
            placeholder=_("all"),
            key="strategy_status",
            persist_state="session",
        )
    with right:
        place = st.selectbox(
            _("Addressed to"),
            [DISTRICT, *(m.code for m in municipalities())],
            index=None,
            format_func=lambda code: place_name(language(), None if code == DISTRICT else code),
            placeholder=_("all"),
            key="strategy_place",
            persist_state="session",
        )
    wanted = None if place == DISTRICT else place
    return [
        one
        for one in carried
        if (status is None or one.recommendation.status == status)
        and (place is None or one.recommendation.municipality_code == wanted)
    ]


def draw_list(chosen: Sequence[Carried]) -> None:
    """Table of what was chosen."""
    st.html(
        table_html(
            [
                _("Number"),
                _("Recommendation"),
                _("For"),
                _("How far"),
                _("Strength"),
                _("Deadline"),
            ],
            [
                (
                    one.recommendation.recommendation_id,
                    text_of(one),
                    place_name(language(), one.recommendation.municipality_code),
                    label("recommendation_status", one.recommendation.status, language()),
                    one.recommendation.strength or _("none"),
                    deadline_words(one),
                )
                for one in chosen
            ],
            name=_("Recommendations"),
        )
    )


def text_of(one: Carried) -> str:
    """Wording in the reader's language, and whether its data moved."""
    rec = one.recommendation
    text = rec.text_bg if language() == "bg" else rec.text_en
    if one.movement is None:
        return text
    return _("{text} ({movement})", text=text, movement=say_reason(one.movement))


def deadline_words(one: Carried) -> str:
    """Deadline, and how long ago it was."""
    if one.recommendation.deadline_on is None:
        return _("not set")
    if one.days_overdue:
        return _(
            "{day}, overdue by {n} day",
            plural="{day}, overdue by {n} days",
            n=one.days_overdue,
            day=one.recommendation.deadline_on,
        )
    return write(language(), one.recommendation.deadline_on)


def as_frame(chosen: Sequence[Carried]) -> pd.DataFrame:
    """What is listed, for download."""
    return pd.DataFrame(
        {
            _("Number"): one.recommendation.recommendation_id,
            _("Version"): one.recommendation.version,
            _("Recommendation"): text_of(one),
            _("For"): place_name(language(), one.recommendation.municipality_code),
            _("How far"): label("recommendation_status", one.recommendation.status, language()),
            _("Strength"): one.recommendation.strength or "",
            _("Deadline"): deadline_words(one),
            _("Baseline"): say_value(
                language(), one.recommendation.unit, one.recommendation.baseline
            ),
            _("Target"): say_value(language(), one.recommendation.unit, one.recommendation.target),
            _("Evidence"): "; ".join(e.evidence_id for e in one.evidence),
        }
        for one in chosen
    )
