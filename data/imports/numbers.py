"""Numbers of records entered by hand, and the refusal to enter what the store has already."""

from datetime import date

from duckdb import DuckDBPyConnection

from data.kinds.draft import Draft
from data.records import ID_FIELDS

_NUMBER_IS_TAKEN = {
    "consultations": "SELECT consultation_id FROM consultation WHERE consultation_id = $number",
    "surveys": "SELECT survey_response_id FROM survey_response WHERE survey_response_id = $number",
    "events": "SELECT event_id FROM event WHERE event_id = $number",
    "visits": "SELECT visit_id FROM visit WHERE visit_id = $number",
}
_THERE_ALREADY = {
    "visits": "SELECT visit_id FROM visit WHERE ekatte = $ekatte AND status <> 'cancelled' "
    "AND (held_on = $day::DATE OR planned_on = $day::DATE) ORDER BY visit_id",
    "events": "SELECT event_id FROM event WHERE ekatte IS NOT DISTINCT FROM $ekatte "
    "AND held_on = $day::DATE AND event_type = $type ORDER BY event_id",
}
_LETTER = {"consultations": "c", "surveys": "s", "events": "e", "visits": "v"}
_DAY = {"consultations": "held_on", "surveys": "collected_on", "events": "held_on"}


def give_number(cursor: DuckDBPyConnection, draft: Draft) -> None:
    """Give the one row of a form a number, or refuse it where the store has the record already.

    Notes
    -----
    The number is ``hc-2024-0007``: entered by hand, consultation, year, running number. The
    transaction holds the turn to write, so no second form can get the same.
    """
    kind = draft.table.kind
    id_field = ID_FIELDS[kind]
    own = draft.texts(id_field)[0]
    if own is not None:
        if _is_taken(cursor, kind, own):
            draft.refuse(
                0,
                id_field,
                "The store has a record of this number already. Change that one, or give this one "
                "another number.",
            )
        return
    day = draft.dates(_DAY[kind])[0] if kind in _DAY else _day_of_visit(draft)
    if day is None:
        return
    if kind in _THERE_ALREADY:
        known = {"ekatte": draft.texts("ekatte")[0], "day": day}
        if kind == "events":
            known["type"] = draft.texts("event_type")[0]
        there = [row[0] for row in cursor.execute(_THERE_ALREADY[kind], known).fetchall()]
        if there:
            draft.refuse(
                0,
                "ekatte",
                "The store has one there on this day already: {numbers}. Change that one, or give "
                "this one a number of its own.",
                numbers=", ".join(there),
            )
            return
    running = 1
    while _is_taken(cursor, kind, number := f"h{_LETTER[kind]}-{day.year}-{running:04}"):
        running += 1
    draft.put(id_field, [number])


def _day_of_visit(draft: Draft) -> date | None:
    return draft.dates("held_on")[0] or draft.dates("planned_on")[0]


def _is_taken(cursor: DuckDBPyConnection, kind: str, number: str) -> bool:
    return bool(cursor.execute(_NUMBER_IS_TAKEN[kind], {"number": number}).fetchall())
