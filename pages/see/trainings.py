"""What did people learn at trainings and in school sessions? Pair by pair, before and after."""

import pandas as pd
import streamlit as st

from data.codebook import label
from pages.ui import cached, frame
from pages.ui.downloads import download_table
from pages.ui.facts.records import Kind, load_quality
from pages.ui.facts.trainings import AGREES_FROM, MORE_IS_BETTER, Learnt, load_trainings
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.quality import draw_quality
from pages.ui.texts import N_, Number
from priemna.evidence.changes import CLAIMED_FROM, SHOWN_FROM, Verdict

VERDICTS = {
    Verdict.MORE: N_("more than before"),
    Verdict.LESS: N_("less than before"),
    Verdict.NO_CLEAR_CHANGE: N_("no clear change"),
    Verdict.SHOWN_ONLY: N_("too few for a claim"),
    Verdict.NOT_SHOWN: N_("too few to show"),
}

TOWARDS = {
    Verdict.MORE: N_("more than before, as hoped"),
    Verdict.LESS: N_("less than before, as hoped"),
}
AGAINST = {
    Verdict.MORE: N_("more than before: against the aim"),
    Verdict.LESS: N_("less than before: against the aim"),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What did people learn at trainings and in school sessions?"))
    answer = cached.fact(load_trainings)
    if not answer.trainings and not answer.adolescents:
        frame.say_empty(_("No test before and after an event is recorded yet."))
        return
    known = cached.fact(load_quality, since=answer.first_on, until=answer.until)
    st.subheader(_("Trainings of professionals"), anchor=False)
    st.write(sentence(answer.all_together, answer.trainings))
    draw_quality(known[Kind.TRAININGS], Kind.TRAININGS)
    professions = draw_list(answer.by_profession, "profession", _("Profession"), 1)
    st.subheader(_("Adolescents, before and after school sessions"), anchor=False)
    st.write(
        _(
            "Share who agree ({low} or {high} of {high}) with each sentence, in percentage points "
            "more or less than before. Some sentences ought to find fewer who agree: what was "
            "hoped for stands beside each.",
            low=AGREES_FROM,
            high=AGREES_FROM + 1,
        )
    )
    draw_quality(known[Kind.ADOLESCENTS], Kind.ADOLESCENTS)
    items = draw_list(answer.adolescents, "adolescent_item", _("Sentence"), 100)
    st.caption(
        _(
            "Only people with both tests are compared, by their anonymous code. Shown from "
            "{shown} pairs, claimed from {claimed}; intervals are 95 %. Participants who learn are "
            "not yet services that work: see “Indicators”.",
            shown=SHOWN_FROM,
            claimed=CLAIMED_FROM,
        )
    )
    download_table(pd.concat([professions, items], ignore_index=True), "trainings")


def sentence(learnt: Learnt, trainings: int) -> str:
    """What all participants together show."""
    change = learnt.change
    if change.verdict is Verdict.NOT_SHOWN:
        return _("Too few people have both tests to say anything.")
    return _(
        "After {trainings} trainings {pairs} people with both tests scored {after} % instead of "
        "{before} %: {gain} percentage points more ({low}–{high}). {alone} tests found no partner.",
        trainings=trainings,
        pairs=change.pairs,
        after=Number(change.after),
        before=Number(change.before),
        gain=Number(change.change.estimate),
        low=Number(change.change.low),
        high=Number(change.change.high),
        alone=learnt.alone,
    )


def draw_list(rows: tuple[Learnt, ...], codes: str, head: str, factor: float) -> pd.DataFrame:
    """The changes as dots and intervals; what is shown, as a table."""
    names = {row.code: label(codes, row.code, language()) for row in rows}
    shown = [row for row in rows if row.change.verdict is not Verdict.NOT_SHOWN]
    heads = (_("Pairs"), head, _("Change"), _("Percentage points, 95 % interval"))
    hoped = any(row.code in MORE_IS_BETTER for row in rows)
    st.html(
        interval_list_html(
            [list_row(row, names[row.code], factor) for row in shown],
            (*heads, _("What may be said"), *([_("Hoped for")] if hoped else [])),
            counted=True,
        )
    )
    return pd.DataFrame(
        {
            _("Group"): names[row.code],
            _("Pairs"): row.change.pairs if row in shown else None,
            _("Change (percentage points)"): round(row.change.change.estimate * factor, 1)
            if row in shown
            else None,
            _("from"): round(row.change.change.low * factor, 1) if row in shown else None,
            _("to"): round(row.change.change.high * factor, 1) if row in shown else None,
            _("What may be said"): verdict(row),
            _("Hoped for"): hoped_for(row.code),
        }
        for row in rows
    )


def list_row(row: Learnt, name: str, factor: float) -> IntervalRow:
    """One group or sentence."""
    change = row.change.change
    return IntervalRow(
        rank=_("{n}", n=row.change.pairs),
        label=name,
        value=change.estimate * factor,
        low=change.low * factor,
        high=change.high * factor,
        written=_(
            "{change} ({low} to {high})",
            change=Number(change.estimate * factor),
            low=Number(change.low * factor),
            high=Number(change.high * factor),
        ),
        more=(verdict(row), *([hoped_for(row.code)] if row.code in MORE_IS_BETTER else [])),
        is_hollow=row.change.verdict not in (Verdict.MORE, Verdict.LESS),
    )


def verdict(row: Learnt) -> str:
    """What may be said, and whether it is what the session works towards."""
    said = row.change.verdict
    if row.code not in MORE_IS_BETTER or said not in (Verdict.MORE, Verdict.LESS):
        return _(VERDICTS[said])
    towards = MORE_IS_BETTER[row.code] == (said is Verdict.MORE)
    return _(TOWARDS[said]) if towards else _(AGAINST[said])


def hoped_for(code: str) -> str:
    """The direction a session works towards; nothing for tests of professionals."""
    if code not in MORE_IS_BETTER:
        return ""
    return _("more agree") if MORE_IS_BETTER[code] else _("fewer agree")


draw()
