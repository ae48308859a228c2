"""What a plan must respect beside its period: teams, halls, commitments, earlier visits, rules."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from geo.errors import PriemnaError
from geo.places import CENTRE_EKATTE

MONDAY_TO_FRIDAY = frozenset(range(5))


class InputRefused(PriemnaError, ValueError):
    """A team, hall, commitment or rule that cannot be meant as it stands."""


@dataclass(frozen=True)
class Team:
    """One team of a plan.

    Parameters
    ----------
    number
        Counted from 1, unique in the plan.
    base_ekatte
        Where it starts and returns.
    weekdays
        Weekdays on which it can go, Monday is 0.
    blocked
        Single days on which it cannot.
    languages, skills
        What its people bring together, as codes (``ISO 639-3`` for languages).
    lives_in
        Settlements where its people live: never sent there, they would be recognised.
    day_minutes, drive_minutes
        Its own limits where they are shorter than those of the request.
    km_per_day
        How far its car may go on a day.
    """

    number: int
    base_ekatte: str = CENTRE_EKATTE
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    blocked: frozenset[date] = frozenset()
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    lives_in: frozenset[str] = frozenset()
    day_minutes: int | None = None
    drive_minutes: int | None = None
    km_per_day: float | None = None


@dataclass(frozen=True)
class OpenHours:
    """Hours on one weekday (Monday is 0) during which a hall can be used."""

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise InputRefused(
                "A hall that opens at {opens} cannot close at {closes}.",
                opens=self.opens,
                closes=self.closes,
            )


@dataclass(frozen=True)
class Hall:
    """Where a mobile office of a settlement is held.

    Parameters
    ----------
    ekatte
        The settlement.
    hours
        When it is open; empty means on every working day, at any hour.
    discretion
        1 (everybody sees who enters) to 5 (nobody can tell why somebody enters).
    """

    ekatte: str
    hours: tuple[OpenHours, ...] = ()
    discretion: int = 3

    def __post_init__(self) -> None:
        if self.discretion not in range(1, 6):
            raise InputRefused(
                "Discretion of a hall goes from 1 to 5, not {value}.", value=self.discretion
            )


@dataclass(frozen=True)
class Requirement:
    """What a settlement asks of a team: languages and skills, and perhaps a visit length."""

    ekatte: str
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    visit_minutes: int | None = None


class CommitmentKind(StrEnum):
    """How strongly a plan is held to something said before."""

    LOCKED = "locked"
    """Must be held on that day."""
    FORBIDDEN = "forbidden"
    """Must not be; without a day, not in the whole period."""
    COMMITTED = "committed"
    """Was promised: changed only where something better is worth it."""


@dataclass(frozen=True)
class Commitment:
    """A visit that is fixed, promised or ruled out; ``team`` None means any team."""

    ekatte: str
    kind: CommitmentKind
    on: date | None = None
    team: int | None = None

    def __post_init__(self) -> None:
        if self.on is None and self.kind is not CommitmentKind.FORBIDDEN:
            raise InputRefused("A visit that is locked or promised needs its day.")


@dataclass(frozen=True)
class EarlierVisit:
    """A mobile office held before the period; spacing and unpredictability look back at it."""

    ekatte: str
    on: date
    starts_at: time | None = None


@dataclass(frozen=True)
class Rules:
    """The rules of a plan. A penalty is in women; ``None`` means: before everything else.

    Parameters
    ----------
    repeat_gains
        What the first, second … visit within reach of a woman counts in the period; falling.
    reach_minutes
        Women farther from a visit than this are not counted as reached.
    gap_days
        Least days between two visits to one settlement (hard).
    municipality_penalty
        Price of each visit that a municipality lacks.
    forgotten_weeks
        No settlement goes longer than this without a visit within reach, at no time of the period;
        None: no such rule.
    forgotten_penalty
        Price of each settlement that does all the time, a part of it for a part of the time.
    information_share
        Share of visits that go where most would be learnt, 0–1.
    information_penalty
        Price of each such visit that is missing.
    least_discretion
        Halls of less discretion are not used (hard), 1–5.
    hall_required
        Settlements of which no hall is known are not visited (hard).
    no_referral
        Municipalities where no service can take a woman on: no visits there (hard; WHO 2007).
    hour_apart_minutes
        Two visits running to a settlement do not start on the same weekday less than this apart,
        so that nobody can predict the next one; 0: no such rule.
    heavy_day_minutes, heavy_days_per_week
        Days longer than this are heavy; a team has at most so many in a week; None: any number.
    break_minutes, break_after_minutes
        A day longer than the second holds a break as long as the first.
    promise_penalty
        Price of each promised visit that a plan drops.
    freeze_days
        Commitments of the next days that a new plan leaves as they are (hard).
    change_tolerance
        Share of the value that a new plan may give up for fewer changes.
    """

    repeat_gains: tuple[float, ...] = (1.0, 0.5, 0.25)
    reach_minutes: float = 20.0
    gap_days: int = 14
    municipality_penalty: float | None = None
    forgotten_weeks: int | None = None
    forgotten_penalty: float | None = 0.5
    information_share: float = 0.2
    information_penalty: float | None = 0.5
    least_discretion: int = 3
    hall_required: bool = False
    no_referral: frozenset[str] = frozenset()
    hour_apart_minutes: int = 60
    heavy_day_minutes: int = 450
    heavy_days_per_week: int | None = None
    break_minutes: int = 30
    break_after_minutes: int = 360
    promise_penalty: float | None = 0.1
    freeze_days: int = 10
    change_tolerance: float = 0.001

    def __post_init__(self) -> None:
        gains = self.repeat_gains
        if not gains or list(gains) != sorted(gains, reverse=True) or gains[-1] < 0:
            raise InputRefused(
                "What repeated visits count must fall from visit to visit, not {gains}.",
                gains=", ".join(f"{gain:g}" for gain in gains),
            )
        for name, low, high in (
            ("reach_minutes", 0, 120),
            ("gap_days", 1, 91),
            ("information_share", 0, 1),
            ("least_discretion", 1, 5),
            ("freeze_days", 0, 60),
            ("change_tolerance", 0, 1),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise InputRefused(
                    "The rule {setting} must lie between {low} and {high}, not be {value}.",
                    setting=name,
                    low=low,
                    high=high,
                    value=value,
                )


@dataclass(frozen=True)
class PlanInputs:
    """Everything a plan must respect beside its period; empty by default.

    Parameters
    ----------
    staff
        The teams; empty means as many alike as the request says, from the fixed centre.
    halls
        Known halls; several of one settlement are allowed.
    requirements
        What settlements ask of a team.
    commitments
        Fixed, promised and forbidden visits.
    earlier
        Mobile offices held before.
    rules
        The rules.
    """

    staff: tuple[Team, ...] = ()
    halls: tuple[Hall, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    earlier: tuple[EarlierVisit, ...] = ()
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        numbers = [team.number for team in self.staff]
        if len(set(numbers)) != len(numbers):
            raise InputRefused("Each team needs a number of its own.")
