"""Accepting a plan: what it does to the visits of the store, doing it, and taking it back."""

from datetime import date

import streamlit as st

from data import imports, plans
from data.plans import PlannedVisit, Steps, accept_plan
from geo.places import settlement
from pages.ui import cached, records
from pages.ui.entering import say_problems
from pages.ui.language import _, say_reason
from pages.ui.planning.case import Known, until_of
from pages.ui.planning.desk import Desk
from pages.ui.tables import table_html

_ACCEPTED = "plan_accepted"


def draw_accept(desk: Desk, known: Known, today: date, key: str) -> None:
    """What accepting would do, the button, and afterwards the way back."""
    _say_accepted(key)
    wanted = visits_of(desk, known)
    steps = plans.steps(known.visits, wanted)
    if steps.nothing:
        st.write(_("The planned visits of the store are exactly those of this plan."))
        return
    st.write(
        _(
            "In the store: {added} new planned visits, {moved} moved or changed, {dropped} "
            "cancelled, {kept} as they are.",
            added=len(steps.added),
            moved=len(steps.moved),
            dropped=len(steps.dropped),
            kept=len(steps.kept),
        )
    )
    if steps.moved or steps.dropped:
        with st.expander(_("Which ones")):
            st.html(
                table_html(
                    (_("Settlement"), _("Until now"), _("Then")),
                    _lines(steps),
                    name=_("Accept the plan"),
                )
            )
    if desk.waits:
        st.caption(_("Something was changed by hand since the last computed plan."))
    if st.button(_("Accept: write the visits as planned"), type="primary", key=f"{key}_accept"):
        report = accept_plan(
            cached.store(),
            wanted,
            since=desk.asked.request.since,
            until=until_of(desk.asked.request),
            today=today,
            who=records.who(),
        )
        if not report.accepted:
            say_problems(report)
            return
        st.session_state[_ACCEPTED] = (report.batch_id, report.new, report.changed)
        st.rerun()


def visits_of(desk: Desk, known: Known) -> tuple[PlannedVisit, ...]:
    """Stops of a plan as visits of the store."""
    discretion = best_discretion(known)
    return tuple(
        PlannedVisit(
            ekatte=stop.ekatte,
            on=tour.on,
            team=known.code(tour.team),
            starts_at=stop.arrive,
            ends_at=stop.depart,
            discretion=discretion.get(stop.ekatte),
        )
        for tour, stop in desk.plan.visits
    )


def best_discretion(known: Known) -> dict[str, int]:
    """Discretion of the best hall of each settlement in which one is known."""
    best: dict[str, int] = {}
    for hall in known.halls:
        best[hall.ekatte] = max(hall.discretion, best.get(hall.ekatte, 0))
    return best


def exposed(desk: Desk, known: Known) -> frozenset[tuple[date, str]]:
    """Stops whose hall is less discreet than the rules want: they stand in no public calendar."""
    least = desk.asked.request.inputs.rules.least_discretion
    best = best_discretion(known)
    return frozenset(
        (tour.on, stop.ekatte)
        for tour, stop in desk.plan.visits
        if best.get(stop.ekatte, least) < least
    )


def _say_accepted(key: str) -> None:
    if said := st.session_state.pop(f"{_ACCEPTED}_undone", None):
        st.success(said)
    accepted = st.session_state.get(_ACCEPTED)
    if not accepted:
        return
    batch_id, new, changed = accepted
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(
            _(
                "The plan is accepted: {new} visits added, {changed} changed. They stand on page "
                "“Visits”.",
                new=new,
                changed=changed,
            )
        )
        st.button(
            _("Undo the acceptance"),
            key=f"{key}_undo_accept",
            icon=":material/undo:",
            on_click=_undo,
            args=(batch_id,),
        )
        st.page_link(
            "pages/plan/visits.py",
            label=_("To the visits and the field pack"),
            icon=":material/backpack:",
        )


def _undo(batch_id: str) -> None:
    effects = imports.undo_batch(cached.store(), batch_id, who=records.who())
    if effects.blocked:
        said = " ".join(say_reason(obstacle) for obstacle in effects.obstacles)
    else:
        st.session_state.pop(_ACCEPTED, None)
        said = _("The acceptance is undone: the store says what it said before.")
    st.session_state[f"{_ACCEPTED}_undone"] = said


def _lines(steps: Steps) -> list[tuple[str, str, str]]:
    moved = [
        (_("{place}", place=settlement(visit.ekatte)), _visit(visit), _visit(after))
        for visit, after in steps.moved
    ]
    dropped = [
        (_("{place}", place=settlement(visit.ekatte)), _visit(visit), _("cancelled"))
        for visit in steps.dropped
    ]
    return moved + dropped


def _visit(visit: PlannedVisit) -> str:
    if visit.starts_at is None:
        return _("{day}, team {team}", day=visit.on, team=visit.team or "–")
    return _(
        "{day}, {starts}, team {team}",
        day=visit.on,
        starts=visit.starts_at,
        team=visit.team or "–",
    )
