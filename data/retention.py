"""Retention: records older than the set age become counts that are safe to keep, and go."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.audit import record
from data.backup_files import default_folder
from data.cells import CellRefused, as_date
from data.migrations import SCHEMA
from data.retained_counts import keep_homes, keep_knowledge
from data.store import Store, set_setting, setting, utc_now
from geo.errors import PriemnaError

_AGE = "retention_years"
_EVER = date(1, 1, 1)
_DAY_FIELDS = {"consultations": "held_on", "surveys": "collected_on"}


class NoAgeSet(PriemnaError, ValueError):
    """Nobody has said how old records may become."""


class _NotKept(Exception):
    """Leaves the transaction of a dry run without keeping anything."""


@dataclass(frozen=True)
class Retained:
    """What a collapse did, or would do.

    Attributes
    ----------
    until
        Records before this 1 January are counts now.
    consultations, survey_responses
        Records collapsed.
    waiting_rows, earlier_versions
        Rows that waited to be put right and replaced versions of rows, taken out with them.
    home_cells, knowledge_cells
        Counts told apart by municipality and year; what is small is in one sum per year.
    """

    until: date
    consultations: int
    survey_responses: int
    waiting_rows: int
    earlier_versions: int
    home_cells: int
    knowledge_cells: int

    @property
    def nothing(self) -> bool:
        """Whether there was nothing that old."""
        return not (self.consultations or self.survey_responses or self.waiting_rows)


def age_set(store: Store) -> int | None:
    """Return the age in years after which records are collapsed; None until somebody sets it."""
    with store.cursor() as cursor:
        years = setting(cursor, _AGE)
    return int(years) if years else None


def retain(
    store: Store,
    *,
    today: date,
    years: int | None = None,
    dry_run: bool = False,
    who: str = "",
) -> Retained:
    """Collapse consultations and survey responses of the calendar years that are old enough.

    Parameters
    ----------
    today
        A calendar year is old enough when its last day lies `years` years back.
    years
        Age; it is kept as the setting of the store. Without it, the age set earlier.
    dry_run
        Find out what would go and keep everything.
    who
        Who asks for it, for the audit log.

    Returns
    -------
    Retained
        What became counts. Visits and events tell of no person and stay.

    Raises
    ------
    NoAgeSet
        Without an age, given or set.

    Notes
    -----
    One transaction: counts are written, records go, or nothing changes. Only whole calendar years
    go, so that no count can be subtracted from a later one. The text of the records stays in the
    blocks of the file until the file is written anew.
    """
    years = years if years is not None else age_set(store)
    if years is None:
        raise NoAgeSet(
            "No age is set after which records become counts. Say it: `priemna retain "
            "--older-than 5`."
        )
    until = date(today.year - years, 1, 1)
    done: Retained | None = None
    try:
        with store.transaction() as cursor:
            done = _collapse(cursor, until)
            set_setting(cursor, _AGE, str(years))
            if dry_run:
                raise _NotKept
            record(
                cursor,
                who=who,
                action="retained",
                subject=f"before {until}",
                detail=f"consultations {done.consultations}, survey responses "
                f"{done.survey_responses}, waiting rows {done.waiting_rows}",
            )
    except _NotKept:
        pass
    assert done is not None  # noqa: S101
    return done


def older_copies(path: Path) -> tuple[Path, ...]:
    """Backups of a store and files kept beside it, which a collapse does not reach; by name."""
    backups = default_folder(path).glob("*.duckdb")
    beside = path.parent.glob(f"{path.stem}*.before*")
    return tuple(sorted([*backups, *beside]))


def _collapse(cursor: DuckDBPyConnection, until: date) -> Retained:
    row = cursor.execute("SELECT max(until_on) FROM retention").fetchone()
    since: date = row[0] if row and row[0] else _EVER
    consultations = _count(cursor, _OLD_CONSULTATIONS, until)
    responses = _count(cursor, _OLD_RESPONSES, until)
    homes = knowledge = 0
    if consultations or responses:
        cursor.execute(_sql("quarters"), {"since": since, "until": until})
        homes, knowledge = keep_homes(cursor, until), keep_knowledge(cursor, until)
        cursor.execute(
            "INSERT INTO retention VALUES ($now, $until, $consultations, $responses)",
            {
                "now": utc_now(),
                "until": until,
                "consultations": consultations,
                "responses": responses,
            },
        )
    done = Retained(
        until=max(since, until),
        consultations=consultations,
        survey_responses=responses,
        waiting_rows=_drop_waiting(cursor, until),
        earlier_versions=_count(cursor, _OLD_VERSIONS, until),
        home_cells=homes,
        knowledge_cells=knowledge,
    )
    for statement in cursor.extract_statements(_sql("remove")):
        cursor.execute(statement, {"until": until} if statement.named_parameters else {})
    return done


def _drop_waiting(cursor: DuckDBPyConnection, until: date) -> int:
    """Take out rows that wait to be put right and are old, or have waited that long themselves."""
    waiting = cursor.execute(
        "SELECT rejected_row_id, kind, values_json, rejected_at FROM rejected_row "
        "WHERE kind IN ('consultations', 'surveys')"
    ).fetchall()
    old = [
        row_id
        for row_id, kind, values, rejected_at in waiting
        if _day_of(kind, values, rejected_at.date()) < until
    ]
    for table in ("rejected_row_problem", "rejected_row"):
        cursor.execute(_DROP_WAITING[table], {"ids": old})
    return len(old)


def _day_of(kind: str, values: str, rejected_on: date) -> date:
    """Day of a waiting row; where its date cannot be read, the day on which it was set aside."""
    try:
        return as_date(json.loads(values).get(_DAY_FIELDS[kind], ""))
    except CellRefused:
        return rejected_on


def _count(cursor: DuckDBPyConnection, sql: str, until: date) -> int:
    row = cursor.execute(sql, {"until": until}).fetchone()
    return int(row[0]) if row else 0


def _sql(name: str) -> str:
    return (SCHEMA / "retain" / f"{name}.sql").read_text(encoding="utf-8")


_OLD_CONSULTATIONS = "SELECT count(*) FROM consultation WHERE held_on < $until"
_OLD_RESPONSES = "SELECT count(*) FROM survey_response WHERE collected_on < $until"
_OLD_VERSIONS = """
SELECT count(*) FROM earlier_version
WHERE (kind = 'consultations'
       AND row_id IN (SELECT consultation_id FROM consultation WHERE held_on < $until))
   OR (kind = 'surveys'
       AND row_id IN (SELECT survey_response_id FROM survey_response WHERE collected_on < $until))
"""
_DROP_WAITING = {
    "rejected_row": "DELETE FROM rejected_row WHERE rejected_row_id IN (SELECT unnest($ids))",
    "rejected_row_problem": "DELETE FROM rejected_row_problem "
    "WHERE rejected_row_id IN (SELECT unnest($ids))",
}
