"""A plan as people see it: tours with days, hours and a reason for every stop."""

import math
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from geo.messages import Message


@dataclass(frozen=True)
class Stop:
    """One visit of a tour: a settlement with hours (clock time) and the reason for it.

    ``adds`` is how many women fewer would be reached if it alone were left out, ``costs_minutes``
    the driving it adds to its tour.
    """

    ekatte: str
    municipality_code: str
    arrive: time
    depart: time
    why: Message
    adds: float = 0.0
    costs_minutes: int = 0


@dataclass(frozen=True)
class Tour:
    """One team-day: leaves the base, holds its visits, returns.

    ``team`` counts from 1; ``hours`` is the whole day from leaving to returning, ``km`` and
    ``drive_minutes`` the driving in it.
    """

    on: date
    team: int
    km: float
    drive_minutes: int
    hours: float
    returns: time
    stops: tuple[Stop, ...]


PROVEN_GAP = 1e-6
TELLING_GAP = 0.5
"""A bound farther off than this says of the search how early it ended, and nothing of the plan."""


class PlanStatus(StrEnum):
    """How much is known of the distance to the best possible plan."""

    PROVEN = "proven"
    """None can be better."""
    WITHIN = "within"
    """Proven to be within the share that was asked for."""
    STOPPED = "stopped"
    """Time ran out or somebody stopped it; the bound still holds."""
    UNPROVEN = "unproven"
    """No bound was computed."""
    BY_HAND = "by_hand"
    """Put together by a person."""


@dataclass(frozen=True)
class Plan:
    """All tours of a period and what they are worth.

    Parameters
    ----------
    objective
        Women reached less what the driving must bring, in women.
    women_reached
        Women expected to come, overlaps between stops counted once.
    tours
        In order of day and team.
    rules_not_kept
        One sentence for each rule that could not be kept.
    bound
        No plan under these rules has a larger objective, in women; None where none was computed.
    status
        How much is known of the distance to the best possible plan.
    """

    objective: float
    women_reached: float
    tours: tuple[Tour, ...]
    rules_not_kept: tuple[Message, ...]
    bound: float | None = None
    status: PlanStatus = PlanStatus.UNPROVEN

    @property
    def gap(self) -> float | None:
        """Largest share of the bound by which a better plan could be better; None: not known."""
        if self.bound is None:
            return None
        return max(0.0, self.bound - self.objective) / max(abs(self.bound), 1e-9)

    @property
    def visits(self) -> tuple[tuple[Tour, Stop], ...]:
        """Every stop with its tour, in order of day, team and hour."""
        return tuple((tour, stop) for tour in self.tours for stop in tour.stops)

    @property
    def km(self) -> float:
        """Kilometres of all tours."""
        return sum(tour.km for tour in self.tours)

    @property
    def hours(self) -> float:
        """Hours of all tours, driving included."""
        return sum(tour.hours for tour in self.tours)

    @property
    def drive_minutes(self) -> int:
        """Minutes of driving of all tours."""
        return sum(tour.drive_minutes for tour in self.tours)

    @property
    def how_good(self) -> Message:
        """How far the plan can be from the best possible one, in words."""
        gap = self.gap
        if self.status is PlanStatus.BY_HAND:
            return Message("This plan was put together by hand.")
        if gap is None or not gap <= TELLING_GAP:
            if self.status is PlanStatus.STOPPED:
                return Message(
                    "The best plan found in the time allowed; how far it is from the best possible "
                    "one is not known."
                )
            return Message("How far this plan is from the best possible one is not known.")
        if gap < PROVEN_GAP:
            return Message("No better plan is possible under these rules.")
        values = {"percent": math.ceil(round(gap * 1000, 6)) / 10}
        if self.status is PlanStatus.STOPPED:
            return Message(
                "The best plan found in the time allowed: at most {percent} % from the best "
                "possible one.",
                values,
            )
        return Message("The plan is at most {percent} % from the best possible one.", values)
