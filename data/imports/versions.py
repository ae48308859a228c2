"""What rows of the store say, as texts by name of the field: to compare, to keep, to bring back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from duckdb import DuckDBPyConnection

from data.codebook import codes
from data.fields import ITEM_COLUMNS, Field, fields
from data.records import ID_FIELDS, as_stored_text

# The whole SQL is written here, so that no text ever touches a statement.
_ROWS = {
    "consultations": "SELECT * FROM consultation "
    "WHERE consultation_id IN (SELECT row_id FROM wanted_row)",
    "surveys": "SELECT * FROM survey_response "
    "WHERE survey_response_id IN (SELECT row_id FROM wanted_row)",
    "events": "SELECT * FROM event WHERE event_id IN (SELECT row_id FROM wanted_row)",
    "visits": "SELECT * FROM visit WHERE visit_id IN (SELECT row_id FROM wanted_row)",
}
_CHILD_ROWS = {
    "consultation_zzdn_type": "SELECT consultation_id, zzdn_type FROM consultation_zzdn_type "
    "WHERE consultation_id IN (SELECT row_id FROM wanted_row)",
    "consultation_service": "SELECT consultation_id, service, outcome FROM consultation_service "
    "WHERE consultation_id IN (SELECT row_id FROM wanted_row)",
    "survey_knowledge": "SELECT survey_response_id, item, answer FROM survey_knowledge "
    "WHERE survey_response_id IN (SELECT row_id FROM wanted_row)",
    "survey_attitude": "SELECT survey_response_id, item, agreement FROM survey_attitude "
    "WHERE survey_response_id IN (SELECT row_id FROM wanted_row)",
    "survey_help_from": "SELECT survey_response_id, help_from FROM survey_help_from "
    "WHERE survey_response_id IN (SELECT row_id FROM wanted_row)",
    "survey_barrier": "SELECT survey_response_id, barrier FROM survey_barrier "
    "WHERE survey_response_id IN (SELECT row_id FROM wanted_row)",
    "event_profession": "SELECT event_id, profession, participants FROM event_profession "
    "WHERE event_id IN (SELECT row_id FROM wanted_row)",
    "event_participants": "SELECT event_id, sex, age_band, participants FROM event_participants "
    "WHERE event_id IN (SELECT row_id FROM wanted_row)",
    "event_topic": "SELECT event_id, topic FROM event_topic "
    "WHERE event_id IN (SELECT row_id FROM wanted_row)",
    "visit_skill": "SELECT visit_id, skill FROM visit_skill "
    "WHERE visit_id IN (SELECT row_id FROM wanted_row)",
    "visit_host": "SELECT visit_id, host FROM visit_host "
    "WHERE visit_id IN (SELECT row_id FROM wanted_row)",
    "visit_debrief": "SELECT visit_id, debrief FROM visit_debrief "
    "WHERE visit_id IN (SELECT row_id FROM wanted_row)",
}
_KEEP = (
    "INSERT INTO earlier_version (import_batch_id, kind, row_id, earlier_batch_id, source_key, "
    "content_hash, values_json) SELECT import_batch_id, kind, row_id, earlier_batch_id, "
    "source_key, content_hash, values_json FROM kept_version"
)


@dataclass(frozen=True)
class Version:
    """One row of the store with its child rows.

    Attributes
    ----------
    batch_id
        Import that brought it, or changed it last.
    values
        Text by name of the field; several codes joined by ``;``. Empty fields are not there.
    """

    row_id: str
    batch_id: str
    source_key: str
    content_hash: str
    values: dict[str, str]


def stored_versions(
    cursor: DuckDBPyConnection, kind: str, row_ids: Sequence[str]
) -> dict[str, Version]:
    """Rows of these numbers as the store has them, by number."""
    if not row_ids:
        return {}
    want_rows(cursor, row_ids)
    cursor.execute(_ROWS[kind])
    names = [about[0] for about in cursor.description or ()]
    own = [field.name for field in fields(kind) if not field.table and field.name in names]
    found: dict[str, Version] = {}
    for row in cursor.fetchall():
        said = dict(zip(names, row, strict=True))
        values = {name: text for name in own if (text := as_stored_text(said[name])) is not None}
        row_id = str(said[ID_FIELDS[kind]])
        found[row_id] = Version(
            row_id,
            str(said["import_batch_id"]),
            str(said["source_key"]),
            str(said["content_hash"]),
            values,
        )
    for table in dict.fromkeys(field.table for field in fields(kind) if field.table):
        rows = cursor.execute(_CHILD_ROWS[table]).fetchall()
        _add_children(found, [field for field in fields(kind) if field.table == table], rows)
    cursor.unregister("wanted_row")
    return found


def keep_versions(
    cursor: DuckDBPyConnection, kind: str, versions: Iterable[Version], batch_id: str
) -> None:
    """Keep what rows said before the import changes them."""
    rows = [
        (batch_id, kind, version.row_id, version.batch_id, version.source_key,
         version.content_hash, json.dumps(version.values, ensure_ascii=False))
        for version in versions
    ]  # fmt: skip
    if not rows:
        return
    names = ("import_batch_id", "kind", "row_id", "earlier_batch_id", "source_key",
             "content_hash", "values_json")  # fmt: skip
    cursor.register("kept_version", pd.DataFrame(rows, columns=names, dtype="string"))
    cursor.execute(_KEEP)
    cursor.unregister("kept_version")


def kept_versions(cursor: DuckDBPyConnection, batch_id: str) -> list[Version]:
    """What rows said before this import changed them."""
    rows = cursor.execute(
        "SELECT row_id, earlier_batch_id, source_key, content_hash, values_json "
        "FROM earlier_version WHERE import_batch_id = $batch ORDER BY row_id",
        {"batch": batch_id},
    ).fetchall()
    return [
        Version(row_id, batch, key, content_hash, json.loads(values))
        for row_id, batch, key, content_hash, values in rows
    ]


def want_rows(cursor: DuckDBPyConnection, row_ids: Sequence[str]) -> None:
    """Name the rows that the statements of ``wanted_row`` are about."""
    cursor.register("wanted_row", pd.DataFrame({"row_id": pd.array(row_ids, dtype="string")}))


def _add_children(
    found: dict[str, Version], columns: list[Field], rows: list[tuple[object, ...]]
) -> None:
    """Write child rows under the fields of a file that stand for them."""
    if columns[0].table in ITEM_COLUMNS:
        names = {field.item: field.name for field in columns}
        for row_id, *item, value in rows:
            name = names[tuple(map(str, item))]
            found[str(row_id)].values[name] = as_stored_text(value) or ""
        return
    several: dict[str, set[str]] = {}
    for row_id, value in rows:
        several.setdefault(str(row_id), set()).add(str(value))
    (field,) = columns
    for row_id, values in several.items():
        in_order = [code.code for code in codes(field.codes) if code.code in values]
        found[row_id].values[field.name] = ";".join(in_order)
