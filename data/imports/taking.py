"""Checked rows → the store, inside one transaction: what is new, what changes, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from secrets import token_hex

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.audit import record
from data.fields import TABLE_OF
from data.imports import quarantine
from data.imports.batches import write_batch
from data.imports.checking import CheckedTable, rejected_rows, settle
from data.imports.numbers import give_number
from data.imports.versions import Version, keep_versions, stored_versions
from data.integrity import BrokenRule, broken_rules
from data.kinds.draft import Draft
from data.migrations import SCHEMA
from data.problems import Problem
from data.records import ID_FIELDS, Records, build_records, values_of
from geo.messages import Message

FATES = ("new", "changed", "same", "rejected")

# The whole SQL is written here, so that no text ever touches a statement.
_KNOWN = {
    "consultations": "SELECT incoming.position, known.source_key, known.content_hash "
    "FROM incoming_row AS incoming JOIN consultation AS known "
    "ON known.consultation_id = incoming.row_id",
    "surveys": "SELECT incoming.position, known.source_key, known.content_hash "
    "FROM incoming_row AS incoming JOIN survey_response AS known "
    "ON known.survey_response_id = incoming.row_id",
    "events": "SELECT incoming.position, known.source_key, known.content_hash "
    "FROM incoming_row AS incoming JOIN event AS known ON known.event_id = incoming.row_id",
    "visits": "SELECT incoming.position, known.source_key, known.content_hash "
    "FROM incoming_row AS incoming JOIN visit AS known ON known.visit_id = incoming.row_id",
}
# What was once recorded stays when a file says nothing of it: the day a visit was planned for,
# and above all the day a person withdrew her consent.
_NEVER_EMPTIED = {"visits": "planned_on", "consultations": "withdrawn_on"}


# Rules that a file can break only together with what is in the store already.
_BROKEN = {
    "consultation_away_from_visit": Message(
        "{rows} consultations in the store were given at a visit that would no longer be held on "
        "their day and in their settlement. Put those consultations right first, or leave the "
        "visit as it is. Nothing was changed."
    ),
    "visit_twice": Message(
        "One team would be in the same settlement twice on the same day at the same hour (visit "
        "{row_id}). Give the number, the team or the hours of the visit. Nothing was changed."
    ),
    "collapsed_record": Message(
        "{rows} records belong to years that were collapsed to counts; they would be counted "
        "twice. Leave the rows of those years out. Nothing was changed."
    ),
}
_ANY_BROKEN = Message(
    "With this file, {rows} records would break a rule of the store ({name}). Nothing was changed."
)


@dataclass
class Taken:
    """What became of each row of a table, and whether anything in the store was changed.

    Attributes
    ----------
    fates
        Per row new, changed, same or rejected; empty where the table was refused as a whole.
    problems
        Of the rows, and of the store where the rows would break one of its rules.
    earlier
        Per position of a changed row what it said before.
    batch_id
        The import; None where no row came in and none was set aside.
    changed
        Whether the transaction must be kept.
    """

    source_name: str
    draft: Draft
    fates: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    records: Records | None = None
    earlier: dict[int, Version] = field(default_factory=dict)
    batch_id: str | None = None
    changed: bool = False


@dataclass(frozen=True)
class Manner:
    """How rows come in.

    Attributes
    ----------
    who
        User who brings them.
    keep_good
        Take the good rows and set the others aside; otherwise any problem refuses all.
    origin
        Code of the list ``batch_origin``.
    action
        What the audit log calls it.
    edits
        The row is in the store and is changed by hand: the values given are all there are, and the
        row still counts as the same when its file comes again.
    waiting_id
        Waiting row whose place the row takes.
    note
        What the audit log adds to the counts.
    """

    today: date
    who: str = ""
    keep_good: bool = False
    origin: str = "file"
    action: str = "imported"
    edits: bool = False
    waiting_id: str | None = None
    note: str = ""


def take(cursor: DuckDBPyConnection, checked: CheckedTable, manner: Manner) -> Taken:
    """Bring the rows in, judged against the store as this transaction sees it.

    The caller keeps the transaction only where ``changed`` is true.
    """
    draft = settle(cursor, checked, manner.today)
    if manner.origin == "hand" and not manner.edits:
        give_number(cursor, draft)
    rejected = rejected_rows(draft)
    taken = Taken(checked.source_name, draft, problems=tuple(draft.problems))
    if rejected is None or (rejected and not manner.keep_good):
        return taken
    kind = draft.table.kind
    records = taken.records = build_records(draft)
    if manner.waiting_id:
        records = taken.records = _step_aside(cursor, draft, records, manner.waiting_id)
    _compare(cursor, kind, taken, rejected, edits=manner.edits)
    waiting = quarantine.compare(cursor, checked.source_name, draft, rejected)
    if manner.waiting_id:
        waiting = quarantine.Waiting((), (manner.waiting_id,))
    wanted = [fate in ("new", "changed") for fate in taken.fates]
    if not any(wanted) and not waiting.changes:
        return taken
    taken.changed = True
    if any(wanted) or waiting.new:
        taken.batch_id = token_hex(8)
        write_batch(cursor, taken.batch_id, checked, taken.fates, manner)
    if taken.batch_id and any(wanted):
        keep_versions(cursor, kind, taken.earlier.values(), taken.batch_id)
        bring(cursor, kind, records, [taken.batch_id] * len(wanted), wanted)
    quarantine.settle(cursor, kind, waiting, taken.batch_id)
    if broken := broken_rules(cursor):
        taken.problems = tuple(map(_as_problem, broken))
        taken.fates, taken.changed, taken.batch_id = [], False, None
    else:
        _log(cursor, taken, manner)
    return taken


def _as_problem(rule: BrokenRule) -> Problem:
    message = _BROKEN.get(rule.name, _ANY_BROKEN).message
    values = {"rows": rule.rows, "name": rule.name, "row_id": rule.row_id}
    return Problem(None, None, None, message, values)


def _log(cursor: DuckDBPyConnection, taken: Taken, manner: Manner) -> None:
    """Note who did it, in numbers of ours and counts alone."""
    counts = ", ".join(f"{taken.fates.count(fate)} {fate}" for fate in FATES)
    record(
        cursor,
        who=manner.who,
        action=manner.action,
        subject=taken.batch_id or manner.waiting_id or "",
        detail=f"{taken.draft.table.kind}: {counts}{f'; {manner.note}' if manner.note else ''}",
    )


def bring(
    cursor: DuckDBPyConnection,
    kind: str,
    records: Records,
    batch_ids: Sequence[str],
    wanted: Sequence[bool],
) -> None:
    """Bring the wanted rows and their child rows into the tables, in one go each."""
    table = TABLE_OF[kind]
    own = {name: _only(values, wanted) for name, values in records.columns.items()}
    own["source_key"] = _only(records.source_keys, wanted)
    own["content_hash"] = _only(records.content_hashes, wanted)
    own["import_batch_id"] = _only(batch_ids, wanted)
    staged = {f"staged_{table}": own}
    for name, rows in records.children.items():
        kept = [place for place, parent in enumerate(rows.parents) if wanted[parent]]
        child: dict[str, list[str | None]] = {
            ID_FIELDS[kind]: [records.ids[rows.parents[place]] for place in kept]
        }
        for position, column in enumerate(rows.columns):
            child[column] = [rows.values[place][position] for place in kept]
        staged[f"staged_{name}"] = child
    for name, columns in staged.items():
        # Told to be text: a column with no value at all would otherwise pass for numbers.
        cursor.register(
            name,
            pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()}),
        )
    cursor.execute((SCHEMA / "take" / f"{kind}.sql").read_text(encoding="utf-8"))
    for name in staged:
        cursor.unregister(name)


def _step_aside(
    cursor: DuckDBPyConnection, draft: Draft, records: Records, waiting_id: str
) -> Records:
    """Tell a row without a number from the rows of its own file that say the same.

    Two women may give the same answers, and two teams visit one place: a row put right must never
    take the place of another row of the file it came from.
    """
    batch_id = quarantine.waiting_row(cursor, waiting_id).batch_id
    ordinal = 1
    while records.source_keys[0].startswith("row:"):
        there = stored_versions(cursor, draft.table.kind, records.ids)
        if not any(version.batch_id == batch_id for version in there.values()):
            break
        ordinal += 1
        records = build_records(draft, first_ordinal=ordinal)
    return records


def _compare(
    cursor: DuckDBPyConnection, kind: str, taken: Taken, rejected: set[int], *, edits: bool
) -> None:
    """Find what each row is to the store, and take over what the store knows of changed ones."""
    records = taken.records
    if records is None:
        return
    cursor.register(
        "incoming_row",
        pd.DataFrame(
            {"position": range(len(records.ids)), "row_id": pd.array(records.ids, dtype="string")}
        ),
    )
    fates = ["new"] * len(records.ids)
    for position, source_key, content_hash in cursor.execute(_KNOWN[kind]).fetchall():
        # A row once taken without a number may come back with the one it was given here.
        records.source_keys[position] = source_key
        same = content_hash == records.content_hashes[position] and not edits
        fates[position] = "same" if same else "changed"
        if edits:
            records.content_hashes[position] = content_hash
    cursor.unregister("incoming_row")
    for position in rejected:
        fates[position] = "rejected"
    changed = [position for position, fate in enumerate(fates) if fate == "changed"]
    stored = stored_versions(cursor, kind, [records.ids[position] for position in changed])
    column = records.columns.get(_NEVER_EMPTIED.get(kind, ""))
    said = values_of(kind, records, changed)
    for position in changed:
        before = stored[records.ids[position]]
        name = _NEVER_EMPTIED.get(kind, "")
        if column is not None and not edits and name in before.values:
            column[position] = column[position] or before.values[name]
            said[position].setdefault(name, before.values[name])
        if said[position] == before.values:
            fates[position] = "same"
        else:
            taken.earlier[position] = before
    taken.fates = fates


def _only(values: Sequence[str | None], wanted: Sequence[bool]) -> list[str | None]:
    return list(values) if all(wanted) else list(compress(values, wanted))
