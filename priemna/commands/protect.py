"""Commands on any table: protect it, or attack a published one."""

import argparse
import csv
import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from pages.ui.texts import say
from priemna.commands.line import Command, say_message, tell, whole
from priemna.commands.protect_reading import read_options
from priemna.commands.waiting import wait_for
from priemna.privacy.attack import attack, targets_of
from priemna.privacy.audit import MOST_EXPLAINED
from priemna.privacy.cells import State
from priemna.privacy.errors import UnusableTable
from priemna.privacy.explain import cell_name, explain
from priemna.privacy.knowledge import UNKNOWN, cell_names, knows_nothing
from priemna.privacy.protecting import Method, Protected, protect
from priemna.privacy.tables import TableRead, labels_of

THRESHOLD = 5
SECONDS = 300


def add(command: Command) -> None:
    """Add the commands of this file."""
    protecting = command("protect", _protect)
    protecting.add_argument("--method", choices=list(Method), default=Method.ROUND, type=Method)
    protecting.add_argument("--base", type=whole(2, 1000), help="default: the threshold")
    protecting.add_argument(
        "--interval", type=whole(1, 1000), help="narrowest allowed interval of a small cell"
    )
    protecting.add_argument("--zeros-unsafe", action="store_true", help="hide empty cells as well")
    protecting.add_argument(
        "--own-record",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="blanks hold also against a woman alone in one of them, who knows it",
    )
    protecting.add_argument(
        "--rule-known",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="blanks hold also against somebody who knows that empty cells are never blank",
    )
    protecting.add_argument(
        "--key-file", type=Path, help="secret of the rounding; made where there is none"
    )
    protecting.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    protecting.add_argument(
        "--seconds", type=whole(1, 86_400), default=SECONDS, help=f"time at most ({SECONDS})"
    )
    attacking = command("attack", _attack)
    for one in (protecting, attacking):
        one.add_argument("table", type=Path, metavar="TABLE.csv")
        one.add_argument("--value", help="column of the numbers")
        one.add_argument("--by", help="columns that are dimensions, with commas between")
        one.add_argument("--hierarchies", type=Path, metavar="FILE", help="TOML or CSV")
        one.add_argument("--threshold", type=whole(2, 1000), default=THRESHOLD)


def _protect(options: argparse.Namespace) -> int:
    read = read_options(options, may_hide=False)
    base = options.base or options.threshold
    if base < options.threshold:
        raise UnusableTable(
            "The base {base} is smaller than the threshold {threshold}.",
            base=base,
            threshold=options.threshold,
        )
    width = options.interval or options.threshold - 1
    key, kept = _key(options.key_file)
    done: Protected = wait_for(
        protect,
        {
            "cube": read.cube,
            "method": options.method,
            "threshold": options.threshold,
            "base": base,
            "width": width,
            "key": key,
            "zeros_unsafe": options.zeros_unsafe,
            "own_record": options.own_record,
            "rule_known": options.rule_known,
        },
        options,
        options.seconds,
    )
    written = _as_csv(read, done)
    report = {
        "method": str(options.method),
        "threshold": options.threshold,
        "base": None if options.method is Method.SUPPRESS else base,
        "interval": width,
        "zeros_unsafe": options.zeros_unsafe,
        "own_record": options.own_record,
        "rule_known": options.rule_known,
        "columns": list(read.columns),
        "value": read.value,
        "levels": {d.name: [level.name for level in d.levels] for d in read.cube.dimensions},
        "safe": done.safe,
        "attack": _attack_report(done),
        "utility": asdict(done.utility),
        "notes": [say_message(note, options) for note in read.notes],
        "sha256": {
            "table": hashlib.sha256(options.table.read_bytes()).hexdigest(),
            "out": hashlib.sha256(written).hexdigest(),
        },
    }
    if done.suppression is not None:
        report["suppression"] = {
            "primary": done.suppression.primary,
            "secondary": done.suppression.secondary,
            "cost": done.suppression.cost,
            "is_optimal": done.suppression.is_optimal,
        }
    if done.safe:
        options.out.write_bytes(written)
    lines = _in_words(options, read, done, kept)
    tell(options, report, "\n".join(lines), failed=not done.safe)
    return 0 if done.safe else 1


def _attack(options: argparse.Namespace) -> int:
    read = read_options(options, may_hide=True)
    dimensions = read.cube.dimensions
    knowledge = knows_nothing(dimensions)
    targets, names = [], []
    for margin, (given, hidden) in read.published.items():
        if given.any():
            knowledge = knowledge.and_table(margin, read.values[margin], hidden=~given | hidden)
        cells = np.flatnonzero(given & hidden)
        if cells.size:
            targets.append(targets_of(dimensions, [margin])[cells])
            names += cell_names(dimensions, margin, cells)
    if not targets:
        raise UnusableTable(
            "No cell of the table is hidden; mark hidden ones with x instead of the number."
        )
    rows = sparse.csr_array(sparse.vstack(targets, format="csr"))
    found = attack(knowledge, rows)
    certain = found.exposed(options.threshold, 1)
    answers: list[dict[str, Any]] = []
    lines = []
    for i, name in enumerate(names):
        high = int(found.high[i]) if found.high[i] < UNKNOWN else None
        answer: dict[str, Any] = {
            "cell": dict(zip(read.columns, name, strict=True)),
            "low": int(found.low[i]),
            "high": high,
            "exact": bool(found.exact[i]),
            "exposed": bool(certain[i]),
        }
        lines.append(
            say(
                options.language,
                "{cell}: between {low} and {high}.",
                cell=cell_name(name),
                low=int(found.low[i]),
                high="∞" if high is None else high,
            )
        )
        if certain[i] and certain[:i].sum() < MOST_EXPLAINED:
            how = say_message(explain(knowledge, rows[[i]], cell_name(name)).message, options)
            answer["how"] = how
            lines.append("  " + how)
        answers.append(answer)
    lines.append(
        say(
            options.language,
            "{n} hidden cell can be told to hold a few persons, or exactly how many.",
            plural="{n} hidden cells can be told to hold a few persons, or exactly how many.",
            n=int(certain.sum()),
        )
    )
    tell(
        options,
        {"threshold": options.threshold, "exposed": int(certain.sum()), "cells": answers},
        "\n".join(lines),
    )
    return 0


