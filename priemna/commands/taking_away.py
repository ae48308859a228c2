"""Commands that carry a plan away: takeaway, and pack for the day of one visit."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from data.audit import look
from data.store import Store
from pages.ui.calendars import Public, calendar_of
from pages.ui.field_pack.pack import load_pack
from pages.ui.field_pack.page import pack_html
from pages.ui.field_pack.paper import pack_pdf
from pages.ui.files.day_sheets import day_sheets
from pages.ui.files.routes import geojson_file, gpx_file
from pages.ui.files.workbook import plan_workbook
from pages.ui.load import load_travel, load_working_day
from pages.ui.planning.case import load_case_of_teams
from pages.ui.texts import say
from priemna.commands.decisions import ask_for_plan, requested_plan
from priemna.commands.line import Command, day, tell, today, who
from priemna.planning.plan import plan_case
from priemna.takeaway.announcements import for_the_team


def add(command: Command) -> None:
    """Add the commands of this file."""
    takeaway = command("takeaway", _takeaway)
    takeaway.add_argument("folder", type=Path, metavar="FOLDER", help="made where it is missing")
    takeaway.add_argument(
        "--name-settlements",
        action="store_true",
        help="name settlements and hours in the public calendar (default: municipality and day)",
    )
    takeaway.add_argument("--on", type=day, help="day of the work (default: today)")
    ask_for_plan(takeaway)
    pack = command("pack", _pack)
    pack.add_argument("number", help="number of a visit of that day, as `priemna visits` lists it")
    pack.add_argument("folder", type=Path, metavar="FOLDER", help="made where it is missing")


def _takeaway(options: argparse.Namespace) -> int:
    request = requested_plan(options)
    store = Store.open(options.store)
    plan = plan_case(load_case_of_teams(store, request), clock=monotonic)
    on = options.on or load_working_day(store, today())
    until = request.since + timedelta(weeks=request.weeks)
    planned = for_the_team(plan.tours)

    def calendar(public: Public | None = None) -> bytes:
        return calendar_of(
            store,
            planned,
            since=request.since,
            until=until,
            today=on,
            told_at=datetime.now(UTC),
            public=public,
            language=options.language,
            who=who(),
        )

    files = {
        "day_sheets.pdf": day_sheets(plan.tours, load_travel(store), options.language),
        "routes.gpx": gpx_file(plan.tours, options.language),
        "plan.geojson": geojson_file(plan.tours, options.language),
        "plan.xlsx": plan_workbook(plan.tours, plan.rules_not_kept, options.language),
        "team.ics": calendar(),
        "public.ics": calendar(Public(options.name_settlements)),
    }
    _write(options.folder, files)
    answer = {
        "folder": str(options.folder),
        "files": {name: len(content) for name, content in files.items()},
        "tours": len(plan.tours),
        "visits": len(planned),
    }
    text = say(
        options.language,
        "{files} lie in {folder}. To everyone may be given public.ics alone.",
        files=list(files),
        folder=str(options.folder),
    )
    tell(options, answer, text)
    return 0


def _pack(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    pack = load_pack(store, options.number)
    look(store, who=who(), subject="field pack", detail=f"{pack.on} {pack.team}".strip())
    files = {
        f"{pack.on.isoformat()}_pack.html": pack_html(pack, options.language).encode(),
        f"{pack.on.isoformat()}_pack.pdf": pack_pdf(pack, options.language, made_on=today()),
    }
    _write(options.folder, files)
    answer = {
        "folder": str(options.folder),
        "files": {name: len(content) for name, content in files.items()},
        "stops": [stop.visit.visit_id for stop in pack.stops],
    }
    text = say(
        options.language,
        "{files} lie in {folder}. What comes back is imported: first visits, then consultations.",
        files=list(files),
        folder=str(options.folder),
    )
    tell(options, answer, text)
    return 0


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
