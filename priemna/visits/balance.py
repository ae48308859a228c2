"""What was planned against what was held: by municipality, and why visits were cancelled."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from priemna.visits.life import Status, Visit

HELD = (Status.HELD, Status.REPORTED)


@dataclass(frozen=True)
class Balance:
    """One municipality in a period.

    Parameters
    ----------
    municipality_code
        The municipality.
    planned
        Visits planned for a day of the period, whatever became of them.
    held, cancelled, open
        What became of those planned; the three add up to ``planned``.
    unplanned
        Visits held in the period that nobody had planned beforehand.
    last_held_on
        Day of the last visit before the day of the work, of all times; None where there was none.
    days_since
        Days from then to the day of the work.
    """

    municipality_code: str
    planned: int
    held: int
    cancelled: int
    open: int
    unplanned: int
    last_held_on: date | None
    days_since: int | None


def balance(
    visits: Sequence[Visit],
    homes: Mapping[str, str],
    *,
    since: date,
    until: date,
    today: date,
) -> tuple[Balance, ...]:
    """Planned against held for every municipality, in order of their codes.

    Parameters
    ----------
    visits
        All visits of all times.
    homes
        Municipality code of every settlement: municipalities without visits are told as well.
    since, until
        The period (``since`` ≤ day < ``until``).
    today
        The day of the work.
    """
    found = []
    for code in sorted(set(homes.values())):
        own = [v for v in visits if homes[v.ekatte] == code]
        planned = [v for v in own if v.planned_on and since <= v.planned_on < until]
        held = sum(v.status in HELD for v in planned)
        cancelled = sum(v.status is Status.CANCELLED for v in planned)
        last = max((v.held_on for v in own if v.held_on and v.held_on < today), default=None)
        found.append(
            Balance(
                code,
                planned=len(planned),
                held=held,
                cancelled=cancelled,
                open=len(planned) - held - cancelled,
                unplanned=sum(
                    v.planned_on is None and v.held_on is not None and since <= v.held_on < until
                    for v in own
                ),
                last_held_on=last,
                days_since=(today - last).days if last else None,
            )
        )
    return tuple(found)


def cancellations(
    visits: Sequence[Visit], *, since: date, until: date
) -> tuple[tuple[str, int], ...]:
    """Reason and count of the visits cancelled whose day lies in the period, the most first.

    A reason that nobody noted is empty.
    """
    counted = Counter(
        v.cancel_reason for v in visits if v.status is Status.CANCELLED and since <= v.on < until
    )
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