def _key(path: Path | None) -> tuple[bytes, bool]:
    """Secret of the rounding, and whether it is kept; only its owner may read a new file."""
    if path is None:
        return secrets.token_bytes(32), False
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(32).encode())
    return path.read_bytes().strip(), True


def _as_csv(read: TableRead, done: Protected) -> bytes:
    """All cells of all tables: a column per dimension, the number and the state."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*read.columns, read.value or "count", "state"])
    labels = [labels_of(d) for d in read.cube.dimensions]
    for margin, values in done.values.items():
        groups = [
            [text[name, code] for code in d.level(name).groups]
            for d, name, text in zip(read.cube.dimensions, margin, labels, strict=True)
        ]
        for codes, value, state in zip(
            product(*groups), values.flat, done.states[margin].flat, strict=True
        ):
            shown = state in (State.VALUE, State.ZERO)
            writer.writerow([*codes, int(value) if shown else "", str(state)])
    return file.getvalue().encode()


def _attack_report(done: Protected) -> dict[str, Any]:
    widths = np.minimum(done.intervals.high, UNKNOWN) - done.intervals.low
    return {
        "small_cells": done.small,
        "exposed": done.exposed,
        "exposed_by_rule": done.by_rule,
        "undecided": done.undecided,
        "narrowest_interval": int(widths.min()) if done.small else None,
        "exact_intervals": int(done.intervals.exact.sum()),
    }


def _in_words(
    options: argparse.Namespace, read: TableRead, done: Protected, kept: bool
) -> list[str]:
    language = options.language
    lines = [*_verdict(options, done)]
    if not done.safe:
        return lines
    if done.suppression is not None:
        lines.append(
            say(
                language,
                "{n} cell is blank because it is small.",
                plural="{n} cells are blank because they are small.",
                n=done.suppression.primary,
            )
        )
        lines.append(
            say(
                language,
                "{n} more cell is blank to protect it.",
                plural="{n} more cells are blank to protect them.",
                n=done.suppression.secondary,
            )
        )
    else:
        lines.append(
            say(
                language,
                "Mean error {mean} persons, largest {largest}.",
                mean=done.utility.mean_error,
                largest=done.utility.largest_error,
            )
        )
    lines += [say_message(note, options) for note in read.notes]
    if options.method is Method.ROUND and not kept:
        lines.append(
            say(
                options.language,
                "The secret of this rounding was not kept. Before you publish the table a second "
                "time, name a --key-file: two roundings of one table tell more than one.",
            )
        )
    return lines


def _verdict(options: argparse.Namespace, done: Protected) -> Iterator[str]:
    """Whether the table was written, and what somebody gets who knows method and threshold."""
    language = options.language
    if done.safe:
        yield say(
            language,
            "{file}: {n} cell, protected.",
            plural="{file}: {n} cells, protected.",
            file=str(options.out),
            n=done.utility.cells,
        )
        if not done.small:
            yield say(language, "The table has no small cell.")
            return
        width = np.minimum(done.intervals.high, UNKNOWN) - done.intervals.low
        place = int(np.argmin(width))
        high = int(done.intervals.high[place])
        low, above = int(done.intervals.low[place]), "∞" if high >= UNKNOWN else high
        if options.rule_known:
            yield say(
                language,
                "No small cell can be told, not even by somebody who knows the method and the "
                "threshold: of the narrowest she gets {low} to {high}.",
                low=low,
                high=above,
            )
        else:
            yield say(
                language,
                "No small cell can be told by somebody who does not know why cells are blank: of "
                "the narrowest she gets {low} to {high}.",
                low=low,
                high=above,
            )
        return
    yield say(
        language,
        "Nothing was written: {n} small cell can be told.",
        plural="Nothing was written: {n} small cells can be told.",
        n=done.exposed,
    )
    if done.by_rule:
        yield say(
            language,
            "Whoever knows the rule and the threshold knows why something is blank: because a cell "
            "of 1 to {last} is there, and it can only be this one. Use --method round or "
            "controlled.",
            last=options.threshold - 1,
        )
    if done.undecided:
        yield say(
            language,
            "{n} small cell could not be shown to be safe.",
            plural="{n} small cells could not be shown to be safe.",
            n=done.undecided,
        )
