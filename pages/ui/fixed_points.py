"""Where further fixed points would help: the proven best places, and those nearly as good."""

import streamlit as st

from geo.places import settlements
from pages.ui import cached
from pages.ui.facts.access import load_fixed_points
from pages.ui.language import _
from pages.ui.texts import N_, Share
from priemna.access.overview import COVER_MINUTES, FixedPoints
from priemna.access.sites import PROVEN, Choice
from priemna.need.settings import NeedSettings

WEIGHTS = {"women": N_("Women aged 14+"), "need": N_("Unmet need")}
MOST = 3


def draw_fixed_points() -> FixedPoints:
    """Ask how many points and by which weight, and say where they would stand."""
    with st.container(horizontal=True):
        count = st.segmented_control(
            _("Further fixed points"),
            range(1, MOST + 1),
            default=1,
            required=True,
            key="access_count",
            persist_state="session",
        )
        weight = st.segmented_control(
            _("Weighed by"),
            list(WEIGHTS),
            format_func=lambda one: _(WEIGHTS[one]),
            default="women",
            required=True,
            key="access_weight",
            persist_state="session",
        )
    found = cached.fact(load_fixed_points, count=count, weights=weights_of(weight))
    st.markdown(by_minutes(found))
    if found.also:
        st.markdown(
            _(
                "Nearly as good: {others}.",
                others=[
                    _("{place} ({mean} min)", place=place, mean=mean) for place, mean in found.also
                ],
            )
        )
    st.markdown(by_cover(found))
    st.caption(proof(found.median, found.cover))
    return found


def weights_of(name: str) -> tuple[float, ...]:
    """Weight of each settlement in the order of their EKATTE; empty for women aged 14 and over."""
    period = cached.period()
    if name == "women" or period is None:
        return ()
    need = {row.settlement.ekatte: row.need for row in cached.need(period[1], NeedSettings()).rows}
    return tuple(need[place.ekatte] for place in settlements())


def by_minutes(found: FixedPoints) -> str:
    """The places that save most minutes."""
    return _(
        "**Fewest minutes:** {places}. The mean way to a fixed point falls from {before} to "
        "{after} minutes.",
        places=list(found.median_places),
        before=found.mean_before,
        after=found.mean_after,
    )


def by_cover(found: FixedPoints) -> str:
    """The places that leave the fewest beyond the limit."""
    before, after = (1 - value / found.weight for value in (found.cover.before, found.cover.value))
    return _(
        "**Most within {minutes} minutes:** {places}. The share with a fixed point that near "
        "rises from {before} to {after}.",
        minutes=COVER_MINUTES,
        places=list(found.cover_places),
        before=Share(before),
        after=Share(after),
    )


def proof(*choices: Choice) -> str:
    """How far the choices are from the best possible."""
    worst = max(choice.gap for choice in choices)
    if worst <= PROVEN:
        return _("Proven: no other places are better. Fixed points alone count here.")
    return _(
        "No other places are better by more than {gap}. Fixed points alone count here.",
        gap=Share(worst, 2),
    )
