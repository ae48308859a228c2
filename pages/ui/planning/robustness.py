"""What one step more would bring, and which places stay in when need and roads are otherwise."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.places import settlement
from pages.ui.downloads import download_table
from pages.ui.language import _, say_reason
from pages.ui.lists import IntervalRow, interval_list_html
from pages.ui.planning import answers
from pages.ui.planning.asking import Asked
from pages.ui.planning.jobs import wait_for
from pages.ui.planning.scenarios import scenario_name
from pages.ui.texts import N_, Share
from priemna.planning.plan import Plan
from priemna.planning.sensitivity import Marginal, MarginalKind, Staying

FIRM = 0.8
"""Visited in at least this share of the draws: the place stays in whatever is doubted."""


NOTHING_FOUND = {
    MarginalKind.HALF_DAY: N_(
        "One half day more: nothing better was found in the time given, so that we cannot tell."
    ),
    MarginalKind.CAR: N_(
        "One more team with a car: nothing better was found in the time given, "
        "so that we cannot tell."
    ),
    MarginalKind.HOUR: N_(
        "One hour more on each day: nothing better was found in the time given, "
        "so that we cannot tell."
    ),
}
"""Said where a search ended with the plan it began with."""


def draw_margins(asked: Mapping[str, Asked], plans: Mapping[str, Plan], key: str) -> None:
    """What a further half day, car or hour would bring to a scenario."""
    name = _choose(plans, f"{key}_margin")
    if name is None:
        return
    job = answers.marginal_job(asked[name], plans[name])
    for margin in wait_for(job, f"{key}_margin_job", _("Planning with one step more …")):
        st.markdown(f"- {say_margin(margin)}")
    request = asked[name].request
    days = request.teams * request.days_per_week * request.weeks
    if len(plans[name].tours) < days:
        st.markdown(
            _(
                "This plan itself uses {used} of its {days} team-days and leaves the others "
                "free, so that a further team may bring nothing.",
                used=len(plans[name].tours),
                days=days,
            )
        )


def say_margin(margin: Marginal) -> str:
    """What one step more brings; where the search found nothing, that this proves nothing.

    The search begins with the plan in hand, so that it may end before it finds what a further
    team can do: nothing found is not nothing gained.
    """
    if round(margin.women, 1) > 0:
        return say_reason(margin.message)
    return _(NOTHING_FOUND[margin.kind])


def draw_staying(asked: Mapping[str, Asked], plans: Mapping[str, Plan], key: str) -> None:
    """How often each place is visited when need and travel times are drawn anew."""
    name = _choose(plans, f"{key}_staying")
    if name is None:
        return
    job = answers.sensitivity_job(asked[name], plans[name])
    found = wait_for(job, f"{key}_staying_job", _("Planning for other needs and roads …"))
    visited = {stop.ekatte for _tour, stop in plans[name].visits}
    st.markdown(say_staying(found, visited))
    rows = sorted(found, key=lambda one: -one.share_of_draws)
    st.html(
        interval_list_html(
            [_row(number, one, one.ekatte in visited) for number, one in enumerate(rows, start=1)],
            ("", _("Settlement"), _("How often"), _("In so many of the draws")),
        )
    )
    st.caption(
        _(
            "Need is drawn from its interval and travel times are changed by up to a fifth; each "
            "draw is planned anew. A full dot: visited in this scenario; a ring: not visited."
        )
    )
    download_table(
        pd.DataFrame(
            {
                _("Settlement"): _("{place}", place=settlement(one.ekatte)),
                _("EKATTE"): one.ekatte,
                _("In so many of the draws"): round(one.share_of_draws, 3),
                _("Visited in this scenario"): one.ekatte in visited,
            }
            for one in rows
        ),
        f"{key}_staying",
    )


def say_staying(found: tuple[Staying, ...], visited: set[str]) -> str:
    """How many of the visited places stay in whatever is doubted."""
    shares = {one.ekatte: one.share_of_draws for one in found}
    firm = sum(shares.get(ekatte, 0.0) >= FIRM for ekatte in visited)
    return _(
        "{firm} of {n} visited place stays in in at least {share} of the draws.",
        plural="{firm} of {n} visited places stay in in at least {share} of the draws.",
        n=len(visited),
        firm=firm,
        share=Share(FIRM),
    )


def _row(number: int, one: Staying, is_visited: bool) -> IntervalRow:
    share = one.share_of_draws
    return IntervalRow(
        rank=str(number),
        label=_("{place}", place=settlement(one.ekatte)),
        value=share,
        low=0.0,
        high=share,
        written=_("{share}", share=Share(share)),
        is_hollow=not is_visited,
    )


def _choose(plans: Mapping[str, Plan], key: str) -> str | None:
    return st.segmented_control(
        _("For which scenario?"), list(plans), format_func=scenario_name, key=key
    )
