"""Scenarios side by side: what each is given, what it brings, and the curve of need and cost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pandas as pd
import streamlit as st

from data import resources
from geo.places import municipalities
from pages.ui import cached
from pages.ui.charts import show_chart
from pages.ui.downloads import download_table
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _
from pages.ui.planning import answers
from pages.ui.planning.asking import Asked
from pages.ui.planning.case import teams_that_go
from pages.ui.planning.curves import need_and_cost
from pages.ui.planning.figures import signed
from pages.ui.planning.jobs import wait_for
from pages.ui.tables import table_html
from pages.ui.texts import N_, Number, Share
from priemna.planning.inputs import PlanInputs, Rules
from priemna.planning.plan import Plan
from priemna.planning.request import PlanRequest
from priemna.planning.scenarios import Comparison, CurvePoint, compare

NAMES = {"A": N_("A"), "B": N_("B"), "C": N_("C")}
"""What scenarios are called in the reader's alphabet."""

MOST_TEAMS = 4
SECONDS = 6.0
"""Longest search for each scenario."""

CURVE = tuple((teams, days) for teams in (1, 2, 3) for days in (1, 2, 3))
"""Teams and days a week at which the curve is computed."""


@dataclass(frozen=True)
class Given:
    """What a scenario is given; the defaults of its column in the form."""

    teams: int
    days_per_week: int
    day_hours: int
    reach_minutes: int
    each_municipality: int


def defaults(teams: int) -> dict[str, Given]:
    """A as things are, B a day a week more, C a longer day."""
    return {
        "A": Given(teams, 2, 8, 20, 1),
        "B": Given(teams, 3, 8, 20, 1),
        "C": Given(teams, 2, 10, 20, 1),
    }


