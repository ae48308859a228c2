"""Mobile offices on their way, each with the steps it may take; one press moves it on."""

from datetime import date

import streamlit as st

from data.codebook import codes, label
from data.imports import undo_batch
from geo.places import municipality, settlement
from pages.ui import cached
from pages.ui.entering import say_problems
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _, language, say_reason
from pages.ui.records import who
from pages.ui.visits import move_visit
from priemna.visits.life import NEEDS_DAY, NEEDS_REASON, Step, Visit, overdue, steps
from priemna.visits.words import STEPS, overdue_words

SHOWN = 12
_DONE = "visit_moved"


def draw_visits(visits: tuple[Visit, ...], today: date, *, key: str = "visits") -> None:
    """Draw one line per visit, in the order given, with a button for each step.

    Parameters
    ----------
    visits
        Those on their way, what wants attention first.
    today
        The day of the work.
    key
        Name of the list on its page.
    """
    everything = len(visits) > SHOWN and st.toggle(
        _("Show all {n}", n=len(visits)), key=f"{key}_all"
    )
    for visit in visits if everything else visits[:SHOWN]:
        with st.container(border=True, key=f"visit_{visit.visit_id}"):
            st.markdown(visit_line(visit))
            owed = overdue_words(visit, today)
            if owed:
                st.markdown(_(":material/schedule: **{owed}**", owed=say_reason(owed)))
            with st.container(horizontal=True):
                for step in steps(visit, today):
                    _draw_step(visit, step, today)


def say_moved() -> None:
    """Say once what was done, with a button that takes it back."""
    done = st.session_state.pop(_DONE, None)
    if done is None:
        return
    sentence, batch = done
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(sentence)
        if batch:
            st.button(_("Undo"), key="visit_undo", on_click=_undo, args=(batch,))


def visit_line(visit: Visit) -> str:
    """One visit in one line."""
    place = settlement(visit.ekatte)
    line = _(
        "**{day} · {place}**, municipality {municipality} · {status} · number {number}",
        day=visit.on,
        place=place,
        municipality=municipality(place.municipality_code),
        status=label("visit_status", visit.status, language()),
        number=visit.visit_id,
    )
    return _("{line} · team {team}", line=line, team=visit.team) if visit.team else line


def _draw_step(visit: Visit, step: Step, today: date) -> None:
    key = f"{step.value}_{visit.visit_id}"
    words = say_reason(STEPS[step])
    if step in NEEDS_REASON:
        with st.popover(_("{step} …", step=words)):
            reason = st.radio(
                _("Why?"),
                [code.code for code in codes("cancel_reason")],
                format_func=lambda code: label("cancel_reason", code, language()),
                key=f"reason_{key}",
            )
            if st.button(words, key=key, type="primary"):
                _move(visit, step, today, reason=reason)
    elif step in NEEDS_DAY or (step is Step.HOLD and overdue(visit, today)):
        with st.popover(_("{step} …", step=words)):
            on = st.date_input(
                _("On which day?"),
                visit.on if step is Step.HOLD else today,
                min_value=None if step is Step.HOLD else today,
                max_value=today if step is Step.HOLD else None,
                format=DAY_FORMAT,
                key=f"day_{key}",
            )
            if st.button(words, key=key, type="primary"):
                _move(visit, step, today, on=on)
    elif st.button(words, key=key):
        _move(visit, step, today)


def _move(
    visit: Visit, step: Step, today: date, *, on: date | None = None, reason: str = ""
) -> None:
    report = move_visit(
        cached.store(), visit, step, today=today, on=on, reason=reason, who=who(),
        language=language(),
    )  # fmt: skip
    if not report.accepted:
        say_problems(report)
        return
    place = settlement(visit.ekatte)
    sentence = _("{place}, {day}: {step}.", place=place, day=visit.on, step=STEPS[step])
    st.session_state[_DONE] = (sentence, report.batch_id)
    st.rerun()


def _undo(batch: str) -> None:
    effects = undo_batch(cached.store(), batch, who=who())
    said = " ".join(say_reason(one) for one in effects.obstacles) or _("It is as it was before.")
    st.session_state[_DONE] = (said, None)
