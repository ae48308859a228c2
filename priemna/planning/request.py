"""What a plan is asked for: period, teams, days and limits of the work."""

from dataclasses import dataclass, field
from datetime import date, time

from geo.errors import PriemnaError
from priemna.planning.inputs import PlanInputs


class PlanRefused(PriemnaError, ValueError):
    """The request cannot be planned as it stands."""


@dataclass(frozen=True)
class PlanRequest:
    """Period, people and limits of one plan.

    Parameters
    ----------
    since
        First day on which a tour may go.
    weeks
        Length of the period, 1–13; week 1 starts on ``since``.
    teams
        Teams that can go on the same day, 1–10.
    days_per_week
        Days a week on which teams go, 1–5; weekends and public holidays stay free.
    visit_minutes
        How long one visit lasts, 120–240.
    day_minutes
        Longest working day, driving and visits together.
    drive_minutes
        Longest driving on one day.
    starts_at
        When a team leaves its base.
    visits_per_municipality
        Least number of visits that every municipality shall get in the period, 0–8.
    women_per_drive_hour
        Women reached that an hour of driving must bring; it weighs need against the road.
    inputs
        Teams, halls, commitments, earlier visits and rules.
    gap
        The search ends once the plan is proven to be within this share of the best possible.
    time_limit_seconds
        The search ends after so many seconds, whatever is proven by then.
    """

    since: date
    weeks: int = 4
    teams: int = 1
    days_per_week: int = 2
    visit_minutes: int = 150
    day_minutes: int = 480
    drive_minutes: int = 180
    starts_at: time = time(9)
    visits_per_municipality: int = 1
    women_per_drive_hour: float = 0.3
    inputs: PlanInputs = field(default_factory=PlanInputs)
    gap: float = 0.001
    time_limit_seconds: float = 20.0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("weeks", 1, 13),
            ("teams", 1, 10),
            ("days_per_week", 1, 5),
            ("visit_minutes", 120, 240),
            ("day_minutes", 60, 720),
            ("drive_minutes", 1, 480),
            ("visits_per_municipality", 0, 8),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise PlanRefused(
                    "A plan needs {setting} between {low} and {high}, not {value}.",
                    setting=name,
                    low=low,
                    high=high,
                    value=value,
                )
