"""Commands that bring records in and take them back: import, batches, undo, quarantine."""

import argparse
from pathlib import Path

from data.fields import KINDS
from data.imports import (
    Batch,
    UndoEffects,
    batches,
    import_file,
    marked_workbook,
    preview_file,
    quarantined,
    undo_batch,
    undo_effects,
)
from data.problems import ImportReport, Problem
from data.store import Store
from pages.ui.texts import say, say_error
from priemna.commands.line import Command, expect_file, say_message, tell, today, who


def add(command: Command) -> None:
    """Add the commands of this file."""
    imports = command("import", _import)
    imports.add_argument("kind", choices=KINDS)
    imports.add_argument("file", type=Path)
    imports.add_argument("--dry-run", action="store_true", help="only say what would happen")
    imports.add_argument(
        "--keep-good", action="store_true", help="take the good rows, let the others wait"
    )
    imports.add_argument(
        "--match",
        action="append",
        default=[],
        type=_matched,
        metavar="HEADER=FIELD",
        help="what a header means; HEADER= leaves the column out; may be repeated",
    )
    imports.add_argument(
        "--marked", type=Path, metavar="OUT.xlsx", help="write a copy with the problems marked"
    )
    command("batches", _batches)
    undo = command("undo", _undo)
    undo.add_argument("batch")
    undo.add_argument("--dry-run", action="store_true", help="only say what would happen")
    waiting = command("quarantine", _quarantine)
    waiting.add_argument("kind", choices=KINDS, nargs="?")


def _import(options: argparse.Namespace) -> int:
    expect_file(options.file)
    store = Store.open(options.store)
    chosen = dict(options.match) or None
    if options.marked:
        # Before the import: afterwards the good rows would be in the store.
        preview = preview_file(store, options.kind, options.file, today=today(), chosen=chosen)
    report = import_file(
        store,
        options.kind,
        options.file,
        today=today(),
        chosen=chosen,
        keep_good=options.keep_good,
        dry_run=options.dry_run,
        who=who(),
    )
    if options.marked and report.problems:
        options.marked.write_bytes(
            marked_workbook(
                options.file,
                preview,
                options.language,
                say=lambda problem: say_error(options.language, problem),
            )
        )
    problems = [_problem(problem, options) for problem in report.problems]
    fields = (
        *("kind", "accepted", "rows_read", "new", "changed", "same", "rejected"),
        "batch_id",
    )
    answer = {name: getattr(report, name) for name in fields} | {
        "dry_run": options.dry_run,
        "problems": problems,
    }
    lines = [
        *_outcome(report, options),
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


def _outcome(report: ImportReport, options: argparse.Namespace) -> list[str]:
    if not report.accepted:
        return [
            say(
                options.language,
                "{file} was refused for {n} problem; nothing was changed.",
                plural="{file} was refused for {n} problems; nothing was changed.",
                n=len(report.problems),
                file=report.source_name,
            )
        ]
    counted = say(
        options.language,
        "{file}: {rows_read} rows read, {new} new, {changed} changed, {same} unchanged.",
        file=report.source_name,
        rows_read=report.rows_read,
        new=report.new,
        changed=report.changed,
        same=report.same,
    )
    lines = [counted]
    if report.rejected:
        lines.append(
            say(
                options.language,
                "{n} row waits to be put right; see `priemna quarantine`.",
                plural="{n} rows wait to be put right; see `priemna quarantine`.",
                n=report.rejected,
            )
        )
    if options.dry_run:
        lines.append(say(options.language, "This was a trial; nothing was changed."))
    elif report.batch_id:
        lines.append(
            say(
                options.language,
                "To take it back: `priemna undo {batch}`.",
                batch=report.batch_id,
            )
        )
    return lines


def _batches(options: argparse.Namespace) -> int:
    found = batches(Store.open(options.store))
    names = (*("id", "kind", "origin", "source_name", "who", "new", "changed", "same", "rejected"),)
    answer = {
        "batches": [
            {name: getattr(batch, name) for name in names}
            | {
                "imported_at": batch.imported_at.isoformat(timespec="seconds"),
                "undone_at": batch.undone_at and batch.undone_at.isoformat(timespec="seconds"),
            }
            for batch in found
        ]
    }
    lines = [_batch_line(batch, options) for batch in found]
    tell(options, answer, "\n".join(lines) or say(options.language, "No imports yet."))
    return 0


def _batch_line(batch: Batch, options: argparse.Namespace) -> str:
    if batch.undone_at is not None:
        return say(
            options.language,
            "{batch} · {at} UTC · {file}: undone",
            batch=batch.id,
            at=batch.imported_at,
            file=batch.called,
        )
    return say(
        options.language,
        "{batch} · {at} UTC · {file}: {new} new, {changed} changed, {rejected} set aside",
        batch=batch.id,
        at=batch.imported_at,
        file=batch.called,
        new=batch.new,
        changed=batch.changed,
        rejected=batch.rejected,
    )


def _undo(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    effects = (
        undo_effects(store, options.batch)
        if options.dry_run
        else undo_batch(store, options.batch, who=who())
    )
    said = {
        "effects": [say_message(one, options) for one in effects.effects],
        "obstacles": [say_message(one, options) for one in effects.obstacles],
    }
    answer = {
        "batch_id": effects.batch.id,
        "dry_run": options.dry_run,
        "undone": not options.dry_run and not effects.blocked,
        "removed": effects.removed,
        "restored": effects.restored,
        "dropped": effects.dropped,
        **said,
    }
    tell(options, answer, "\n".join(_undo_lines(effects, said, options)), failed=effects.blocked)
    return 1 if effects.blocked else 0


def _undo_lines(
    effects: UndoEffects, said: dict[str, list[str]], options: argparse.Namespace
) -> list[str]:
    if effects.blocked:
        first = say(options.language, "The import cannot be undone yet; nothing was changed.")
        return [first, *said["obstacles"]]
    if options.dry_run:
        return [*said["effects"], say(options.language, "This was a trial; nothing was changed.")]
    return [say(options.language, "The import was undone."), *said["effects"]]


def _quarantine(options: argparse.Namespace) -> int:
    rows = quarantined(Store.open(options.store), options.kind)
    answer = {
        "rows": [
            {
                "id": row.id,
                "kind": row.kind,
                "source_name": row.source_name,
                "row": row.row,
                "values": row.values,
                "problems": [_problem(problem, options) for problem in row.problems],
            }
            for row in rows
        ]
    }
    lines = [
        say(
            options.language,
            "{file}, row {row}, column {column}: {message}",
            file=row.source_name,
            row=str(row.row),
            column=problem.column or "–",
            message=say_error(options.language, problem),
        )
        for row in rows
        for problem in row.problems
    ]
    tell(options, answer, "\n".join(lines) or say(options.language, "No rows wait."))
    return 0


def _problem(problem: Problem, options: argparse.Namespace) -> dict[str, object]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": say_error(options.language, problem),
    }


def _matched(text: str) -> tuple[str, str]:
    header, sign, field = text.rpartition("=")
    if not sign or not header:
        raise argparse.ArgumentTypeError(f"{text!r} is not HEADER=FIELD")
    return header, field
