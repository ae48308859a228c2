"""The chosen settlement: why it is visited or not, and lock, forbid, move with the effect."""

from datetime import date

import streamlit as st

from geo.places import settlement
from pages.ui.language import _
from pages.ui.planning import answers
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk, forbid, lock, move, put_down, release
from pages.ui.planning.figures import figures_of, signed
from pages.ui.planning.words import say_plan
from pages.ui.texts import Number
from priemna.planning.inputs import CommitmentKind
from priemna.planning.workdays import workdays


def draw_place(desk: Desk, known: Known, ekatte: str, key: str) -> None:
    """Why, why not, and what can be done about it.

    Parameters
    ----------
    desk
        The plan in hand.
    known
        What the store knows of the period.
    ekatte
        The chosen settlement.
    key
        Name of the plan's page; what is changed is put down under it.
    """
    days = desk.day_of(ekatte)
    with st.container(border=True):
        st.markdown(f"**{_('{place}', place=settlement(ekatte))}**")
        if not days:
            _why_not(desk, known, ekatte)
        for on, team in days:
            _why(desk, known, ekatte, on, team)
        _marks(desk, ekatte, key)
        with st.container(horizontal=True):
            for on, team in days:
                _lock_button(desk, ekatte, on, team, key, several=len(days) > 1)
            _forbid_button(desk, ekatte, key, visited=bool(days))
        _move(desk, known, ekatte, days, key)


def _why(desk: Desk, known: Known, ekatte: str, on: date, team: int) -> None:
    st.markdown(_("{day}, team {team}", day=on, team=known.code(team)))
    with st.spinner(_("Looking what the plan would be without it …")):
        reason = answers.why_stop(desk.asked, desk.marks, desk.plan, ekatte, on)
    for message in reason.messages:
        st.markdown(say_plan(message, known))


def _why_not(desk: Desk, known: Known, ekatte: str) -> None:
    with st.spinner(_("Looking what the plan would be with it …")):
        reason = answers.why_not(desk.asked, desk.marks, desk.plan, ekatte)
    st.markdown(_("**Why not?**"))
    for message in reason.messages:
        st.markdown(say_plan(message, known))


def _marks(desk: Desk, ekatte: str, key: str) -> None:
    mark = desk.mark_of(ekatte)
    if mark is None:
        return
    if mark.kind is CommitmentKind.LOCKED:
        st.markdown(_(":material/lock: Locked on {day}.", day=mark.on))
    else:
        st.markdown(_(":material/block: Forbidden in this period."))
    if st.button(_("Take that back"), key=f"{key}_release_{ekatte}"):
        _do(release(desk, ekatte), key)


def _lock_button(desk: Desk, ekatte: str, on: date, team: int, key: str, *, several: bool) -> None:
    mark = desk.mark_of(ekatte, on)
    if mark is not None and mark.kind is CommitmentKind.LOCKED:
        return
    if st.button(
        _("Lock on {day}", day=on) if several else _("Lock"),
        key=f"{key}_lock_{ekatte}_{on}",
        icon=":material/lock:",
    ):
        _do(lock(desk, ekatte, on, team), key)


def _forbid_button(desk: Desk, ekatte: str, key: str, *, visited: bool) -> None:
    mark = desk.mark_of(ekatte)
    if mark is not None and mark.kind is CommitmentKind.FORBIDDEN:
        return
    if st.button(
        _("Forbid in this period"),
        key=f"{key}_forbid_{ekatte}",
        icon=":material/block:",
        help=_("The effect is shown at once; a new plan then fills the gap.") if visited else None,
    ):
        _do(forbid(desk, ekatte), key)


def _move(desk: Desk, known: Known, ekatte: str, days: list[tuple[date, int]], key: str) -> None:
    """Another day or team, with the effect before it is done."""
    request = answers.case(desk.asked, desk.marks).request
    offered = sorted({day for week in workdays(request.since, request.weeks, 5) for day in week})
    teams = [team.number for team in request.inputs.staff] or list(range(1, request.teams + 1))
    with st.expander(_("Move by hand") if days else _("Add by hand")):
        start = days[0][0] if days else None
        if len(days) > 1:
            start = st.selectbox(
                _("Which of its visits?"),
                [on for on, _team in days],
                format_func=lambda day: _("{day}", day=day),
                key=f"{key}_start_{ekatte}",
            )
        on = st.selectbox(
            _("To which day?"),
            offered,
            index=None,
            format_func=lambda day: _day_name(desk, known, day),
            placeholder=_("choose"),
            key=f"{key}_day_{ekatte}",
        )
        team = teams[0]
        if len(teams) > 1:
            own = dict(days).get(start, teams[0]) if start else teams[0]
            team = st.radio(
                _("With which team?"),
                teams,
                index=teams.index(own) if own in teams else 0,
                format_func=known.code,
                horizontal=True,
                key=f"{key}_team_{ekatte}",
            )
        if on is None:
            return
        then = move(desk, ekatte, start, on, team)
        say_effect(desk, then, known)
        if st.button(_("Do it"), type="primary", key=f"{key}_move_{ekatte}"):
            _do(then, key)


def say_effect(desk: Desk, then: Desk, known: Known) -> None:
    """What a step does to value, way and fairness, and which rules it breaks."""
    now, after = figures_of(desk.plan), figures_of(then.plan)
    st.markdown(
        _(
            "Effect: {women} women, {km} km, {hours} hours; municipalities with a visit: {served}.",
            women=signed(after.women - now.women, 1) or "0",
            km=signed(after.km - now.km, 0) or "0",
            hours=signed(after.hours - now.hours, 1) or "0",
            served=Number(after.municipalities),
        )
    )
    before = {say_plan(reason, known) for reason in desk.plan.rules_not_kept}
    for reason in then.plan.rules_not_kept:
        if (said := say_plan(reason, known)) not in before:
            st.warning(said)


def _day_name(desk: Desk, known: Known, day: date) -> str:
    """A day with who is on the road then."""
    out = [known.code(tour.team) for tour in desk.plan.tours if tour.on == day]
    if not out:
        return _("{day}, no tour yet", day=day)
    return _("{day}, on the road: {teams}", day=day, teams=", ".join(out))


def _do(then: Desk, key: str) -> None:
    """Take a step; the whole page follows, not only the part around the map."""
    put_down(then, key)
    st.rerun()
