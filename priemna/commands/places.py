"""Commands about places: shapes, travel."""

import argparse
import sys
from pathlib import Path
from typing import Any

from data.references import save_shapes, save_travel
from data.store import Store
from geo.official import read_official_shapes
from geo.osrm import Osrm
from geo.places import settlements
from geo.roads import Roads, RoadsUnavailable, road_times
from geo.shapes import shapes_geojson
from geo.travel import TravelTimes, read_travel_times
from geo.valhalla_roads import Valhalla
from pages.ui.load import load_shapes
from pages.ui.texts import say
from priemna.commands.line import (
    Command,
    cache_folder,
    expect_file,
    now,
    say_message,
    tell,
    who,
    whole,
)


def add(command: Command) -> None:
    """Add the commands of this file."""
    shapes = command("shapes", _shapes)
    shapes.add_argument("file", type=Path, nargs="?", help="official shapes to take")
    shapes.add_argument("--export", type=Path, metavar="FILE.geojson")
    travel = command("travel", _travel)
    travel.add_argument("file", type=Path, metavar="FILE | build")
    travel.add_argument("--osm", type=Path, metavar="FILE.pbf", help="build: by Valhalla, here")
    travel.add_argument("--osrm", metavar="URL", help="build: by an OSRM server")
    travel.add_argument("--most", type=whole(2, 10_000), default=100, help="places in one question")


def _shapes(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    answer: dict[str, Any] = {}
    lines = []
    if options.file is not None:
        expect_file(options.file)
        official = read_official_shapes(options.file)
        save_shapes(store, official.shapes, now=now(), who=who())
        took = say_message(official.took, options)
        refused = [say_message(reason, options) for reason in official.refused]
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
    tell(options, answer, "\n".join(lines))
    return 0


def _travel(options: argparse.Namespace) -> int:
    if str(options.file) == "build":
        travel = _built(options)
    elif options.osm or options.osrm:
        raise RoadsUnavailable("--osm and --osrm belong to “priemna travel build”.")
    else:
        expect_file(options.file)
        travel = read_travel_times(options.file, settlements())
    save_travel(Store.open(options.store), travel, now=now(), who=who())
    lines = [
        say(
            options.language,
            "{n} travel time was taken from {file}.",
            plural="{n} travel times were taken from {file}.",
            n=travel.minutes.size - travel.estimated_ways,
            file=travel.source,
        )
    ]
    if travel.estimated_ways:
        lines.append(
            say(
                options.language,
                "{n} way has no known road and stands as the straight line × 1.35 at 55 km/h.",
                plural="{n} ways have no known road and stand as the straight line × 1.35 at "
                "55 km/h.",
                n=travel.estimated_ways,
            )
        )
    answer = {
        "source": travel.source,
        "pairs": travel.minutes.size,
        "estimated_ways": travel.estimated_ways,
    }
    tell(options, answer, "\n".join(lines))
    return 0


def _built(options: argparse.Namespace) -> TravelTimes:
    """Travel times by road; what was answered is kept, so that the next call goes on from it."""
    if bool(options.osm) == bool(options.osrm):
        raise RoadsUnavailable(
            "Say where the roads come from: --osm FILE.pbf, an extract of OpenStreetMap, or "
            "--osrm URL, a server."
        )
    kept_in = cache_folder() / "roads"
    roads: Roads
    if options.osrm:
        roads = Osrm(options.osrm, most=options.most)
    else:
        expect_file(options.osm)
        roads = Valhalla(options.osm, kept_in)

    def progress(done: int, of: int) -> None:
        if of > 1:
            print(f"{done}/{of}", file=sys.stderr, flush=True)

    return road_times(roads, settlements(), kept_in, progress)
