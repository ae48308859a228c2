"""Command that writes documents: report."""

import argparse
from pathlib import Path

from data.audit import record
from data.store import Store
from geo.places import municipality
from pages.ui.documents.kinds import KINDS, write
from pages.ui.documents.reports import writer_of
from pages.ui.texts import say
from priemna.commands.line import Command, day, tell, today, who


def add(command: Command) -> None:
    """Add the commands of this file."""
    report = command("report", _report)
    report.add_argument("what", choices=tuple(KINDS))
    report.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="ends in .docx, .pdf or .zip"
    )
    report.add_argument("--municipality", metavar="CODE", help="such as RSE04")
    report.add_argument("--numbers", nargs="*", default=(), help="recommendations of the form")
    report.add_argument("--on", type=day, help="day of the document (default: today)")


def _report(options: argparse.Namespace) -> int:
    if options.municipality:
        municipality(options.municipality)
    store = Store.open(options.store)
    writer = writer_of(
        store, options.language, options.on or today(), role=KINDS[options.what].role
    )
    content = write(
        writer,
        store,
        options.what,
        options.out.suffix.lower(),
        municipality=options.municipality,
        numbers=tuple(options.numbers),
    )
    options.out.write_bytes(content)
    with store.transaction(changes_data=False) as cursor:
        record(
            cursor,
            who=who(),
            action="exported",
            subject=f"report {options.what}",
            detail=f"release {writer.release.number}, {options.out.suffix}, {options.language}",
        )
    answer = {
        "document": options.what,
        "file": str(options.out),
        "bytes": len(content),
        "release": writer.release.number,
        "evidence": [
            {"id": one.number, "sha256": one.sha256, "what": one.what} for one in writer.cited
        ],
    }
    text = say(options.language, "The document lies in {file}.", file=str(options.out))
    tell(options, answer, text)
    return 0
