"""Commands that bring records in: import."""

import argparse
from pathlib import Path

from data.fields import KINDS
from data.imports import import_file
from data.store import Store
from pages.ui.texts import say, say_error
from priemna.commands.common import Command, expect_file, tell, today


def add(command: Command) -> None:
    """Add the commands of this file."""
    imports = command("import", _import)
    imports.add_argument("kind", choices=KINDS)
    imports.add_argument("file", type=Path)


def _import(options: argparse.Namespace) -> int:
    """Import one CSV or XLSX file; a refused file changes nothing."""
    expect_file(options.file)
    report = import_file(Store.open(options.store), options.kind, options.file, today=today())
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
    tell(options, answer, "\n".join(lines), failed=not report.accepted)
    return 0 if report.accepted else 1
