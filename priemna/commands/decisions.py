"""Commands that decide: need, plan."""

import argparse
from time import monotonic

from data.audit import look
from data.store import Store
from geo.places import municipality, settlement
from pages.ui.load import load_need, load_period
from pages.ui.planning.case import load_case_of_teams
from pages.ui.texts import say
from priemna.commands.line import Command, day, place_name, say_message, tell, today, who
from priemna.contract import need_as_json, plan_as_json
from priemna.planning.plan import plan_case
from priemna.planning.request import PlanRequest


def add(command: Command) -> None:
    """Add the commands of this file."""
    command("need", _need).add_argument(
        "--on", type=day, help="day of the estimate (default: the day after the last record)"
    )
    ask_for_plan(command("plan", _plan))


def ask_for_plan(plan: argparse.ArgumentParser) -> None:
    """Add the options that say what a plan is asked for."""
    plan.add_argument("--from", dest="since", type=day, required=True, metavar="DATE")
    plan.add_argument("--weeks", type=int, default=PlanRequest.weeks)
    plan.add_argument("--teams", type=int, default=PlanRequest.teams)
    plan.add_argument("--days-per-week", type=int, default=PlanRequest.days_per_week)
    plan.add_argument("--visit-minutes", type=int, default=PlanRequest.visit_minutes)
    plan.add_argument("--day-minutes", type=int, default=PlanRequest.day_minutes)
    plan.add_argument("--drive-minutes", type=int, default=PlanRequest.drive_minutes)


def requested_plan(options: argparse.Namespace) -> PlanRequest:
    """What the options of `ask_for_plan` ask for."""
    fields = (
        *("since", "weeks", "teams", "days_per_week"),
        *("visit_minutes", "day_minutes", "drive_minutes"),
    )
    return PlanRequest(**{name: getattr(options, name) for name in fields})


def _need(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    period = load_period(store)
    on = options.on or (period[1] if period else today())
    need = load_need(store, on=on)
    look(store, who=who(), subject="need", detail=f"on {on}")
    answer = need_as_json(
        need.rows,
        need.travel,
        on,
        lambda place: place_name(place, options),
        lambda r: say_message(r, options),
        need.method,
    )
    lines = [
        say(
            options.language,
            "{rank}. {name}, municipality {municipality}: {need} ({low}–{high}). {why}",
            **(row | {"municipality": municipality(row["municipality_code"])}),
        )
        for row in answer["settlements"]
    ]
    head = say(options.language, "Women expected to come if reached, {date}", date=on)
    tell(options, answer, "\n".join([head, *lines]))
    return 0


def _plan(options: argparse.Namespace) -> int:
    request = requested_plan(options)
    store = Store.open(options.store)
    plan = plan_case(load_case_of_teams(store, request), clock=monotonic)
    look(store, who=who(), subject="plan", detail=f"from {request.since}")
    lines = [
        line
        for tour in plan.tours
        for line in (
            say(
                options.language,
                "{date}, team {team}: {km} km, {minutes} min of driving, {hours} h",
                date=tour.on,
                team=tour.team,
                km=tour.km,
                minutes=tour.drive_minutes,
                hours=tour.hours,
            ),
            *(
                f"  {stop.arrive:%H:%M}–{stop.depart:%H:%M} "
                f"{place_name(settlement(stop.ekatte), options)}. {say_message(stop.why, options)}"
                for stop in tour.stops
            ),
        )
    ]
    answer = plan_as_json(plan, lambda reason: say_message(reason, options))
    tell(options, answer, "\n".join([*lines, answer["how_good"], *answer["rules_not_kept"]]))
    return 0
