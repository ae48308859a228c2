"""The command `priemna`: the one impure file here; it puts the layers together."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from data.demo import DEMO_SEED, build_demo
from data.imports import import_file
from data.references import save_shapes, save_travel
from data.store import Store
from geo.errors import PriemnaError
from geo.messages import Message
from geo.official import read_official_shapes
from geo.places import municipality, settlement, settlements
from geo.shapes import shapes_geojson
from geo.travel import read_travel_times
from pages.ui.load import load_need, load_period, load_plan, load_shapes
from pages.ui.texts import DEFAULT_LANGUAGE, LANGUAGES, say, say_error
from priemna.contract import need_as_json, plan_as_json
from priemna.planning.request import PlanRequest

ROOT = Path(__file__).parent.parent
DEFAULT_STORE = ROOT / "data" / "local" / "priemna.duckdb"
KINDS = ("consultations", "surveys", "events", "visits")
ADDRESS = "127.0.0.1"


class FileMissing(PriemnaError, FileNotFoundError):
    """A file named on the command line is not there."""


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with 0 only when it did what was asked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    try:
        sys.exit(options.do(options))
    except PriemnaError as error:
        print(say_error(options.language, error), file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or ''}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} ({self.prog} --help)", file=sys.stderr)
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--store",
        type=Path,
        default=Path(os.environ.get("PRIEMNA_STORE", DEFAULT_STORE)),
        metavar="PATH",
        help="the store file (default: $PRIEMNA_STORE, else data/local/priemna.duckdb)",
    )
    shared.add_argument("--json", action="store_true", help="print one JSON value")
    shared.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    parser = _Parser(prog="priemna", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        summary = (do.__doc__ or "").splitlines()[0]
        one = commands.add_parser(name, help=summary, description=summary, parents=[shared])
        one.set_defaults(do=do)
        return one

    demo = command("demo", _demo)
    demo.add_argument("--no-serve", action="store_true", help="build only")
    demo.add_argument("--scale", type=_whole(1, 1000), default=1, help="times as many records")
    demo.add_argument("--port", type=_whole(1, 65535), default=8501)
    command("new", _new)
    serve = command("serve", _serve)
    serve.add_argument("--port", type=_whole(1, 65535), default=8501)
    imports = command("import", _import)
    imports.add_argument("kind", choices=KINDS)
    imports.add_argument("file", type=Path)
    command("need", _need).add_argument(
        "--on", type=_day, help="day of the estimate (default: the day after the last record)"
    )
    plan = command("plan", _plan)
    plan.add_argument("--from", dest="since", type=_day, required=True, metavar="DATE")
    plan.add_argument("--weeks", type=int, default=PlanRequest.weeks)
    plan.add_argument("--teams", type=int, default=PlanRequest.teams)
    plan.add_argument("--days-per-week", type=int, default=PlanRequest.days_per_week)
    plan.add_argument("--visit-minutes", type=int, default=PlanRequest.visit_minutes)
    plan.add_argument("--day-minutes", type=int, default=PlanRequest.day_minutes)
    plan.add_argument("--drive-minutes", type=int, default=PlanRequest.drive_minutes)
    shapes = command("shapes", _shapes)
    shapes.add_argument("file", type=Path, nargs="?", help="official shapes to take")
    shapes.add_argument("--export", type=Path, metavar="FILE.geojson")
    command("travel", _travel).add_argument("file", type=Path)
    return parser


def _demo(options: argparse.Namespace) -> int:
    """Build the demo store and open the dashboard."""
    counts = build_demo(options.store, scale=options.scale, seed=DEMO_SEED)
    _tell(
        options,
        {"store": str(options.store), **counts},
        say(
            options.language,
            "The demo store is built: {consultations} consultations, {survey_responses} survey "
            "responses, {events} events, {visits} visits, all invented. It lies at {store}.",
            consultations=counts["consultations"],
            survey_responses=counts["survey_responses"],
            events=counts["events"],
            visits=counts["visits"],
            store=str(options.store),
        ),
    )
    return 0 if options.no_serve else _serve(options)


def _new(options: argparse.Namespace) -> int:
    """Make an empty store for real records; nothing is overwritten."""
    store = Store.create(options.store)
    text = say(options.language, "An empty store lies at {store}.", store=str(store.path))
    _tell(options, {"store": str(store.path)}, text)
    return 0


def _serve(options: argparse.Namespace) -> int:
    """Open the dashboard on 127.0.0.1."""
    Store.open(options.store)
    url = f"http://{ADDRESS}:{options.port}"
    print(
        say(options.language, "The dashboard is at {url}; Ctrl+C ends it.", url=url),
        file=sys.stderr if options.json else sys.stdout,
        flush=True,
    )
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
        *("--server.address", ADDRESS, "--server.port", str(options.port)),
        # Opens a browser when the server is ready, unless nobody sits in front of it.
        *("--server.headless", str(not sys.stdout.isatty()).lower()),
    ]
    os.environ["PRIEMNA_STORE"] = str(options.store.resolve())
    os.chdir(ROOT)
    if os.name == "posix":
        # The dashboard takes this process over, so that whoever ends it ends the server.
        os.execv(command[0], command)  # noqa: S606 - our own app, our own interpreter
    return subprocess.run(command, check=False).returncode  # noqa: S603 - as above


def _import(options: argparse.Namespace) -> int:
    """Import one CSV or XLSX file; a refused file changes nothing."""
    _expect_file(options.file)
    report = import_file(Store.open(options.store), options.kind, options.file, today=_today())
    problems = [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "message": say_error(options.language, problem),
        }
        for problem in report.problems
    ]
    fields = ("kind", "accepted", "rows_read", "new", "changed", "same")
    answer = {name: getattr(report, name) for name in fields} | {"problems": problems}
    lines = [
        say(
            options.language,
            "{file}: {rows_read} rows read, {new} new, {changed} changed, {same} unchanged.",
            file=report.source_name,
            rows_read=report.rows_read,
            new=report.new,
            changed=report.changed,
            same=report.same,
        )
        if report.accepted
        else say(
            options.language,
            "{file} was refused for {n} problem; nothing was changed.",
            plural="{file} was refused for {n} problems; nothing was changed.",
            n=len(problems),
            file=report.source_name,
        ),
        *(
            say(
                options.language,
                "row {row}, column {column}: {message}",
                row=str(p["row"] or "–"),
                column=str(p["column"] or "–"),
                message=p["message"],
            )
            for p in problems
        ),
    ]
    _tell(options, answer, "\n".join(lines), failed=not report.accepted)
    return 0 if report.accepted else 1


def _need(options: argparse.Namespace) -> int:
    """Estimate the unmet need of every settlement."""
    store = Store.open(options.store)
    period = load_period(store)
    on = options.on or (period[1] if period else _today())
    need = load_need(store, on=on)
    answer = need_as_json(
        need.rows, need.travel, on, lambda place: _name(place, options), lambda r: _say(r, options)
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
    _tell(options, answer, "\n".join([head, *lines]))
    return 0


def _plan(options: argparse.Namespace) -> int:
    """Plan mobile offices for a period."""
    fields = (
        *("since", "weeks", "teams", "days_per_week"),
        *("visit_minutes", "day_minutes", "drive_minutes"),
    )
    request = PlanRequest(**{name: getattr(options, name) for name in fields})
    plan = load_plan(Store.open(options.store), request)
    lines = [
        line
        for tour in plan.tours
        for line in (
            say(
                options.language,
                "{date}, team {team}: {km} km, {minutes} minutes of driving, {hours} hours",
                date=tour.on,
                team=tour.team,
                km=tour.km,
                minutes=tour.drive_minutes,
                hours=tour.hours,
            ),
            *(
                f"  {stop.arrive:%H:%M}–{stop.depart:%H:%M} "
                f"{_name(settlement(stop.ekatte), options)}. {_say(stop.why, options)}"
                for stop in tour.stops
            ),
        )
    ]
    answer = plan_as_json(plan, lambda reason: _say(reason, options))
    _tell(options, answer, "\n".join([*lines, *answer["rules_not_kept"]]))
    return 0


def _shapes(options: argparse.Namespace) -> int:
    """Take official shapes from a file, or export the shapes in use."""
    store = Store.open(options.store)
    answer: dict[str, Any] = {}
    lines = []
    if options.file is not None:
        _expect_file(options.file)
        official = read_official_shapes(options.file)
        save_shapes(store, official.shapes, now=_now())
        took = _say(official.took, options)
        refused = [_say(reason, options) for reason in official.refused]
        answer |= {"took": took, "refused": refused}
        lines += [took, *refused]
    shapes = load_shapes(store)
    answer |= {"schematic": shapes.is_schematic, "municipalities": len(shapes.frame)}
    if options.export is not None:
        options.export.write_text(shapes_geojson(shapes), encoding="utf-8")
        answer["exported"] = str(options.export)
        lines.append(
            say(options.language, "The shapes were written to {file}.", file=str(options.export))
        )
    if options.file is None and options.export is None:
        lines.append(
            say(options.language, "The maps draw schematic shapes, computed from land areas.")
            if shapes.is_schematic
            else say(
                options.language, "The maps draw official shapes: {source}.", source=shapes.source
            )
        )
    _tell(options, answer, "\n".join(lines))
    return 0


def _travel(options: argparse.Namespace) -> int:
    """Take travel times between the settlements from a CSV or Parquet file."""
    _expect_file(options.file)
    travel = read_travel_times(options.file, settlements())
    save_travel(Store.open(options.store), travel, now=_now())
    _tell(
        options,
        {"source": travel.source, "pairs": travel.minutes.size},
        say(
            options.language,
            "{n} travel time was taken from {file}.",
            plural="{n} travel times were taken from {file}.",
            n=travel.minutes.size,
            file=options.file.name,
        ),
    )
    return 0


def _tell(
    options: argparse.Namespace, answer: dict[str, Any], text: str, *, failed: bool = False
) -> None:
    """Print the answer: JSON on standard output, or words."""
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        if failed:
            print(text.splitlines()[0], file=sys.stderr)
    else:
        print(text, file=sys.stderr if failed else sys.stdout, flush=True)


def _say(reason: Message, options: argparse.Namespace) -> str:
    return say(options.language, reason.message, plural=reason.plural, n=reason.n, **reason.values)


def _name(place: Any, options: argparse.Namespace) -> str:
    return str(place.name_bg if options.language == "bg" else place.name_en)


def _expect_file(path: Path) -> None:
    if not path.is_file():
        raise FileMissing("There is no file {file}; check the path.", file=str(path))


def _today() -> date:
    return datetime.now().astimezone().date()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as YYYY-MM-DD") from None


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number {low}–{high}")
        return int(text)

    return parse


if __name__ == "__main__":
    run()
