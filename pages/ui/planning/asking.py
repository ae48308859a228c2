"""What a plan is asked for: the period and the teams lie open, limits and rules are folded away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from data import resources
from pages.ui import cached, records
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _
from pages.ui.planning.resource_forms import DISCRETION
from pages.ui.texts import N_
from priemna.planning.inputs import PlanInputs, Rules
from priemna.planning.request import PlanRequest

SEARCH_SECONDS = (5, 10, 20, 60, 120, 300)
VISIT_MINUTES = (120, 150, 180, 210, 240)
LIMITS = (
    "days_per_week",
    "visit_minutes",
    "day_minutes",
    "drive_minutes",
    "visits_per_municipality",
)
RULES = (
    "reach_minutes",
    "gap_days",
    "least_discretion",
    "hall_required",
    "hour_apart_minutes",
    "information_share",
    "forgotten_weeks",
    "heavy_day_minutes",
    "heavy_days_per_week",
    "freeze_days",
)
"""Rules that the form asks, by their names in `priemna.planning.inputs.Rules`."""


WORKDAYS = 5


class Whole(NamedTuple):
    """A whole number that the form asks: its name in the rules or limits, its bounds and width."""

    name: str
    label: str
    low: int
    high: int
    step: int
    width: int


WHOLE_LIMITS = (
    Whole("day_minutes", N_("Longest working day, minutes"), 60, 720, 30, 240),
    Whole("drive_minutes", N_("Longest driving in a day, minutes"), 1, 480, 15, 260),
    Whole(
        "visits_per_municipality",
        N_("Visits that each municipality gets at least"),
        *(0, 8, 1, 330),
    ),
)
WHOLE_RULES = (
    Whole("reach_minutes", N_("A visit reaches women within so many minutes"), 0, 120, 5, 340),
    Whole("gap_days", N_("Least days between two visits to one place"), 1, 91, 1, 320),
    Whole(
        "forgotten_weeks",
        N_("Nobody without a visit nearby longer than so many weeks (0: no such rule)"),
        *(0, 52, 1, 520),
    ),
    Whole(
        "information_share",
        N_("Of a hundred visits, so many go where most is learnt"),
        *(0, 100, 5, 390),
    ),
    Whole(
        "heavy_days_per_week",
        N_("Heavy days a team may have in a week (5: any number)"),
        *(0, WORKDAYS, 1, 380),
    ),
    Whole(
        "freeze_days",
        N_("A new plan leaves alone the visits of the next so many days"),
        *(0, 60, 1, 430),
    ),
    Whole(
        "hour_apart_minutes",
        N_("Two visits running on one weekday start so many minutes apart"),
        *(0, 240, 15, 440),
    ),
)


@dataclass(frozen=True)
class Asked:
    """A question: the request, and with which teams of the store it is answered.

    Parameters
    ----------
    request
        Period, limits and rules.
    codes
        Teams of the store that go; None where the store has none and the request says how many.
    more_teams
        Teams beyond those of the store: from the fixed centre, with every language and skill.
    with_promised
        Whether visits of the store that are still to come are promised.
    """

    request: PlanRequest
    codes: tuple[str, ...] | None
    more_teams: int = 0
    with_promised: bool = True


def next_monday(day: date) -> date:
    """The Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def ask_plan(first: date, key: str) -> Asked:
    """Draw the form of a plan.

    Parameters
    ----------
    first
        First day that is offered.
    key
        Name of the form on its page.
    """
    kept = resources.rules(cached.store())
    codes = [team.code for team in resources.teams(cached.store()) if team.in_use]
    with st.form(f"{key}_asked", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            since = st.date_input(_("From"), first, format=DAY_FORMAT, width=150)
            weeks = st.number_input(_("Weeks"), 1, 13, 4, width=120)
            chosen, teams = _ask_teams(codes)
            days = st.number_input(
                _("Days a week"), 1, 5, int(kept.get("days_per_week", 2)), width=130
            )
            visit = st.select_slider(
                _("Minutes per visit"),
                VISIT_MINUTES,
                int(kept.get("visit_minutes", 150)),
                width=200,
            )
            st.form_submit_button(_("Make the plan"), type="primary")
        with st.expander(_("Limits and rules")):
            limits = _ask_limits(kept)
            rules = _ask_rules(kept)
            seconds = st.select_slider(
                _("Search for at most so many seconds"), SEARCH_SECONDS, 5, width=420
            )
            keep = st.form_submit_button(_("Make the plan and keep these rules for the next ones"))
    limits |= {"days_per_week": int(days), "visit_minutes": int(visit)}
    if keep:
        said = limits | {name: getattr(rules, name) for name in RULES}
        numbers = {name: float(value) for name, value in said.items() if value is not None}
        if resources.save_rules(cached.store(), numbers, who=records.who()):
            st.toast(_("The rules are kept."))
    request = PlanRequest(
        since=since,
        weeks=int(weeks),
        teams=max(1, len(chosen)) if codes else int(teams),
        inputs=PlanInputs(rules=rules),
        time_limit_seconds=float(seconds),
        **limits,
    )
    return Asked(request, tuple(chosen) if codes else None)


def _ask_teams(codes: list[str]) -> tuple[list[str], int]:
    if not codes:
        return [], st.number_input(_("Teams"), 1, 10, 1, width=120)
    chosen = st.multiselect(
        _("Teams"), codes, default=codes, placeholder=_("choose one or several"), width=190
    )
    return [code for code in codes if code in chosen] or codes, 0


def _ask_limits(kept: Mapping[str, float]) -> dict[str, int]:
    usual = PlanRequest(date(2024, 1, 1))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            whole.name: _ask_whole(whole, kept.get(whole.name, getattr(usual, whole.name)))
            for whole in WHOLE_LIMITS
        }


def _ask_rules(kept: Mapping[str, float]) -> Rules:
    usual = Rules()
    had: Mapping[str, float | None] = {name: getattr(usual, name) for name in RULES} | dict(kept)
    had = had | {
        "information_share": round(100 * (had["information_share"] or 0)),
        "heavy_days_per_week": WORKDAYS
        if had["heavy_days_per_week"] is None
        else had["heavy_days_per_week"],
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        said = {whole.name: _ask_whole(whole, had[whole.name]) for whole in WHOLE_RULES}
    discretion = st.select_slider(
        _("Least discretion of a hall"),
        list(DISCRETION),
        int(had["least_discretion"] or 1),
        format_func=lambda score: _(DISCRETION[score]),
        width=420,
    )
    hall = st.checkbox(_("Only settlements in which a hall is known"), bool(had["hall_required"]))
    heavy = said["heavy_days_per_week"]
    return replace(
        usual,
        **said
        | {
            "reach_minutes": float(said["reach_minutes"]),
            "forgotten_weeks": said["forgotten_weeks"] or None,
            "information_share": said["information_share"] / 100,
            "heavy_days_per_week": None if heavy == WORKDAYS else heavy,
        },
        least_discretion=int(discretion),
        hall_required=bool(hall),
    )


def _ask_whole(asked: Whole, had: float | None) -> int:
    return int(
        st.number_input(
            _(asked.label),
            asked.low,
            asked.high,
            int(had or asked.low),
            step=asked.step,
            width=asked.width,
        )
    )
