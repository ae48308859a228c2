"""The plan a page begins with: the one in hand, the one accepted before, or a new one."""

from itertools import groupby

import streamlit as st

from pages.ui.language import _
from pages.ui.planning import answers
from pages.ui.planning.asking import Asked
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk, put_down, take_up
from pages.ui.planning.figures import draw_figures
from pages.ui.planning.jobs import wait_for
from pages.ui.planning.tours import draw_calendar
from priemna.planning.by_hand import HandTour


def open_desk(asked: Asked, key: str) -> Desk:
    """The plan in hand for this question; where there is none, the accepted one or a new one."""
    in_hand = take_up(asked, key)
    if in_hand is None:
        known = answers.known(asked)
        if stored := stored_tours(known):
            in_hand = Desk(asked, answers.by_hand(asked, (), stored))
            st.session_state[f"{key}_from_store"] = True
        else:
            job = answers.plan_job(asked)
            plan = wait_for(
                job,
                key,
                _("Looking for the best tours …"),
                lambda first: draw_first(Desk(asked, first), known),
            )
            in_hand = Desk(asked, plan)
        put_down(in_hand, key)
    return in_hand


def draw_first(desk: Desk, known: Known) -> None:
    """A plan to read while a better one is looked for; nothing in it can be pressed."""
    if desk.plan.tours:
        st.subheader(_("A first plan, to read meanwhile"), anchor=False)
        draw_figures(desk)
        draw_calendar(desk, known)


def stored_tours(known: Known) -> tuple[HandTour, ...]:
    """Visits of the store that are still to come, as tours; those of an unknown team left out."""
    visits = sorted(
        ((visit.on, number, str(visit.starts_at or ""), visit.ekatte)
         for visit in known.visits if (number := known.number(visit.team))),
    )  # fmt: skip
    return tuple(
        HandTour(on, team, tuple(ekatte for _on, _team, _starts, ekatte in stops))
        for (on, team), stops in groupby(visits, key=lambda visit: visit[:2])
    )
