"""Command for records taken out for one purpose: extract."""

import argparse
from pathlib import Path

from data.codebook import codes, label
from data.disk import write_private
from data.releases.extracts import (
    Extract,
    approve,
    expect_writable,
    extracts,
    note_written,
    request,
)
from data.store import Store
from geo.errors import PriemnaError
from pages.ui.load import load_answer
from pages.ui.releasing import the_protocol
from pages.ui.texts import say
from priemna.commands.line import Command, day, tell, today, who, whole
from priemna.sharing.extract import COLUMNS, Record, coarsen, extract_text

DAYS = 14


class WordMissing(PriemnaError, ValueError):
    """The command line lacks what a step needs."""


def add(command: Command) -> None:
    """Add the command of this file."""
    parser = command("extract", _extract)
    parser.add_argument("what", choices=("request", "approve", "write", "list"))
    parser.add_argument("extract_id", nargs="?", metavar="ID")
    parser.add_argument("--purpose", choices=[code.code for code in codes("extract_purpose")])
    parser.add_argument("--from", dest="since", type=day, metavar="DATE")
    parser.add_argument("--until", type=day, metavar="DATE", help="day after the last day")
    parser.add_argument(
        "--days", type=whole(1, 90), default=DAYS, help="how long it may be written"
    )
    parser.add_argument("--out", type=Path, metavar="FILE")


def _extract(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    return {"request": _request, "approve": _approve, "write": _write, "list": _list}[options.what](
        options, store
    )


def _request(options: argparse.Namespace, store: Store) -> int:
    if options.purpose is None or options.since is None or options.until is None:
        raise WordMissing("Say --purpose, --from and --until.")
    one = request(
        store, purpose=options.purpose, since=options.since, until=options.until, who=who()
    )
    tell(
        options,
        _as_json(one),
        say(
            options.language,
            "Extract {id} is asked for. Somebody else approves it with `priemna extract approve "
            "{id}`.",
            id=one.extract_id,
        ),
    )
    return 0


def _approve(options: argparse.Namespace, store: Store) -> int:
    one = approve(store, _id(options), who=who(), today=today(), days=options.days)
    tell(
        options,
        _as_json(one),
        say(
            options.language,
            "Extract {id} may be written once until {day}.",
            id=one.extract_id,
            day=one.expires_on,
        ),
    )
    return 0


def _write(options: argparse.Namespace, store: Store) -> int:
    if options.out is None:
        raise WordMissing("Say where to with --out FILE.")
    one = expect_writable(store, _id(options), today=today())
    protocol, _ = the_protocol(store.path)
    rows = load_answer(store, "extract_records", since=one.since, until=one.until)
    records = coarsen(
        (Record(*map(str, row)) for row in rows[list(COLUMNS)].itertuples(index=False)),
        protocol.threshold,
    )
    if options.out.exists():
        raise WordMissing("There is a file {file} already; name a new one.", file=str(options.out))
    note_written(store, one.extract_id, who=who(), today=today(), rows=len(records))
    write_private(options.out, extract_text(records))
    tell(
        options,
        {"file": str(options.out), "rows": len(records), "k": protocol.threshold},
        say(
            options.language,
            "{n} record lies in {file}, alike in quarter, age and municipality with at least "
            "{others} others. Delete it when its purpose is served.",
            plural="{n} records lie in {file}, each alike in quarter, age and municipality with at "
            "least {others} others. Delete them when their purpose is served.",
            n=len(records),
            file=str(options.out),
            others=protocol.threshold - 1,
        ),
    )
    return 0


def _list(options: argparse.Namespace, store: Store) -> int:
    found = extracts(store)
    lines = [
        say(
            options.language,
            "{id}: {purpose}, {since} to {until} (not included), asked for by {who}, approved by "
            "{approver}, until {day}, written: {written}",
            id=one.extract_id,
            purpose=label("extract_purpose", one.purpose, options.language),
            since=one.since,
            until=one.until,
            who=one.asked_by,
            approver=one.approved_by or "–",
            day=one.expires_on or "–",
            written=one.written_at is not None,
        )
        for one in found
    ]
    none = say(options.language, "Nobody has asked for an extract.")
    tell(options, {"extracts": [_as_json(one) for one in found]}, "\n".join(lines) or none)
    return 0


def _id(options: argparse.Namespace) -> str:
    if not options.extract_id:
        raise WordMissing("Name the extract: `priemna extract list` shows them.")
    return str(options.extract_id)


def _as_json(one: Extract) -> dict[str, object]:
    return {
        "id": one.extract_id,
        "purpose": one.purpose,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "asked_by": one.asked_by,
        "approved_by": one.approved_by,
        "expires_on": one.expires_on.isoformat() if one.expires_on else None,
        "written": one.written_at is not None,
    }
