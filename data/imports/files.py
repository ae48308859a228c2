"""One file → the store: all of its rows, its good rows, or none and the reasons."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.fields import expect_kind
from data.formats import FileRefused
from data.imports.checking import CheckedTable, check_file
from data.imports.preview import Preview, outcomes
from data.imports.taking import Manner, Taken, take
from data.problems import ImportReport, Problem
from data.store import Store


class _RolledBack(Exception):
    """Leaves the transaction without keeping anything."""


def import_file(
    store: Store,
    kind: str,
    path: str | Path,
    *,
    today: date,
    chosen: Mapping[str, str] | None = None,
    keep_good: bool = False,
    dry_run: bool = False,
    who: str = "",
) -> ImportReport:
    """Check a file and take it into the store.

    Parameters
    ----------
    kind
        One of `data.fields.KINDS`.
    path
        See `data.formats.read_sheets`.
    today
        What lies after it has not happened yet.
    chosen
        Header → name of a field, or ``""`` to leave the column out; None takes what was saved for
        this source.
    keep_good
        Take the rows without problems and let the others wait to be put right; otherwise any
        problem refuses the file as a whole.
    dry_run
        Only say what would happen.
    who
        User who brings the file.

    Returns
    -------
    ImportReport
        A file that cannot be read at all, too, is a report with one problem. Rows that are in the
        store already count as same and stay untouched; a file of only such rows changes nothing.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    StoreError
        Where the store itself cannot be used.
    """
    expect_kind(kind)
    path = Path(path)
    try:
        checked = check_file(store, kind, path, chosen)
    except FileRefused as refused:
        return ImportReport(kind, path.name, 0, 0, 0, 0, (_as_problem(refused),))
    manner = Manner(today, who=who, keep_good=keep_good)
    return take_table(store, lambda _: checked, manner, dry_run=dry_run)


def preview_file(
    store: Store,
    kind: str,
    path: str | Path,
    *,
    today: date,
    chosen: Mapping[str, str] | None = None,
) -> Preview:
    """Say what importing a file would do, row by row; parameters as for `import_file`.

    Notes
    -----
    The rows are brought in and taken back in one transaction, so the preview is exact; who imports
    a moment later is judged anew.
    """
    expect_kind(kind)
    path = Path(path)
    try:
        checked = check_file(store, kind, path, chosen)
    except FileRefused as refused:
        return Preview(kind, path.name, (), (), (_as_problem(refused),), (), "")
    taken = _run(store, lambda _: checked, Manner(today, keep_good=True), dry_run=True)
    return Preview(
        kind,
        path.name,
        checked.table.matches,
        outcomes(taken),
        taken.problems,
        tuple(taken.draft.notes),
        checked.table.signature,
    )


def take_table(
    store: Store,
    make: Callable[[DuckDBPyConnection], CheckedTable],
    manner: Manner,
    *,
    dry_run: bool = False,
) -> ImportReport:
    """Take checked rows into the store and report.

    ``make`` gives the rows inside the transaction, so that what they are built on cannot change
    in between.
    """
    taken = _run(store, make, manner, dry_run=dry_run)
    refused = not taken.fates
    return ImportReport(
        kind=taken.draft.table.kind,
        source_name=taken.source_name,
        rows_read=len(taken.draft),
        new=taken.fates.count("new"),
        changed=taken.fates.count("changed"),
        same=taken.fates.count("same"),
        problems=taken.problems,
        notes=tuple(taken.draft.notes),
        rejected=len({problem.row for problem in taken.problems if problem.row})
        if refused
        else taken.fates.count("rejected"),
        kept_good=manner.keep_good and not refused,
        batch_id=None if dry_run else taken.batch_id,
    )


def _run(
    store: Store,
    make: Callable[[DuckDBPyConnection], CheckedTable],
    manner: Manner,
    *,
    dry_run: bool,
) -> Taken:
    """Take rows in a transaction of their own, kept only where something was changed."""
    done: list[Taken] = []
    try:
        with store.transaction() as cursor:
            done.append(take(cursor, make(cursor), manner))
            if dry_run or not done[0].changed:
                raise _RolledBack
    except _RolledBack:
        pass
    return done[0]


def _as_problem(refused: FileRefused) -> Problem:
    return Problem(None, None, None, refused.message, refused.values)
