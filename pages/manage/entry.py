"""How is one record entered by hand? For the coordinator: a consultation in under a minute."""

import streamlit as st

from pages.ui import frame, records
from pages.ui.entering import FORMS, change_form
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.last_records import draw_last, draw_withdrawal
from pages.ui.texts import N_

KINDS = {
    "consultations": N_("Consultation"),
    "visits": N_("Mobile office"),
    "events": N_("Event"),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("One record by hand, checked just as a file is."))
    kind = st.segmented_control(
        _("What is entered?"),
        list(KINDS),
        format_func=lambda kind: _(KINDS[kind]),
        default="consultations",
        required=True,
        key="entry_kind",
        persist_state="session",
        label_visibility="collapsed",
    )
    today = records.today()
    changing = st.session_state.get("entry_changing")
    say_saved(changing)
    if changing and changing[0] == kind:
        if change_form(*changing, today):
            del st.session_state["entry_changing"]
            st.rerun()
        return
    FORMS[kind](today)
    draw_last(kind)
    if kind == "consultations":
        draw_withdrawal(today)


def say_saved(changing: tuple[str, str] | None) -> None:
    """Say once that a record was taken, and put the keyboard back to the first question."""
    said = st.session_state.pop("entry_said", None)
    if said is None:
        return
    st.success(said)
    turn = st.session_state.get("entry_turn", 0)
    if changing is None and turn:
        st.html(_TO_FIRST_QUESTION.replace("TURN", str(turn)), unsafe_allow_javascript=True)


# After saving, the next record begins without reaching for the mouse.
_TO_FIRST_QUESTION = """<script>/* TURN */
document.querySelector('[data-testid="stForm"] input')?.focus({preventScroll: true});
document.querySelector('[data-testid="stAlert"]')?.scrollIntoView({block: 'center'});
</script>"""

draw()
