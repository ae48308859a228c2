"""Care for the teams: days, hours, driving and heavy days of each, and who can be understood."""

import streamlit as st

from data.codebook import label
from pages.ui.language import _, language, say_reason
from pages.ui.planning.case import Known
from pages.ui.planning.desk import Desk
from pages.ui.tables import table_html
from pages.ui.texts import Number
from priemna.planning.care import say_care, team_loads


def draw_care(desk: Desk, known: Known) -> None:
    """A table with a line per team, and what a coordinator should see at once."""
    heavy = desk.asked.request.inputs.rules.heavy_day_minutes
    loads = team_loads(desk.plan, heavy_day_minutes=heavy)
    by_code = {team.code: team for team in known.teams}
    st.html(
        table_html(
            (
                _("Team"),
                _("Days"),
                _("Visits"),
                _("Hours"),
                _("Longest day"),
                _("Driving, minutes"),
                _("Heavy days"),
                _("Languages"),
                _("Skills"),
            ),
            [
                (
                    known.code(load.team),
                    str(load.days),
                    str(load.visits),
                    _("{n}", n=Number(load.hours)),
                    _("{n} h", n=Number(load.longest_day_hours, 1)),
                    _("{n}", n=load.drive_minutes),
                    str(load.heavy_days),
                    _codes("language", by_code.get(known.code(load.team)), "languages"),
                    _codes("skill", by_code.get(known.code(load.team)), "skills"),
                )
                for load in loads
            ],
            name=_("Care for the teams"),
        )
    )
    for message in say_care(loads, heavy_day_minutes=heavy, called=known.code):
        st.info(say_reason(message))


def _codes(listed: str, team: object, name: str) -> str:
    return ", ".join(label(listed, code, language()) for code in getattr(team, name, ())) or "–"
