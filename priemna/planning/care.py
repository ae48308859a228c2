"""What a plan asks of its teams: days, hours, driving, heavy days, and how evenly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from geo.messages import Message
from priemna.planning.plan import Plan, Tour

UNEVEN_SHARE = 0.25
"""The team that drives most drives more than this share above the mean: worth a word."""


@dataclass(frozen=True)
class TeamLoad:
    """What a plan asks of one team.

    Parameters
    ----------
    team
        Its number in the plan.
    days, visits
        Days on the road and mobile offices held.
    hours, drive_minutes, km
        Of all its days together.
    longest_day_hours
        Its longest day.
    heavy_days
        Days longer than the limit.
    heavy_running
        Most heavy days of which each follows within two days of the one before.
    """

    team: int
    days: int
    visits: int
    hours: float
    drive_minutes: int
    km: float
    longest_day_hours: float
    heavy_days: int
    heavy_running: int


def team_loads(plan: Plan, *, heavy_day_minutes: int) -> tuple[TeamLoad, ...]:
    """Load of each team that goes, in order of their numbers.

    Parameters
    ----------
    plan
        The plan.
    heavy_day_minutes
        A day longer than this is heavy.
    """
    loads = []
    for team in sorted({tour.team for tour in plan.tours}):
        own = sorted((tour for tour in plan.tours if tour.team == team), key=lambda tour: tour.on)
        heavy = [tour for tour in own if tour.hours * 60 > heavy_day_minutes]
        loads.append(
            TeamLoad(
                team=team,
                days=len(own),
                visits=sum(len(tour.stops) for tour in own),
                hours=sum(tour.hours for tour in own),
                drive_minutes=sum(tour.drive_minutes for tour in own),
                km=sum(tour.km for tour in own),
                longest_day_hours=max(tour.hours for tour in own),
                heavy_days=len(heavy),
                heavy_running=_running(heavy),
            )
        )
    return tuple(loads)


def say_care(
    loads: Sequence[TeamLoad], *, heavy_day_minutes: int, called: Callable[[int], str] = str
) -> tuple[Message, ...]:
    """What a coordinator should see at once: heavy days, and driving shared unevenly.

    ``called`` gives what a team of this number is called.
    """
    said = []
    for load in loads:
        if load.heavy_days:
            said.append(
                Message(
                    "Team {team} has {n} heavy day, longer than {hours} hours.",
                    {"team": called(load.team), "hours": heavy_day_minutes / 60},
                    plural="Team {team} has {n} heavy days, longer than {hours} hours.",
                    n=load.heavy_days,
                )
            )
        if load.heavy_running > 1:
            said.append(
                Message(
                    "For team {team} {n} of them follow each other within two days.",
                    {"team": called(load.team), "n": load.heavy_running},
                )
            )
    if len(loads) > 1:
        mean = sum(load.drive_minutes for load in loads) / len(loads)
        most = max(loads, key=lambda load: load.drive_minutes)
        if mean and most.drive_minutes > (1 + UNEVEN_SHARE) * mean:
            said.append(
                Message(
                    "Team {team} drives {minutes} minutes, the teams on average {mean}: share the "
                    "far tours more evenly.",
                    {"team": called(most.team), "minutes": most.drive_minutes, "mean": round(mean)},
                )
            )
    return tuple(said)


def _running(heavy: Sequence[Tour]) -> int:
    longest = running = 0
    before = None
    for tour in heavy:
        close = before is not None and tour.on - before <= timedelta(days=2)
        running = running + 1 if close else 1
        longest, before = max(longest, running), tour.on
    return longest
