"""Commands about several districts at once: their demo stores, and what was released in all."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.demo.country import RUSE, invented_district, sizes, write_facts
from data.releases.bundle import bundle_file, folder_of
from geo.errors import PriemnaError
from geo.places import municipalities
from pages.ui.released import read_releases
from pages.ui.texts import say
from priemna.commands.line import Command, tell
from priemna.roles import Role
from priemna.sharing.released import Release

WOMEN, VISITS = "women_by_quarter", "visits_by_municipality_quarter"
ENOUGH_FOR = 8
"""Municipalities for which the records of one demo are enough to be released by quarters."""


class NoDistricts(PriemnaError, FileNotFoundError):
    """A folder in which nothing was released by any district."""


def add(command: Command) -> None:
    """Add the commands of this file."""
    country = command("country", _country)
    country.add_argument(
        "folder", type=Path, metavar="DIR", help="folder of stores, one a district"
    )


def build_country(options: argparse.Namespace) -> int:
    """Build a demo store for each district asked for, each in a process of its own."""
    failed = {}
    built: dict[str, Any] = {}
    for number in options.districts or sizes():
        store = options.out / f"{number:02d}.duckdb"
        began = time.perf_counter()
        done = _build(number, store)
        seconds = time.perf_counter() - began
        if done.returncode:
            failed[store.name] = done.stderr.strip()
            print(f"{store.name}: {done.stderr.strip()}", file=sys.stderr)
            continue
        counts = json.loads(done.stdout)
        built[store.name] = counts | {"settlements": sizes()[number], "seconds": round(seconds, 1)}
        if not options.json:
            print(
                say(
                    options.language,
                    "{store}: {settlements} settlements, {consultations} consultations.",
                    store=store.name,
                    settlements=sizes()[number],
                    consultations=counts["consultations"],
                ),
                flush=True,
            )
    tell(
        options,
        {"folder": str(options.out), "stores": built, "failed": failed},
        say(
            options.language,
            "{n} district stands in {folder}. `priemna serve --store {folder}/NN.duckdb` opens "
            "it, `priemna country {folder}` adds up what was released.",
            plural="{n} districts stand in {folder}. `priemna serve --store {folder}/NN.duckdb` "
            "opens one, `priemna country {folder}` adds up what was released.",
            n=len(built),
            folder=str(options.out),
        ),
        failed=bool(failed),
    )
    return 1 if failed else 0


def _build(number: int, store: Path) -> subprocess.CompletedProcess[str]:
    seats = len(municipalities())
    if number != RUSE:
        one = invented_district(number)
        seats = len(one.municipalities)
        write_facts(one, store.with_name(f"{store.name}.facts"))
    scale = -(-seats // ENOUGH_FOR)
    words = ["demo", "--store", str(store), "--no-serve", "--json", "--scale", str(scale)]
    return subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "priemna", *words],
        env={**os.environ, "PRIEMNA_STORE": str(store)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def _country(options: argparse.Namespace) -> int:
    role = Role.REGIONAL_ADMINISTRATION
    found = {}
    for store in sorted(options.folder.glob("*.duckdb")):
        if bundle_file(folder_of(store), role).is_file():
            found[store.stem] = _released(read_releases(folder_of(store), role)[-1])
    if not found:
        raise NoDistricts(
            "No district has released anything in {folder}. Build an invented country with "
            "`priemna demo --country --out DIR`, or put the stores of the districts there.",
            folder=str(options.folder),
        )
    total = {name: sum(one[name] or 0 for one in found.values()) for name in ("women", "visits")}
    lines = [
        say(
            options.language,
            "{district}: release {number}, records until {until}; about {women} women, {visits} "
            "mobile offices.",
            district=name,
            number=str(one["release"]),
            until=one["until"],
            women=one["women"],
            visits=one["visits"],
        )
        for name, one in found.items()
    ]
    lines.append(
        say(
            options.language,
            "{n} district together: about {women} women, {visits} mobile offices. Women are sums "
            "of the rounded figures that each district released; mobile offices are exact.",
            plural="{n} districts together: about {women} women, {visits} mobile offices. Women "
            "are sums of the rounded figures that each district released; mobile offices are "
            "exact.",
            n=len(found),
            women=total["women"],
            visits=total["visits"],
        )
    )
    tell(options, {"districts": found, "together": total}, "\n".join(lines))
    return 0


def _released(release: Release) -> Mapping[str, Any]:
    """Totals of the newest release of a district, as given out."""
    women, visits = release.table(WOMEN), release.table(VISITS)
    return {
        "release": release.number,
        "until": str(release.until),
        "women": women.cell().value if women else None,
        "visits": visits.cell().value if visits else None,
    }
