"""What waits for a new plan, and what the last one changed, in words that can be read out."""

from datetime import date, timedelta

import streamlit as st

from geo.places import settlement
from pages.ui.language import _, say_reason
from pages.ui.planning import answers
from pages.ui.planning.case import until_of
from pages.ui.planning.desk import Desk, back, fresh, put_down, replanned
from pages.ui.planning.jobs import wait_for
from pages.ui.tables import table_html
from pages.ui.texts import N_, Share
from priemna.planning.inputs import CommitmentKind
from priemna.planning.replan import Change, ChangeKind
from priemna.planning.request import PlanRequest

KINDS = {
    ChangeKind.ADDED: N_("new"),
    ChangeKind.MOVED: N_("moved"),
    ChangeKind.DROPPED: N_("left out"),
}


def draw_steps(desk: Desk, today: date, key: str) -> None:
    """Marks that wait, and the buttons for a new plan and for one step back."""
    locked = [m for m in desk.marks if m.kind is CommitmentKind.LOCKED]
    forbidden = [m for m in desk.marks if m.kind is CommitmentKind.FORBIDDEN]
    if desk.marks:
        st.markdown(
            _(
                "Locked: {locked}. Forbidden: {forbidden}.",
                locked=", ".join(_("{place}", place=settlement(m.ekatte)) for m in locked) or "–",
                forbidden=", ".join(_("{place}", place=settlement(m.ekatte)) for m in forbidden)
                or "–",
            )
        )
    with st.container(horizontal=True):
        again = st.button(
            _("Plan again with few changes"),
            type="primary" if desk.waits else "secondary",
            key=f"{key}_replan",
            help=_("First the best value, then within it the fewest changes to this plan."),
        )
        anew = st.button(_("Plan from the start"), key=f"{key}_anew")
        if desk.earlier:
            st.button(
                _("One step back"),
                key=f"{key}_back",
                icon=":material/undo:",
                on_click=lambda: put_down(back(desk), key),
            )
    if again:
        job = answers.replan_job(
            desk.asked, desk.marks, desk.plan, day_of_change(desk.asked.request, today)
        )
        put_down(replanned(desk, wait_for(job, key, _("Looking for the nearest best plan …"))), key)
        st.rerun()
    if anew:
        job = answers.plan_job(desk.asked, desk.marks)
        put_down(fresh(desk, wait_for(job, key, _("Looking for the best tours …"))), key)
        st.rerun()


def day_of_change(request: PlanRequest, today: date) -> date:
    """Day from which visits are promises: today, or before the period where that is long past.

    Who plans a past period, to learn or with invented data, changes it as if it lay ahead.
    """
    if today < until_of(request):
        return today
    return request.since - timedelta(days=request.inputs.rules.freeze_days)


def draw_changes(desk: Desk) -> None:
    """What the last new plan changed."""
    if desk.lost_share is None:
        return
    changed = [change for change in desk.changes if change.kind is not ChangeKind.KEPT]
    kept = len(desk.changes) - len(changed)
    st.subheader(_("What the new plan changes"), anchor=False)
    if not changed:
        st.write(_("Nothing: the plan in hand is as good as any."))
        return
    st.write(
        _(
            "{n} visit stays as it was; for that the plan gives up {share} of its value.",
            plural="{n} visits stay as they were; for that the plan gives up {share} of its value.",
            n=kept,
            share=Share(desk.lost_share, 2),
        )
    )
    st.html(
        table_html(
            (_("Settlement"), _("Change"), _("In words")),
            [_change_line(change) for change in changed],
            name=_("What the new plan changes"),
        )
    )


def _change_line(change: Change) -> tuple[str, str, str]:
    return (
        _("{place}", place=settlement(change.ekatte)),
        _(KINDS[change.kind]),
        say_reason(change.message),
    )
