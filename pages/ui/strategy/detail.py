"""One recommendation: its fields, the evidence behind each number, its course and its steps."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.codebook import label
from data.strategy.frozen import Evidence
from pages.ui.goals import GOALS
from pages.ui.language import _, language, say_reason
from pages.ui.strategy.carried import Carried
from pages.ui.strategy.facts import facts_html
from pages.ui.strategy.listing import deadline_words
from pages.ui.strategy.register_words import title_of
from pages.ui.strategy.saying import period_words, place_name, say_value
from pages.ui.tables import table_html
from pages.ui.texts import N_, Number, Share
from priemna.strategy.monitoring import Course

COURSES = {
    Course.TOO_EARLY: N_("Too early to say"),
    Course.TOO_FEW: N_("Too few cases to say"),
    Course.NO_CHANGE: N_("No change can be claimed"),
    Course.BETTER: N_("Better"),
    Course.WORSE: N_("Worse"),
    Course.REACHED: N_("Target reached"),
}


def draw_detail(one: Carried) -> None:
    """Draw the recommendation with all that belongs to it."""
    rec = one.recommendation
    bulgarian = language() == "bg"
    st.markdown(f"**{rec.text_bg if bulgarian else rec.text_en}**")
    if one.movement is not None:
        st.warning(say_reason(one.movement))
    if one.course is not None:
        st.info(
            _(
                "Since adoption: {verdict}. {why}",
                verdict=_(COURSES[one.course.verdict]),
                why=say_reason(one.course.why),
            )
        )
    either = lambda bg, en: (bg if bulgarian else en or bg) or _("not set")  # noqa: E731
    st.html(
        facts_html(
            [
                (_("Aim"), _("Goal {n}. {name}", n=rec.goal, name=_(GOALS[rec.goal]))),
                (_("For"), place_name(language(), rec.municipality_code)),
                (
                    _("Document"),
                    title_of(one.document, language()) if one.document else _("not set"),
                ),
                (_("Lead institution"), either(rec.lead_institution, rec.lead_institution_en)),
                (
                    _("Partner institutions"),
                    either(rec.partner_institutions, rec.partner_institutions_en),
                ),
                (_("Budget"), either(rec.budget_source, rec.budget_source_en)),
                (_("Deadline"), deadline_words(one)),
                (_("Expected result"), either(rec.result_bg, rec.result_en)),
                (_("Indicator"), either(rec.indicator, rec.indicator_en)),
                (_("Baseline"), with_evidence(one, say_value(language(), rec.unit, rec.baseline))),
                (_("Target"), say_value(language(), rec.unit, rec.target)),
                (_("Reached"), say_value(language(), rec.unit, rec.reached)),
                (_("Where it can be checked"), rec.verification or _("not set")),
                (_("Strength"), strength_words(rec.strength)),
            ],
            name=_("Recommendation {number}", number=rec.recommendation_id),
        )
    )
    for evidence in reversed(one.evidence):
        draw_evidence(evidence)
    draw_steps(one)


def with_evidence(one: Carried, text: str) -> str:
    """A figure with the id under which its evidence stands below."""
    if one.latest_evidence is None:
        return text
    return _("{figure} [{evidence}]", figure=text, evidence=one.latest_evidence.evidence_id)


def strength_words(strength: str | None) -> str:
    """Strength in words."""
    return label("strength", strength, language()) if strength else _("not set")


def draw_evidence(evidence: Evidence) -> None:
    """Everything that is frozen with one figure, to be opened."""
    content = evidence.content
    with st.expander(
        _(
            "Evidence {number}: {sentence}",
            number=evidence.evidence_id,
            sentence=content[f"sentence_{language()}"],
        )
    ):
        st.html(
            facts_html(
                evidence_rows(evidence, content),
                name=_("Evidence {number}", number=evidence.evidence_id),
            )
        )


def evidence_rows(evidence: Evidence, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Rows of the table of a piece of evidence."""
    is_share = content["unit"] == "share"
    scale = 100 if is_share else 1
    tables = [content["part_table"], content["whole_table"]] if is_share else [
        content["part_table"]
    ]  # fmt: skip
    rows = [
        (
            _("Value"),
            _(
                "{value} ({low}–{high}), as released",
                value=Share(content["value"]) if is_share else Number(content["value"]),
                low=Number(scale * content["low"]),
                high=Number(scale * content["high"]),
            ),
        ),
        (
            _("Period"),
            period_words(language(), content["period_dimension"], content["periods"]),
        ),
        (_("Released tables"), ", ".join(tables)),
        (
            _("Chosen"),
            "; ".join(
                [
                    place_name(language(), content["municipality_code"]),
                    *(f"{name} = {code}" for name, code in content["keys"].items()),
                ]
            ),
        ),
        (
            _("Rule"),
            _(
                "{rule}: threshold {threshold}, chance of being beyond it {chance}",
                rule=content["rule"],
                threshold=Share(content["threshold"]) if is_share else Number(content["threshold"]),
                chance=Share(content["probability"]),
            ),
        ),
        (
            _("Release"),
            _(
                "{number} of {day}, data version {version}",
                number=content["release"]["number"],
                day=content["release"]["published_on"],
                version=content["data_version"],
            ),
        ),
        (_("Frozen"), _("{at} UTC", at=evidence.frozen_at)),
        (_("SHA-256"), evidence.sha256),
    ]
    if is_share:
        rows.insert(
            1,
            (
                _("Released numbers"),
                _(
                    "{part} of {whole}, rounded to {base}",
                    part=content["part"],
                    whole=content["whole"],
                    base=content["rounded_to"],
                ),
            ),
        )
    return rows


def draw_steps(one: Carried) -> None:
    """Who did what and when."""
    st.html(
        table_html(
            [_("When"), _("Step"), _("By"), _("Reason")],
            [
                (
                    _("{at} UTC", at=step.changed_at),
                    _(
                        "{status}, version {version}",
                        status=label("recommendation_status", step.status, language()),
                        version=step.version,
                    ),
                    label("strategy_role", step.role, language()),
                    label("rejection_reason", step.reason_code, language())
                    if step.reason_code
                    else "",
                )
                for step in one.steps
            ],
            name=_("Steps"),
        )
    )