def ask_scenarios(first: date, key: str) -> dict[str, Asked] | None:
    """Draw the form: the period they share, and a column for each scenario.

    Returns
    -------
    dict or None
        What each scenario asks, by its name; None until somebody wants to compare.
    """
    codes = tuple(team.code for team in resources.teams(cached.store()) if team.in_use)
    with st.form(f"{key}_asked", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            since = st.date_input(_("From"), first, format=DAY_FORMAT, width=150)
            weeks = st.number_input(_("Weeks"), 1, 13, 4, width=120)
        given = {}
        for column, (name, usual) in zip(
            st.columns(len(NAMES)), defaults(len(codes) or 1).items(), strict=True
        ):
            with column.container(border=True):
                st.markdown(f"**{scenario_name(name)}**")
                given[name] = _ask_one(usual, f"{key}_{name}")
        if st.form_submit_button(_("Compare"), type="primary"):
            st.session_state[f"{key}_wanted"] = True
    if not st.session_state.get(f"{key}_wanted"):
        return None
    return {name: as_asked(one, since, int(weeks), codes) for name, one in given.items()}


def as_asked(given: Given, since: date, weeks: int, codes: tuple[str, ...]) -> Asked:
    """The question that a scenario is."""
    request = PlanRequest(
        since=since,
        weeks=weeks,
        teams=given.teams,
        days_per_week=given.days_per_week,
        day_minutes=given.day_hours * 60,
        visits_per_municipality=given.each_municipality,
        time_limit_seconds=SECONDS,
        inputs=PlanInputs(rules=Rules(reach_minutes=float(given.reach_minutes))),
    )
    return Asked(request, *teams_that_go(codes, given.teams), with_promised=False)


def scenario_name(name: str) -> str:
    """Heading of a scenario."""
    return _("Scenario {name}", name=_(NAMES[name]))


def _ask_one(usual: Given, key: str) -> Given:
    return Given(
        teams=int(st.number_input(_("Teams"), 1, MOST_TEAMS, usual.teams, key=f"{key}_teams")),
        days_per_week=int(
            st.number_input(_("Days a week"), 1, 5, usual.days_per_week, key=f"{key}_days")
        ),
        day_hours=int(
            st.number_input(_("Hours of a working day"), 4, 12, usual.day_hours, key=f"{key}_hours")
        ),
        reach_minutes=int(
            st.number_input(
                _("Minutes within which a visit reaches"),
                0,
                60,
                usual.reach_minutes,
                5,
                key=f"{key}_reach",
            )
        ),
        each_municipality=int(
            st.number_input(
                _("Visits to each municipality at least"),
                0,
                4,
                usual.each_municipality,
                key=f"{key}_least",
            )
        ),
    )


def comparison_html(asked: Mapping[str, Asked], plans: Mapping[str, Plan]) -> str:
    """Table of the scenarios: a line for each measure."""
    frame = comparison_table(asked, plans)
    return table_html(list(frame.columns), frame.to_numpy().tolist(), name=_("Scenarios"))


def comparison_table(asked: Mapping[str, Asked], plans: Mapping[str, Plan]) -> pd.DataFrame:
    """What each scenario is given and what it brings, in words of the reader."""
    found = {one.name: one for one in compare(plans)}
    lines = [
        (_("Teams"), [str(asked[name].request.teams) for name in found]),
        (_("Days a week"), [str(asked[name].request.days_per_week) for name in found]),
        (_("Visits"), [str(one.visits) for one in found.values()]),
        (_("Women expected to come"), [_n(one.women, 1) for one in found.values()]),
        (_("Hours, driving included"), [_n(one.hours, 1) for one in found.values()]),
        (_("Kilometres"), [_n(one.km, 0) for one in found.values()]),
        (_("Women for each hour of work"), [_n(per_hour(one), 2) for one in found.values()]),
        (
            _("Municipalities with a visit"),
            [
                _("{n} of {all}", n=one.municipalities, all=len(municipalities()))
                for one in found.values()
            ],
        ),
        (
            _("Visits of the municipality with the fewest"),
            [str(one.fewest_visits) for one in found.values()],
        ),
        (
            _("At most so far from the best possible"),
            [
                _("no bound") if one.gap is None else _("{share}", share=Share(one.gap, 1))
                for one in found.values()
            ],
        ),
        (_("Rules not kept"), [str(one.rules_broken) for one in found.values()]),
    ]
    return pd.DataFrame(
        [[name, *cells] for name, cells in lines],
        columns=[_("Measure"), *(scenario_name(name) for name in found)],
    )


def per_hour(one: Comparison) -> float:
    """Women for each hour of work; none where nobody works."""
    return one.women / one.hours if one.hours else 0.0


def say_differences(asked: Mapping[str, Asked], plans: Mapping[str, Plan]) -> list[str]:
    """What each scenario brings over the first, in a sentence."""
    first, *others = compare(plans)
    sentences = []
    for one in others:
        women, hours, km = one.women - first.women, one.hours - first.hours, one.km - first.km
        values = {
            "name": _(NAMES[one.name]),
            "first": _(NAMES[first.name]),
            "women": Number(abs(women), 1),
            "hours": Number(abs(hours), 1),
            "km": signed(km, 0) or "0",
        }
        if round(women, 1) == 0:
            more = asked[one.name], plans[one.name]
            sentences.append(_say_equal(values, asked[first.name], *more))
        elif women > 0 and hours > 0:
            sentences.append(
                _(
                    "**{name}** reaches {women} women more than {first} for {hours} hours more "
                    "({km} km): {rate} women for each further hour.",
                    rate=Number(women / hours, 2),
                    **values,
                )
            )
        elif women > 0:
            sentences.append(
                _(
                    "**{name}** reaches {women} women more than {first} and needs no more hours.",
                    **values,
                )
            )
        else:
            sentences.append(_("**{name}** reaches {women} women fewer than {first}.", **values))
    return sentences


def _say_equal(values: Mapping[str, object], first: Asked, own: Asked, plan: Plan) -> str:
    """Why a scenario reaches no more women than the first."""
    request, used = own.request, len(plan.tours)
    given = request.weeks * request.days_per_week * request.teams
    if own == first:
        return _("**{name}** is given the same as {first}: its plan is the same.", **values)
    if used < given:
        return _(
            "**{name}** reaches as many women as {first}: it goes out on {used} of at most {given} "
            "team-days. A further tour would bring fewer women than its driving must bring, or no "
            "place may be visited on those days.",
            used=used,
            given=given,
            **values,
        )
    return _(
        "**{name}** reaches as many women as {first}: what it is given more goes to women whom "
        "other visits already reach.",
        **values,
    )


def draw_curve(asked: Mapping[str, Asked], plans: Mapping[str, Plan], key: str) -> None:
    """Need reached against hours of work: where more work brings less and less."""
    if not st.toggle(_("Compute the curve (a plan for each point)"), key=f"{key}_curve"):
        st.caption(
            _(
                "The curve plans {n} combinations of teams and days with the other settings of "
                "scenario A.",
                n=len(CURVE),
            )
        )
        return
    points = wait_for(
        answers.curve_job(curve_questions(asked["A"])),
        f"{key}_curve_job",
        _("Planning each point …"),
    )
    frame = curve_table(points, plans)
    show_chart(
        need_and_cost(frame, x=_("Team-days in the period"), unit=_("Women expected to come")),
        key=f"{key}_curve_chart",
        alt=_("Women reached for more and more team-days, and the scenarios"),
    )
    for sentence in say_curve(points):
        st.markdown(sentence)
    download_table(
        frame.rename(
            columns={
                "x": _("Team-days in the period"),
                "women": _("Women expected to come"),
                "km": _("Kilometres"),
                "label": _("Plan"),
                "is_curve": _("On the curve"),
            }
        ),
        "need_and_cost",
    )


def curve_questions(first: Asked) -> dict[tuple[int, int], Asked]:
    """The first scenario with other numbers of teams and days, by these two."""
    codes = tuple(team.code for team in resources.teams(cached.store()) if team.in_use)
    return {
        (teams, days): Asked(
            replace(first.request, teams=teams, days_per_week=days),
            *teams_that_go(codes, teams),
            with_promised=False,
        )
        for teams, days in CURVE
    }


def curve_table(points: tuple[CurvePoint, ...], plans: Mapping[str, Plan]) -> pd.DataFrame:
    """Points: ``label``, ``x`` (team-days), ``women``, ``km``, ``is_curve``; scenarios last."""
    rows = [
        (
            _(
                "Teams: {teams}, days a week: {days}",
                teams=point.teams,
                days=point.days_per_week,
            ),
            point.team_days,
            point.women,
            point.km,
            True,
        )
        for point in sorted(points, key=lambda point: (point.team_days, point.women))
    ]
    rows += [
        (scenario_name(name), len(plan.tours), plan.women_reached, plan.km, False)
        for name, plan in plans.items()
    ]
    return pd.DataFrame(rows, columns=["label", "x", "women", "km", "is_curve"])


def say_curve(points: tuple[CurvePoint, ...]) -> list[str]:
    """What the first and the last step along the curve bring."""
    best: dict[int, float] = {}
    for point in points:
        best[point.team_days] = max(point.women, best.get(point.team_days, 0.0))
    steps = [
        (start, end, (best[end] - best[start]) / (end - start))
        for start, end in pairwise(sorted(best))
    ]
    return [
        _(
            "From {start} to {end} team-days each further one brings {women} women.",
            start=start,
            end=end,
            women=Number(gain, 2),
        )
        for start, end, gain in dict.fromkeys([*steps[:1], *steps[-1:]])
    ]


def _n(value: float, digits: int) -> str:
    return _("{n}", n=Number(value, digits))
