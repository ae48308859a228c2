"""Commands about mobile offices: visits lists them, visit moves one on."""

import argparse
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from data.audit import look
from data.codebook import codes, label
from data.store import Store
from geo.places import municipality, settlement, settlements
from pages.ui.load import load_working_day
from pages.ui.texts import say, say_error
from pages.ui.visits import find_visit, load_visits, move_visit
from priemna.commands.line import Command, day, place_name, say_message, tell, today, who
from priemna.visits.balance import balance, cancellations
from priemna.visits.life import Step, Visit, days_overdue, in_order, overdue, steps
from priemna.visits.words import overdue_words

FIRST_DAY = date(1990, 1, 1)


def add(command: Command) -> None:
    """Add the commands of this file."""
    visits = command("visits", _visits)
    visits.add_argument("--on", type=day, help="day of the work (default: today)")
    visits.add_argument("--from", dest="since", type=day, default=FIRST_DAY, metavar="DATE")
    visits.add_argument(
        "--to", dest="last", type=day, metavar="DATE", help="last day (default: all)"
    )
    visits.add_argument("--overdue", action="store_true", help="list overdue visits alone")
    visit = command("visit", _visit)
    visit.add_argument("number", help="number of the visit, as `priemna visits` lists it")
    visit.add_argument("step", choices=[step.value for step in Step])
    visit.add_argument("--day", type=day, help="the new day, or the day it was held")
    visit.add_argument(
        "--reason", choices=[code.code for code in codes("cancel_reason")], default=""
    )
    visit.add_argument("--on", type=day, help="day of the work (default: today)")


def _visits(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    on = options.on or load_working_day(store, today())
    until = options.last + timedelta(days=1) if options.last else date.max
    visits = load_visits(store)
    look(store, who=who(), subject="visits", detail=f"on {on}")
    homes = {place.ekatte: place.municipality_code for place in settlements()}
    shown = [
        visit
        for visit in in_order(visits, on)
        if (days_overdue(visit, on) if options.overdue else options.since <= visit.on < until)
    ]
    balances = balance(visits, homes, since=options.since, until=until, today=on)
    answer = {
        "on": on.isoformat(),
        "overdue": sum(overdue(visit, on) is not None for visit in visits),
        "visits": [_as_json(visit, on, options) for visit in shown],
        "municipalities": [
            asdict(row) | {"last_held_on": _iso(row.last_held_on)} for row in balances
        ],
        "cancellations": {
            reason or "not_noted": count
            for reason, count in cancellations(visits, since=options.since, until=until)
        },
    }
    lines = [_line(visit, on, options) for visit in shown]
    lines += [
        say(
            options.language,
            "{municipality}: {planned} planned, {held} held, {cancelled} cancelled, {open} open; "
            "days since the last: {days}.",
            municipality=municipality(row.municipality_code),
            planned=row.planned,
            held=row.held,
            cancelled=row.cancelled,
            open=row.open,
            days=row.days_since,
        )
        for row in balances
    ]
    tell(options, answer, "\n".join(lines))
    return 0


def _visit(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    on = options.on or load_working_day(store, today())
    visit = find_visit(store, options.number)
    report = move_visit(
        store,
        visit,
        Step(options.step),
        today=on,
        on=options.day,
        reason=options.reason,
        who=who(),
        language=options.language,
    )
    if not report.accepted:
        lines = [say_error(options.language, problem) for problem in report.problems]
        tell(options, {"problems": lines}, "\n".join(lines), failed=True)
        return 1
    moved = find_visit(store, options.number)
    text = say(
        options.language,
        "{line} `priemna undo {batch}` takes it back.",
        line=_line(moved, on, options),
        batch=report.batch_id,
    )
    tell(options, _as_json(moved, on, options) | {"batch": report.batch_id}, text)
    return 0


def _as_json(visit: Visit, on: date, options: argparse.Namespace) -> dict[str, Any]:
    place = settlement(visit.ekatte)
    owed = overdue(visit, on)
    return {
        "visit_id": visit.visit_id,
        "status": visit.status.value,
        "ekatte": visit.ekatte,
        "name": place_name(place, options),
        "municipality_code": place.municipality_code,
        "planned_on": _iso(visit.planned_on),
        "held_on": _iso(visit.held_on),
        "team": visit.team or None,
        "cancel_reason": visit.cancel_reason or None,
        "overdue": owed.value if owed else None,
        "days_overdue": days_overdue(visit, on),
        "steps": [step.value for step in steps(visit, on)],
    }


def _line(visit: Visit, on: date, options: argparse.Namespace) -> str:
    owed = overdue_words(visit, on)
    line = say(
        options.language,
        "{number} · {day} · {place} · {status}.",
        number=visit.visit_id,
        day=visit.on,
        place=settlement(visit.ekatte),
        status=label("visit_status", visit.status, options.language),
    )
    return f"{line} {say_message(owed, options)}" if owed else line


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
