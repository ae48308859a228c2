"""What would more days, teams or hours bring? For the coordinator and whoever pays: A, B and C."""

import streamlit as st

from pages.ui import cached, frame
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.looks import note_look
from pages.ui.planning import answers, scenarios
from pages.ui.planning.asking import next_monday
from pages.ui.planning.jobs import wait_for
from pages.ui.planning.robustness import draw_margins, draw_staying

KEY = "scenarios"


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What would more days, teams or hours bring?"))
    period = cached.period()
    if period is None:
        frame.say_empty(
            _("Nothing is recorded yet. Bring in the visits and consultations on page “Data”.")
        )
        return
    asked = scenarios.ask_scenarios(next_monday(period[1]), KEY)
    if asked is None:
        frame.say_empty(
            _("Say what each scenario is given, then compare: three plans take up to a minute.")
        )
        return
    plans = {
        name: wait_for(
            answers.plan_job(one),
            f"{KEY}_{name}",
            _("Looking for the plan of: {name} …", name=scenarios.scenario_name(name)),
        )
        for name, one in asked.items()
    }
    note_look(KEY)
    st.html(scenarios.comparison_html(asked, plans))
    for sentence in scenarios.say_differences(asked, plans):
        st.markdown(sentence)
    download_table(scenarios.comparison_table(asked, plans), "scenarios")
    curve, margins, staying = st.tabs(
        [_("Need and cost"), _("One step more"), _("What stays in")], key=f"{KEY}_tabs"
    )
    with curve:
        scenarios.draw_curve(asked, plans, KEY)
    with margins:
        draw_margins(asked, plans, KEY)
    with staying:
        draw_staying(asked, plans, KEY)
    st.caption(
        _(
            "Each scenario is planned anew for the same period on the same need; visits that are "
            "already planned do not bind it. A team beyond those kept starts from the fixed centre "
            "and brings every language and skill."
        )
    )


draw()
