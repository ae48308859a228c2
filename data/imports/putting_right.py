"""Rows that wait, one by one: put right and taken through the same checks as files, or dropped."""

from collections.abc import Mapping
from datetime import date

from duckdb import DuckDBPyConnection

from data.audit import record
from data.imports.checking import CheckedTable
from data.imports.files import take_table
from data.imports.quarantine import remove, waiting_row
from data.imports.taking import Manner
from data.imports.written import table_of
from data.problems import ImportReport
from data.store import Store


def correct_row(
    store: Store,
    row_id: str,
    values: Mapping[str, object],
    *,
    today: date,
    who: str = "",
    language: str = "bg",
) -> ImportReport:
    """Take a waiting row with other values in some fields; taken, it waits no longer.

    Parameters
    ----------
    values
        New values by name of the field, None or empty to clear one; the others stay as they are.
    language
        Language of the columns named in problems, ``"bg"`` or ``"en"``.

    Returns
    -------
    ImportReport
        With problems: the row still waits as it was.

    Raises
    ------
    RowUnknown
        Where no such row waits.
    """

    def corrected(cursor: DuckDBPyConnection) -> CheckedTable:
        waiting = waiting_row(cursor, row_id)
        said = {**waiting.values, **values}
        return table_of(
            waiting.kind,
            said,
            source_name=waiting.source_name,
            row=waiting.row,
            language=language,
        )

    manner = Manner(today, who=who, origin="correction", action="corrected", waiting_id=row_id)
    return take_table(store, corrected, manner)


def drop_row(store: Store, row_id: str, *, who: str = "") -> None:
    """Take a row out of those that wait, without taking it in.

    Raises
    ------
    RowUnknown
        Where no such row waits.
    """
    with store.transaction() as cursor:
        waiting = waiting_row(cursor, row_id)
        remove(cursor, [row_id])
        record(
            cursor,
            who=who,
            action="dropped",
            subject=waiting.batch_id,
            detail=f"{waiting.kind}, row {waiting.row}",
        )
