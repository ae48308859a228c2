"""Rules for rows of events: a place unless it was on the air, counts that add up."""

from datetime import date

from data.fields import fields
from data.kinds.draft import Draft, KnownVisits

_OF_PEOPLE = ("event_profession", "event_participants")


def complete(draft: Draft, today: date, _known: KnownVisits) -> None:
    """Fill in what follows from other cells and refuse rows that contradict themselves."""
    draft.refuse_future("held_on", today)
    draft.refuse_other_municipality("ekatte", "municipality")
    draft.take("municipality")
    for name in ("pre_mean", "post_mean", "pre_sd", "post_sd"):
        draft.refuse_outside(name, 0, 100)
    _refuse_fractions(draft)
    _need_places(draft)
    _counts_add_up(draft)
    draft.natural_keys = [
        f"{day}|{kind}|{ekatte}"
        for day, kind, ekatte in zip(
            draft.dates("held_on"), draft.texts("event_type"), draft.texts("ekatte"), strict=True
        )
    ]


def _refuse_fractions(draft: Draft) -> None:
    """Refuse means below one per cent: Excel shows 62 % and hands over 0.62."""
    for name in ("pre_mean", "post_mean"):
        for index, mean in enumerate(draft.rows.of(name)):
            if isinstance(mean, float) and 0 < mean < 1:
                draft.refuse(
                    index,
                    name,
                    "The result looks like a part of one. Write per cent: 62 and not 0.62.",
                )


def _need_places(draft: Draft) -> None:
    where = zip(
        draft.texts("event_type"), draft.texts("venue_type"), draft.texts("ekatte"), strict=True
    )
    for index, (kind, venue, ekatte) in enumerate(where):
        if ekatte is None and kind not in (None, "media") and venue != "online":
            draft.refuse(
                index,
                "ekatte",
                "The settlement is missing. Only media and online events have none.",
            )


def _counts_add_up(draft: Draft) -> None:
    """Refuse parts that exceed the whole; less is possible, for not everybody is always counted."""
    for table in _OF_PEOPLE:
        names = [field.name for field in fields("events") if field.table == table]
        columns = [draft.rows.of(name) for name in names]
        for index, whole in enumerate(draft.rows.of("participants")):
            total = sum(n for column in columns if isinstance(n := column[index], int))
            if isinstance(whole, int) and total > whole:
                draft.refuse(
                    index,
                    "participants",
                    "The parts add up to {total}, more than all participants. Put the counts "
                    "right.",
                    total=total,
                )
