"""A plan in a few numbers, and what the last step did to them."""

import streamlit as st

from geo.places import municipalities
from pages.ui.language import _, say_reason
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk
from pages.ui.planning.words import say_plan
from pages.ui.texts import Number
from priemna.planning.plan import Plan
from priemna.planning.scenarios import Comparison, compare


def draw_figures(desk: Desk) -> None:
    """The plan in five numbers, each with what the last step changed."""
    now, before = figures_of(desk.plan), figures_of(desk.before) if desk.before else None
    all_municipalities = len(municipalities())
    with st.container(horizontal=True):
        for name, value, earlier, digits, grows in (
            (_("Visits"), now.visits, before and before.visits, 0, "normal"),
            (_("Women expected to come"), now.women, before and before.women, 1, "normal"),
            (_("Kilometres"), now.km, before and before.km, 0, "inverse"),
            (_("Hours, driving included"), now.hours, before and before.hours, 1, "inverse"),
        ):
            st.metric(
                name,
                _("{n}", n=Number(value, digits)),
                delta=None if earlier is None else signed(value - earlier, digits),
                delta_color=grows,
            )
        st.metric(
            _("Municipalities with a visit"),
            _("{n} of {all}", n=now.municipalities, all=all_municipalities),
            delta=None if before is None else signed(now.municipalities - before.municipalities, 0),
        )


def draw_quality(desk: Desk, known: Known) -> None:
    """How good the plan is, and which rules it does not keep and why."""
    st.markdown(f"**{say_reason(desk.plan.how_good)}**")
    for reason in desk.plan.rules_not_kept:
        st.warning(say_plan(reason, known))


def figures_of(plan: Plan) -> Comparison:
    """Numbers of one plan."""
    return compare({"": plan})[0]


def signed(change: float, digits: int) -> str | None:
    """A change with its sign; None where nothing changed at these digits."""
    if round(change, digits) == 0:
        return None
    written = _("{n}", n=Number(change, digits))
    # A metric tells a fall by the hyphen in front, not by the minus sign of our numbers.
    return f"+{written}" if change > 0 else written.replace("\u2212", "-")
