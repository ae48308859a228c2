"""A plan as numbers: places, days that are alike, what visits are worth and what must hold."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class DayLimits:
    """What bounds one team-day; team-days with equal limits share their routes.

    Parameters
    ----------
    base
        Position of the place where the team starts and returns.
    day_minutes, drive_minutes
        Longest day (driving, visits, break) and longest driving.
    km
        Longest way of the car, infinite where nothing is said.
    break_minutes, break_after_minutes
        A day longer than the second holds a break as long as the first.
    most_stops
        Most visits on one day.
    """

    base: int
    day_minutes: float
    drive_minutes: float
    km: float = float("inf")
    break_minutes: float = 0.0
    break_after_minutes: float = float("inf")
    most_stops: int = 24


@dataclass(frozen=True, eq=False)
class DayClass:
    """Team-days that are alike, so that only their number matters.

    Parameters
    ----------
    team_days
        How many there are.
    period
        Period of diminishing returns to which they belong, from 0.
    limits
        What bounds each of them.
    open
        Shape (places,): where a visit can be held on such a day.
    hours
        Shape (places, 2), minutes after the start of the day between which the hall is open;
        None where no hall has hours.
    """

    team_days: int
    period: int
    limits: DayLimits
    open: Flags
    hours: Floats | None = None


@dataclass(frozen=True, eq=False)
class Floor:
    """At least so many visits at certain places on certain days, or a price for each that lacks.

    Parameters
    ----------
    sites, classes
        Positions of the places and of the day classes that count.
    least
        Visits wanted.
    penalty
        Price of each that lacks.
    of_all
        This share of all visits of these classes is wanted on top of ``least``.
    """

    sites: Whole
    classes: Whole
    least: float
    penalty: float
    of_all: float = 0.0


@dataclass(frozen=True)
class HeavyLimit:
    """At most so many days longer than ``minutes`` within certain day classes."""

    classes: tuple[int, ...]
    minutes: float
    at_most: int


@dataclass(frozen=True)
class Together:
    """A place is not visited in both classes unless it is in one of those between them."""

    site: int
    first: int
    second: int
    between: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """Which routes on which days: maximise need reached less driving and what floors lack.

    Parameters
    ----------
    minutes, km
        Travel between the places, shape (places, places).
    service
        Minutes of a visit at each place, shape (places,).
    weights
        Need of each place in each period, shape (periods, places).
    demand, site, share
        Pairs: a visit at ``site`` reaches the share (0–1) of the need of ``demand``; shape (pairs,)
        each.
    gains
        What the first, second … visit that reaches a place counts, falling.
    price_per_minute
        Price of a minute of driving, in the unit of the weights.
    classes
        The days.
    spacing
        Groups of day classes; in each a place is visited at most once.
    floors, heavy, together
        What else must hold.
    standing
        Visits that are held in any case, shape (periods, places).
    """

    minutes: Floats
    km: Floats
    service: Floats
    weights: Floats
    demand: Whole
    site: Whole
    share: Floats
    gains: tuple[float, ...]
    price_per_minute: float
    classes: tuple[DayClass, ...]
    spacing: tuple[tuple[int, ...], ...] = ()
    floors: tuple[Floor, ...] = ()
    heavy: tuple[HeavyLimit, ...] = ()
    together: tuple[Together, ...] = ()
    standing: Whole = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))

    def __post_init__(self) -> None:
        if not self.standing.size:
            shape = (self.weights.shape[0], self.places)
            object.__setattr__(self, "standing", np.zeros(shape, dtype=np.int64))

    @property
    def places(self) -> int:
        """Number of places."""
        return len(self.service)

    @property
    def periods(self) -> int:
        """Number of periods of diminishing returns."""
        return int(self.weights.shape[0])


@dataclass(frozen=True)
class Pick:
    """One route on one team-day: the day class and the places in order of driving."""

    day_class: int
    stops: tuple[int, ...]
    drive_minutes: float
