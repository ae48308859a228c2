"""Commands that keep records in order: audit-log, retain, export."""

import argparse
import re
from dataclasses import asdict
from pathlib import Path

from data.audit import entries, verify
from data.codebook import label
from data.export import FORMATS, export_store
from data.retention import Retained, older_copies, retain
from data.rewriting import write_anew
from data.store import Store
from pages.ui.texts import say
from priemna.commands.line import Command, say_message, tell, today, who, whole


def add(command: Command) -> None:
    """Add the commands of this file."""
    log = command("audit-log", _audit_log)
    log.add_argument("what", nargs="?", choices=("list", "verify"), default="list")
    log.add_argument("--n", type=whole(1, 1_000_000), default=20, help="lines to list")
    log.add_argument(
        "--expect", type=_hash, metavar="HASH", help="a hash printed earlier that must still stand"
    )
    retention = command("retain", _retain)
    retention.add_argument(
        "--older-than",
        type=whole(1, 100),
        metavar="YEARS",
        help="age of whole calendar years in years; kept as the setting of the store",
    )
    retention.add_argument("--dry-run", action="store_true", help="say what would go, keep all")
    export = command("export", _export)
    export.add_argument("folder", type=Path, help="a new folder, for the owner of the data alone")
    export.add_argument("--format", choices=FORMATS, required=True)


def _retain(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    done = retain(
        store,
        today=today(),
        years=options.older_than,
        dry_run=options.dry_run,
        who=who(),
    )
    if not options.dry_run:
        # Also where nothing was left to collapse: an earlier run may have been cut off before it.
        write_anew(store)
    copies = older_copies(store.path)
    answer = asdict(done) | {
        "until": done.until.isoformat(),
        "dry_run": options.dry_run,
        "copies_with_old_records": [str(copy) for copy in copies],
    }
    tell(options, answer, "\n".join(_retained_in_words(options, done, copies)))
    return 0


def _retained_in_words(
    options: argparse.Namespace, done: Retained, copies: tuple[Path, ...]
) -> list[str]:
    if done.nothing:
        return [say(options.language, "There are no records from before {date}.", date=done.until)]
    head = (
        say(
            options.language,
            "These records from before {date} would become counts; nothing was changed:",
            date=done.until,
        )
        if options.dry_run
        else say(
            options.language, "These records from before {date} are counts now:", date=done.until
        )
    )
    body = say(
        options.language,
        "{consultations} consultations, {survey_responses} survey responses, {waiting_rows} rows "
        "that waited to be put right, {earlier_versions} earlier versions of rows.",
        **{name: getattr(done, name) for name in _RETAINED},
    )
    kept = say(
        options.language,
        "Kept: consultations of the district by quarter; by year, {home_cells} counts of home "
        "municipalities and {knowledge_cells} of municipalities where women were asked. The rest "
        "stands in one sum per year.",
        home_cells=done.home_cells,
        knowledge_cells=done.knowledge_cells,
    )
    if not copies or options.dry_run:
        return [head, body, kept]
    warning = say(
        options.language,
        "These copies may still hold such records. Delete them when nobody needs them:",
    )
    return [head, body, kept, warning, *(f"  {copy}" for copy in copies)]


_RETAINED = ("consultations", "survey_responses", "waiting_rows", "earlier_versions")


def _export(options: argparse.Namespace) -> int:
    done = export_store(Store.open(options.store), options.folder, format=options.format, who=who())
    answer = {
        "folder": str(done.folder),
        "format": done.format,
        "for_publication": False,
        "rows": done.rows,
    }
    text = say(
        options.language,
        "{tables} tables with {rows} rows lie in {folder}. They hold every record: not for "
        "publication, keep them encrypted and delete them when they are no longer needed.",
        tables=len(done.rows),
        rows=sum(done.rows.values()),
        folder=str(done.folder),
    )
    tell(options, answer, text)
    return 0


def _audit_log(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    return _verify(options, store) if options.what == "verify" else _list(options, store)


def _list(options: argparse.Namespace, store: Store) -> int:
    lines = entries(store, n=options.n)
    names = ("seq", "who", "action", "subject", "detail", "hash")
    answer = {
        "entries": [
            {"done_at": line.done_at.isoformat()} | {name: getattr(line, name) for name in names}
            for line in lines
        ]
    }
    written = [
        "  ".join(
            text
            for text in (
                f"{line.seq}",
                f"{line.done_at:%Y-%m-%d %H:%M:%S} UTC",
                line.who,
                label("audit_action", line.action, options.language),
                line.subject,
                line.detail,
            )
            if text
        )
        for line in lines
    ]
    tell(options, answer, "\n".join(written) or say(options.language, "The audit log is empty."))
    return 0


def _verify(options: argparse.Namespace, store: Store) -> int:
    check = verify(store, expect=options.expect)
    answer = {
        "holds": check.holds,
        "lines": check.lines,
        "last_hash": check.last_hash,
        "problem": None if check.problem is None else say_message(check.problem, options),
    }
    text = answer["problem"] or say(
        options.language,
        "The audit log holds: {n} line. Keep this hash outside the store; it shows later whether "
        "lines were cut off: {hash}",
        plural="The audit log holds: {n} lines. Keep this hash outside the store; it shows later "
        "whether lines were cut off: {hash}",
        n=check.lines,
        hash=check.last_hash,
    )
    tell(options, answer, str(text), failed=not check.holds)
    return 0 if check.holds else 1


def _hash(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text.lower()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a hash of 64 hexadecimal digits")
    return text.lower()
