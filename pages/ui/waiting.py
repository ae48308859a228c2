"""Rows that wait to be put right: only the wrong fields lie open, the rest is shown as it was."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data.fields import fields
from data.imports import QuarantinedRow
from data.problems import Problem
from pages.ui import frame, records
from pages.ui.entering import say_problems
from pages.ui.inputs import answer_text, ask_field, kind_name, label_of
from pages.ui.language import _, say_reason
from pages.ui.tables import table_html

AT_ONCE = 10


def draw_waiting(rows: Sequence[QuarantinedRow], today: date) -> None:
    """Draw the rows that wait, each as a form of its own."""
    said = st.session_state.pop("waiting_said", None)
    if said:
        st.success(said)
    if not rows:
        frame.say_empty(_("No row waits to be put right."))
        return
    st.write(
        _(
            "{n} row was not taken with its file. Put it right here and take it, or bring in the "
            "corrected file: its place is taken then.",
            plural="{n} rows were not taken with their files. Put them right here and take them, "
            "or bring in the corrected file: their places are taken then.",
            n=len(rows),
        )
    )
    for row in rows[:AT_ONCE]:
        _draw_row(row, today)
    if (more := len(rows) - AT_ONCE) > 0:
        st.caption(
            _(
                "{n} more row follows when these are done.",
                plural="{n} more rows follow when these are done.",
                n=more,
            )
        )


def _draw_row(row: QuarantinedRow, today: date) -> None:
    with st.form(f"waiting_{row.id}"):
        st.markdown(
            _(
                "**Row {row}** of {file} · {kind}",
                row=str(row.row),
                file=row.source_name,
                kind=kind_name(row.kind),
            )
        )
        for problem in row.problems:
            _say_problem(problem)
        answered = {}
        with st.container(key=f"fields_{row.id}"):
            for field in fields(row.kind):
                if field.name in wrong_fields(row):
                    answered[field.name] = ask_field(
                        field, key=f"wait_{row.id}_{field.name}", value=_text(row, field.name)
                    )
        kept = {name: text for name, text in row.values.items() if name not in answered}
        _show_rest(row.kind, kept)
        with st.container(horizontal=True):
            take = st.form_submit_button(_("Take the row"), type="primary")
            drop = st.form_submit_button(_("Drop the row …"))
    if take:
        report = records.correct(row.id, kept | answered, today=today)
        if report.accepted:
            _done(_("The row is taken."))
        say_problems(report)
    if drop:
        st.session_state["waiting_drop"] = row.id
    if st.session_state.get("waiting_drop") == row.id:
        _confirm_drop(row)


def wrong_fields(row: QuarantinedRow) -> set[str]:
    """Names of the fields that keep the row from being taken."""
    return {name for name in row.problem_fields if name}


def _text(row: QuarantinedRow, name: str) -> str:
    return row.values.get(name, "")


def _say_problem(problem: Problem) -> None:
    if problem.column is None:
        st.markdown(say_reason(problem))
    elif problem.value is None:
        st.markdown(_("**{column}**: {reason}", column=problem.column, reason=problem))
    else:
        st.markdown(
            _(
                "**{column}**, “{value}”: {reason}",
                column=problem.column,
                value=problem.value,
                reason=problem,
            )
        )


def _show_rest(kind: str, kept: dict[str, str]) -> None:
    shown = [
        (label_of(field), answer_text(field, kept[field.name]))
        for field in fields(kind)
        if field.name in kept
    ]
    if shown:
        with st.expander(_("The rest of the row")):
            st.html(table_html((_("Column"), _("Value")), shown, name=_("The rest of the row")))


def _confirm_drop(row: QuarantinedRow) -> None:
    st.warning(
        _("Row {row} of {file} will not come in. It stays in your file.", row=str(row.row),
          file=row.source_name)
    )  # fmt: skip
    with st.container(horizontal=True):
        if st.button(_("Yes, drop it"), key=f"drop_yes_{row.id}", type="primary"):
            records.drop(row.id)
            _done(_("The row is dropped."))
        if st.button(_("No, keep it"), key=f"drop_no_{row.id}"):
            _done("")


def _done(said: str) -> None:
    st.session_state.pop("waiting_drop", None)
    st.session_state["waiting_said"] = said
    st.rerun()
