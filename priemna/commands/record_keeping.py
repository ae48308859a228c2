"""Commands that keep records in order: audit-log."""

import argparse
import re

from data.audit import entries, verify
from data.codebook import label
from data.store import Store
from pages.ui.texts import say
from priemna.commands.common import Command, say_message, tell, whole


def add(command: Command) -> None:
    """Add the commands of this file."""
    log = command("audit-log", _audit_log)
    log.add_argument("what", nargs="?", choices=("list", "verify"), default="list")
    log.add_argument("--n", type=whole(1, 1_000_000), default=20, help="lines to list")
    log.add_argument(
        "--expect", type=_hash, metavar="HASH", help="a hash printed earlier that must still stand"
    )


def _audit_log(options: argparse.Namespace) -> int:
    """List who did what, newest first, or verify that no line was changed."""
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
