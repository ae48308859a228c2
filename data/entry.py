"""Records one by one, by hand: entered, changed and withdrawn through the same checks as files."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
from duckdb import DuckDBPyConnection

from data.fields import expect_kind, fields
from data.imports.checking import CheckedTable
from data.imports.files import take_table
from data.imports.taking import Manner
from data.imports.versions import stored_versions
from data.imports.written import table_of
from data.kinds.visits import HELD
from data.problems import ImportReport, Problem
from data.records import ID_FIELDS
from data.store import Store
from geo.errors import PriemnaError

# The whole SQL is written here, so that no text ever touches a statement.
_RECENT = {
    "consultations": "SELECT consultation.*, imported_at, source_name, origin, who "
    "FROM consultation JOIN import_batch USING (import_batch_id) "
    "ORDER BY imported_at DESC, held_on DESC, consultation_id LIMIT $n",
    "surveys": "SELECT survey_response.*, imported_at, source_name, origin, who "
    "FROM survey_response JOIN import_batch USING (import_batch_id) "
    "ORDER BY imported_at DESC, collected_on DESC, survey_response_id LIMIT $n",
    "events": "SELECT event.*, imported_at, source_name, origin, who "
    "FROM event JOIN import_batch USING (import_batch_id) "
    "ORDER BY imported_at DESC, held_on DESC, event_id LIMIT $n",
    "visits": "SELECT visit.*, imported_at, source_name, origin, who "
    "FROM visit JOIN import_batch USING (import_batch_id) "
    "ORDER BY imported_at DESC, coalesce(held_on, planned_on) DESC, visit_id LIMIT $n",
}


class RecordChanged(PriemnaError, RuntimeError):
    """Somebody else changed the record since it was looked at."""


class RecordUnknown(PriemnaError, LookupError):
    """No record of this number is in the store."""


def enter(
    store: Store,
    kind: str,
    values: Mapping[str, object],
    *,
    today: date,
    who: str = "",
    language: str = "bg",
) -> ImportReport:
    """Enter one record.

    Parameters
    ----------
    values
        By name of the field: text, days, times, numbers, yes or no, lists of codes. Without a
        number of its own the record gets one.
    language
        Language in which problems name the fields, ``"bg"`` or ``"en"``.

    Returns
    -------
    ImportReport
        With problems: nothing was changed. A record that is in the store already is a problem; it
        is changed with `change`.

    Raises
    ------
    UnknownKind, FieldUnknown
        Where the kind is none of the four, or a field none of the kind.
    """
    checked = table_of(kind, values, source_name="", row=1, language=language)
    manner = Manner(today, who=who, origin="hand", action="entered")
    return _without_row(take_table(store, lambda _: checked, manner))


def change(
    store: Store,
    kind: str,
    record_id: str,
    values: Mapping[str, object],
    *,
    today: date,
    who: str = "",
    language: str = "bg",
    expected: Mapping[str, str] | None = None,
    note: str = "",
) -> ImportReport:
    """Change fields of a record; the others stay as they are. Parameters as for `enter`.

    Parameters
    ----------
    expected
        Values the record must still have, by name of the field, for the change to make sense.
    note
        What the audit log adds to the counts: codes and numbers of ours alone.

    Notes
    -----
    A visit that is no longer held keeps its day as the planned one. The file a record came from
    may be imported again: what was changed by hand stays.

    Raises
    ------
    RecordUnknown
        Where there is no such record.
    RecordChanged
        Where it says something else than expected.
    """
    manner = Manner(today, who=who, origin="hand", action="changed", edits=True, note=note)
    return _change(store, kind, record_id, values, manner, language, expected or {})


def withdraw_consent(
    store: Store,
    consultation_id: str,
    on: date,
    *,
    today: date,
    who: str = "",
    language: str = "bg",
) -> ImportReport:
    """Withdraw the consent to be counted; from then on the consultation is in no figure.

    Raises
    ------
    RecordUnknown
        Where there is no such consultation.
    """
    manner = Manner(today, who=who, origin="hand", action="withdrew", edits=True)
    return _change(
        store, "consultations", consultation_id, {"withdrawn_on": on}, manner, language, {}
    )


def record(store: Store, kind: str, record_id: str) -> dict[str, str]:
    """Values of a record by name of the field: codes, ISO dates, ``true``, several joined by ``;``.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    RecordUnknown
        Where there is no such record.
    """
    expect_kind(kind)
    with store.cursor() as cursor:
        return _values(cursor, kind, record_id)


def recent(store: Store, kind: str, n: int = 50) -> pd.DataFrame:
    """Records that came in or were changed last.

    Returns
    -------
    DataFrame
        One row per record, at most `n`, newest first: the columns of its table, then imported_at
        (UTC), source_name, origin and who.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    """
    expect_kind(kind)
    with store.cursor() as cursor:
        rows = cursor.execute(_RECENT[kind], {"n": n}).df()
    return rows.drop(columns=["source_key", "content_hash"])


def _change(
    store: Store,
    kind: str,
    record_id: str,
    values: Mapping[str, object],
    manner: Manner,
    language: str,
    expected: Mapping[str, str],
) -> ImportReport:
    expect_kind(kind)

    def changed(cursor: DuckDBPyConnection) -> CheckedTable:
        before = _values(cursor, kind, record_id)
        if any(before.get(name) != value for name, value in expected.items()):
            raise RecordChanged(
                "Somebody has changed record {number} in the meantime. Look at it again.",
                number=record_id,
            )
        said: dict[str, object] = {**before, **values, ID_FIELDS[kind]: record_id}
        if kind == "visits":
            _follow_status(said, values)
        return table_of(kind, said, source_name="", row=1, language=language)

    if kind == "consultations" and "withdrawn_on" in values and not values["withdrawn_on"]:
        before = record(store, kind, record_id)
        if "withdrawn_on" in before:
            return _consent_stays_withdrawn(before["withdrawn_on"], language)
    return _without_row(take_table(store, changed, manner))


def _values(cursor: DuckDBPyConnection, kind: str, record_id: str) -> dict[str, str]:
    found = stored_versions(cursor, kind, [record_id])
    if record_id not in found:
        raise RecordUnknown(
            "There is no record {number} in the store. Somebody may have undone its import.",
            number=record_id,
        )
    return found[record_id].values


def _follow_status(said: dict[str, object], values: Mapping[str, object]) -> None:
    """Let the day of a visit follow its new status where the person did not give it."""
    if "status" not in values or said["status"] in HELD or "held_on" in values:
        return
    said["planned_on"] = said.get("planned_on") or said.get("held_on")
    said["held_on"] = None


def _consent_stays_withdrawn(on: str, language: str) -> ImportReport:
    field = next(one for one in fields("consultations") if one.name == "withdrawn_on")
    problem = Problem(
        None,
        field.header(language),
        on,
        "Consent that was withdrawn is not given back by emptying the field. If it was withdrawn "
        "by mistake, undo that entry.",
    )
    return ImportReport("consultations", "", 1, 0, 0, 0, (problem,))


def _without_row(report: ImportReport) -> ImportReport:
    """A form has no row numbers."""
    return replace(
        report, problems=tuple(replace(problem, row=None) for problem in report.problems)
    )
