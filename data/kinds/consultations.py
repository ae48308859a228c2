"""Rules for rows of consultations: where they were given, at which visit, with what consent."""

from datetime import date

from data.kinds.draft import Draft, KnownVisit, KnownVisits
from geo.places import CENTRE_EKATTE, settlement


def complete(draft: Draft, today: date, known: KnownVisits) -> None:
    """Fill in place and visit where they follow, and refuse rows that contradict themselves.

    Parameters
    ----------
    today
        Consultations and withdrawals after it are refused.
    known
        Visits in the store, to which consultations at mobile offices must belong.
    """
    draft.refuse_future("held_on", today)
    draft.refuse_future("withdrawn_on", today)
    draft.refuse_ethnicity_without_consent()
    days, ended = draft.dates("held_on"), draft.dates("withdrawn_on")
    modes, places = draft.texts("mode"), draft.texts("service_ekatte")
    visit_ids = draft.texts("visit_id")
    for index, mode in enumerate(modes):
        day, withdrawn = days[index], ended[index]
        if day and withdrawn and withdrawn < day:
            draft.refuse(index, "withdrawn_on", "Consent cannot be withdrawn before it was given.")
        if mode == "mobile":
            visit = _visit_of(draft, index, visit_ids[index], places[index], day, known)
            if visit:
                visit_ids[index], places[index] = visit.visit_id, visit.ekatte
        elif mode is not None:
            _check_elsewhere(draft, index, mode, visit_ids[index], places[index])
            if mode == "office":
                places[index] = CENTRE_EKATTE
    draft.put("visit_id", list(visit_ids))
    draft.put("service_ekatte", list(places))


def _visit_of(
    draft: Draft,
    index: int,
    visit_id: str | None,
    ekatte: str | None,
    day: date | None,
    known: KnownVisits,
) -> KnownVisit | None:
    """Visit at which the consultation was given: by its number, or by place and day."""
    if visit_id is None and ekatte is None:
        draft.refuse(
            index,
            "service_ekatte",
            "A consultation at a mobile office needs the settlement or the number of the visit.",
        )
        return None
    if day is None:
        return None
    if visit_id is not None:
        return _visit_numbered(draft, index, visit_id, ekatte, day, known)
    there = [
        visit for visit in known.by_place_and_day.get((ekatte or "", day), []) if visit.was_held
    ]
    if len(there) == 1:
        return there[0]
    if there:
        draft.refuse(
            index,
            "service_ekatte",
            "Several visits were held there on this day. Give the number of the visit: {numbers}.",
            numbers=", ".join(visit.visit_id for visit in there),
        )
    else:
        draft.refuse(
            index,
            "service_ekatte",
            "The store has no visit held there on this day. Import the visits first, or put the "
            "date or the place right.",
        )
    return None


def _visit_numbered(
    draft: Draft, index: int, visit_id: str, ekatte: str | None, day: date, known: KnownVisits
) -> KnownVisit | None:
    visit = known.by_id.get(visit_id)
    if visit is None:
        draft.refuse(
            index,
            "visit_id",
            "The store has no visit of this number. Import the visits first, or put the number "
            "right.",
        )
    elif not visit.was_held:
        draft.refuse(
            index,
            "visit_id",
            "This visit was not held, as far as the store knows. Import the visit as held first.",
        )
    elif visit.on != day or (ekatte is not None and visit.ekatte != ekatte):
        draft.refuse(
            index,
            "visit_id",
            "The visit of this number was on another day or in another settlement. Put the "
            "number, the date or the place right.",
        )
    else:
        return visit
    return None


def _check_elsewhere(
    draft: Draft, index: int, mode: str, visit_id: str | None, ekatte: str | None
) -> None:
    if visit_id is not None:
        draft.refuse(
            index,
            "visit_id",
            "Only a consultation at a mobile office belongs to a visit. Put the mode right, or "
            "take the number out.",
        )
    if mode == "office" and ekatte not in (None, CENTRE_EKATTE):
        draft.refuse(
            index,
            "service_ekatte",
            "The centre is in {centre}. Put the mode or the place right.",
            centre=settlement(CENTRE_EKATTE).name_bg,
        )
    if mode == "partner" and ekatte is None:
        draft.refuse(index, "service_ekatte", "A consultation at a partner's needs the settlement.")
