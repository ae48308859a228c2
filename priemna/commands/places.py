"""Commands about places: shapes, travel."""

import argparse
from pathlib import Path
from typing import Any

from data.references import save_shapes, save_travel
from data.store import Store
from geo.official import read_official_shapes
from geo.places import settlements
from geo.shapes import shapes_geojson
from geo.travel import read_travel_times
from pages.ui.load import load_shapes
from pages.ui.texts import say
from priemna.commands.common import Command, expect_file, now, say_message, tell, who


def add(command: Command) -> None:
    """Add the commands of this file."""
    shapes = command("shapes", _shapes)
    shapes.add_argument("file", type=Path, nargs="?", help="official shapes to take")
    shapes.add_argument("--export", type=Path, metavar="FILE.geojson")
    command("travel", _travel).add_argument("file", type=Path)


def _shapes(options: argparse.Namespace) -> int:
    """Take official shapes from a file, or export the shapes in use."""
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
    """Take travel times between the settlements from a CSV or Parquet file."""
    expect_file(options.file)
    travel = read_travel_times(options.file, settlements())
    save_travel(Store.open(options.store), travel, now=now(), who=who())
    tell(
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
