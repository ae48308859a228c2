"""Rules for rows of visits: what „Дата“ means, which status, and what contradicts what."""

from collections import Counter
from datetime import date, time

from data.kinds.draft import Draft, KnownVisits
from data.problems import Note

HELD = ("held", "reported")
_YEARS_AHEAD = 2


def complete(draft: Draft, today: date, known: KnownVisits) -> None:
    """Fill in what follows from other cells and refuse rows that contradict themselves.

    Parameters
    ----------
    today
        Visits after it cannot have been held. Without a status, earlier ones count as held and
        later ones as planned, unless the store already knows better.
    known
        Visits in the store.
    """
    _split_hours(draft)
    draft.refuse_other_municipality("ekatte", "municipality")
    draft.take("municipality")
    _settle_days(draft, today, known)
    _refuse_far_ahead(draft, today)
    draft.refuse_outside("distance_km", 0, 1000)
    draft.refuse_outside("cost_bgn", 0, 100_000)
    _whole_discretion(draft)
    _refuse_contradictions(draft)
    _refuse_repeated(draft)


def _split_hours(draft: Draft) -> None:
    opens, closes = draft.rows.of("starts_at"), draft.rows.of("ends_at")
    both = draft.take("hours")
    draft.put(
        "starts_at", [one or (pair[0] if isinstance(pair, tuple) else None)
                      for one, pair in zip(opens, both, strict=True)]
    )  # fmt: skip
    draft.put(
        "ends_at", [one or (pair[1] if isinstance(pair, tuple) else None)
                    for one, pair in zip(closes, both, strict=True)]
    )  # fmt: skip


def _settle_days(draft: Draft, today: date, known: KnownVisits) -> None:
    """Bring „Дата“ into planned_on or held_on by the status, and the status from the day."""
    ids, places, given = draft.texts("visit_id"), draft.texts("ekatte"), draft.texts("status")
    on, planned, held = draft.dates("on"), draft.dates("planned_on"), draft.dates("held_on")
    draft.take("on")
    statuses: list[object] = []
    planned_on: list[object] = []
    held_on: list[object] = []
    assumed: Counter[str] = Counter()
    for index in range(len(draft)):
        day = held[index] or on[index] or planned[index]
        first_day = planned[index] or day
        status = given[index]
        if status is None and first_day and day:
            status = _status_known(known, ids[index], places[index], first_day)
            if status is None:
                status = (
                    "held" if day <= today and not _only_planned(on, held, index) else "planned"
                )
                assumed[status] += 1
        if status in HELD and day and day > today:
            draft.refuse(
                index,
                "held_on" if held[index] else "on",
                "A visit in the future cannot have been held. Put the date right, or make the "
                "status planned.",
            )
        if status not in HELD and held[index]:
            draft.refuse(
                index,
                "status",
                "There is a day on which the visit was held, but the status says otherwise. Put "
                "one of the two right.",
            )
        statuses.append(status)
        held_on.append(day if status in HELD else None)
        planned_on.append(planned[index] if status in HELD else first_day)
        draft.natural_keys.append(f"{first_day}|{places[index]}")
    draft.put("status", statuses)
    draft.put("planned_on", planned_on)
    draft.put("held_on", held_on)
    if assumed["held"]:
        draft.notes.append(
            Note(
                "{n} visit without a status lies in the past and counts as held.",
                plural="{n} visits without a status lie in the past and count as held.",
                n=assumed["held"],
            )
        )
    if assumed["planned"]:
        draft.notes.append(
            Note(
                "{n} visit without a status counts as planned.",
                plural="{n} visits without a status count as planned.",
                n=assumed["planned"],
            )
        )


def _refuse_far_ahead(draft: Draft, today: date) -> None:
    """Refuse plans so far ahead that the year must be a slip."""
    name = "planned_on" if draft.table.column_of("planned_on") else "on"
    for index, day in enumerate(draft.dates("planned_on")):
        if day and day.year > today.year + _YEARS_AHEAD:
            draft.refuse(index, name, "Nobody plans so many years ahead. Check the year.")


def _only_planned(on: list[date | None], held: list[date | None], index: int) -> bool:
    return on[index] is None and held[index] is None


def _status_known(
    known: KnownVisits, visit_id: str | None, ekatte: str | None, day: date
) -> str | None:
    """Status in the store: a planned visit does not become held only because its day is past."""
    if visit_id is not None:
        visit = known.by_id.get(visit_id)
        return visit.status if visit and visit.on == day else None
    there = known.by_place_and_day.get((ekatte or "", day), [])
    return there[0].status if len(there) == 1 else None


def _whole_discretion(draft: Draft) -> None:
    values = draft.rows.of("venue_discretion")
    for index, value in enumerate(values):
        if value is not None and value not in (1, 2, 3, 4, 5):
            draft.refuse(index, "venue_discretion", "Discretion is a whole number from 1 to 5.")
    draft.put("venue_discretion", [int(v) if isinstance(v, float) else None for v in values])


def _refuse_contradictions(draft: Draft) -> None:
    opens, closes = draft.rows.of("starts_at"), draft.rows.of("ends_at")
    statuses, reasons = draft.texts("status"), draft.texts("cancel_reason")
    for index in range(len(draft)):
        start, end = opens[index], closes[index]
        if isinstance(start, time) and isinstance(end, time) and end <= start:
            name = "ends_at" if draft.table.column_of("ends_at") else "hours"
            draft.refuse(index, name, "The visit ends before it begins. Put the hours right.")
        if reasons[index] and statuses[index] != "cancelled":
            draft.refuse(
                index,
                "cancel_reason",
                "There is a reason for cancelling, but the visit was not cancelled. Put one of "
                "the two right.",
            )


def _either(held: date | None, planned: date | None) -> date | None:
    return held or planned


def _refuse_repeated(draft: Draft) -> None:
    """Refuse the same visit twice in a file: it would count as twice the presence."""
    first: dict[tuple[object, ...], int] = {}
    of_one_place = zip(
        draft.natural_keys, draft.rows.of("team"), draft.rows.of("starts_at"),
        draft.rows.of("status"), strict=True,
    )  # fmt: skip
    days = list(map(_either, draft.dates("held_on"), draft.dates("planned_on")))
    places = draft.texts("ekatte")
    for index, (key, team, start, status) in enumerate(of_one_place):
        if status == "cancelled" or days[index] is None or places[index] is None:
            continue
        earlier = first.setdefault((key, team, start), index)
        if earlier != index:
            draft.refuse(
                index,
                "ekatte",
                "The same settlement on the same day stands in row {other} already. Delete one "
                "of the two, or give the hours or the team of each.",
                other=draft.rows.numbers[earlier],
            )
