"""Why each settlement without a visit has none, in one table that is made when it is asked for."""

import pandas as pd
import streamlit as st

from geo.places import CENTRE_EKATTE, settlement, settlements
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.language import _
from pages.ui.planning import answers
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk
from pages.ui.planning.jobs import wait_for
from pages.ui.planning.words import say_plan
from pages.ui.tables import table_html


def draw_why_not(desk: Desk, known: Known, key: str) -> None:
    """One line for each settlement that is not visited."""
    visited = {stop.ekatte for _tour, stop in desk.plan.visits}
    absent = [
        place.ekatte
        for place in sorted(settlements(), key=place_name)
        if place.ekatte not in {*visited, CENTRE_EKATTE}
    ]
    st.write(
        _(
            "{n} settlement has no visit in this plan.",
            plural="{n} settlements have no visit in this plan.",
            n=len(absent),
        )
    )
    if not st.toggle(_("Say why, for each of them"), key=f"{key}_why_not"):
        return
    job = answers.why_not_job(desk.asked, desk.marks, desk.plan, tuple(absent))
    found = wait_for(job, f"{key}_why_not_job", _("Looking what the plan would be with each …"))
    lines = [
        (
            _("{place}", place=settlement(ekatte)),
            " ".join(say_plan(message, known) for message in reason.messages)
            or _("It is possible, but other stops bring more; choose it above to see by how much."),
        )
        for ekatte, reason in found.items()
    ]
    heads = (_("Settlement"), _("Why there is no visit"))
    with st.container(height=420, border=False):
        st.html(table_html(heads, lines, name=_("Why not?")))
    download_table(pd.DataFrame(lines, columns=list(heads)), f"{key}_why_not")
