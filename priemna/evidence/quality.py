"""How far a figure may be trusted: number, consent, unknowns, age; one letter with its reason."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.messages import Message

MANY, ENOUGH = 30, 10
FEW_UNKNOWN, MANY_UNKNOWN = 0.10, 0.30
CONSENT_GOOD, CONSENT_FAIR = 0.85, 0.60
FRESH_DAYS, OLD_DAYS = 183, 365
NARROW, WIDE = 3.0, 6.0
"""Upper over lower end of the interval of an estimate."""


class Confidence(StrEnum):
    """A: may carry a statement. B: with its caution beside it. C: a hint to ask further."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class Basis:
    """What a figure rests on.

    Parameters
    ----------
    n
        Records counted.
    consenting, recorded
        Records whose persons agree to be counted, and all of them; both 0 where nobody is asked
        for consent, such as visits.
    unknown
        Counted records in which the value asked for is unknown.
    last_on
        Day of the last one, or None.
    is_whole_count
        The figure is how many of them there are, of work that is recorded as a whole (visits,
        events): nine are nine, and few of them make it no less sure.
    """

    n: int
    consenting: int
    recorded: int
    unknown: int
    last_on: date | None
    is_whole_count: bool = False

    @property
    def consent_share(self) -> float | None:
        """Share of records that may be counted, 0–1; None without any record."""
        return self.consenting / self.recorded if self.recorded else None

    @property
    def unknown_share(self) -> float | None:
        """Share of counted records with an unknown value, 0–1; None without any."""
        return self.unknown / self.n if self.n else None


@dataclass(frozen=True)
class Quality:
    """What a figure rests on, and what follows for whoever repeats it.

    Parameters
    ----------
    basis
        Records under it.
    letter, reason
        See `confidence`.
    """

    basis: Basis
    letter: Confidence
    reason: Message


def quality(basis: Basis, today: date) -> Quality:
    """What a figure rests on, with its letter; parameters as in `confidence`."""
    return Quality(basis, *confidence(basis, today))


def confidence(basis: Basis, today: date) -> tuple[Confidence, Message]:
    """Letter of a figure, and the one sentence that says what lowered it most.

    Parameters
    ----------
    basis
        What it rests on.
    today
        Day on which it is read.

    Returns
    -------
    tuple
        The worst of four marks decides: number (except of a whole count), unknowns, consent, age.
    """
    if not basis.n or basis.last_on is None:
        return Confidence.C, Message("It rests on no record.")
    unknown, consent = basis.unknown_share or 0.0, basis.consent_share
    age = (today - basis.last_on).days
    marks = [
        (
            _mark(
                basis.is_whole_count or basis.n >= MANY, basis.is_whole_count or basis.n >= ENOUGH
            ),
            Message("It rests on {n} record.", {}, plural="It rests on {n} records.", n=basis.n),
        ),
        (
            _mark(unknown <= FEW_UNKNOWN, unknown <= MANY_UNKNOWN),
            Message("The value is unknown in {share} % of the records.", {"share": unknown * 100}),
        ),
        (
            _mark(age <= FRESH_DAYS, age <= OLD_DAYS),
            Message("The last record is of {date}.", {"date": basis.last_on}),
        ),
    ]
    if consent is not None:
        agreed = Message("{share} % of the persons agree to be counted.", {"share": consent * 100})
        marks.append((_mark(consent >= CONSENT_GOOD, consent >= CONSENT_FAIR), agreed))
    return max(marks, key=lambda mark: mark[0])


def confidence_of_estimate(
    low: float, high: float, *, visited: bool, records: Quality
) -> tuple[Confidence, Message]:
    """Letter of an estimated need: of its records, its interval, and whether anybody went there.

    Parameters
    ----------
    low, high
        Ends of its interval, ``0 <= low <= high``.
    visited
        A mobile office has been held in the place.
    records
        Quality of the contacts from which all estimates are made.

    Returns
    -------
    tuple
        The worst of three marks decides.
    """
    marks = [(records.letter, records.reason)]
    if not visited:
        never = Message("No mobile office was held here: nothing could be heard yet.")
        marks.append((Confidence.B, never))
    times = high / low if low > 0 else float("inf")
    wide = (
        Message("The upper end of the interval is {times} times the lower one.", {"times": times})
        if times < float("inf")
        else Message("The interval begins at zero.")
    )
    marks.append((_mark(times <= NARROW, times <= WIDE), wide))
    return max(marks, key=lambda mark: mark[0])


def _mark(good: bool, fair: bool) -> Confidence:
    if good:
        return Confidence.A
    return Confidence.B if fair else Confidence.C
