"""The forms of entry by hand: where and when stays from one record to the next, the rest is new."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

import streamlit as st

from data.fields import fields
from data.problems import ImportReport
from pages.ui import cached, records
from pages.ui.forms import ask_record
from pages.ui.inputs import DAY_FORMAT, ask_choice, ask_field, visit_name
from pages.ui.language import _, say_reason
from pages.ui.texts import N_

SIDE_BY_SIDE = (
    "contact_type", "age_band", "sex", "home", "gbv_type", "consent_reporting", "event_type",
    "target_group",
)  # fmt: skip
"""Fields answered in each record: all answers lie open, one press or arrow key chooses."""

SAVE = {
    "consultations": N_("Save the consultation"),
    "visits": N_("Save the mobile office"),
    "events": N_("Save the event"),
}
SAVED = {
    "consultations": N_("The consultation is recorded. The form is ready for the next one."),
    "visits": N_("The mobile office is recorded."),
    "events": N_("The event is recorded."),
}
BECAME = {
    "held": N_("It was held"),
    "cancelled": N_("It was cancelled"),
    "planned": N_("It is planned"),
}


def consultation_form(today: date) -> None:
    """Entry of a consultation; most are given at a mobile office, one after the other."""
    known = {field.name: field for field in fields("consultations")}
    mode = ask_choice(known["mode"], key="consultation_mode", value="mobile", keep=True)
    where = {"mode": mode}
    if mode == "mobile":
        visits = cached.answer("recent_held_visits")
        if visits.empty:
            st.info(_("No mobile office was held yet. Enter the mobile office first."))
            return
        days = {row.visit_id: (row.ekatte, row.held_on.date()) for row in visits.itertuples()}
        where["visit_id"] = st.selectbox(
            _("At which mobile office? The day follows from it."),
            list(days),
            format_func=lambda number: visit_name(*days[number]),
            key="consultation_visit",
            persist_state="session",
        )
        where["held_on"] = days[where["visit_id"]][1].isoformat()
    else:
        day = st.date_input(
            _("On which day?"),
            today,
            max_value=today,
            format=DAY_FORMAT,
            required=True,
            key="consultation_day",
            persist_state="session",
        )
        where["held_on"] = day.isoformat()
        if mode == "partner":
            place = known["service_ekatte"]
            where["service_ekatte"] = ask_field(place, key="consultation_place", keep=True)
    leave_out = ("visit_id", "service_ekatte", "withdrawn_on")
    _form("consultations", where, {"sex": "female"}, today, leave_out=leave_out)


def visit_form(today: date) -> None:
    """Entry of a mobile office that was held or cancelled, or is planned."""
    agreed = cached.answer("open_visits")
    days = {row.visit_id: (row.ekatte, row.planned_on.date()) for row in agreed.itertuples()}
    number = None
    if days:
        number = st.selectbox(
            _("Was it agreed on before?"),
            list(days),
            index=None,
            format_func=lambda number: visit_name(*days[number]),
            placeholder=_("no, it is a new one"),
            key="visit_agreed",
        )
    status = st.radio(
        _("What became of it?"),
        list(BECAME),
        format_func=lambda code: _(BECAME[code]),
        horizontal=True,
        key="visit_status",
    )
    values = {"on": today.isoformat()}
    if number:
        values = records.record("visits", number)
        values |= {"on": values.get("planned_on", "")}
    hidden = ("starts_at", "ends_at") if status == "cancelled" else ("cancel_reason",)
    leave_out = ("planned_on", "visit_id", *hidden)
    _form("visits", {"status": status}, values, today, number=number, leave_out=leave_out)


def event_form(today: date) -> None:
    """Entry of an event."""
    _form("events", {}, {"held_on": today.isoformat()}, today)


FORMS: dict[str, Callable[[date], None]] = {
    "consultations": consultation_form,
    "visits": visit_form,
    "events": event_form,
}
"""Form of each kind of record."""


def change_form(kind: str, number: str, today: date) -> bool:
    """Draw one record with all its fields to be changed; True when it was changed or left."""
    values = records.record(kind, number)
    with st.form(f"change_{kind}_{number}"):
        st.subheader(_("Record {number}", number=number), anchor=False)
        answered = ask_record(kind, values, key=f"change_{kind}_{number}", leave_out=_OWN[kind])
        with st.container(horizontal=True):
            saved = st.form_submit_button(_("Save the changes"), type="primary")
            left = st.form_submit_button(_("Leave it as it was"))
    if saved:
        kept = {name: value for name, value in values.items() if name not in answered}
        report = records.change(kind, number, kept | _answers(answered), today=today)
        if report.accepted:
            st.session_state["entry_said"] = _("Record {number} is changed.", number=number)
            return True
        say_problems(report)
    return left


# A record keeps its number; its days are asked once, as the file would give them.
_OWN = {
    "consultations": ("consultation_id",),
    "visits": ("visit_id", "on"),
    "events": ("event_id",),
}


def say_problems(report: ImportReport) -> None:
    """Say what keeps a record from being taken, each by its field."""
    sentences = [
        f"- **{problem.column}**: {say_reason(problem)}" if problem.column else
        f"- {say_reason(problem)}"
        for problem in report.problems
    ]  # fmt: skip
    st.error(_("Not recorded yet:") + "\n\n" + "\n".join(sentences))


def _form(
    kind: str,
    fixed: Mapping[str, str],
    values: Mapping[str, str],
    today: date,
    *,
    number: str | None = None,
    leave_out: Collection[str] = (),
) -> None:
    """Draw the form, record what was entered, and lay out an empty one."""
    turn = st.session_state.setdefault("entry_turn", 0)
    key = f"{kind}_{turn}_{number or ''}"
    with st.form(f"form_{kind}", enter_to_submit=True, border=False):
        answered = ask_record(
            kind, values, key=key, as_choices=SIDE_BY_SIDE, leave_out={*fixed, *leave_out}
        )
        saved = st.form_submit_button(_(SAVE[kind]), type="primary")
    if not saved:
        return
    kept = {name: value for name, value in values.items() if name not in answered} if number else {}
    said = kept | _answers(answered) | dict(fixed)
    if number:
        report = records.change(kind, number, said, today=today)
    else:
        report = records.enter(kind, said, today=today)
    if not report.accepted:
        say_problems(report)
        return
    st.session_state["entry_turn"] = turn + 1
    st.session_state["entry_said"] = _(SAVED[kind])
    st.rerun()


def _answers(answered: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in answered.items() if value}
