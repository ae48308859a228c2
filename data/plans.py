"""A plan accepted by the coordinator → planned visits of the store, undone like any import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from duckdb import DuckDBPyConnection

from data.imports.checking import CheckedTable
from data.imports.files import take_table
from data.imports.taking import Manner
from data.imports.versions import stored_versions
from data.imports.written import table_of_several
from data.problems import ImportReport
from data.store import Store

OPEN = ("planned", "confirmed")
"""States of a visit that a plan may still move or take away."""


@dataclass(frozen=True)
class PlannedVisit:
    """One stop of a plan, or a visit of the store that is still to come.

    Parameters
    ----------
    ekatte, on, team
        Where, when and which team (its code).
    starts_at, ends_at
        Local time of opening and closing.
    discretion
        Of the hall, 1–5; None where no hall is known.
    visit_id
        Number in the store; empty for one that is not there yet.
    status
        Code of the list ``visit_status``.
    """

    ekatte: str
    on: date
    team: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    discretion: int | None = None
    visit_id: str = ""
    status: str = "planned"


@dataclass(frozen=True)
class Steps:
    """What accepting a plan does to the visits of the store.

    Parameters
    ----------
    kept
        In the store and in the plan alike.
    moved
        Pairs of a visit of the store and what the plan makes of it: day, hours or team differ.
    added
        In the plan alone.
    dropped
        In the store alone; they are cancelled.
    """

    kept: tuple[PlannedVisit, ...]
    moved: tuple[tuple[PlannedVisit, PlannedVisit], ...]
    added: tuple[PlannedVisit, ...]
    dropped: tuple[PlannedVisit, ...]

    @property
    def nothing(self) -> bool:
        """Whether the store holds the plan already."""
        return not (self.moved or self.added or self.dropped)


def open_visits(store: Store, *, since: date, until: date) -> tuple[PlannedVisit, ...]:
    """Visits planned or confirmed for a day of ``since`` ≤ day < ``until``."""
    with store.cursor() as cursor:
        return _open_visits(cursor, since, until)


def steps(there: Sequence[PlannedVisit], plan: Sequence[PlannedVisit]) -> Steps:
    """Match the visits of the store with those of a plan.

    A visit keeps its number as long as its settlement is visited: first those on the same day are
    matched, then the others of a settlement in order of their days. A visit whose day does not
    change stays confirmed; one that is moved is planned again and must be confirmed anew.
    """
    left, wanted = list(there), list(plan)
    pairs: list[tuple[PlannedVisit, PlannedVisit]] = []
    same_team = lambda one, other: _where(one) == _where(other) and one.team == other.team  # noqa: E731
    same_day = lambda one, other: _where(one) == _where(other)  # noqa: E731
    same_place = lambda one, other: one.ekatte == other.ekatte  # noqa: E731
    for alike in (same_team, same_day, same_place):
        for visit in sorted(left, key=lambda one: (one.on, one.visit_id)):
            of_plan = sorted((one for one in wanted if alike(visit, one)), key=lambda one: one.on)
            if of_plan:
                pairs.append((visit, of_plan[0]))
                wanted.remove(of_plan[0])
                left.remove(visit)
    kept, moved = [], []
    for visit, stop in sorted(pairs, key=lambda pair: (pair[1].on, pair[1].ekatte)):
        status = visit.status if visit.on == stop.on else "planned"
        after = PlannedVisit(
            stop.ekatte, stop.on, stop.team, stop.starts_at, stop.ends_at,
            stop.discretion or visit.discretion, visit.visit_id, status,
        )  # fmt: skip
        if after == visit:
            kept.append(visit)
        else:
            moved.append((visit, after))
    return Steps(tuple(kept), tuple(moved), tuple(wanted), tuple(left))


def accept_plan(
    store: Store,
    plan: Sequence[PlannedVisit],
    *,
    since: date,
    until: date,
    today: date,
    who: str = "",
    reason: str = "other",
) -> ImportReport:
    """Write a plan into the store: new visits planned, moved ones moved, left-out ones cancelled.

    Parameters
    ----------
    plan
        Its stops.
    since, until
        Period of the plan, half-open: only visits in it are touched.
    reason
        Why visits are cancelled; codebook list ``cancel_reason``.

    Returns
    -------
    ImportReport
        All of it is one import of origin ``plan``: `data.imports.undo_batch` takes it back whole.
        With problems, nothing was changed; ``batch_id`` is None where the store held the plan.
    """

    def rows(cursor: DuckDBPyConnection) -> CheckedTable:
        taken = _ids(cursor)
        wanted = steps(_open_visits(cursor, since, until), plan)
        touched = [*(visit for visit, _ in wanted.moved), *wanted.dropped]
        before = stored_versions(cursor, "visits", [visit.visit_id for visit in touched])
        records: list[Mapping[str, object]] = []
        for _visit, after in wanted.moved:
            records.append(before[after.visit_id].values | _values(after))
        for visit in wanted.dropped:
            cancelled = {"status": "cancelled", "cancel_reason": reason}
            records.append(before[visit.visit_id].values | cancelled)
        for stop in wanted.added:
            number = _next_number(taken, stop.on)
            taken.add(number)
            records.append(
                {"visit_id": number, "announced_as": "neutral", "status": "planned"} | _values(stop)
            )
        return table_of_several("visits", records, source_name="", first=1, language="bg")

    manner = Manner(today, who=who, origin="plan", action="entered", edits=True)
    return take_table(store, rows, manner)


def _where(visit: PlannedVisit) -> tuple[str, date]:
    return visit.ekatte, visit.on


def _values(visit: PlannedVisit) -> dict[str, object]:
    said = {
        "ekatte": visit.ekatte,
        "planned_on": visit.on,
        "status": visit.status,
        "team": visit.team,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "venue_discretion": visit.discretion,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _open_visits(cursor: DuckDBPyConnection, since: date, until: date) -> tuple[PlannedVisit, ...]:
    rows = cursor.execute(
        "SELECT ekatte, planned_on, coalesce(team, ''), starts_at, ends_at, venue_discretion, "
        "visit_id, status FROM visit WHERE status IN ('planned', 'confirmed') "
        "AND planned_on >= $since AND planned_on < $until ORDER BY planned_on, ekatte, visit_id",
        {"since": since, "until": until},
    ).fetchall()
    return tuple(PlannedVisit(*row) for row in rows)


def _ids(cursor: DuckDBPyConnection) -> set[str]:
    """Numbers that visits have or had: one taken back is not given again."""
    rows = cursor.execute(
        "SELECT visit_id FROM visit UNION SELECT row_id FROM earlier_version WHERE kind = 'visits'"
    ).fetchall()
    return {str(row_id) for (row_id,) in rows}


def _next_number(taken: set[str], on: date) -> str:
    running = 1
    while (number := f"pv-{on.year}-{running:04}") in taken:
        running += 1
    return number
